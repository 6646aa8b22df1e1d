/**
 * Reads the documents of a file as kubectl does: JSON values one after the other, or YAML documents between lines that
 * begin with `---`. Each is read when it is asked for. `readDocuments` and `streamDocuments` are the entry of this
 * room.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/yaml#YAMLOrJSONDecoder
 */

import { Feed } from './feed';
import { JsonOutline, locateJson, parseJson } from './json';
import { locateKubectlYaml, parseKubectlYaml } from './kubectl-yaml/kubectl-yaml';
import { tooLarge } from './kubectl-yaml/yaml-scanner';
import { ValueOutline } from './locate';
import { Parsed, quote } from './parsed';
import type { Position, TextFinding } from './position';
import { sourcesAt } from './source';
import { NotUtf8 } from './utf8';

/** The most bytes of JSON that the API server accepts in one request. */
export const MAX_OBJECT_SIZE = 3 * 1024 * 1024;

/** One value of a file, or what is wrong with its text. */
export interface Document {
  readonly file: string;
  /** The line where it begins. */
  readonly line: number;
  /** How many characters it has. */
  readonly length: number;
  readonly isYaml: boolean;
  /** Undefined when there are errors. */
  readonly value: unknown;
  /** Why the text cannot be read. */
  readonly errors: readonly TextFinding[];
  /** What reads differently than it looks. */
  readonly warnings: readonly TextFinding[];
  /** The positions of fields, or of their nearest parents in the text. */
  locate(paths: readonly string[]): Position[];
  /** How the numbers and booleans at these paths are written; empty for other values. */
  sourcesOf(paths: readonly string[]): string[];
}

/** The most characters kept of one document. */
const MAX_TEXT = 128 * 1024 * 1024;

/** All documents of a text, except those with nothing but comments. */
export function* readDocuments(text: string, file: string): Generator<Document> {
  const feed = new Feed();
  feed.append(text);
  feed.isComplete = true;
  for (const document of cutDocuments(feed, file)) yield document!;
}

/** The documents of a text that comes in pieces. Only the current document is kept. */
export async function* streamDocuments(pieces: AsyncIterable<string>, file: string): AsyncGenerator<Document> {
  const feed = new Feed();
  const source = pieces[Symbol.asyncIterator]();
  try {
    for (const document of cutDocuments(feed, file)) {
      if (document) {
        yield document;
        continue;
      }
      const problem = await fill(feed, source);
      if (problem === undefined) continue;
      yield unreadableDocument(file, { ...feed.position, detail: problem });
      return;
    }
  } finally {
    await source.return?.();
  }
}

/** Gets more text. If that fails, moves the feed to where it fails and returns why. */
async function fill(feed: Feed, source: AsyncIterator<string>): Promise<string | undefined> {
  // As much again as is kept: so many pieces take no longer to put together than few.
  const wanted = feed.text.length - feed.at;
  if (wanted > MAX_TEXT) return `a document of more than ${MAX_TEXT / 1024 / 1024} MiB: split it`;
  const pieces: string[] = [];
  let problem: string | undefined;
  try {
    for (let length = 0; length <= wanted && !feed.isComplete;) {
      const { value, done } = await source.next();
      if (done) {
        feed.isComplete = true;
      } else {
        pieces.push(value);
        length += value.length;
      }
    }
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    problem = error.message;
  }
  feed.append(pieces.join(''));
  if (problem !== undefined) feed.advance(feed.text.length);
  return problem;
}

/** Cuts documents off, and yields `undefined` where it needs more text (after which `feed.at` is different). */
function* cutDocuments(feed: Feed, file: string): Generator<Document | undefined> {
  while (feed.text === '' && !feed.isComplete) yield undefined;
  feed.begin();
  const isYamlNext = yield* jsonDocuments(feed, file);
  if (isYamlNext) yield* yamlDocuments(feed, file);
}

/** The JSON values that a text begins with. Returns whether YAML follows. */
function* jsonDocuments(feed: Feed, file: string): Generator<Document | undefined, boolean> {
  const isJsonFile = /\.json$/i.test(file);
  for (let count = 0; ; count++) {
    const space = yield* spaceLength(feed);
    if (count > 0 && feed.at + space === feed.text.length) return false;
    const found = yield* jsonText(feed, space, count === 0, isJsonFile);
    if (!found && count === 0) return true;
    const json = found && jsonDocument(found, feed.positionAt(feed.at + space), file);
    if (!json || (json.errors.length > 0 && !isJsonFile)) {
      // It may be YAML. kubectl does not look for any after two JSON values.
      const offset = count < 2 ? yield* yamlOffset(feed) : undefined;
      if (offset !== undefined && (!json || /\.ya?ml$/i.test(file) || (yield* isYaml(feed, offset, file)))) {
        feed.advance(feed.at + offset);
        return true;
      }
    }
    if (!json) {
      feed.advance(feed.at + space);
      yield unreadableDocument(file, { ...feed.position, detail: expectedJson(feed, count) });
      return false;
    }
    if (json.errors.length > 0 || json.value !== null) yield json;
    feed.advance(feed.at + space + found!.text.length);
  }
}

const SPACE = /[ \t\r\n]*/y;

/** The length of the white space that comes next. */
function* spaceLength(feed: Feed): Generator<undefined, number> {
  for (;;) {
    SPACE.lastIndex = feed.at;
    const { length } = SPACE.exec(feed.text)![0];
    if (feed.at + length < feed.text.length || feed.isComplete) return length;
    yield undefined;
  }
}

/** The text of a JSON value; with its outline if it is an object or a list. */
interface JsonText {
  readonly text: string;
  readonly outline?: JsonOutline;
}

/** Go's reader ends a number at any character that cannot go on with it, even at a digit after a zero. */
const NUMBER = /-?0(?![.eE])|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE])/;
const SCALAR = new RegExp(String.raw`"(?:[^"\\\x00-\x1f]+|\\.)*"|true|false|null|${NUMBER.source}`, 'y');

/** What may be JSON behind white space: any value, but first an object, or a list in a file that is called JSON. */
function* jsonText(
  feed: Feed,
  space: number,
  isFirst: boolean,
  isJsonFile: boolean,
): Generator<undefined, JsonText | undefined> {
  const character = feed.text[feed.at + space];
  if (character === '{' || (character === '[' && (isJsonFile || !isFirst))) {
    const outline = new JsonOutline();
    while (!outline.read(feed.text, feed.at + space) && !feed.isComplete) yield undefined;
    const start = feed.at + space;
    return { text: feed.text.slice(start, start + outline.length), outline };
  }
  if (isFirst || !/["\dtfn-]/.test(character)) return undefined;
  // A scalar ends on its line.
  while (!feed.text.includes('\n', feed.at + space) && !feed.isComplete) yield undefined;
  SCALAR.lastIndex = feed.at + space;
  const [text] = SCALAR.exec(feed.text) ?? [];
  return text === undefined ? undefined : { text };
}

/**
 * After JSON, kubectl looks at so many bytes at a time for the beginning of YAML. It gives up where there are fewer.
 */
const LOOKAHEAD = 4;

/** Where YAML begins after JSON: behind spaces or on the next line. Undefined if kubectl finds none. */
function* yamlOffset(feed: Feed): Generator<undefined, number | undefined> {
  for (let offset = 0; ; offset++) {
    while (feed.text.length - feed.at - offset < LOOKAHEAD && !feed.isComplete) yield undefined;
    const at = feed.at + offset;
    const ahead = feed.text.slice(at, at + LOOKAHEAD);
    if (new TextEncoder().encode(ahead).length < LOOKAHEAD) return undefined;
    if (ahead[0] === '\n') return offset + 1;
    if (!/[ \t\r]/.test(ahead[0])) return offset;
  }
}

function expectedJson({ text, at }: Feed, count: number): string {
  const found = quote(String.fromCodePoint(text.codePointAt(at)!));
  const hint = count > 1 ? '. After two JSON values kubectl reads no YAML: write "---" between all documents' : '';
  return `expected another JSON value or the end of the file but found ${found}${hint}`;
}

function* isYaml(feed: Feed, offset: number, file: string): Generator<undefined, boolean> {
  const { end } = yield* endOfYaml(feed, offset);
  return yamlDocument(feed.text.slice(feed.at + offset, end), file, feed.position)?.errors.length === 0;
}

/** Each item of a list is an object of its own. Cheap, and right for every text that is not made to deceive. */
const mayBeList = (text: string) => /\bkind["']?\s*:\s*["']?\w*List\b/.test(text);

/** An escape sequence of six characters may stand for one byte. */
const LONGEST_ESCAPE = 6;

function jsonDocument({ text, outline }: JsonText, from: Position, file: string): Document {
  if (outline && outline.size > LONGEST_ESCAPE * MAX_OBJECT_SIZE && !mayBeList(text)) {
    return unreadableDocument(file, { ...from, detail: tooLarge(MAX_OBJECT_SIZE) });
  }
  return documentOf(parseJson(text, from, outline), file, from, {
    isYaml: false,
    length: text.length,
    locate: (paths) => locateJson(text, paths, from),
    sourcesOf: (paths) => sourcesAt(locateJson(text, paths, from), text, from),
  });
}

/** A document that consists of an error. */
export function unreadableDocument(file: string, error: TextFinding): Document {
  return documentOf({ ok: false, errors: [error] }, file, error, {
    isYaml: true,
    length: 0,
    locate: (paths) => paths.map(() => ({ line: error.line, column: error.column })),
    sourcesOf: (paths) => paths.map(() => ''),
  });
}

function documentOf(
  parsed: Parsed,
  file: string,
  { line }: Position,
  how: Pick<Document, 'isYaml' | 'length' | 'locate' | 'sourcesOf'>,
): Document {
  const { value, errors, warnings } = { value: undefined, errors: [], warnings: [], ...parsed };
  return { file, line, value, errors, warnings, ...how };
}

function* yamlDocuments(feed: Feed, file: string): Generator<Document | undefined> {
  // To kubectl a separator belongs to the document after it when no text is before it. It matters for `...` only.
  let isAfterSeparator = false;
  for (;;) {
    const { end, separator } = yield* endOfYaml(feed);
    const isKept: boolean = separator !== undefined && end === feed.at && !isAfterSeparator;
    const found = isKept
      ? undefined
      : yamlDocument(feed.text.slice(feed.at, end), file, feed.position, isAfterSeparator);
    if (found) yield found;
    if (separator === undefined) return;
    isAfterSeparator = isKept;
    feed.advance(end);
    if (!(isKept ? /^---(?:\s+#|\s*$)/ : /^---\s*(?:#|$)/).test(separator)) {
      const detail = 'only a space and a comment may follow "---" on its line: start the document on the next line';
      yield unreadableDocument(file, { ...feed.positionAt(feed.at + '---'.length), detail });
    }
    feed.advance(Math.min(feed.text.length, end + separator.length + 1));
  }
}

/**
 * Where a YAML document ends, and the line that begins the next one, if there is one.
 *
 * @param offset where it begins, when that is not where the feed is
 */
function* endOfYaml(
  feed: Feed,
  offset = 0,
): Generator<undefined, { readonly end: number; readonly separator?: string }> {
  for (let searched = offset; ; yield undefined) {
    const { text, at, isComplete } = feed;
    const isHere = offset === 0 && text.startsWith('---', at);
    const lineBreak = isHere ? at - 1 : text.indexOf('\n---', at + searched);
    if (isHere || lineBreak >= 0) {
      const end = lineBreak + 1;
      const lineEnd = text.indexOf('\n', end);
      if (lineEnd >= 0 || isComplete) return { end, separator: text.slice(end, lineEnd >= 0 ? lineEnd : undefined) };
      searched = Math.max(0, lineBreak - at);
    } else if (isComplete) {
      return { end: text.length };
    } else {
      // The beginning of a separator may be there already.
      searched = Math.max(offset, text.length - at - 3);
    }
  }
}

function yamlDocument(text: string, file: string, from: Position, isAfterSeparator = false): Document | undefined {
  // Often there is nothing before the first separator or after the last.
  if (!/[^ \r\n]/.test(text)) return undefined;
  const outline = new ValueOutline();
  const parsed = parseKubectlYaml(text, {
    from,
    isAfterSeparator,
    outline,
    ...(!mayBeList(text) && { maxSize: MAX_OBJECT_SIZE }),
  });
  if (parsed.ok && (parsed.value === undefined || parsed.value === null)) return undefined;
  const locate = (paths: readonly string[]) => locateKubectlYaml(text, paths, from, outline);
  return documentOf(parsed, file, from, {
    isYaml: true,
    length: text.length,
    locate,
    sourcesOf: (paths) => sourcesAt(locate(paths), text, from),
  });
}
