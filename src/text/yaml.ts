/**
 * YAML as kubectl reads it: one document, in the grammar and with the values of go-yaml v2 (see yaml-scalar.ts), of which
 * sigs.k8s.io/yaml makes JSON. In a few places kubectl loses without a word what was written; there we refuse: keys that are
 * twice there, content after `...`, numbers with more digits than JSON readers keep.
 *
 * @see https://pkg.go.dev/sigs.k8s.io/yaml
 */

import { commentHint, locateWith, Parsed, Position, printProblems, Stop, TextProblem } from './position';
import { YamlParser } from './yaml-parser';

export interface YamlOptions {
  /** Where the text begins, when it is a part of the file. */
  readonly from?: Position;
  /** The most bytes of JSON that the value may have, whatever its aliases make of it. @default 64 MiB */
  readonly maxSize?: number;
}

/** Reads one document, whose value is undefined when there is nothing but comments. */
export function parseYaml(text: string, fileName: string, { from, maxSize }: YamlOptions = {}): Parsed {
  const print = (problems: readonly TextProblem[]) => printProblems(problems, text, fileName, from);
  const problems: TextProblem[] = [];
  const warnings: TextProblem[] = [];
  try {
    const value = new YamlParser(text, { problems, warnings, maxSize }).document();
    if (problems.length === 0) return { ok: true, value, warnings: print(warnings) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    problems.push(error.problem);
  }
  return {
    ok: false,
    problems: print(problems.map((problem) => ({ ...problem, message: problem.message + whatElse(text, problem) }))),
  };
}

/** What a text is when it is no YAML: a template, or JSON with comments. */
function whatElse(text: string, { offset, first }: TextProblem): string {
  if (first !== undefined) return '';
  const end = text.indexOf('\n', offset);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
  if (line.includes('{{')) return '. Is this a template? Render it first: helm template';
  return commentHint(text);
}

/** Where fields are in a YAML text, which must be valid; see `locateWith`. */
export function locateYaml(text: string, paths: readonly string[], from?: Position): Position[] {
  return locateWith((onValue) => new YamlParser(text, { onValue }).document(), text, paths, from);
}
