/** A file with an HKube spec: what is in it, and where in it something is wrong. */

import * as fs from 'fs';
import { typeOf } from './spec-dialect';
import { Finding, finding } from '../apimachinery/finding';
import { isOptions } from '../apimachinery/options';
import { readDocuments } from '../text/documents';
import { locate, parseJson } from '../text/json';
import { isObject } from '../text/json-value';
import type { Position } from '../text/position';

export interface SpecFile {
  readonly path: string;
  /** The spec; an empty object when the file holds none. */
  readonly value: unknown;
  /** What keeps the file from being a spec at all. */
  readonly findings: readonly Finding[];
  /** Values that are read differently from how they look. */
  readonly warnings: readonly Finding[];
  /** Where fields are in the file. */
  locate(paths: readonly string[]): Position[];
}

const EXPECTED = 'expected an object with an HKube algorithm';

/** Reads a file: YAML by its name, else JSON. The result says what is wrong with it. */
export function readSpecFile(path: string): SpecFile {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(path);
  } catch (e) {
    const { code } = e as NodeJS.ErrnoException;
    return refused(path, `${path}: ${reasonOf(code)}; expected a JSON or YAML file with an HKube algorithm`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused(
      path,
      `${path}:${lineOfInvalidUtf8(bytes)}:1: this line is not UTF-8; save the file with this encoding`,
    );
  }
  return /\.ya?ml$/i.test(path) ? readYaml(path, text) : readJson(path, text);
}

function reasonOf(code: string | undefined): string {
  switch (code) {
    case 'ENOENT':
      return `no such file (from ${process.cwd()})`;
    case 'EISDIR':
      return 'is a directory';
    case 'EACCES':
      return 'permission denied';
    default:
      return String(code);
  }
}

function readJson(path: string, text: string): SpecFile {
  const parsed = parseJson(text, path);
  return parsed.ok
    ? specFile(path, parsed.value, [], (paths) => locate(text, paths))
    : refused(path, ...parsed.problems);
}

function readYaml(path: string, text: string): SpecFile {
  // The next document is enough to know that there are too many.
  const documents = readDocuments(text, path);
  const document = documents.next().value;
  if (!document) return refused(path, `${path}:1:1: there is nothing in it; ${EXPECTED}`);
  if (document.problems.length > 0) return refused(path, ...document.problems);
  const other = documents.next().value;
  if (other) return refused(path, `${path}:${other.line}:1: a second document: a file holds one algorithm`);
  return specFile(path, document.value, document.warnings, (paths) => document.locate(paths));
}

function specFile(
  path: string,
  value: unknown,
  warnings: readonly string[],
  locateFields: SpecFile['locate'],
): SpecFile {
  // The value is not shown: a file that is not a spec may hold anything, such as a token.
  if (!isObject(value)) return refused(path, `${path}:1:1: found ${typeOf(value)}; ${EXPECTED}`);
  return {
    path,
    value,
    findings: [],
    warnings: warnings.map((warning) => fileFinding(warning, 'HKUBE-YAML', 'warning')),
    locate: locateFields,
  };
}

function refused(path: string, ...problems: string[]): SpecFile {
  const nowhere = { line: 1, column: 1 };
  return {
    path,
    value: {},
    findings: problems.map((problem) => fileFinding(problem, 'HKUBE-FILE', 'error')),
    warnings: [],
    locate: (paths) => paths.map(() => nowhere),
  };
}

/** Options with the spec of a file. A value that is not an object stays as it is, to be reported. */
export const withSpec = (options: any, file: SpecFile): any =>
  options == null || isOptions(options) ? { ...options, spec: file.value } : options;

/** The findings about a spec, with their positions in the file that the spec came from, if it came from one. */
export function findingsOf(file: SpecFile | undefined, findings: readonly Finding[]): Finding[] {
  if (!file) return [...findings];
  if (file.findings.length > 0) return [...file.findings];
  const places = findings.length > 0 ? file.locate(findings.map(({ path }) => path)) : [];
  return [
    ...file.warnings,
    ...findings.map((found, i) => ({
      ...found,
      path: `${file.path}:${places[i].line}:${places[i].column}: ${found.path}`,
    })),
  ];
}

/** Decoding and encoding changes only invalid bytes. */
function lineOfInvalidUtf8(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  const at = bytes.findIndex((byte, i) => byte !== again[i]);
  return bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
}

/** `print.json:12:5: what is wrong`: the place is the path. */
function fileFinding(problem: string, rule: string, severity: Finding['severity']): Finding {
  const [path] = problem.split(': ', 1);
  return finding(rule, path, 'Warning', problem.slice(path.length + 2), { severity });
}
