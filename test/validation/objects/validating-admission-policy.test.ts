import { Validation } from '../../../src/apimachinery/finding';
import { validateValidatingAdmissionPolicy } from '../../../src/validation/objects/validating-admission-policy';
import { testNeverThrows, testRule } from '../kind-table';

const rule = { operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const policy = {
  metadata: { name: 'p' },
  spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }] },
};
const validation = (change: any) => ({ spec: { validations: [{ expression: 'true', ...change }] } });
const annotation = (change: any) => ({ spec: { auditAnnotations: [{ key: 'k', valueExpression: '""', ...change }] } });
const kind = (apiVersion: string, name = 'K') => ({ spec: { paramKind: { apiVersion, kind: name } } });
const variable = (name: string, expression = '1') => ({ spec: { variables: [{ name, expression }] } });
const at = 'VAP spec.validations[0]';

testRule(validateValidatingAdmissionPolicy, policy, [
  [{ spec: { failurePolicy: 'fail' } }, ['VAP spec.failurePolicy: Unsupported value: "fail"']],
  [{ spec: { matchConstraints: undefined } }, ['VAP spec.matchConstraints: Required value']],
  [{ spec: { matchConstraints: { resourceRules: [] } } }, ['VAP spec.matchConstraints.resourceRules: Required value']],
  [
    { spec: { matchConstraints: { excludeResourceRules: [{ ...rule, resourceNames: ['a', 'a', '..'] }] } } },
    [
      'VAP spec.matchConstraints.excludeResourceRules[0].resourceNames[1]: Duplicate value: "a"',
      'VAP spec.matchConstraints.excludeResourceRules[0].resourceNames[2]: Invalid value: ".."',
    ],
  ],
  [
    { spec: { validations: [] } },
    ['VAP spec.validations: Required value', 'VAP spec.auditAnnotations: Required value'],
  ],
  [validation({ expression: ' ' }), [`${at}.expression: Required value`]],
  [validation({ messageExpression: ' ' }), [`${at}.messageExpression: Invalid value: " "`]],
  [validation({ message: ' ' }), [`${at}.message: Invalid value: " ": must be non-empty`]],
  [validation({ message: 'a\nb' }), [`${at}.message: Invalid value: "a\\nb": must not contain line breaks`]],
  [validation({ reason: 'Invalid' }), []],
  [validation({ reason: 'invalid' }), [`${at}.reason: Unsupported value: "invalid"`]],
  [annotation({}), []],
  [
    annotation({ key: '' }),
    ['VAP spec.auditAnnotations[0].key: Invalid value: "p/"', 'VAP spec.auditAnnotations[0].key'],
  ],
  [annotation({ valueExpression: '' }), ['VAP spec.auditAnnotations[0].valueExpression: Required value']],
  [
    annotation({ valueExpression: 'x'.repeat(5 * 1024 + 1) }),
    ['VAP spec.auditAnnotations[0].valueExpression: Required value: must not exceed'],
  ],
  [
    {
      spec: {
        auditAnnotations: [
          { key: 'k', valueExpression: 'null' },
          { key: 'k', valueExpression: 'null' },
        ],
      },
    },
    ['VAP spec.auditAnnotations[1].key: Duplicate value: "k"'],
  ],
  [kind('v1', 'ConfigMap'), []],
  [kind('a.io/v1'), []],
  [kind(''), ['VAP spec.paramKind.apiVersion: Required value']],
  [kind('a/b/c'), ['VAP spec.paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion']],
  [kind('A/v1'), ['VAP spec.paramKind.apiVersion: Invalid value: "A"']],
  [kind('a/'), ['VAP spec.paramKind.apiVersion: Invalid value: "a/": version must be specified']],
  [kind('1'), ['VAP spec.paramKind.apiVersion: Invalid value: "1": a DNS-1035']],
  [kind('v1', ''), ['VAP spec.paramKind.kind: Required value']],
  [kind('v1', 'a b'), ['VAP spec.paramKind.kind: Invalid value: "a b": may have mixed case']],
  [variable('a_1'), []],
  [variable('in'), ['VAP spec.variables[0].name: Invalid value: "in"']],
  [variable('a-b'), ['VAP spec.variables[0].name: Invalid value: "a-b"']],
  [
    variable(' ', ''),
    ['VAP spec.variables[0].name: Required value', 'VAP spec.variables[0].expression: Required value'],
  ],
]);

test('expressions are reported as not validated, and never as valid', () => {
  const v = new Validation(37);
  validateValidatingAdmissionPolicy(v, policy);
  expect(v.findings.map(({ rule: id, severity, path }) => [id, severity, path])).toEqual([
    ['CEL-NOT-VALIDATED', 'warning', 'spec.validations[0].expression'],
  ]);
});
testNeverThrows('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy');
