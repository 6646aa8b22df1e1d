/**
 * Places in a text: where something is wrong, and where the fields of the value are that the text holds.
 */

/** Line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What became of a text: its value, or what is wrong with it; a line each, `print.json:12:5: expected "," or "}" but found "x"` */
export type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Deeper than any object the API server takes in practice, and shallow enough for everything that walks values by recursion. */
export const MAX_DEPTH = 1000;

/** What is wrong at an offset of a text. */
export interface TextProblem {
  readonly offset: number;
  readonly message: string;
  /** A second place that the message names in its end: `(first at 3:5)`. */
  readonly first?: number;
}

export const NO_COMMENTS = 'JSON has no comments';

/** What to say of a text that begins with a comment as JavaScript has them. */
export const commentHint = (text: string) => (/^\s*\/[/*]/.test(text) ? `. ${NO_COMMENTS}` : '');

/** Stops reading at the first thing that makes no sense. */
export class Stop extends Error {
  constructor(public readonly problem: TextProblem) {
    super(problem.message);
  }
}

const BOM = 0xfeff;

/** Where a text's content begins: after a byte order mark, if there is one. */
export const contentStart = (text: string) => (text.charCodeAt(0) === BOM ? 1 : 0);

/**
 * The places of offsets, found in one pass over the lines. A byte order mark takes no column.
 *
 * @param from where the text itself begins, when it is a part of a file
 */
function placesOf(
  text: string,
  offsets: readonly number[],
  from: Position = { line: 1, column: 1 },
): Map<number, Position> {
  const places = new Map<number, Position>();
  let { line } = from;
  let lineStart = contentStart(text) - (from.column - 1);
  let next = text.indexOf('\n');
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    places.set(offset, { line, column: Math.max(1, offset - lineStart + 1) });
  }
  return places;
}

/** `print.json:12:5: expected "," or "}" but found "x"` */
export function printProblems(
  problems: readonly TextProblem[],
  text: string,
  fileName: string,
  from?: Position,
): string[] {
  const places = placesOf(
    text,
    problems.flatMap(({ offset, first }) => (first === undefined ? [offset] : [offset, first])),
    from,
  );
  const show = (offset: number) => `${places.get(offset)!.line}:${places.get(offset)!.column}`;
  return problems.map(
    ({ offset, message, first }) =>
      `${fileName}:${show(offset)}: ${message}${first === undefined ? '' : ` (first at ${show(first)})`}`,
  );
}

/** Told by a reader while it goes: a value begins at an offset; the depth of its parent, its key or index there (undefined for the root). */
export type OnValue = (offset: number, depth: number, step: string | number | undefined) => void;

/**
 * Where fields are in a text: for each path (`sideCars[0].container.image`, `labels[a.b/c]`) the place of its value, or of the
 * nearest parent that is there.
 *
 * @param read reads the text and tells where each value begins
 */
export function locateWith(
  read: (onValue: OnValue) => void,
  text: string,
  paths: readonly string[],
  from?: Position,
): Position[] {
  // In order, so that those which begin alike are neighbours: a search for each value, however many paths there are.
  const sorted = paths
    .map((path, index) => ({
      path: /^[.[]/.test(path) ? path : `.${path}`,
      index,
      offset: contentStart(text),
      matched: -1,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const first = (prefix: string) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (sorted[middle].path < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  // What leads to the value at each depth, of all that some path begins with.
  const stack: string[][] = [];
  read((offset, depth, step) => {
    stack.length = depth;
    const prefixes =
      step === undefined ? [''] : stack[depth - 1].flatMap((prefix) => forms(step).map((form) => prefix + form));
    stack.push(
      prefixes.filter((prefix) => {
        const start = first(prefix);
        for (let i = start; i < sorted.length && sorted[i].path.startsWith(prefix); i++) {
          const isWhole = /^$|^[.[]/.test(sorted[i].path.slice(prefix.length, prefix.length + 1));
          if (isWhole && prefix.length > sorted[i].matched) {
            Object.assign(sorted[i], { offset, matched: prefix.length });
          }
        }
        return start < sorted.length && sorted[start].path.startsWith(prefix);
      }),
    );
  });
  const places = placesOf(
    text,
    sorted.map(({ offset }) => offset),
    from,
  );
  const found = new Array<Position>(paths.length);
  for (const { index, offset } of sorted) found[index] = places.get(offset)!;
  return found;
}

/** How a path may say a step. */
const forms = (step: string | number) =>
  typeof step === 'number' ? [`[${step}]`] : [`.${step}`, `[${step}]`, `.[${step}]`];

/** Whether every surrogate has its other half. Node knows it; the language level of our types does not yet. */
export const isWellFormed = (text: string) => (text as unknown as { isWellFormed(): boolean }).isWellFormed();

/** For messages: quoted, and no longer than need be. */
export const show = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
