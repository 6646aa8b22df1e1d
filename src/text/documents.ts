/**
 * The documents of a file, cut as kubectl cuts it: JSON objects one after the other, or YAML documents between lines that begin
 * with `---`. Each is read only when it is asked for.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/yaml#YAMLOrJSONDecoder
 */

import { Feed } from './feed';
import { JsonOutline, locate, parseJson } from './json';
import type { Parsed, Position } from './position';
import { NoText } from './utf8';
import { locateYaml, parseYaml } from './yaml';

/** The most bytes of JSON that the API server takes in one request. */
export const MAX_OBJECT_SIZE = 3 * 1024 * 1024;

/** One value of a file, or what is wrong with its text: a line each, `print.yaml:12:5: …` */
export interface Document {
  readonly file: string;
  /** Where it begins. */
  readonly line: number;
  readonly isYaml: boolean;
  /** Undefined when there are problems. */
  readonly value: unknown;
  readonly problems: readonly string[];
  /** What is read otherwise than it looks. */
  readonly warnings: readonly string[];
  /** Where fields are, or their nearest parents that are there. */
  locate(paths: readonly string[]): Position[];
  /** What stands there when it is a scalar without quotes; empty for JSON. */
  sourcesOf(paths: readonly string[]): string[];
}

/** More than this of one document is not kept. */
const MAX_TEXT = 128 * 1024 * 1024;

/** All documents of a text that are more than comments. */
export function* readDocuments(text: string, file: string): Generator<Document> {
  const feed = new Feed();
  feed.append(text);
  feed.isComplete = true;
  for (const document of cutDocuments(feed, file)) yield document!;
}

/** The same of a text that comes in pieces, of which no more is kept than the document at hand. */
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
      yield refused(problem, feed.place, file);
      return;
    }
  } finally {
    await source.return?.();
  }
}

/** Gets more text; answers with what is wrong at the feed's place, if that is the end of it. */
async function fill(feed: Feed, source: AsyncIterator<string>): Promise<string | undefined> {
  // As much again as is there: so it takes no more time to put together many pieces than few.
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
    if (!(error instanceof NoText)) throw error;
    problem = error.message;
  }
  feed.append(pieces.join(''));
  if (problem !== undefined) feed.advance(feed.text.length);
  return problem;
}

/** Cuts documents off, and says `undefined` when that needs more text (after which `feed.at` is another). */
function* cutDocuments(feed: Feed, file: string): Generator<Document | undefined> {
  const isJsonFile = /\.json$/i.test(file);
  while (feed.text === '' && !feed.isComplete) yield undefined;
  feed.begin();
  for (let isFirst = true; ; isFirst = false) {
    let start = endOfSpace(feed);
    for (; start === feed.text.length && !feed.isComplete; start = endOfSpace(feed)) yield undefined;
    const isJson = feed.text[start] === '{' || (feed.text[start] === '[' && isJsonFile);
    // Behind JSON the line goes on; before YAML, white space is indentation.
    if (isJson || !isFirst) feed.advance(start);
    if (!isJson) break;
    const outline = new JsonOutline();
    while (!outline.read(feed.text, feed.at) && !feed.isComplete) yield undefined;
    const text = feed.text.slice(feed.at, feed.at + outline.length);
    const json = jsonDocument(text, outline, feed.place, file);
    // It may be YAML's own way to write lists and maps.
    if (json.problems.length > 0 && !isJsonFile && (/\.ya?ml$/i.test(file) || (yield* isYaml(feed, file)))) break;
    yield json;
    feed.advance(feed.at + text.length);
  }
  yield* yamlDocuments(feed, file);
}

const SPACE = /[ \t\r\n]*/y;

function endOfSpace({ text, at }: Feed): number {
  SPACE.lastIndex = at;
  return at + SPACE.exec(text)![0].length;
}

function* isYaml(feed: Feed, file: string): Generator<undefined, boolean> {
  const { end } = yield* endOfYaml(feed);
  return yamlDocument(feed.text.slice(feed.at, end), file, feed.place)?.problems.length === 0;
}

/** Of a list each item is an object by itself. Cheap, and right for all that is not made to deceive. */
const mayBeList = (text: string) => /\bkind["']?\s*:\s*["']?\w*List\b/.test(text);

const TOO_LARGE = `more than ${MAX_OBJECT_SIZE} bytes as JSON: the API server takes no such object`;

/** An escape sequence of six characters may stand for one byte. */
const LONGEST_ESCAPE = 6;

function jsonDocument(text: string, outline: JsonOutline, from: Position, file: string): Document {
  if (outline.size > LONGEST_ESCAPE * MAX_OBJECT_SIZE && !mayBeList(text)) return refused(TOO_LARGE, from, file);
  return read(parseJson(text, file, from, outline), file, from, {
    isYaml: false,
    locate: (paths) => locate(text, paths, from),
    sourcesOf: (paths) => paths.map(() => ''),
  });
}

/** A document of which nothing can be said but that. */
export function refused(problem: string, place: Position, file: string): Document {
  return read({ ok: false, problems: [`${file}:${place.line}:${place.column}: ${problem}`] }, file, place, {
    isYaml: true,
    locate: (paths) => paths.map(() => place),
    sourcesOf: (paths) => paths.map(() => ''),
  });
}

function read(
  parsed: Parsed,
  file: string,
  { line }: Position,
  how: Pick<Document, 'isYaml' | 'locate' | 'sourcesOf'>,
): Document {
  const { value, problems, warnings } = { value: undefined, problems: [], warnings: [], ...parsed };
  return { file, line, value, problems, warnings, ...how };
}

function* yamlDocuments(feed: Feed, file: string): Generator<Document | undefined> {
  for (;;) {
    const { end, separator } = yield* endOfYaml(feed);
    const document = yamlDocument(feed.text.slice(feed.at, end), file, feed.place);
    if (document) yield document;
    if (separator === undefined) return;
    feed.advance(end);
    if (!/^---\s*(?:#|$)/.test(separator)) {
      yield refused(
        'only a comment may follow "---" on its line: the document begins on the next one',
        { line: feed.place.line, column: 4 },
        file,
      );
    }
    feed.advance(Math.min(feed.text.length, end + separator.length + 1));
  }
}

/** Where a YAML document ends, and the line that begins the next one, if there is one. */
function* endOfYaml(feed: Feed): Generator<undefined, { readonly end: number; readonly separator?: string }> {
  for (let searched = 0; ; yield undefined) {
    const { text, at, isComplete } = feed;
    const isHere = at === feed.lineStart && text.startsWith('---', at);
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
      searched = Math.max(0, text.length - at - 3);
    }
  }
}

function yamlDocument(text: string, file: string, from: Position): Document | undefined {
  // Hardly worth a reader.
  if (!/[^ \r\n]/.test(text)) return undefined;
  const parsed = parseYaml(text, file, { from, ...(!mayBeList(text) && { maxSize: MAX_OBJECT_SIZE }) });
  if (parsed.ok && (parsed.value === undefined || parsed.value === null)) return undefined;
  return read(parsed, file, from, {
    isYaml: true,
    locate: (paths) => locateYaml(text, paths, from),
    sourcesOf: (paths) => sourcesAt(locateYaml(text, paths, from), text, from),
  });
}

function sourcesAt(places: readonly Position[], text: string, from: Position): string[] {
  const lines = text.split('\n');
  return places.map(
    ({ line, column }) =>
      /^[^\s,\]}#]*/.exec(lines[line - from.line].slice(column - (line === from.line ? from.column : 1)))![0],
  );
}
