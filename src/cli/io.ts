/** What the command line talks to: the process, or a test. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The working directory. */
  readonly cwd: string;
  /** The environment's variables. @default - none */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether the user asked for colors, or for none. @default - by the environment and the terminal */
  readonly color?: boolean;
}

export interface Input extends AsyncIterable<Buffer | string> {
  /** Whether it is a terminal, where the user would have to type. */
  readonly isTTY?: boolean;
  /** Whether it is a pipe, or a file that is not empty. */
  readonly isPiped?: boolean;
}

export interface Output {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Exit codes. */
export const FINE = 0;
export const FINDINGS = 1;
export const WRONG_USE = 2;

/** The command line is wrong, or names files that can't be used. The message says what to do. */
export class WrongUse extends Error {}
