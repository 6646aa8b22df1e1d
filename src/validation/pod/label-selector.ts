import { Validation } from '../../apimachinery/finding';
import { labelValue, qualifiedName } from '../../apimachinery/formats';
import { validateLabels } from '../objects/object-meta';

interface Requirement {
  readonly key?: string | null;
  readonly operator?: string | null;
  readonly values?: string[] | null;
}

export interface LabelSelector {
  readonly matchLabels?: Record<string, string> | null;
  readonly matchExpressions?: Requirement[] | null;
}

/**
 * A label selector.
 *
 * @param allowInvalidValues leaves the values of `matchExpressions` unchecked
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/
 */
export function validateLabelSelector(
  v: Validation,
  selector: LabelSelector | null | undefined,
  path: string,
  rule: string,
  allowInvalidValues = false,
): void {
  if (!selector) return;
  validateLabels(v, selector.matchLabels, `${path}.matchLabels`);
  (selector.matchExpressions ?? []).forEach((requirement, i) => {
    validateRequirement(v, requirement, `${path}.matchExpressions[${i}]`, rule, allowInvalidValues);
  });
}

/** Reports the values of a requirement that asks only whether there is a label. */
export function forbidValues(v: Validation, rule: string, path: string): void {
  v.forbidden(
    rule,
    `${path}.values`,
    "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    'remove values, or use operator: In or NotIn',
  );
}

function validateRequirement(
  v: Validation,
  requirement: Requirement,
  path: string,
  rule: string,
  allowInvalidValues: boolean,
): void {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        v.required(rule, `${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        forbidValues(v, rule, path);
      }
      break;
    default:
      v.invalid(
        rule,
        `${path}.operator`,
        requirement.operator ?? '',
        'not a valid selector operator',
        'use In, NotIn, Exists or DoesNotExist',
      );
  }
  v.invalidAll(rule, `${path}.key`, requirement.key ?? '', qualifiedName(requirement.key ?? ''));
  if (allowInvalidValues) return;
  values.forEach((value, i) => v.invalidAll(rule, `${path}.values[${i}]`, value, labelValue(value)));
}

/** Whether the server can make a selector of it; where it cannot, what it would match is not asked. */
export function isUsableSelector(selector: LabelSelector): boolean {
  // A probe of its own: nothing is reported twice.
  const probe = new Validation(0);
  validateLabelSelector(probe, selector, '', '');
  return probe.findings.length === 0;
}

/** Whether labels are selected. The empty selector selects all. */
export function matchesLabels(
  { matchLabels, matchExpressions }: LabelSelector,
  labels: Record<string, string> | null | undefined,
): boolean {
  const get = (key: string) => (labels && Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => get(key) === value) &&
    (matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = get(key ?? '');
      switch (operator) {
        case 'In':
          return value !== undefined && (values ?? []).includes(value);
        case 'NotIn':
          return value === undefined || !(values ?? []).includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}
