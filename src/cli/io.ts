/** What the command line talks to: the process, or a test. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The working directory. */
  readonly cwd: string;
}

export interface Input extends AsyncIterable<Buffer | string> {
  /** Whether somebody would have to type. */
  readonly isTTY?: boolean;
  /** Whether a program writes into it, or it is a file with something in it. */
  readonly isPiped?: boolean;
}

export interface Output {
  /** Whether somebody looks on. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Exit codes. */
export const FINE = 0;
export const FINDINGS = 1;
export const WRONG_USE = 2;

/** Called with options or files that make no sense; the message says what to do. */
export class WrongUse extends Error {}
