/** Reads values out of JSON of any shape: what has not the type that is asked for is not there. */

import { at, textAt } from '../text/json-value';

/** Longer messages are programs' logs, or made to keep us busy. */
const MAX_MESSAGE = 2048;

/** A message; of a long one its beginning. */
export const messageAt = (value: unknown, ...keys: readonly string[]): string =>
  textAt(value, ...keys).slice(0, MAX_MESSAGE);

/** What a program said last; of a long text its end. */
export const lastWordsAt = (value: unknown, ...keys: readonly string[]): string =>
  textAt(value, ...keys).slice(-MAX_MESSAGE);

/** A text or a number, as text. */
export function scalarAt(value: unknown, ...keys: readonly string[]): string {
  const found = at(value, ...keys);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** A point in time, in milliseconds. What never happened bears the year 1 or 1970 in Kubernetes. */
export function timeAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = textAt(value, ...keys);
  const time = TIME.test(found) ? Date.parse(found) : NaN;
  return time > 0 ? time : undefined;
}

/** As it is printed. */
export const timeText = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

/** The earliest, of those that are known. */
export function earliest(times: Iterable<number | undefined>): number | undefined {
  let first: number | undefined;
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time;
  return first;
}

/** The latest, of those that are known. */
export function latest(times: Iterable<number | undefined>): number | undefined {
  let last: number | undefined;
  for (const time of times) if (time !== undefined && (last === undefined || time > last)) last = time;
  return last;
}
