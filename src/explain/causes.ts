/** What the cluster's messages mean. */

import type { CauseName } from './cause-names';
import type { Change } from './change';
import type { Fact } from './symptom';

/** Why something fails, in plain words. */
export interface Cause {
  readonly name: CauseName;
  readonly what: string;
  readonly facts?: readonly Fact[];
  readonly changes: readonly Change[];
  /** @default - an error */
  readonly severity?: 'warning';
}

/** A cause that a change of one field can fix. */
export interface FieldCause extends Pick<Cause, 'name' | 'what'> {
  readonly field: string;
  /** What to do about the field. */
  readonly hint: string;
}

/** A field cause, and the messages that it explains. */
export interface FieldCausePattern extends FieldCause {
  readonly pattern: RegExp;
}

/** Messages, and the cause that they mean; `Context` is what else the cause depends on. */
export type CausePattern<Context extends readonly unknown[]> = readonly [
  pattern: RegExp,
  cause: (match: RegExpExecArray, ...context: Context) => Cause,
];

/** The cause of the first pattern that matches a message; undefined when none does. */
export function causeOf<Context extends readonly unknown[]>(
  patterns: readonly CausePattern<Context>[],
  message: string,
  ...context: Context
): Cause | undefined {
  for (const [pattern, cause] of patterns) {
    const match = pattern.exec(message);
    if (match) return cause(match, ...context);
  }
  return undefined;
}
