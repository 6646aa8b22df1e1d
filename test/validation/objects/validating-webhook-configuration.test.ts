import { validateValidatingWebhookConfiguration } from '../../../src/validation/objects/validating-webhook-configuration';
import { testNeverThrows, testRule } from '../kind-table';

const good = {
  name: 'a.b.c',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { url: 'https://a.b/c' },
};
const hook = (change: any) => ({ webhooks: [{ ...good, ...change }] });
const rule = (change: any) =>
  hook({ rules: [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], ...change }] });
const url = (value: string) => hook({ clientConfig: { url: value } });
const service = (change: any) => hook({ clientConfig: { service: { name: 'n', namespace: 's', ...change } } });
const path = 'WEBHOOK webhooks[0]';
const rules = `${path}.rules[0]`;
const client = `${path}.clientConfig`;

testRule(validateValidatingWebhookConfiguration, { metadata: { name: 'c' }, webhooks: [good] }, [
  [{ metadata: { finalizers: ['mine'] } }, []],
  [{ metadata: { name: 'a.static.k8s.io' } }, ['WEBHOOK metadata.name: Invalid value']],
  [{ metadata: { name: 'a.static.k8s.io' } }, [], 36],
  [{ webhooks: [good, good] }, ['WEBHOOK webhooks[1].name: Duplicate value: "a.b.c"']],
  [hook({ name: '' }), [`${path}.name: Required value`]],
  [hook({ name: 'A.b.c' }), [`${path}.name: Invalid value: "A.b.c"`]],
  [hook({ name: 'a.b' }), [`${path}.name: Invalid value: "a.b": should be a domain with at least three`]],
  [hook({ failurePolicy: 'Fail', matchPolicy: 'Exact', timeoutSeconds: 30 }), []],
  [hook({ failurePolicy: 'fail' }), [`${path}.failurePolicy: Unsupported value: "fail"`]],
  [hook({ matchPolicy: 'exact' }), [`${path}.matchPolicy: Unsupported value: "exact"`]],
  [hook({ sideEffects: undefined }), [`${path}.sideEffects: Required value`]],
  [hook({ sideEffects: 'Some' }), [`${path}.sideEffects: Unsupported value: "Some"`]],
  [hook({ timeoutSeconds: 0 }), [`${path}.timeoutSeconds: Invalid value: 0`]],
  [hook({ timeoutSeconds: 31 }), [`${path}.timeoutSeconds: Invalid value: 31`]],
  [
    hook({ objectSelector: { matchExpressions: [{ key: 'a', operator: 'x' }] } }),
    [`${path}.objectSelector.matchExpressions[0].operator: Invalid value: "x"`],
  ],
  [hook({ admissionReviewVersions: [] }), [`${path}.admissionReviewVersions: Required value`]],
  [
    hook({ admissionReviewVersions: ['v1', 'v1'] }),
    [`${path}.admissionReviewVersions[1]: Invalid value: "v1": duplicate`],
  ],
  [hook({ admissionReviewVersions: ['v2'] }), [`${path}.admissionReviewVersions: Invalid value: ["v2"]: must include`]],
  [
    hook({ admissionReviewVersions: ['v1', 'V1'] }),
    [`${path}.admissionReviewVersions[1]: Invalid value: "V1": a DNS-1035`],
  ],

  [rule({}), []],
  [rule({ operations: [] }), [`${rules}.operations: Required value`]],
  [rule({ operations: ['*', 'CREATE'] }), [`${rules}.operations: Invalid value`]],
  [rule({ operations: ['create'] }), [`${rules}.operations[0]: Unsupported value: "create"`]],
  [rule({ apiGroups: ['*', 'a'] }), [`${rules}.apiGroups: Invalid value`]],
  [rule({ apiVersions: [''] }), [`${rules}.apiVersions[0]: Required value`]],
  [rule({ scope: 'cluster' }), [`${rules}.scope: Unsupported value: "cluster"`]],
  [rule({ resources: ['pods', 'pods/log', '*/scale'] }), []],
  [rule({ resources: ['pods/*', 'pods/log'] }), [`${rules}.resources[1]: Invalid value: "pods/log": if 'pods/*' is`]],
  [rule({ resources: ['*/log', 'pods/log'] }), [`${rules}.resources[1]: Invalid value: "pods/log": if '*/log' is`]],
  [rule({ resources: ['*/*', 'pods'] }), [`${rules}.resources: Invalid value: ["*/*","pods"]: if '*/*' is`]],
  [rule({ resources: ['*', 'pods'] }), [`${rules}.resources: Invalid value: ["*","pods"]: if '*' is`]],
  [rule({ resources: [''] }), [`${rules}.resources[0]: Required value`]],

  [hook({ clientConfig: {} }), [`${client}: Required value: exactly one of url or service is required`]],
  [url('HTTPS://a:443/b%20c?#'), []],
  [url('https://[::1]:443/'), []],
  [url('http://a'), [`${client}.url: Invalid value: "http"`]],
  [url('https:///a'), [`${client}.url: Invalid value: "": host must be specified`]],
  [url('a'), [`${client}.url: Invalid value: "": 'https'`, `${client}.url: Invalid value: "": host`]],
  [url('https://u:p@a'), [`${client}.url: Invalid value: "u:p": user information`]],
  [url('https://a#b'), [`${client}.url: Invalid value: "b": fragments`]],
  [url('https://a?b'), [`${client}.url: Invalid value: "b": query parameters`]],
  [url('https://a b'), [`${client}.url: Required value: url must be a valid URL`]],
  [url('https://a:b'), [`${client}.url: Required value: url must be a valid URL`]],
  [url('https://a/%zz'), [`${client}.url: Required value: url must be a valid URL`]],
  [service({ path: '/a/b/', port: 1 }), []],
  [service({ name: '' }), [`${client}.service.namespace: Required value`]],
  [service({ namespace: '' }), [`${client}.service.name: Required value`]],
  [service({ port: 0 }), [`${client}.service.port: Invalid value: 0`]],
  [
    service({ path: 'a' }),
    [`${client}.service.path: Invalid value: "a": must start with`, `${client}.service.path: Invalid`],
  ],
  [service({ path: '//' }), [`${client}.service.path: Invalid value: "//": segment[0] may not be empty`]],
  [service({ path: '/a//b' }), [`${client}.service.path: Invalid value: "/a//b": segment[1] may not be empty`]],
  [service({ path: '/A' }), [`${client}.service.path: Invalid value: "/A": segment[0]: a lowercase`]],

  [hook({ matchConditions: [{ name: 'a', expression: 'true' }] }), []],
  [
    hook({ matchConditions: [{ name: '', expression: ' ' }] }),
    [`${path}.matchConditions[0].expression: Required value`, `${path}.matchConditions[0].name: Required value`],
  ],
  [
    hook({
      matchConditions: [
        { name: 'a', expression: 'true' },
        { name: 'a', expression: 'true' },
      ],
    }),
    [`${path}.matchConditions[1].name: Duplicate value: "a"`],
  ],
  [
    hook({ matchConditions: Array.from({ length: 65 }, (_, i) => ({ name: `a${i}`, expression: 'true' })) }),
    [`${path}.matchConditions: Too many: 65`],
  ],
]);
testNeverThrows('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration');
