/** A file with an HKube spec: what is in it, and where in it something is wrong. */

import * as fs from 'fs';
import { isObject, typeOf } from './read';
import { locate, parseJson } from '../text/json';
import { FieldError } from '../validation/field-error';

export interface SpecFile {
  readonly path: string;
  readonly text: string;
  /** The spec; an empty object when the file holds none. */
  readonly value: unknown;
  /** What keeps the file from being a spec at all. */
  readonly problems: readonly FieldError[];
}

/** Reads a file. Whatever is wrong with it is in the answer. */
export function readSpecFile(path: string): SpecFile {
  const refused = (text: string, ...problems: string[]): SpecFile => ({ path, text, value: {}, problems: problems.map(fileProblem) });
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(path);
  } catch (e) {
    const { code } = e as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? `no such file (from ${process.cwd()})` : code === 'EISDIR' ? 'is a directory' : code === 'EACCES' ? 'permission denied' : String(code);
    return refused('', `${path}: ${reason}; expected a JSON file with an HKube algorithm`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused('', `${path}:${lineOfInvalidUtf8(bytes)}:1: this line is not UTF-8; save the file with this encoding`);
  }
  const parsed = parseJson(text, path);
  if (!parsed.ok) return refused(text, ...parsed.problems);
  // What was found is not shown: a file that is no spec may hold anything, a token for instance.
  if (!isObject(parsed.value)) return refused(text, `${path}:1:1: found ${typeOf(parsed.value)}; expected an object with an HKube algorithm`);
  return { path, text, value: parsed.value, problems: [] };
}

/** What is wrong with a spec, each with its place in the file that the spec came from, if it came from one. */
export function problemsOf(file: SpecFile | undefined, problems: readonly FieldError[]): FieldError[] {
  if (!file || problems.length === 0) return [...file?.problems ?? [], ...problems];
  if (file.problems.length > 0) return [...file.problems];
  const places = locate(file.text, problems.map((problem) => problem.path));
  return problems.map((problem, i) => ({ ...problem, path: `${file.path}:${places[i].line}:${places[i].column}: ${problem.path}` }));
}

/** Decoding and encoding changes nothing but what is invalid. */
function lineOfInvalidUtf8(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  const at = bytes.findIndex((byte, i) => byte !== again[i]);
  return bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
}

/** `print.json:12:5: what is wrong`: the place is the path. */
function fileProblem(problem: string): FieldError {
  const [path] = problem.split(': ', 1);
  return { rule: 'HKUBE-FILE', severity: 'error', type: 'Warning', path, detail: problem.slice(path.length + 2) };
}
