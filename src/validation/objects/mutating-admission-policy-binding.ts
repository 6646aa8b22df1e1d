/**
 * MutatingAdmissionPolicyBinding.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/
 */
import { validateBinding } from './admission-policy';
import { validateMatchResources, validateMutableOperations, validateNoStaticName } from './admission-rule';
import { validateGenericMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';

const RULE = 'MAP-BINDING';

/** A MutatingAdmissionPolicyBinding. */
export function validateMutatingAdmissionPolicyBinding(v: Validation, { apiVersion, metadata, spec }: any): void {
  const { matchResources, ...rest } = spec ?? {};
  validateGenericMeta(v, metadata);
  validateBinding(v, RULE, rest, apiVersion ?? '');
  validateMatchResources(v, RULE, matchResources, 'spec.matchResources');
  validateMutableOperations(v, RULE, matchResources, 'spec.matchResources');
  validateNoStaticName(v, RULE, objectName(metadata));
}
