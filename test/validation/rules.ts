import { appendFileSync, readFileSync } from 'fs';
import { join } from 'path';
import { Finding, typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';

/** What a rule finds: `path: text` of each error, as it would be printed without hint. */
export function found(rule: (v: Validation) => unknown, minor = NEWEST_MINOR): string[] {
  const v = new Validation(minor);
  rule(v);
  expectKnownRules(v.findings);
  return v.findings.map((error) => `${error.path}: ${typeAndDetail(error)}`);
}

const FIXTURES = join(__dirname, '..', 'fixtures');
const TABLES = join(FIXTURES, 'table-rule-fields.txt');
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');

/** The last part of a path, without indices, keys and what users call something. */
const fieldOf = (path: string) =>
  path
    .replace(/\[[^\]]*\]/g, '')
    .replace(/^(metadata\.annotations|metadata\.labels|data|binaryData|stringData)\..*/, '$1')
    .replace(/.*\./, '');

/** What a rule reports at which field, and how badly: `CTR-NAME error name`. */
export const ruleAndField = ({ rule, severity, path }: Pick<Finding, 'rule' | 'severity' | 'path'>) =>
  `${rule} ${severity} ${fieldOf(path)}`;

/** What the recorded manifests are refused for. */
export const RECORDED_RULES: readonly string[] = linesOf(join(FIXTURES, 'rule-fields.txt'));
/** What else tables of rules find. `UPDATE_RULES=1` adds what is new: read it before you commit it. */
export const TABLE_RULES: readonly string[] = linesOf(TABLES);
const known = new Set([...RECORDED_RULES, ...TABLE_RULES]);

/** Tables compare paths and texts. Here the ids and severities are compared: each with those that fields have. */
export function expectKnownRules(findings: readonly Finding[]): void {
  const unknown = findings.map(ruleAndField).filter((line) => !known.has(line));
  if (process.env.UPDATE_RULES) {
    unknown.forEach((line) => known.add(line));
    if (unknown.length > 0) appendFileSync(TABLES, `${[...new Set(unknown)].join('\n')}\n`);
  } else {
    expect(unknown).toEqual([]);
  }
}

/** The hints that a rule gives. */
export function hints(rule: (v: Validation) => unknown, minor = NEWEST_MINOR): Array<string | undefined> {
  const v = new Validation(minor);
  rule(v);
  expectKnownRules(v.findings);
  return v.findings.map(({ hint }) => hint);
}

/** An object of so many bytes that no fixture shows. */
export const long = (length: number, letter = 'x') => letter.repeat(length);

/** Its beginning is enough to know an error. */
export const beginnings = (errors: readonly string[], expected: readonly string[]) =>
  errors.map((error, i) => (expected[i] && error.startsWith(expected[i]) ? expected[i] : error));
