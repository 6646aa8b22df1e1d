/** The text of a file with an HKube spec: what is in it, and where in it something is wrong. */

import { typeOf } from './spec-dialect';
import { withWritten } from './written-values';
import { Finding, finding } from '../apimachinery/finding';
import { isOptions } from '../apimachinery/options';
import { readDocuments } from '../text/documents';
import { locateJson, parseJson } from '../text/json';
import { isObject } from '../text/json-value';
import { Position, positionText, TextFinding } from '../text/position';
import { sourcesAt } from '../text/source';

export interface SpecFile {
  readonly path: string;
  /** The spec; an empty object when the file has none. */
  readonly value: unknown;
  /** Why the file has no spec. */
  readonly findings: readonly Finding[];
  /** What reads differently than it looks. */
  readonly warnings: readonly Finding[];
  /** The positions of fields in the file. */
  locate(paths: readonly string[]): Position[];
  /** How the numbers and booleans at these paths are written; empty for other values. */
  sourcesOf(paths: readonly string[]): readonly string[];
}

const EXPECTED = 'expected an object with an HKube algorithm';

/** Reads the text of a file: YAML by its name, else JSON. The answer includes whatever is wrong with it. */
export const readSpecText = (path: string, text: string): SpecFile =>
  /\.ya?ml$/i.test(path) ? readYaml(path, text) : readJson(path, text);

function readJson(path: string, text: string): SpecFile {
  const parsed = parseJson(text);
  if (!parsed.ok) return unreadableSpec(path, parsed.errors);
  const locate = (paths: readonly string[]) => locateJson(text, paths);
  return specFile(path, parsed.value, [], { locate, sourcesOf: (paths) => sourcesAt(locate(paths), text) });
}

function readYaml(path: string, text: string): SpecFile {
  // Only the first two documents: the second is enough to say that there are too many.
  const documents = readDocuments(text, path);
  const document = documents.next().value;
  if (!document) return unreadableSpec(path, [{ ...START, detail: `the file has no content; ${EXPECTED}` }]);
  if (document.errors.length > 0) return unreadableSpec(path, document.errors);
  const other = documents.next().value;
  if (other) {
    const detail = 'a second document: the file must contain only one algorithm';
    return unreadableSpec(path, [{ line: other.line, column: 1, detail }]);
  }
  return specFile(path, document.value, document.warnings, document);
}

function specFile(
  path: string,
  value: unknown,
  warnings: readonly TextFinding[],
  text: Pick<SpecFile, 'locate' | 'sourcesOf'>,
): SpecFile {
  // HKube's own examples are lists of algorithms.
  if (Array.isArray(value) && value.length === 1 && isObject(value[0])) {
    const inList = (paths: readonly string[]) => paths.map((each) => (each === '' ? '[0]' : `[0].${each}`));
    return specFile(path, value[0], warnings, {
      locate: (paths) => text.locate(inList(paths)),
      sourcesOf: (paths) => text.sourcesOf(inList(paths)),
    });
  }
  // The value is not shown: a file that is not a spec may contain anything, such as a token.
  if (!isObject(value)) return unreadableSpec(path, [{ ...START, detail: `found ${found(value)}; ${EXPECTED}` }]);
  return {
    path,
    value,
    findings: [],
    warnings: warnings.map((warning) => fileFinding(path, warning, 'HKUBE-YAML', 'warning')),
    locate: (paths) => text.locate(paths),
    sourcesOf: (paths) => text.sourcesOf(paths),
  };
}

const found = (value: unknown) =>
  Array.isArray(value) && value.length > 1 ? `an array with ${value.length} items` : typeOf(value);

const START: Position = { line: 1, column: 1 };

/** A file without a spec, because of errors in its text. */
export const unreadableSpec = (path: string, errors: readonly TextFinding[]): SpecFile =>
  noSpec(
    path,
    errors.map((error) => fileFinding(path, error, 'HKUBE-FILE', 'error')),
  );

/** A file without a spec. */
export const noSpec = (path: string, findings: readonly Finding[]): SpecFile => ({
  path,
  value: {},
  findings,
  warnings: [],
  locate: (paths) => paths.map(() => START),
  sourcesOf: (paths) => paths.map(() => ''),
});

/** Options with the spec of a file. What is not an object stays as it is, to be reported. */
export const withSpec = (options: any, file: SpecFile): any =>
  options == null || isOptions(options) ? { ...options, spec: file.value } : options;

/** Findings about a spec, each with its position in the file that the spec comes from, if it comes from one. */
export function findingsOf(file: SpecFile | undefined, findings: readonly Finding[]): Finding[] {
  if (!file) return findings.map((each) => (each.path === '' ? { ...each, path: 'spec' } : each));
  if (file.findings.length > 0) return [...file.findings];
  const written = withWritten(findings, file.value, (paths) => file.sourcesOf(paths));
  const positions = written.length > 0 ? file.locate(written.map((each) => each.path)) : [];
  return [
    ...file.warnings,
    ...written.map((each, i) => ({
      ...each,
      path: `${positionText(file.path, positions[i])}: ${each.path}`,
    })),
  ];
}

/** A finding about the text of a file: its path is the position. */
const fileFinding = (path: string, text: TextFinding, rule: string, severity: Finding['severity']): Finding =>
  finding(rule, positionText(path, text), 'Warning', text.detail, { severity });
