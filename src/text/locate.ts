/** Finds where in a text the fields of its value are. */

import { contentStart, Position, positionsOf } from './position';

/**
 * Called by a reader for each value that begins: at an offset, with the depth of its parent and its key or index there
 * (undefined for the root).
 */
export type OnValue = (offset: number, depth: number, step: string | number | undefined) => void;

/** As many values are kept of a text. */
const MAX_KEPT = 1_000_000;

/** The values of a text, kept while it is read, so that it does not have to be read again to find them. */
export class ValueOutline {
  private offsets: number[] = [];
  private depths: number[] = [];
  private steps: Array<string | number | undefined> = [];
  private isTooLong = false;

  constructor(private readonly max = MAX_KEPT) {}

  /** Keeps a value. */
  public readonly add: OnValue = (offset, depth, step) => {
    if (this.isTooLong) return;
    this.offsets.push(offset);
    this.depths.push(depth);
    this.steps.push(step);
    if (this.offsets.length < this.max) return;
    this.isTooLong = true;
    this.offsets = this.depths = this.steps = [];
  };

  /** Calls back for each value, as a reader does. @returns whether all of them are kept */
  public replay(onValue: OnValue): boolean {
    for (let i = 0; i < this.offsets.length; i++) onValue(this.offsets[i], this.depths[i], this.steps[i]);
    return !this.isTooLong;
  }
}

/** A path to look for, and the value found for it so far: its offset, and how much of the path leads to it. */
interface Wanted {
  readonly path: string;
  readonly index: number;
  offset: number;
  matched: number;
}

/**
 * For each path (`sideCars[0].container.image`, `labels[a.b/c]`) the position of its value, or of the nearest parent
 * that the text has.
 *
 * @param read reads the text and calls back for each value
 */
export function locateWith(
  read: (onValue: OnValue) => void,
  text: string,
  paths: readonly string[],
  from?: Position,
): Position[] {
  // Sorted, so that paths with the same beginning are neighbours: one search per value, however many paths there are.
  const sorted = paths
    .map((path, index): Wanted => ({
      path: /^[.[]/.test(path) ? path : `.${path}`,
      index,
      offset: contentStart(text),
      matched: -1,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const hasDottedBrackets = paths.some((path) => path.includes('.['));
  // At each depth, how the paths may write the way to the value there: only what some path begins with.
  const stack: string[][] = [];
  read((offset, depth, step) => {
    stack.length = depth;
    const parents = depth > 0 ? stack[depth - 1] : ROOT;
    if (parents.length === 0) {
      stack.push(NOWHERE);
      return;
    }
    const prefixes: string[] = [];
    const tryOut = (prefix: string) => {
      if (match(sorted, prefix, offset)) prefixes.push(prefix);
    };
    for (const parent of parents) {
      if (typeof step !== 'string') {
        tryOut(step === undefined ? parent : `${parent}[${step}]`);
      } else {
        tryOut(`${parent}.${step}`);
        tryOut(`${parent}[${step}]`);
        if (hasDottedBrackets) tryOut(`${parent}.[${step}]`);
      }
    }
    stack.push(prefixes.length > 0 ? prefixes : NOWHERE);
  });
  const positions = positionsOf(
    text,
    sorted.map(({ offset }) => offset),
    from,
  );
  const found = new Array<Position>(paths.length);
  for (const { index, offset } of sorted) found[index] = positions.get(offset)!;
  return found;
}

const ROOT: string[] = [''];
const NOWHERE: string[] = [];

/** Whether any path begins with a prefix. Those that go through its value get its offset. */
function match(sorted: readonly Wanted[], prefix: string, offset: number): boolean {
  const start = firstFrom(sorted, prefix);
  let i = start;
  for (; i < sorted.length && sorted[i].path.startsWith(prefix); i++) {
    const wanted = sorted[i];
    const next = wanted.path[prefix.length];
    const isWhole = next === undefined || next === '.' || next === '[';
    if (!isWhole || prefix.length <= wanted.matched) continue;
    wanted.offset = offset;
    wanted.matched = prefix.length;
  }
  return i > start;
}

/** The index of the first path that is not before a text. */
function firstFrom(sorted: readonly Wanted[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle].path < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
