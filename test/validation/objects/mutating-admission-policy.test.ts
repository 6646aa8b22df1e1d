import { validateMutatingAdmissionPolicy } from '../../../src/validation/objects/mutating-admission-policy';
import { testNeverThrows, testRule } from '../kind-table';

const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const mutation = (...mutations: any[]) => ({ spec: { mutations } });
const jsonPatch = { expression: '[]' };
const at = 'MAP spec.mutations[0]';

testRule(
  validateMutatingAdmissionPolicy,
  {
    metadata: { name: 'p' },
    spec: {
      matchConstraints: { resourceRules: [rule] },
      reinvocationPolicy: 'Never',
      mutations: [{ patchType: 'JSONPatch', jsonPatch }],
    },
  },
  [
    [{ spec: { reinvocationPolicy: '' } }, ['MAP spec.reinvocationPolicy: Required value']],
    [{ spec: { reinvocationPolicy: 'x' } }, ['MAP spec.reinvocationPolicy: Unsupported value: "x"']],
    [
      { spec: { matchConstraints: { resourceRules: [{ ...rule, operations: ['DELETE'] }] } } },
      ['MAP spec.matchConstraints.resourceRules.operations: Unsupported value: "DELETE"'],
    ],
    [mutation(), ['MAP spec.mutations: Required value']],
    [mutation({}), [`${at}.patchType: Required value`]],
    [mutation({ patchType: 'x' }), [`${at}.patchType: Unsupported value: "x"`]],
    [mutation({ patchType: 'JSONPatch' }), [`${at}.jsonPatch: Required value`]],
    [mutation({ patchType: 'JSONPatch', jsonPatch: {} }), [`${at}.jsonPatch.expression: Required value`]],
    [
      mutation({ patchType: 'ApplyConfiguration', jsonPatch }),
      [`${at}.applyConfiguration: Required value`, `${at}.jsonPatch: Invalid value: "{jsonPatch}"`],
    ],
  ],
);
testNeverThrows('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy');
