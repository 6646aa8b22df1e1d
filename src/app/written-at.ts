/** Where constructs are written in the user's own code, as far as Node.js knows it. */

import { IConstruct } from 'constructs';
import { placeIn } from './own-code';
import { Pass } from './pass';

/** How many calls are kept: enough for a few subclasses and helpers around a constructor of ours. */
const DEPTH = 8;

/** An object that V8 gives a `stack`, whose text it makes only when it is read. */
interface Trace {
  readonly stack?: unknown;
}

/** None in other languages, where the calls are those of jsii. */
const traces = () => (process.env.JSII_AGENT === undefined ? new WeakMap<IConstruct, Trace>() : undefined);

/** Remembers where a construct is being created. Costs about as much as creating an object. */
export function rememberPlace(construct: IConstruct): void {
  const known = Pass.of(construct).state(traces);
  const trace = known && captureTrace();
  if (trace) known.set(construct, trace);
}

function captureTrace(): Trace | undefined {
  const trace = {};
  const { stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = DEPTH;
    Error.captureStackTrace(trace, rememberPlace);
  } catch {
    // Some environments freeze what is built in.
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return trace;
}

/**
 * The place where a construct, or else the nearest construct around it, was created: `src/main.ts:12`, relative to the
 * current directory. Undefined when it is not known.
 */
export function placeOf(construct: IConstruct): string | undefined {
  const known = Pass.of(construct).state(traces);
  const nearest = [...construct.node.scopes].reverse().find((scope) => known?.has(scope));
  const stack = nearest && known?.get(nearest)?.stack;
  return typeof stack === 'string' ? placeIn(stack) : undefined;
}

/**
 * Where a construct is written, to be added to a text about it: ` (src/main.ts:12)`. Only in `app.synth()`: elsewhere
 * it would make snapshots of errors change with every edit.
 */
export function placeSuffix(construct: IConstruct): string {
  const place = Pass.of(construct).isSynthesizing ? placeOf(construct) : undefined;
  return place === undefined ? '' : ` (${place})`;
}

/** Has a construct report errors whenever it is validated, each with its place. */
export function reportErrors(construct: IConstruct, find: () => string[]): void {
  construct.node.addValidation({
    validate: () => {
      const errors = find();
      const suffix = errors.length === 0 ? '' : placeSuffix(construct);
      return errors.map((error) => `${error}${suffix}`);
    },
  });
}
