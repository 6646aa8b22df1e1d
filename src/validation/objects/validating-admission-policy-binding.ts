/**
 * ValidatingAdmissionPolicyBinding.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
import { validateBinding } from './admission-policy';
import { validateMatchResources, validateNoStaticName } from './admission-rule';
import { validateGenericMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';

const RULE = 'VAP-BINDING';
const ACTIONS = ['Audit', 'Deny', 'Warn'];

/** A ValidatingAdmissionPolicyBinding. */
export function validateValidatingAdmissionPolicyBinding(v: Validation, { apiVersion, metadata, spec }: any): void {
  const { matchResources, validationActions, ...rest } = spec ?? {};
  validateGenericMeta(v, metadata);
  validateBinding(v, RULE, rest, apiVersion ?? '');
  // Up to 1.31 the server misspelled the path.
  validateMatchResources(v, RULE, matchResources, v.minor <= 31 ? 'spec.matchResouces' : 'spec.matchResources');
  validateActions(v, validationActions ?? [], 'spec.validationActions');
  validateNoStaticName(v, RULE, objectName(metadata));
}

function validateActions(v: Validation, actions: readonly string[], path: string): void {
  actions.forEach((action, i) => {
    if (!ACTIONS.includes(action)) v.notSupported(RULE, `${path}[${i}]`, action, ACTIONS);
    if (actions.indexOf(action) < i) v.duplicate(RULE, `${path}[${i}]`, action);
  });
  if (actions.includes('Deny') && actions.includes('Warn')) {
    v.invalid(
      RULE,
      path,
      actions,
      'must not contain both Deny and Warn (repeating the same validation failure information in the API ' +
        'response and headers serves no purpose)',
    );
  }
  if (actions.length === 0) v.required(RULE, path, 'at least one validation action is required');
}
