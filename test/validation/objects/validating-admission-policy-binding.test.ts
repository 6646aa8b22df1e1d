import { validateValidatingAdmissionPolicyBinding } from '../../../src/validation/objects/validating-admission-policy-binding';
import { testNeverThrows, testRule } from '../kind-table';

const actions = (...validationActions: string[]) => ({ spec: { validationActions } });
const ref = (paramRef: any) => ({ spec: { paramRef } });
const selector = { matchLabels: { a: 'b' } };
const bad = { spec: { matchResources: { matchPolicy: 'x' } } };

testRule(
  validateValidatingAdmissionPolicyBinding,
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    metadata: { name: 'b' },
    spec: { policyName: 'p', validationActions: ['Deny'] },
  },
  [
    [{ spec: { policyName: '' } }, ['VAP-BINDING spec.policyName: Required value']],
    [{ spec: { policyName: 'a/b' } }, ['VAP-BINDING spec.policyName: Invalid value: "a/b"']],
    [actions(), ['VAP-BINDING spec.validationActions: Required value']],
    [actions('Warn', 'Audit'), []],
    [actions('deny'), ['VAP-BINDING spec.validationActions[0]: Unsupported value: "deny"']],
    [actions('Deny', 'Deny'), ['VAP-BINDING spec.validationActions[1]: Duplicate value: "Deny"']],
    [actions('Deny', 'Warn'), ['VAP-BINDING spec.validationActions: Invalid value']],
    [bad, ['VAP-BINDING spec.matchResources.matchPolicy: Unsupported value: "x"']],
    [bad, ['VAP-BINDING spec.matchResouces.matchPolicy: Unsupported value: "x"'], 31],
    [ref({ name: 'a', parameterNotFoundAction: 'Allow' }), []],
    [ref({ selector, parameterNotFoundAction: 'Deny' }), []],
    [ref({ parameterNotFoundAction: 'Deny' }), ['VAP-BINDING spec.paramRef: Required value']],
    [ref({ name: 'a' }), ['VAP-BINDING spec.paramRef.parameterNotFoundAction: Required value']],
    [{ apiVersion: 'admissionregistration.k8s.io/v1alpha1', ...ref({ name: 'a' }) }, []],
    [
      ref({ name: 'a', parameterNotFoundAction: 'x' }),
      ['VAP-BINDING spec.paramRef.parameterNotFoundAction: Unsupported'],
    ],
    [ref({ name: 'a/b', parameterNotFoundAction: 'Deny' }), ['VAP-BINDING spec.paramRef.name: Invalid value: "a/b"']],
    [
      ref({ name: 'a', selector, parameterNotFoundAction: 'Deny' }),
      ['VAP-BINDING spec.paramRef.name: Forbidden', 'VAP-BINDING spec.paramRef.selector: Forbidden'],
    ],
  ],
);
testNeverThrows('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding');
