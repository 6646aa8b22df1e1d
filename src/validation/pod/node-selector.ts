import { forbidValues } from './label-selector';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain, labelValue, qualifiedName } from '../../apimachinery/formats';

const RULE = 'AFF-NODE';

/** Validates `affinity.nodeAffinity`. */
export function validateNodeAffinity(v: Validation, affinity: any, path: string): void {
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) validateNodeSelector(v, required, `${path}.requiredDuringSchedulingIgnoredDuringExecution`);
  (affinity.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term: any, i: number) => {
    const at = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    validateWeight(v, RULE, term.weight, `${at}.weight`);
    validateTerm(v, term.preference ?? {}, true, `${at}.preference`);
  });
}

export function validateWeight(v: Validation, rule: string, weight: number | null | undefined, path: string): void {
  if (!weight || weight < 0 || weight > 100) v.invalid(rule, path, weight ?? 0, 'must be in the range 1-100');
}

/** Validates what a node must have: labels, or its name. */
export function validateNodeSelector(v: Validation, selector: any, path: string): void {
  const terms: readonly any[] = selector.nodeSelectorTerms ?? [];
  if (terms.length === 0) v.required(RULE, `${path}.nodeSelectorTerms`, 'must have at least one node selector term');
  terms.forEach((term, i) => validateTerm(v, term, v.minor <= 32, `${path}.nodeSelectorTerms[${i}]`));
}

function validateTerm(
  v: Validation,
  { matchExpressions, matchFields }: any,
  allowAnyValue: boolean,
  path: string,
): void {
  (matchExpressions ?? []).forEach((requirement: any, i: number) =>
    validateExpression(v, requirement, allowAnyValue, `${path}.matchExpressions[${i}]`),
  );
  (matchFields ?? []).forEach((requirement: any, i: number) =>
    validateField(v, requirement, `${path}.matchFields[${i}]`),
  );
}

function validateExpression(v: Validation, { key, operator, values }: any, allowAnyValue: boolean, path: string): void {
  const count = values?.length ?? 0;
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (count === 0) v.required(RULE, `${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (count > 0) {
        forbidValues(v, RULE, path);
      }
      break;
    case 'Gt':
    case 'Lt':
      if (count !== 1) {
        v.required(RULE, `${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'");
      }
      break;
    default:
      v.invalid(
        RULE,
        `${path}.operator`,
        operator ?? '',
        'not a valid selector operator',
        'use In, NotIn, Exists, DoesNotExist, Gt or Lt',
      );
  }
  v.invalidAll(RULE, `${path}.key`, key ?? '', qualifiedName(key ?? ''));
  if (!allowAnyValue) {
    (values ?? []).forEach((value: string, i: number) =>
      v.invalidAll(RULE, `${path}.values[${i}]`, value, labelValue(value)),
    );
  }
}

/** The only field of a node that can be selected is its name. */
function validateField(v: Validation, { key, operator, values }: any, path: string): void {
  if (operator !== 'In' && operator !== 'NotIn') {
    v.invalid(RULE, `${path}.operator`, operator ?? '', 'not a valid selector operator', 'use In or NotIn');
  } else if (values?.length !== 1) {
    v.required(
      RULE,
      `${path}.values`,
      "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
    );
  }

  if (key !== 'metadata.name') return v.invalid(RULE, `${path}.key`, key ?? '', 'not a valid field selector key');
  (values ?? []).forEach((value: string, i: number) =>
    v.invalidAll(RULE, `${path}.values[${i}]`, value, dnsSubdomain(value)),
  );
}
