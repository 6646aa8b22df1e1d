import { Validation } from '../../apimachinery/finding';
import { pathSegment } from '../../apimachinery/formats';

/**
 * Validates a reference to an object by apiVersion, kind and name.
 *
 * @param needsGroup whether the apiVersion must have a group: `apps/v1`
 */
export function validateCrossVersionReference(
  v: Validation,
  rule: string,
  reference: any,
  path: string,
  needsGroup: boolean,
): void {
  for (const field of ['kind', 'name']) {
    const value: string = reference[field] ?? '';
    if (value === '') v.required(rule, `${path}.${field}`);
    else v.invalidAll(rule, `${path}.${field}`, value, pathSegment(value));
  }
  if (v.minor < 34) return;
  const apiVersion: string = reference.apiVersion ?? '';
  const parts = apiVersion.split('/');
  if (parts.length > 2) {
    v.invalid(rule, `${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  } else if (needsGroup && (parts.length < 2 || parts[0] === '')) {
    v.invalid(
      rule,
      `${path}.apiVersion`,
      apiVersion,
      'apiVersion must specify API group',
      'Write the apiVersion of the target, for example apps/v1',
    );
  }
}
