import type { ObjectFacts } from './object-facts';

/** An object of a set. */
export interface SetObject {
  readonly facts: ObjectFacts;
  /** What is applied together: an app, a directory. What others have proves nothing. */
  readonly scope: string;
  /** What belongs together most: a chart, a file. */
  readonly unit: string;
  /** Where it is, for people. */
  readonly where: string;
}
