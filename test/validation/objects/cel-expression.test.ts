import { findingText } from '../../../src/apimachinery/finding';
import { validateManifest } from '../../../src/validation/validate';

const resourceRules = [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }];
const variables = [{ name: 'most', expression: '5' }];

const policy = (kind: string, spec: any) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'p' },
  spec: { matchConstraints: { resourceRules }, variables, ...spec },
});
const validating = (validation: any, spec: any = {}) =>
  policy('ValidatingAdmissionPolicy', { validations: [{ expression: 'true', ...validation }], ...spec });
const mutating = (mutation: any) =>
  policy('MutatingAdmissionPolicy', { reinvocationPolicy: 'Never', mutations: [mutation] });
const paramKind = { apiVersion: 'v1', kind: 'ConfigMap' };

/** Manifests with an expression in each place where one may stand. */
const PLACES = {
  validation: (expression: string) => validating({ expression }),
  'validation with parameters': (expression: string) => validating({ expression }, { paramKind }),
  message: (messageExpression: string) => validating({ messageExpression }),
  'condition of a policy': (expression: string) =>
    validating({}, { matchConditions: [{ name: 'a', expression }], paramKind }),
  variable: (expression: string) => validating({}, { variables: [...variables, { name: 'w', expression }] }),
  annotation: (valueExpression: string) => validating({}, { auditAnnotations: [{ key: 'a', valueExpression }] }),
  'applied configuration': (expression: string) =>
    mutating({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }),
  patch: (expression: string) => mutating({ patchType: 'JSONPatch', jsonPatch: { expression } }),
  webhook: (expression: string) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'w' },
    webhooks: [
      {
        name: 'a.acme.io',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { url: 'https://acme.io' },
        matchConditions: [{ name: 'a', expression }],
      },
    ],
  }),
  'device selector': (expression: string) => ({
    apiVersion: 'resource.k8s.io/v1',
    kind: 'DeviceClass',
    metadata: { name: 'd' },
    spec: { selectors: [{ cel: { expression } }] },
  }),
  'rule of a schema': (rule: string) => definition({ 'x-kubernetes-validations': [{ rule }] }, {}),
  'rule of a field': (rule: string) => definition({}, { 'x-kubernetes-validations': [{ rule }] }),
  'rule with an optional old object': (rule: string) =>
    definition({}, { 'x-kubernetes-validations': [{ rule, optionalOldSelf: true }] }),
};

/** @param ofRoot what the schema says of the whole object, and `ofSpec` of its spec */
function definition(ofRoot: any, ofSpec: any) {
  const properties = { replicas: { type: 'integer' }, 'max-size': { type: 'integer' }, namespace: { type: 'string' } };
  const spec = { type: 'object', properties, ...ofSpec };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec }, ...ofRoot } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'prints.acme.io' },
    spec: {
      group: 'acme.io',
      scope: 'Namespaced',
      names: { plural: 'prints', kind: 'Print' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

/** What stands at the expression: the text of an error, or of the warning. */
function found(place: keyof typeof PLACES, expression: string): string[] {
  return validateManifest(PLACES[place](expression), 37)
    .filter(({ rule, severity }) => severity === 'error' || rule === 'CEL-NOT-VALIDATED')
    .map((one) =>
      one.severity === 'warning' ? 'not validated' : findingText(one).replace(/^.*": (?=compilation|must)/, ''),
    );
}

// API server 1.37.2 compiles all of these, and none of those below.
const ACCEPTED: readonly (readonly [keyof typeof PLACES, string])[] = [
  ['validation', 'object.spec.replicas <= variables.most'],
  ['validation', "authorizer.group('').resource('pods').check('get').allowed()"],
  ['validation', "namespaceObject.metadata.name != 'a' && oldObject == null"],
  ['validation', "type(object.a) == string && quantity('1Gi').isGreaterThan(quantity('1Mi'))"],
  ['validation', "google.protobuf.Timestamp == type(timestamp('2026-01-01T00:00:00Z'))"],
  ['validation', "ip.isCanonical('1.2.3.4') && object.list.all(c, c.a > 0)"],
  ['validation', 'request.dryRun'],
  ['validation with parameters', 'has(params.data) && object.a == 1'],
  ['message', "'at most ' + string(variables.most)"],
  ['condition of a policy', 'params.a == object.b'],
  ['variable', 'object.a'],
  ['variable', '1'],
  ['annotation', "'a'"],
  ['annotation', 'null'],
  ['applied configuration', "Object{metadata: Object.metadata{labels: {'a': string(variables.most)}}}"],
  ['patch', "[JSONPatch{op: 'remove', path: '/spec/a'}]"],
  ['webhook', "request.operation == 'CREATE'"],
  ['device selector', 'device.driver == "gpu.acme.io"'],
  ['rule of a schema', 'self == oldSelf'],
  ['rule of a schema', "self.metadata.name != '' && self.kind != '' && self.apiVersion != ''"],
  ['rule of a schema', 'self.spec.replicas > 0'],
  ['rule of a field', 'self.replicas > oldSelf.replicas'],
  ['rule of a field', "self.max__dash__size > 0 && self.__namespace__ != ''"],
  ['rule of a field', "has(self.replicas) && self.namespace != ''"],
  ['rule with an optional old object', 'oldSelf.hasValue() || self.replicas > 0'],
];
test.each(ACCEPTED)('%s: %s may be valid', (place, expression) => {
  expect([...new Set(found(place, expression))]).toEqual(['not validated']);
});

test('a variable without a name does not hide a missing one', () => {
  const manifest = validating({ expression: 'variables.most > 1' }, { variables: [{ expression: '1' }, null] });
  expect(validateManifest(manifest, 37).map(findingText)).toContainEqual(
    expect.stringContaining('spec.validations[0].expression: Invalid value: "variables.most > 1": compilation failed'),
  );
});

const REFUSED: readonly (readonly [keyof typeof PLACES, string, string])[] = [
  ['validation', 'object.a = 1', 'compilation failed: syntax error at character 10: "=" is not expected'],
  ['validation', 'objet.a == 1', `compilation failed: undeclared reference to 'objet'. Did you mean "object"?`],
  [
    'validation',
    'self.a == 1',
    "compilation failed: undeclared reference to 'self'. It may use object, oldObject, request, namespaceObject, " +
      'authorizer, variables',
  ],
  ['validation', 'params.a == 1', "compilation failed: undeclared reference to 'params'"],
  ['validation', 'variables.least == 1', "compilation failed: undefined field 'least'. Known fields: most"],
  ['validation', 'Object{a: 1} == null', "compilation failed: undeclared reference to 'Object'"],
  ['validation', 'object.spec', 'must evaluate to bool but got dyn'],
  ['validation', 'object', 'must evaluate to bool but got dyn'],
  ['validation with parameters', 'params.a', 'must evaluate to bool but got dyn'],
  ['validation', "'true'", 'must evaluate to bool but got string'],
  ['message', 'authorizer == null', "compilation failed: undeclared reference to 'authorizer'"],
  ['message', 'object.a > 1', 'must evaluate to string but got bool'],
  ['condition of a policy', 'variables.most > 1', "compilation failed: undeclared reference to 'variables'"],
  ['condition of a policy', 'params.a', 'must evaluate to bool but got dyn'],
  ['variable', 'a', "compilation failed: undeclared reference to 'a'"],
  ['annotation', '1', 'must evaluate to string or null_type but got int'],
  ['applied configuration', 'object', 'must evaluate to Object but got dyn'],
  ['applied configuration', 'self', "compilation failed: undeclared reference to 'self'"],
  ['patch', 'true', 'must evaluate to list(JSONPatch) but got bool'],
  ['webhook', 'params.a == 1', "compilation failed: undeclared reference to 'params'"],
  ['webhook', 'object.a', 'must evaluate to bool but got dyn'],
  ['device selector', 'object.a == 1', "compilation failed: undeclared reference to 'object'. It may use device"],
  ['device selector', '1', 'must evaluate to bool but got int'],
  [
    'rule of a schema',
    'object.a == 1',
    "compilation failed: undeclared reference to 'object'. It may use self, oldSelf",
  ],
  ['rule of a schema', '1', 'must evaluate to bool but got int'],
  [
    'rule of a schema',
    'self.replicas > 0',
    "compilation failed: undefined field 'replicas'. Known fields: spec, apiVersion",
  ],
  ['rule of a field', 'self.replica > 0', `compilation failed: undefined field 'replica'. Did you mean "replicas"?`],
  ['rule of a field', 'has(self.metadata)', "compilation failed: undefined field 'metadata'. Known fields: replicas"],
  ['rule of a field', 'oldSelf.size > 0', "compilation failed: undefined field 'size'"],
  ['rule of a field', "self.__name__ != ''", "compilation failed: undefined field '__name__'"],
  [
    'rule with an optional old object',
    'oldSelf.hasValue() || self.size > 0',
    "compilation failed: undefined field 'size'",
  ],
];
test.each(REFUSED)('%s: %s is refused', (place, expression, wanted) => {
  const errors = found(place, expression).filter((text) => text !== 'not validated');
  expect(errors.map((text) => text.slice(0, wanted.length))).toEqual([wanted]);
});
