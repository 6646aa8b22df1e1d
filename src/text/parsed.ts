/** What a reader makes of a text; shared by those of JSON and YAML. */

import { Position, positionsOf, TextFinding } from './position';
import { variableAt } from './variables';

/** The value of a text, or what is wrong with the text. */
export type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly warnings: readonly TextFinding[] }
  | { readonly ok: false; readonly errors: readonly TextFinding[] };

/** Deeper than objects that the API server takes in practice, and shallow enough for code that walks by recursion. */
export const MAX_DEPTH = 1000;
/** More findings of one kind in one text are not reported. */
export const MAX_FINDINGS = 20;

/** A finding while a reader is at work, before its position is known. */
export interface OffsetFinding {
  readonly offset: number;
  readonly detail: string;
  /** A second position, which is added to the detail: `(first at 3:5)`. */
  readonly first?: number;
}

/** Thrown to stop reading at the first error that leaves the rest without meaning. */
export class Stop extends Error {
  constructor(public readonly finding: OffsetFinding) {
    super(finding.detail);
  }
}

/** More findings than that are not related to variables. */
const MAX_VARIABLES = 1000;

/** Findings with their positions; `from` is where the text begins, when it is a part of a file. */
export function withPositions(findings: readonly OffsetFinding[], text: string, from?: Position): TextFinding[] {
  const offsets = findings.flatMap(({ offset, first }) => (first === undefined ? [offset] : [offset, first]));
  const positions = positionsOf(text, offsets, from);
  // Each reads its line, which may be the whole text.
  const looksForVariables = findings.length <= MAX_VARIABLES;
  return findings.map(({ offset, detail, first }) => {
    const second = first === undefined ? undefined : positions.get(first)!;
    const variable = looksForVariables ? variableAt(text, offset) : undefined;
    return {
      ...positions.get(offset)!,
      detail: second ? `${detail} (first at ${second.line}:${second.column})` : detail,
      ...(variable !== undefined && { variable }),
    };
  });
}

export const duplicateKey = (key: string) => `duplicate key ${quote(key)}`;

export const NO_COMMENTS = 'JSON has no comments';

/** A hint for a text that begins with a comment as JavaScript has them. */
export const commentHint = (text: string) => (/^\s*\/[/*]/.test(text) ? `. ${NO_COMMENTS}` : '');

/** Whether every surrogate has its other half. Node has the method; the language level of our types does not yet. */
export const isWellFormed = (text: string) => (text as unknown as { isWellFormed(): boolean }).isWellFormed();

/** A text in quotes for a message; of a long one the beginning. */
export const quote = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
