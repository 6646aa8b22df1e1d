import { beginnings } from './rules';
import { Finding, typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';

const shown = (finding: Finding) =>
  `${finding.severity === 'warning' ? 'warning ' : ''}${finding.rule} ${finding.path}: ${typeAndDetail(finding)}`;

/**
 * What a rule finds, each with its id (and `warning` before it): `STS-NONNEG spec.replicas: Invalid value: -1: must …`
 */
export function ruled(rule: (v: Validation) => unknown, minor = NEWEST_MINOR): string[] {
  const v = new Validation(minor);
  rule(v);
  return v.findings.map(shown);
}

/** Compares the beginnings of what a rule finds. */
export function expectRuled(rule: (v: Validation) => unknown, expected: readonly string[], minor = NEWEST_MINOR): void {
  expect(beginnings(ruled(rule, minor), expected)).toEqual(expected);
}
