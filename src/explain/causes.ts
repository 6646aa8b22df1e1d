/** What messages of the cluster mean. */

import type { CauseName } from './cause-names';
import type { Change } from './change';
import type { Fact } from './finding';

export interface Told {
  readonly cause: CauseName;
  readonly what: string;
  readonly facts?: readonly Fact[];
  readonly changes: readonly Change[];
  /** @default - an error */
  readonly severity?: 'warning';
}

/** A message, and what it tells of what is around. */
export type Cause<Around extends readonly unknown[]> = readonly [
  pattern: RegExp,
  tell: (match: RegExpExecArray, ...around: Around) => Told,
];

/** What the first of the causes that fits tells; undefined when none does. */
export function toldBy<Around extends readonly unknown[]>(
  causes: readonly Cause<Around>[],
  message: string,
  ...around: Around
): Told | undefined {
  for (const [pattern, tell] of causes) {
    const match = pattern.exec(message);
    if (match) return tell(match, ...around);
  }
  return undefined;
}
