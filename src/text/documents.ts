/**
 * The documents of a file, cut as kubectl cuts it: JSON objects one after the other, or YAML documents between lines that begin
 * with `---`. Each is read only when it is asked for.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/yaml#YAMLOrJSONDecoder
 */

import { locate, parseJson } from './json';
import { contentStart, Place } from './places';
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
  locate(paths: readonly string[]): Place[];
  /** The scalar without quotes that stands at a place; empty for JSON. */
  sourceAt(place: Place): string;
}

/** All documents of a text that are more than comments. */
export function* readDocuments(text: string, file: string): Generator<Document> {
  const isJsonFile = /\.json$/i.test(file);
  let rest: Part = { text, at: contentStart(text), line: 1, lineStart: contentStart(text) };
  for (let isFirst = true; ; isFirst = false) {
    const start = skipSpace(rest);
    if (text[start.at] !== '{' && !(text[start.at] === '[' && isJsonFile)) {
      // Behind JSON the line goes on.
      if (!isFirst) rest = start;
      break;
    }
    rest = start;
    const { end, size } = measureJson(text, rest.at);
    const json = jsonDocument(rest, end, size, file);
    // It may be YAML's own way to write lists and maps.
    if (json.problems.length > 0 && !isJsonFile && (/\.ya?ml$/i.test(file) || isYaml(rest, file))) break;
    yield json;
    rest = advance(rest, end);
  }
  yield* yamlDocuments(rest, file);
}

function isYaml(part: Part, file: string): boolean {
  const { value: first } = yamlDocuments(part, file).next();
  return first?.problems.length === 0;
}

/** A place in a text, and its line. */
interface Part {
  readonly text: string;
  readonly at: number;
  readonly line: number;
  readonly lineStart: number;
}

const placeOf = ({ at, line, lineStart }: Part): Place => ({ line, column: at - lineStart + 1 });

function advance({ text, at, line, lineStart }: Part, to: number): Part {
  const moved = { text, at: to, line, lineStart };
  // Not by indexOf, which would look through the rest of the file for the next line.
  for (let i = at; i < to; i++) {
    if (text.charCodeAt(i) !== 0x0a) continue;
    moved.line++;
    moved.lineStart = i + 1;
  }
  return moved;
}

const SPACE = /[ \t\r\n]*/y;

function skipSpace(part: Part): Part {
  SPACE.lastIndex = part.at;
  return advance(part, part.at + SPACE.exec(part.text)![0].length);
}

/** Where the brackets end that begin at `start` (or the text does), and how many characters that is without white space. */
function measureJson(text: string, start: number): { end: number; size: number } {
  let depth = 0;
  let size = 0;
  let i = start;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x20) size++;
    if (code === 0x22) { // "
      const opening = i;
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
      size += i - opening;
    } else if (code === 0x5b || code === 0x7b) { // [ {
      depth++;
    } else if ((code === 0x5d || code === 0x7d) && --depth === 0) { // ] }
      return { end: i + 1, size };
    }
  }
  return { end: text.length, size };
}

/** Of a list each item is an object by itself. Cheap, and right for all that is not made to deceive. */
const mayBeList = (text: string) => /\bkind["']?\s*:\s*["']?\w*List\b/.test(text);

const TOO_LARGE = `more than ${MAX_OBJECT_SIZE} bytes as JSON: the API server takes no such object`;

/** An escape sequence of six characters may stand for one byte. */
const LONGEST_ESCAPE = 6;

function jsonDocument(part: Part, end: number, size: number, file: string): Document {
  const text = part.text.slice(part.at, end);
  const from = placeOf(part);
  if (size > LONGEST_ESCAPE * MAX_OBJECT_SIZE && !mayBeList(text)) return refused(TOO_LARGE, from, file);
  const parsed = parseJson(text, file, from);
  return {
    file,
    line: from.line,
    isYaml: false,
    value: parsed.ok ? parsed.value : undefined,
    problems: parsed.ok ? [] : parsed.problems,
    warnings: [],
    locate: (paths) => locate(text, paths, from),
    sourceAt: () => '',
  };
}

function refused(problem: string, { line, column }: Place, file: string): Document {
  return {
    file,
    line,
    isYaml: true,
    value: undefined,
    problems: [`${file}:${line}:${column}: ${problem}`],
    warnings: [],
    locate: (paths) => paths.map(() => ({ line, column })),
    sourceAt: () => '',
  };
}

/** A line that begins a document. */
const SEPARATOR = /^---.*/gm;

function* yamlDocuments(part: Part, file: string): Generator<Document> {
  const { text } = part;
  for (let place = part; ;) {
    // Others may search while this one waits.
    SEPARATOR.lastIndex = place.at;
    const separator = SEPARATOR.exec(text);
    const end = separator ? separator.index : text.length;
    const document = yamlDocument(text.slice(place.at, end), file, placeOf(place));
    if (document) yield document;
    if (!separator) return;
    place = advance(place, end);
    if (!/^---\s*(?:#|$)/.test(separator[0])) {
      yield refused('only a comment may follow "---" on its line: the document begins on the next one', { line: place.line, column: 4 }, file);
    }
    place = advance(place, Math.min(text.length, end + separator[0].length + 1));
  }
}

function yamlDocument(text: string, file: string, from: Place): Document | undefined {
  // Hardly worth a reader.
  if (!/[^ \r\n]/.test(text)) return undefined;
  const parsed = parseYaml(text, file, { from, ...!mayBeList(text) && { maxSize: MAX_OBJECT_SIZE } });
  if (parsed.ok && (parsed.value === undefined || parsed.value === null)) return undefined;
  return {
    file,
    line: from.line,
    isYaml: true,
    value: parsed.ok ? parsed.value : undefined,
    problems: parsed.ok ? [] : parsed.problems,
    warnings: parsed.ok ? parsed.warnings : [],
    locate: (paths) => locateYaml(text, paths, from),
    sourceAt: ({ line, column }) => /^[^\s,\]}#]*/.exec((text.split('\n')[line - from.line] ?? '').slice(column - (line === from.line ? from.column : 1)))![0],
  };
}
