import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';

/** What a rule finds: `path: text` of each error, as it would be printed without hint. */
export function found(rule: (v: Validation) => unknown, minor = NEWEST_MINOR): string[] {
  const v = new Validation(minor);
  rule(v);
  return v.findings.map((error) => `${error.path}: ${typeAndDetail(error)}`);
}

/** The hints that a rule gives. */
export function hints(rule: (v: Validation) => unknown, minor = NEWEST_MINOR): Array<string | undefined> {
  const v = new Validation(minor);
  rule(v);
  return v.findings.map(({ hint }) => hint);
}

/** An object of so many bytes that no fixture shows. */
export const long = (length: number, letter = 'x') => letter.repeat(length);

/** Its beginning is enough to know an error. */
export const beginnings = (errors: readonly string[], expected: readonly string[]) =>
  errors.map((error, i) => (expected[i] && error.startsWith(expected[i]) ? expected[i] : error));
