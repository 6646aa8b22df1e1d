/**
 * MutatingAdmissionPolicy.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/
 */
import { validatePolicy } from './admission-policy';
import {
  REINVOCATION_POLICIES,
  validateChoice,
  validateExpression,
  validateMutableOperations,
  validateNoStaticName,
} from './admission-rule';
import { CelScope } from './cel-expression';
import { validateGenericMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';

const RULE = 'MAP';
const PATCH_TYPES = ['ApplyConfiguration', 'JSONPatch'];

/** A MutatingAdmissionPolicy. */
export function validateMutatingAdmissionPolicy(v: Validation, { metadata, spec }: any): void {
  const { mutations, reinvocationPolicy, ...rest } = spec ?? {};
  validateGenericMeta(v, metadata);
  const scope = validatePolicy(v, RULE, rest, 'spec');
  validateMutableOperations(v, RULE, rest.matchConstraints, 'spec.matchConstraints');
  if (!mutations?.length) v.required(RULE, 'spec.mutations', 'mutations must contain at least one item');
  (mutations ?? []).forEach((mutation: any, i: number) =>
    validateMutation(v, mutation ?? {}, scope, `spec.mutations[${i}]`),
  );
  if (!reinvocationPolicy) v.required(RULE, 'spec.reinvocationPolicy');
  else validateChoice(v, RULE, reinvocationPolicy, REINVOCATION_POLICIES, 'spec.reinvocationPolicy');
  validateNoStaticName(v, RULE, objectName(metadata));
}

function validateMutation(v: Validation, mutation: any, scope: CelScope, path: string): void {
  const { patchType } = mutation;
  if (!patchType) return v.required(RULE, `${path}.patchType`);
  if (!PATCH_TYPES.includes(patchType)) return v.notSupported(RULE, `${path}.patchType`, patchType, PATCH_TYPES);
  const [field, other] =
    patchType === 'JSONPatch' ? ['jsonPatch', 'applyConfiguration'] : ['applyConfiguration', 'jsonPatch'];
  const types = [field === 'jsonPatch' ? 'list(JSONPatch)' : 'Object'];
  const variables = [...scope.variables, 'Object', 'JSONPatch'];
  if (mutation[field]) {
    validateExpression(v, RULE, mutation[field].expression, `${path}.${field}.expression`, {
      ...scope,
      variables,
      types,
    });
  } else {
    v.required(RULE, `${path}.${field}`, `must be specified when patchType is ${patchType}`);
  }
  if (mutation[other]) {
    v.invalid(RULE, `${path}.${other}`, `{${other}}`, `must not be specified when patchType is ${patchType}`);
  }
}
