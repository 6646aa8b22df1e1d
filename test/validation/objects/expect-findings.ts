import { typeAndDetail } from '../../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateManifest } from '../../../src/validation/validate';
import { beginnings } from '../rules';

/** The errors of an object: `RULE path: text`, of which the beginning will do. */
export function expectFindings(object: any, expected: readonly string[], minor = NEWEST_MINOR): void {
  const errors = validateManifest(object, minor).filter(({ severity }) => severity === 'error');
  const texts = errors.map((finding) => `${finding.rule} ${finding.path}: ${typeAndDetail(finding)}`);
  expect(beginnings(texts, expected)).toEqual(expected);
}
