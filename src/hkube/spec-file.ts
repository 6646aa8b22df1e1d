/** A file with an HKube spec: what is in it, and where in it something is wrong. */

import * as fs from 'fs';
import { typeOf } from './read';
import { isObject } from '../text/json-value';
import { isOptions } from '../apimachinery/options';
import { readDocuments } from '../text/documents';
import { locate, parseJson } from '../text/json';
import type { Place } from '../text/position';
import { FieldError } from '../apimachinery/finding';

export interface SpecFile {
  readonly path: string;
  /** The spec; an empty object when the file holds none. */
  readonly value: unknown;
  /** What keeps the file from being a spec at all. */
  readonly problems: readonly FieldError[];
  /** What is read otherwise than it looks. */
  readonly warnings: readonly FieldError[];
  /** Where fields are in the file. */
  locate(paths: readonly string[]): Place[];
}

const EXPECTED = 'expected an object with an HKube algorithm';

/** Reads a file: YAML by its name, else JSON. Whatever is wrong with it is in the answer. */
export function readSpecFile(path: string): SpecFile {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(path);
  } catch (e) {
    const { code } = e as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? `no such file (from ${process.cwd()})` : code === 'EISDIR' ? 'is a directory' : code === 'EACCES' ? 'permission denied' : String(code);
    return refused(path, `${path}: ${reason}; expected a JSON or YAML file with an HKube algorithm`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused(path, `${path}:${lineOfInvalidUtf8(bytes)}:1: this line is not UTF-8; save the file with this encoding`);
  }
  return /\.ya?ml$/i.test(path) ? readYaml(path, text) : readJson(path, text);
}

function readJson(path: string, text: string): SpecFile {
  const parsed = parseJson(text, path);
  return parsed.ok ? specFile(path, parsed.value, [], (paths) => locate(text, paths)) : refused(path, ...parsed.problems);
}

function readYaml(path: string, text: string): SpecFile {
  // Not all of them: the next one is enough to say that there are too many.
  const documents = readDocuments(text, path);
  const document = documents.next().value;
  if (!document) return refused(path, `${path}:1:1: there is nothing in it; ${EXPECTED}`);
  if (document.problems.length > 0) return refused(path, ...document.problems);
  const other = documents.next().value;
  if (other) return refused(path, `${path}:${other.line}:1: a second document: a file holds one algorithm`);
  return specFile(path, document.value, document.warnings, (paths) => document.locate(paths));
}

function specFile(path: string, value: unknown, warnings: readonly string[], locateFields: SpecFile['locate']): SpecFile {
  // What was found is not shown: a file that is no spec may hold anything, a token for instance.
  if (!isObject(value)) return refused(path, `${path}:1:1: found ${typeOf(value)}; ${EXPECTED}`);
  return { path, value, problems: [], warnings: warnings.map((warning) => fileProblem(warning, 'HKUBE-YAML', 'warning')), locate: locateFields };
}

function refused(path: string, ...problems: string[]): SpecFile {
  const nowhere = { line: 1, column: 1 };
  return { path, value: {}, problems: problems.map((problem) => fileProblem(problem, 'HKUBE-FILE', 'error')), warnings: [], locate: (paths) => paths.map(() => nowhere) };
}

/** Options with the spec of a file. What is no object stays what it is, to be told of. */
export const withSpec = (options: any, file: SpecFile): any => (options == null || isOptions(options) ? { ...options, spec: file.value } : options);

/** What is wrong with a spec, each with its place in the file that the spec came from, if it came from one. */
export function problemsOf(file: SpecFile | undefined, problems: readonly FieldError[]): FieldError[] {
  if (!file) return [...problems];
  if (file.problems.length > 0) return [...file.problems];
  const places = problems.length > 0 ? file.locate(problems.map((problem) => problem.path)) : [];
  return [
    ...file.warnings,
    ...problems.map((problem, i) => ({ ...problem, path: `${file.path}:${places[i].line}:${places[i].column}: ${problem.path}` })),
  ];
}

/** Decoding and encoding changes nothing but what is invalid. */
function lineOfInvalidUtf8(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  const at = bytes.findIndex((byte, i) => byte !== again[i]);
  return bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
}

/** `print.json:12:5: what is wrong`: the place is the path. */
function fileProblem(problem: string, rule: string, severity: FieldError['severity']): FieldError {
  const [path] = problem.split(': ', 1);
  return { rule, severity, type: 'Warning', path, detail: problem.slice(path.length + 2) };
}
