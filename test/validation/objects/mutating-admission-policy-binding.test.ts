import { validateMutatingAdmissionPolicyBinding } from '../../../src/validation/objects/mutating-admission-policy-binding';
import { testNeverThrows, testRule } from '../kind-table';

const rule = { operations: ['DELETE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };

testRule(
  validateMutatingAdmissionPolicyBinding,
  { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name: 'b' }, spec: { policyName: 'p' } },
  [
    [{ spec: { policyName: undefined } }, ['MAP-BINDING spec.policyName: Required value']],
    [{ spec: { matchResources: { matchPolicy: 'x' } } }, ['MAP-BINDING spec.matchResources.matchPolicy: Unsupported']],
    [
      { spec: { matchResources: { resourceRules: [rule] } } },
      ['MAP-BINDING spec.matchResources.resourceRules.operations: Unsupported value: "DELETE"'],
    ],
    [{ spec: { matchResources: { excludeResourceRules: [rule] } } }, []],
  ],
);
testNeverThrows('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding');
