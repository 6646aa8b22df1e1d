import * as fc from 'fast-check';
import { anyObject } from './any-object';
import { FeatureGates } from '../../src/apimachinery/feature-gates';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { validateManifest } from '../../src/validation/validate';

type Rule = (v: Validation, object: any) => void;
type Row = readonly [change: any, expected: readonly string[], minor?: number];

const isObject = (value: unknown): value is Record<string, any> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are merged, anything else replaces what was there; undefined removes it. */
function merge(base: any, change: any): any {
  if (!isObject(base) || !isObject(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, key in change ? merge(base[key], change[key]) : base[key]]));
}

/**
 * Changes a good object and compares what the rule finds: `RULE path: text` of each error, of which the beginning is
 * enough. Warnings have their own tests.
 */
export function testRule(rule: Rule, base: any, rows: readonly Row[], gates?: FeatureGates): void {
  test('the object that the rows change is valid', () => expect(errors(rule, base)).toEqual([]));
  test.each(rows.map(([change, expected, minor]) => [JSON.stringify(change), minor ?? NEWEST_MINOR, change, expected]))(
    '%s on 1.%i',
    (_name, minor, change, expected) => {
      const found = errors(rule, merge(base, change), minor as number, gates);
      const wanted = expected as string[];
      expect(found.map((text, i) => (text.startsWith(wanted[i] ?? '\0') ? wanted[i] : text))).toEqual(wanted);
    },
  );
}

function errors(rule: Rule, object: any, minor = NEWEST_MINOR, gates?: FeatureGates): string[] {
  const v = new Validation(minor, gates);
  rule(v, object);
  return v.findings
    .filter(({ severity }) => severity === 'error')
    .map((finding) => `${finding.rule} ${finding.path}: ${typeAndDetail(finding)}`);
}

/** Whatever the fields hold, every version answers. */
export function testNeverThrows(apiVersion: string, kind: string, numRuns = 100): void {
  test(`${apiVersion} ${kind} never throws`, () => {
    const minors = fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR });
    fc.assert(
      fc.property(anyObject(apiVersion, kind), minors, (object, minor) =>
        validateManifest(object, minor).every(({ rule, path }) => rule !== '' && path !== ''),
      ),
      { numRuns },
    );
  });
}
