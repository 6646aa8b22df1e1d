/** What the command line talks to: the process, or a test. */
export interface Io {
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The working directory. */
  readonly cwd: string;
}

export interface Output {
  /** Whether somebody looks on. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What would end the line, or move, hide or colour what stands around it: control characters, and those for writing directions. */
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const hex = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text on one line, whatever is in it: messages quote names from files, and files have names. */
export const oneLine = (text: string) => text.replace(UNPRINTABLE, (character) => (character === '\n' ? '\\n' : character === '\t' ? '\\t' : hex(character)));

/** Exit codes. */
export const FINE = 0;
export const FINDINGS = 1;
export const WRONG_USE = 2;

/** Called with options or files that make no sense; the message says what to do. */
export class WrongUse extends Error {}
