/** Times and messages in the untyped JSON of live objects. */

import { textAt } from '../text/json-value';

/** Longer messages are logs of programs, or an attempt to slow us down. */
const MAX_MESSAGE = 2048;

/** A message; only the beginning of a long one. */
export const messageAt = (value: unknown, ...keys: readonly string[]): string =>
  textAt(value, ...keys).slice(0, MAX_MESSAGE);

/** The last output of a program; only the end of a long one. */
export const lastWordsAt = (value: unknown, ...keys: readonly string[]): string =>
  textAt(value, ...keys).slice(-MAX_MESSAGE);

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** A time in milliseconds. Kubernetes writes the year 1 or 1970 for what never happened: that is undefined. */
export function timeAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = textAt(value, ...keys);
  const time = TIME.test(found) ? Date.parse(found) : NaN;
  return time > 0 ? time : undefined;
}

/** A time as it is printed: RFC 3339, without milliseconds if they are zero. */
export const timeText = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

/** The earliest of the times that are known. */
export function earliest(times: Iterable<number | undefined>): number | undefined {
  let first: number | undefined;
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time;
  return first;
}

/** The latest of the times that are known. */
export function latest(times: Iterable<number | undefined>): number | undefined {
  let last: number | undefined;
  for (const time of times) if (time !== undefined && (last === undefined || time > last)) last = time;
  return last;
}
