/**
 * ValidatingAdmissionPolicy.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
import { validatePolicy } from './admission-policy';
import { validateExpression, validateNoStaticName } from './admission-rule';
import { CelScope, validateCel } from './cel-expression';
import { validateGenericMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, qualifiedName } from '../../apimachinery/formats';

const RULE = 'VAP';
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const MAX_ANNOTATIONS = 20;
const MAX_VALUE_EXPRESSION = 5 * 1024;

/** A ValidatingAdmissionPolicy. */
export function validateValidatingAdmissionPolicy(v: Validation, { metadata, spec }: any): void {
  const name = objectName(metadata);
  const { validations, auditAnnotations, ...rest } = spec ?? {};
  validateGenericMeta(v, metadata);
  const scope = validatePolicy(v, RULE, rest, 'spec');
  if (!validations?.length && !auditAnnotations?.length) {
    const detail = 'validations or auditAnnotations must contain at least one item';
    v.required(RULE, 'spec.validations', detail);
    v.required(RULE, 'spec.auditAnnotations', detail);
  }
  (validations ?? []).forEach((validation: any, i: number) =>
    validateValidation(v, validation ?? {}, scope, `spec.validations[${i}]`),
  );
  validateAuditAnnotations(v, auditAnnotations ?? [], scope, name);
  validateNoStaticName(v, RULE, name);
}

function validateValidation(v: Validation, validation: any, scope: CelScope, path: string): void {
  const { expression, messageExpression, message, reason } = validation;
  const condition = { ...scope, types: ['bool'] };
  validateExpression(v, RULE, expression, `${path}.expression`, condition, 'expression is not specified');
  if (messageExpression && messageExpression.trim() === '') {
    v.invalid(RULE, `${path}.messageExpression`, messageExpression, 'must be non-empty if specified');
  } else {
    const variables = scope.variables.filter((variable) => variable !== 'authorizer');
    const text = { ...scope, variables, types: ['string'] };
    validateCel(v, RULE, messageExpression, `${path}.messageExpression`, text);
  }
  const text: string = message ?? '';
  if (text !== '' && text.trim() === '') {
    v.invalid(RULE, `${path}.message`, text, 'must be non-empty if specified');
  } else if (/[\n\r]/.test(text.trim())) {
    v.invalid(RULE, `${path}.message`, text, 'must not contain line breaks');
  }
  if (reason != null && !REASONS.includes(reason)) v.notSupported(RULE, `${path}.reason`, reason, REASONS);
}

function validateAuditAnnotations(v: Validation, annotations: readonly any[], scope: CelScope, name: string): void {
  const path = 'spec.auditAnnotations';
  if (annotations.length > MAX_ANNOTATIONS) {
    v.invalid(RULE, path, annotations, `must not have more than ${MAX_ANNOTATIONS} auditAnnotations`);
  }
  const keys = new Set<string>();
  annotations.forEach((annotation, i) => {
    const key: string = annotation?.key ?? '';
    const at = `${path}[${i}]`;
    if (name === '') v.invalid(RULE, `${at}.key`, key, 'requires metadata.name be non-empty');
    else v.invalidAll(RULE, `${at}.key`, `${name}/${key}`, qualifiedName(`${name}/${key}`));
    validateValueExpression(v, annotation?.valueExpression, scope, `${at}.valueExpression`);
    if (keys.has(key)) v.duplicate(RULE, `${at}.key`, key);
    keys.add(key);
  });
}

function validateValueExpression(
  v: Validation,
  expression: string | null | undefined,
  scope: CelScope,
  path: string,
): void {
  if (byteLength((expression ?? '').trim()) > MAX_VALUE_EXPRESSION) {
    v.required(RULE, path, `must not exceed ${MAX_VALUE_EXPRESSION} bytes in length`);
    return;
  }
  const types = ['string', 'null_type'];
  validateExpression(v, RULE, expression, path, { ...scope, types }, 'valueExpression is not specified');
}
