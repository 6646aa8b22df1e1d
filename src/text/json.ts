/**
 * JSON text: reads it with errors that say where and what is wrong, and finds the positions of fields.
 *
 * `JSON.parse` does the reading. Our own scanner runs only when something is wrong (or may be): it knows positions,
 * sees duplicate keys, and needs no stack, so neither depth nor size harms it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */

import { locateWith, OnValue } from './locate';
import { lookAlike } from './look-alikes';
import {
  duplicateKey,
  isWellFormed,
  MAX_DEPTH,
  MAX_FINDINGS,
  NO_COMMENTS,
  OffsetFinding,
  Parsed,
  quote,
  Stop,
  withPositions,
} from './parsed';
import { contentStart, Position } from './position';

/**
 * Reads JSON as the standard says: no comments, no trailing commas, each key once. A byte order mark is skipped.
 *
 * @param from where the text begins, when it is a part of a file
 * @param outline of the text, if the caller has it
 */
export function parseJson(text: string, from?: Position, outline = outlineOf(text)): Parsed {
  const start = contentStart(text);
  const refuse = (findings: readonly OffsetFinding[]): Parsed => {
    // The scanner follows the same grammar; should it ever be more lenient, JSON.parse has the last word.
    const errors = findings.length > 0 ? findings : [{ offset: start, detail: 'not valid JSON' }];
    return { ok: false, errors: withPositions(errors, text, from) };
  };
  // Before JSON.parse builds what is too deep to walk.
  if (outline.depth > MAX_DEPTH) return refuse(scan(text, start));
  let value: unknown;
  try {
    value = JSON.parse(start === 0 ? text : text.slice(1));
  } catch {
    return refuse(scan(text, start));
  }
  const { keys, lostDigits } = measureValue(value);
  if (lostDigits || keys !== outline.colons || !isWellFormed(text) || ESCAPED_SURROGATE.test(text)) {
    const findings = scan(text, start);
    if (findings.length > 0) return refuse(findings);
  }
  return { ok: true, value, warnings: [] };
}

const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The keys in a value, and whether it holds a number that may have lost digits. Its depth is bounded. */
function measureValue(root: unknown): { keys: number; lostDigits: boolean } {
  let keys = 0;
  let lostDigits = mayHaveLostDigits(root);
  const todo: unknown[] = [root];
  while (todo.length > 0) {
    const node = todo.pop();
    if (typeof node !== 'object' || node === null) continue;
    const isArray = Array.isArray(node);
    const members: unknown[] = isArray ? node : Object.values(node);
    if (!isArray) keys += members.length;
    for (const member of members) {
      if (typeof member === 'object' && member !== null) todo.push(member);
      else if (mayHaveLostDigits(member)) lostDigits = true;
    }
  }
  return { keys, lostDigits };
}

const mayHaveLostDigits = (value: unknown) =>
  typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);

/**
 * Where a JSON object or array ends and what it contains, found piece by piece. Exact for valid JSON; for anything else
 * it only has to end.
 */
export class JsonOutline {
  /** Characters read so far; at the end, those up to the closing bracket. */
  public length = 0;
  /** Those of them that are not white space between values. */
  public size = 0;
  /** The deepest nesting. */
  public depth = 0;
  /** Colons outside of strings: one for each key, duplicates included. */
  public colons = 0;
  private open = 0;
  private isInString = false;

  /** Reads on in a text that begins at `start`: whether the outermost brackets are closed. */
  public read(text: string, start: number): boolean {
    let { size, colons, open, isInString } = this;
    let i = start + this.length;
    let isClosed = false;
    while (i < text.length && !isClosed) {
      if (isInString) {
        const from = i;
        for (; i < text.length && isInString; i++) {
          const code = text.charCodeAt(i);
          if (code === BACKSLASH) i++;
          else if (code === QUOTE) isInString = false;
        }
        size += i - from;
        continue;
      }
      const code = text.charCodeAt(i++);
      if (code > 0x20) size++;
      switch (code) {
        case QUOTE:
          isInString = true;
          break;
        case COLON:
          colons++;
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          if (++open > this.depth) this.depth = open;
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          isClosed = --open === 0;
          break;
      }
    }
    // It may be past the end of a text that ends in the middle of an escape sequence.
    this.length = i - start;
    Object.assign(this, { size, colons, open, isInString });
    return isClosed;
  }
}

function outlineOf(text: string): JsonOutline {
  const outline = new JsonOutline();
  outline.read(text, contentStart(text));
  return outline;
}

/** What is wrong with the text: the first error of grammar, or else every duplicate key. */
function scan(text: string, start: number, onValue?: OnValue): OffsetFinding[] {
  const findings: OffsetFinding[] = [];
  try {
    new Scanner(text, start, findings, onValue).run();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return [error.finding];
  }
  return findings;
}

/** One open array (`keys` absent) or object. */
interface Container {
  readonly keys?: Map<string, number>;
  readonly close: ']' | '}';
  count: number;
}

const WORDS: Record<string, string> = { t: 'true', f: 'false', n: 'null' };
const ESCAPES = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']);
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;

class Scanner {
  private readonly open: Container[] = [];

  constructor(
    private readonly text: string,
    private at: number,
    private readonly findings: OffsetFinding[],
    private readonly onValue?: OnValue,
  ) {}

  public run(): void {
    this.value(undefined);
    while (this.open.length > 0) this.member(this.open[this.open.length - 1]);
    this.space();
    if (this.at < this.text.length) this.expected('the end of the file');
  }

  /** The next member of the innermost container, or its end. */
  private member(container: Container): void {
    this.space();
    const character = this.text[this.at];
    if (character === container.close) {
      this.at++;
      this.open.pop();
      return;
    }
    if (container.count > 0) {
      if (character !== ',') this.expected(`"," or "${container.close}"`);
      this.at++;
      this.space();
      if (this.text[this.at] === container.close) {
        this.fail(this.at, `remove the comma before this "${container.close}"`);
      }
    }
    if (!container.keys) {
      this.value(container.count++);
      return;
    }
    if (this.text[this.at] !== '"') {
      this.expected(container.count > 0 ? 'a key in double quotes' : 'a key in double quotes or "}"');
    }
    container.count++;
    const offset = this.at;
    const key = this.string();
    const first = container.keys.get(key);
    if (first === undefined) {
      container.keys.set(key, offset);
    } else if (this.findings.length < MAX_FINDINGS) {
      this.findings.push({ offset, detail: duplicateKey(key), first });
    }
    this.space();
    if (this.text[this.at] !== ':') this.expected('":"');
    this.at++;
    this.value(key);
  }

  private value(step: string | number | undefined): void {
    this.space();
    this.onValue?.(this.at, this.open.length, step);
    const character = this.text[this.at];
    if (character === '{' || character === '[') {
      if (this.open.length === MAX_DEPTH) this.fail(this.at, `nested deeper than ${MAX_DEPTH} levels`);
      this.at++;
      this.open.push(character === '{' ? { keys: new Map(), close: '}', count: 0 } : { close: ']', count: 0 });
    } else if (character === '"') {
      this.string();
    } else if (character !== undefined && Object.hasOwn(WORDS, character)) {
      this.word(WORDS[character]);
    } else {
      this.number();
    }
  }

  private word(word: string): void {
    for (const character of word) {
      if (this.text[this.at] !== character) this.expected(word);
      this.at++;
    }
  }

  private number(): void {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) {
      if (this.text[this.at] !== '-') this.expected('a value');
      this.at++;
      this.expected('a digit');
    }
    const [digits, fraction, exponent] = match!;
    const end = this.at + digits.length;
    const next = this.text[end];
    if (exponent === undefined && (next === 'e' || next === 'E' || (next === '.' && fraction === undefined))) {
      this.at = end + 1;
      if (next !== '.' && /[+-]/.test(this.text[this.at] ?? '')) this.at++;
      this.expected('a digit');
    }
    const number = Number(digits);
    const isWhole = fraction === undefined && exponent === undefined;
    if (!Number.isFinite(number) || (isWhole && String(number) !== digits && BigInt(digits) !== BigInt(number))) {
      this.fail(this.at, 'this number has more digits than JSON parsers keep: write it in double quotes');
    }
    this.at = end;
  }

  private string(): string {
    const start = this.at++;
    // Not put together piece by piece: most strings contain no escape, and a slice costs nothing.
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (Number.isNaN(code)) this.fail(start, 'this string has no closing double quote');
      if (code === BACKSLASH) {
        this.escape();
      } else if (code < 0x20) {
        if (code === 0x0a || code === 0x0d) this.fail(start, 'this string has no closing double quote on its line');
        this.fail(this.at, `control characters must be escaped: write \\u${code.toString(16).padStart(4, '0')}`);
      }
    }
    this.at++;
    const literal = this.text.slice(start, this.at);
    const value = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
    if (!isWellFormed(value)) this.fail(start, 'this string contains half a surrogate pair, which is not a character');
    return value;
  }

  private escape(): void {
    const kind = this.text[this.at + 1];
    if (kind === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(this.text.slice(this.at + 2, this.at + 6))) {
        this.fail(this.at, '\\u must be followed by four hexadecimal digits');
      }
      this.at += 5;
    } else if (kind !== undefined && ESCAPES.has(kind)) {
      this.at++;
    } else {
      this.fail(this.at, 'not a valid escape sequence: write \\\\ for a backslash');
    }
  }

  private space(): void {
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  private expected(what: string): never {
    const found = this.text.codePointAt(this.at);
    // Only one character: it may be the beginning of a secret.
    const character = found === undefined ? 'the end of the file' : named(String.fromCodePoint(found));
    return this.fail(this.at, `expected ${what} but found ${character}${found === 0x2f ? `. ${NO_COMMENTS}` : ''}`);
  }

  private fail(offset: number, detail: string): never {
    throw new Stop({ offset: Math.min(offset, this.text.length), detail });
  }
}

/** The positions of fields in a JSON text, which must be valid; see `locateWith`. */
export function locateJson(text: string, paths: readonly string[], from?: Position): Position[] {
  return locateWith((onValue) => scan(text, contentStart(text), onValue), text, paths, from);
}

/** The character in quotes, with its name if it looks like another. */
function named(character: string): string {
  const name = lookAlike(character);
  return name === undefined ? quote(character) : `a ${name}`;
}
