/**
 * JSON text: reading it with a message that says where and what is wrong, and finding where in the text a field is.
 *
 * `JSON.parse` does the reading. Our own scanner runs only when something is wrong (or may be): it knows the place, sees
 * duplicate keys, and needs no stack, so that neither depth nor size harms it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */

/** Deeper than any object the API server takes in practice, and shallow enough for everything that walks values by recursion. */
export const MAX_DEPTH = 1000;

/** After these many duplicate keys the rest goes unsaid. */
const MAX_PROBLEMS = 20;

/** A value, or what is wrong with the text: one line each, `print.json:12:5: expected "," or "}" but found "x"`. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Line and column of a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Reads JSON as the standard says: no comments, no trailing commas, each key once. A byte order mark is skipped.
 *
 * @param fileName stands before every problem
 */
export function parseJson(text: string, fileName: string): ParsedJson {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const written = measureText(text);
  // Before JSON.parse builds what nobody can walk.
  if (written.depth > MAX_DEPTH) return refuse(text, fileName, start);
  let value: unknown;
  try {
    value = JSON.parse(start === 0 ? text : text.slice(1));
  } catch {
    return refuse(text, fileName, start);
  }
  const { keys, lostDigits } = measureValue(value);
  if (lostDigits || keys !== written.colons || !isWellFormed(text) || ESCAPED_SURROGATE.test(text)) {
    const findings = scan(text, start);
    if (findings.length > 0) return { ok: false, problems: print(findings, text, fileName) };
  }
  return { ok: true, value };
}

function refuse(text: string, fileName: string, start: number): ParsedJson {
  const findings = scan(text, start);
  // The scanner follows the same grammar; should it ever be more lenient, JSON.parse has the last word.
  if (findings.length === 0) findings.push({ offset: start, message: 'this is no JSON' });
  return { ok: false, problems: print(findings, text, fileName) };
}

const BOM = 0xfeff;
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Whether every surrogate has its other half. Node knows it; the language level of our types does not yet. */
const isWellFormed = (text: string) => (text as unknown as { isWellFormed(): boolean }).isWellFormed();

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

const mayHaveLostDigits = (value: unknown) => typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);

/**
 * The colons outside of strings (one for each key that was written, duplicates included), and the nesting.
 * Right for valid JSON; for anything else it only has to end.
 */
function measureText(text: string): { colons: number; depth: number } {
  let colons = 0;
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case COLON:
        colons++;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (++depth > deepest) deepest = depth;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth--;
        break;
      case QUOTE:
        for (i++; i < text.length && text.charCodeAt(i) !== QUOTE; i++) if (text.charCodeAt(i) === BACKSLASH) i++;
        break;
    }
  }
  return { colons, depth: deepest };
}

interface Finding {
  readonly offset: number;
  readonly message: string;
  /** A second place that the message names in its end: `(first at 3:5)`. */
  readonly first?: number;
}

function print(findings: readonly Finding[], text: string, fileName: string): string[] {
  const places = placesOf(text, findings.flatMap(({ offset, first }) => (first === undefined ? [offset] : [offset, first])));
  const show = (offset: number) => `${places.get(offset)!.line}:${places.get(offset)!.column}`;
  return findings.map(({ offset, message, first }) => `${fileName}:${show(offset)}: ${message}${first === undefined ? '' : ` (first at ${show(first)})`}`);
}

/** The places of offsets, found in one pass over the lines. A byte order mark takes no column. */
function placesOf(text: string, offsets: readonly number[]): Map<number, Place> {
  const places = new Map<number, Place>();
  let line = 1;
  let lineStart = text.charCodeAt(0) === BOM ? 1 : 0;
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < offset; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    places.set(offset, { line, column: Math.max(1, offset - lineStart + 1) });
  }
  return places;
}

/** What a scan tells while it goes. */
interface Visitor {
  /** A value begins: its offset, the depth of its parent, and its key or index there (undefined for the root). */
  onValue(offset: number, depth: number, step: string | number | undefined): void;
}

class Stop extends Error {
  constructor(public readonly finding: Finding) {
    super(finding.message);
  }
}

/** What is wrong with the text: the first mistake of grammar, or else every key that is there twice. */
function scan(text: string, start: number, visitor?: Visitor): Finding[] {
  const findings: Finding[] = [];
  try {
    new Scanner(text, start, findings, visitor).run();
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
    private readonly findings: Finding[],
    private readonly visitor?: Visitor,
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
      // A close after a comma is a trailing comma: caught below, for the comma was followed by a member.
      this.at++;
      this.open.pop();
      return;
    }
    if (container.count > 0) {
      if (character !== ',') this.expected(`"," or "${container.close}"`);
      this.at++;
      this.space();
    }
    if (!container.keys) {
      this.value(container.count++);
      return;
    }
    if (this.text[this.at] !== '"') this.expected(container.count > 0 ? 'a key in double quotes' : 'a key in double quotes or "}"');
    container.count++;
    const offset = this.at;
    const key = this.string();
    const first = container.keys.get(key);
    if (first === undefined) container.keys.set(key, offset);
    else if (this.findings.length < MAX_PROBLEMS) this.findings.push({ offset, message: `the key ${show(key)} is there twice`, first });
    this.space();
    if (this.text[this.at] !== ':') this.expected('":"');
    this.at++;
    this.value(key);
  }

  private value(step: string | number | undefined): void {
    this.space();
    this.visitor?.onValue(this.at, this.open.length, step);
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
      this.fail(this.at, 'this number has more digits than JSON readers keep: write it in double quotes');
    }
    this.at = end;
  }

  private string(): string {
    const start = this.at++;
    // Not added to piece by piece: most strings hold no escape, and a slice costs nothing.
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (Number.isNaN(code)) this.fail(start, 'this string has no closing double quote');
      if (code === BACKSLASH) {
        this.escape();
      } else if (code < 0x20) {
        if (code === 0x0a || code === 0x0d) this.fail(start, 'this string has no closing double quote on its line');
        this.fail(this.at, `a control character in a string: write it as \\u${code.toString(16).padStart(4, '0')}`);
      }
    }
    this.at++;
    const literal = this.text.slice(start, this.at);
    const value = literal.includes('\\') ? JSON.parse(literal) as string : literal.slice(1, -1);
    if (!isWellFormed(value)) this.fail(start, 'this string holds half a surrogate pair, which is no character');
    return value;
  }

  private escape(): void {
    const kind = this.text[this.at + 1];
    if (kind === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(this.text.slice(this.at + 2, this.at + 6))) this.fail(this.at, 'after \\u there must be four hexadecimal digits');
      this.at += 5;
    } else if (kind !== undefined && ESCAPES.has(kind)) {
      this.at++;
    } else {
      this.fail(this.at, 'a backslash before a character that needs none: write \\\\ for a backslash');
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
    // One character only: what stands there may be the beginning of a secret.
    return this.fail(this.at, `expected ${what} but found ${found === undefined ? 'the end of the file' : show(String.fromCodePoint(found))}`);
  }

  private fail(offset: number, message: string): never {
    throw new Stop({ offset: Math.min(offset, this.text.length), message });
  }
}

const show = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * Where fields are in a JSON text: for each path (`sideCars[0].container.image`, `labels[a.b/c]`) the place of its value,
 * or of the nearest parent that is there. The text must be valid JSON.
 */
export function locate(text: string, paths: readonly string[]): Place[] {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const best = paths.map((path) => ({ offset: start, left: path.length + 1 }));
  // The paths that lead into the value at each depth.
  const stack: Routes[] = [];
  scan(text, start, {
    onValue(offset, depth, step) {
      const leading = step === undefined ? paths.map((rest, path): Route => ({ path, rest: `.${rest}` })) : stack[depth - 1].through(step);
      for (const { path, rest } of leading) if (rest.length < best[path].left) best[path] = { offset, left: rest.length };
      stack.length = depth;
      stack.push(leading.length === 0 ? NOWHERE : new Routes(leading));
    },
  });
  const places = placesOf(text, best.map(({ offset }) => offset));
  return best.map(({ offset }) => places.get(offset)!);
}

/** A path (by its index), and what is left of it. */
interface Route {
  readonly path: number;
  readonly rest: string;
}

/** Paths by their next step, so that many paths through many values stay cheap. */
class Routes {
  private bySteps?: Map<string, Route[]>;

  constructor(private readonly routes: readonly Route[]) {}

  /** What is left of the paths that go through a member. */
  public through(step: string | number): readonly Route[] {
    this.bySteps ??= this.sort();
    return this.bySteps.get(String(step)) ?? [];
  }

  private sort(): Map<string, Route[]> {
    const sorted = new Map<string, Route[]>();
    for (const { path, rest } of this.routes) {
      const add = (step: string, left: string) => {
        const others = sorted.get(step);
        if (others) others.push({ path, rest: left });
        else sorted.set(step, [{ path, rest: left }]);
      };
      const [whole, key, item] = /^(?:\.([^.[]+)|\.?\[([^\]]*)\])/.exec(rest) ?? [];
      if (whole !== undefined) add(key ?? item, rest.slice(whole.length));
      // A key with a dot in it.
      if (rest.startsWith('.') && rest.length > 1 && rest.slice(1) !== key) add(rest.slice(1), '');
    }
    return sorted;
  }
}

const NOWHERE = new Routes([]);
