import { Validation } from '../../../src/apimachinery/finding';
import { validateCustomResourceDefinition } from '../../../src/validation/objects/custom-resource-definition';
import { testNeverThrows, testRule } from '../kind-table';

const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
const definition = {
  metadata: { name: 'as.a.io' },
  spec: { group: 'a.io', scope: 'Cluster', names: { plural: 'as', kind: 'A' }, versions: [version] },
};
const versions = (...changes: any[]) => ({
  spec: { versions: changes.map((change, i) => ({ ...version, name: `v${i + 1}`, storage: i === 0, ...change })) },
});
const names = (change: any) => ({ spec: { names: change } });
const schema = (openAPIV3Schema: any, more: any = {}) => versions({ schema: { openAPIV3Schema }, ...more });
const properties = (value: any) => schema({ type: 'object', properties: value });
const field = (value: any) => properties({ f: value });
const conversion = (change: any) => ({
  spec: {
    conversion: {
      strategy: 'Webhook',
      webhook: { clientConfig: { url: 'https://a' }, conversionReviewVersions: ['v1'], ...change },
    },
  },
});
const column = (change: any) =>
  versions({ additionalPrinterColumns: [{ name: 'n', type: 'string', jsonPath: '.a', ...change }] });
const scale = (change: any) =>
  versions({ subresources: { scale: { specReplicasPath: '.spec.a', statusReplicasPath: '.status.a', ...change } } });
const selectable = (...paths: string[]) =>
  schema(
    { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } } },
    { selectableFields: paths.map((jsonPath) => ({ jsonPath })) },
  );
const root = 'CRD-SCHEMA spec.validation.openAPIV3Schema';
const at = `${root}.properties[f]`;
const ofField = 'CRD-SCHEMA spec.validation.openAPIV3Schema.properties[f]';
const byDefault = 'CRD-DEFAULT spec.validation.openAPIV3Schema.properties[f].default';

testRule(validateCustomResourceDefinition, definition, [
  [{ metadata: { name: 'bs.a.io' } }, ['CRD metadata.name: Invalid value: "bs.a.io": must be spec.names.plural']],
  [{ metadata: { name: 'as.a' }, spec: { group: 'a' } }, ['CRD spec.group: Invalid value: "a": should be a domain']],
  [
    { metadata: { name: 'as.' }, spec: { group: '' } },
    ['META-NAME-SUBDOMAIN metadata.name', 'CRD spec.group: Required'],
  ],
  [{ spec: { scope: '' } }, ['CRD spec.scope: Required value']],
  [{ spec: { scope: 'cluster' } }, ['CRD spec.scope: Unsupported value: "cluster"']],
  [
    { metadata: { name: 'as.b.k8s.io' }, spec: { group: 'b.k8s.io' } },
    ['CRD metadata.annotations[api-approved.kubernetes.io]: Required value'],
  ],
  [
    {
      metadata: { name: 'as.b.k8s.io', annotations: { 'api-approved.kubernetes.io': 'unapproved, it is ours' } },
      spec: { group: 'b.k8s.io' },
    },
    [],
  ],
  [
    {
      metadata: { name: 'as.b.k8s.io', annotations: { 'api-approved.kubernetes.io': 'yes' } },
      spec: { group: 'b.k8s.io' },
    },
    ['CRD metadata.annotations[api-approved.kubernetes.io]: Invalid value: "yes"'],
  ],
  [{ spec: { preserveUnknownFields: true } }, ['CRD spec.preserveUnknownFields: Invalid value: true']],

  [
    names({ kind: '' }),
    ['CRD spec.names.singular: Required', 'CRD spec.names.kind: Required', 'CRD spec.names.listKind'],
  ],
  [names({ listKind: 'A' }), ['CRD spec.names.listKind: Invalid value: "A": kind and listKind may not be the same']],
  [names({ singular: 'A' }), ['CRD spec.names.singular: Invalid value: "A"']],
  [names({ shortNames: ['a', 'A'] }), ['CRD spec.names.shortNames[1]: Invalid value: "A"']],
  [names({ categories: ['all', ''] }), ['CRD spec.names.categories[1]: Invalid value: ""']],
  [names({ kind: 'a b' }), ['CRD spec.names.singular', 'CRD spec.names.kind', 'CRD spec.names.listKind']],

  [versions({}, {}), []],
  [versions({}, { name: 'v1' }), ['CRD spec.versions: Invalid value']],
  [
    versions({ storage: false }),
    ['CRD spec.versions: Invalid value', 'CRD status.storedVersions: Invalid value: null'],
  ],
  [versions({}, { storage: true }), ['CRD spec.versions: Invalid value', 'CRD status.storedVersions: Invalid value']],
  [versions({}, { name: 'V' }), ['CRD spec.versions[1].name: Invalid value: "V"']],
  [versions({ name: 'V' }), ['CRD spec.versions[0].name: Invalid value', 'CRD spec.version: Invalid value']],
  [versions({ schema: {} }), ['CRD spec.versions[0].schema.openAPIV3Schema: Required value']],
  [versions({ deprecated: true, deprecationWarning: 'old' }), []],
  [
    versions({ deprecationWarning: 'old' }),
    ['CRD spec.versions[0].deprecationWarning: Invalid value: "old": can only'],
  ],
  [
    versions({ deprecated: true, deprecationWarning: '' }),
    ['CRD spec.versions[0].deprecationWarning: Invalid value: ""'],
  ],
  [versions({ deprecated: true, deprecationWarning: 'a\tb' }), ['CRD spec.versions[0].deprecationWarning: Invalid']],

  [column({ priority: 1, format: 'int32' }), []],
  [column({ name: '' }), ['CRD spec.additionalPrinterColumns[0].name: Required value']],
  [column({ type: 'text' }), ['CRD spec.additionalPrinterColumns[0].type: Invalid value: "text"']],
  [column({ format: 'x' }), ['CRD spec.additionalPrinterColumns[0].format: Invalid value: "x"']],
  [column({ jsonPath: '' }), ['CRD spec.additionalPrinterColumns[0].JSONPath: Required value']],
  [column({ jsonPath: 'a' }), ['CRD spec.additionalPrinterColumns[0].JSONPath: Invalid value: "a"']],
  [scale({ labelSelectorPath: '.status.s' }), []],
  [scale({ labelSelectorPath: '.s' }), ['CRD spec.subresources.scale.labelSelectorPath: Invalid value: ".s"']],
  [scale({ specReplicasPath: '' }), ['CRD spec.subresources.scale.specReplicasPath: Required value']],
  [scale({ specReplicasPath: '.status.a' }), ['CRD spec.subresources.scale.specReplicasPath: Invalid value']],
  [scale({ statusReplicasPath: 'a' }), ['CRD spec.subresources.scale.statusReplicasPath: Invalid value: "a"']],
  [selectable('.spec.a'), []],
  [selectable('.spec'), ['CRD spec.selectableFields[0].jsonPath: Invalid value: ".spec": must point to']],
  [selectable('.spec.b'), ['CRD spec.selectableFields[0].jsonPath: Invalid value: ".spec.b": is an invalid path']],
  [selectable('.spec.a', '.spec.a'), ['CRD spec.selectableFields[1].jsonPath: Duplicate value: ".spec.a"']],
  [selectable(''), ['CRD spec.selectableFields[0].jsonPath: Required value']],

  [conversion({}), []],
  [{ spec: { conversion: { strategy: 'None' } } }, []],
  [{ spec: { conversion: { strategy: 'x' } } }, ['CRD spec.conversion.strategy: Unsupported value: "x"']],
  [conversion({ clientConfig: undefined }), ['CRD spec.conversion.webhookClientConfig: Required value']],
  [conversion({ clientConfig: {} }), ['CRD spec.conversion.webhookClientConfig: Required value: exactly one']],
  [conversion({ conversionReviewVersions: [] }), ['CRD spec.conversion.conversionReviewVersions: Required value']],
  [conversion({ conversionReviewVersions: ['v2'] }), ['CRD spec.conversion.conversionReviewVersions: Invalid value']],
  [
    { spec: { conversion: { ...conversion({}).spec.conversion, strategy: 'None' } } },
    ['CRD spec.conversion.webhookClientConfig: Forbidden', 'CRD spec.conversion.conversionReviewVersions: Forbidden'],
  ],

  [schema({}), [`${root}.type: Required value: must not be empty at the root`]],
  [schema({ type: 'string' }), [`${root}.type: Invalid value: "string": must be object at the root`]],
  [schema({ type: 'object', nullable: true }), [`${root}.nullable: Forbidden`]],
  [schema({ type: 'object', additionalProperties: true }), [`${root}.additionalProperties: Forbidden`]],
  [schema({ type: 'object', default: {} }, { subresources: { status: {} } }), [`${root}: Invalid value`]],
  [field({}), [`${at}.type: Required value: must not be empty for specified object fields`]],
  [field({ 'x-kubernetes-preserve-unknown-fields': true }), []],
  [field({ 'x-kubernetes-preserve-unknown-fields': false, type: 'string' }), [`${at}.x-kubernetes-preserve`]],
  [field({ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }), []],
  [field({ type: 'null' }), [`${at}.type: Unsupported value: "null"`, `${at}.type: Forbidden`]],
  [field({ type: 'array' }), [`${at}.items: Required value: must be specified`]],
  [field({ type: 'array', items: {} }), [`${at}.items.type: Required value: must not be empty for specified array`]],
  [field({ type: 'string', uniqueItems: true }), [`${at}.uniqueItems: Forbidden`]],
  [field({ type: 'string', pattern: '^(?:a|b)\\d$' }), []],
  [field({ type: 'string', pattern: '(?=a)' }), [`${at}.pattern: Invalid value`]],
  [field({ type: 'string', $ref: '#/a' }), [`${at}.$ref: Forbidden`]],
  [field({ type: 'string', anyOf: [{ type: 'string' }] }), [`${at}.anyOf[0].type: Forbidden: must be empty`]],
  [field({ type: 'string', anyOf: [{ pattern: 'a' }, { maxLength: 1 }] }), []],
  [
    schema({ type: 'object', anyOf: [{ required: ['a'], properties: { a: { minLength: 1 } } }] }),
    [`${root}.properties[a]: Required value: because it is defined in`],
  ],
  [
    field({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } }),
    [`${at}.additionalProperties: Forbidden`],
  ],
  [properties({ metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } } }), []],
  [
    properties({ metadata: { type: 'object', properties: { labels: { type: 'object' } } } }),
    [`${root}.properties[metadata]: Forbidden`],
  ],
  [properties({ kind: { type: 'integer' } }), [`${root}.properties[kind].type: Invalid value: "integer"`]],
  [
    field({ type: 'object', 'x-kubernetes-embedded-resource': true }),
    [`${at}.properties: Required value: must not be empty if x-kubernetes-embedded-resource`],
  ],

  [field({ type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' }), []],
  [
    field({ type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'x' }),
    [`${at}.x-kubernetes-list-type`],
  ],
  [field({ type: 'string', 'x-kubernetes-list-type': 'set' }), [`${at}.type: Invalid value: "string": must be array`]],
  [
    field({ type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'set' }),
    [`${at}.items.x-kubernetes-map-type: Invalid value`],
  ],
  [
    field({
      type: 'array',
      items: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    [],
  ],
  [
    field({
      type: 'array',
      items: { type: 'object', properties: { a: { type: 'string' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    [`${at}.items.properties[a].default: Required value`],
  ],
  [
    field({ type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map' }),
    [`${at}.x-kubernetes-list-map-keys: Required value`],
  ],
  [field({ type: 'object', 'x-kubernetes-map-type': 'x' }), [`${at}.x-kubernetes-map-type: Unsupported value: "x"`]],

  [field({ type: 'string', 'x-kubernetes-validations': [{ rule: ' ' }] }), [`${at}.x-kubernetes-validations[0].rule`]],
  [
    field({ type: 'string', 'x-kubernetes-validations': [{ rule: 'self\n==self' }] }),
    [`${at}.x-kubernetes-validations[0].message: Required value`],
  ],
  [
    field({ type: 'string', 'x-kubernetes-validations': [{ rule: 'self', reason: 'x', fieldPath: '.a' }] }),
    [`${at}.x-kubernetes-validations[0].reason: Unsupported`, `${at}.x-kubernetes-validations[0].fieldPath: Invalid`],
  ],

  [field({ type: 'string', 'x-kubernetes-validations': [{ rule: 'oldSelf == self', optionalOldSelf: true }] }), []],
  [
    field({ type: 'string', 'x-kubernetes-validations': [{ rule: 'self', optionalOldSelf: false }] }),
    [`${ofField}.x-kubernetes-validations[0].optionalOldSelf: Invalid value: false: may not be set if oldSelf`],
  ],
  [field({ type: 'string', default: 'a', enum: ['a'] }), []],
  [field({ type: 'string', default: 1 }), [`${byDefault}: Invalid value: 1: must be of type string`]],
  [field({ type: 'string', default: 'b', enum: ['a'] }), [`${byDefault}: Unsupported value: "b"`]],
  [field({ type: 'integer', default: 11, maximum: 10 }), [`${byDefault}: Invalid value: 11: should be less than`]],
  [field({ type: 'integer', default: 10, maximum: 10 }), []],
  [
    field({ type: 'integer', default: 1, maximum: 1.5 }),
    [`${byDefault}: Invalid value: "": Maximum boundary value must be of type integer (default format)`],
  ],
  [field({ type: 'number', default: 1, maximum: 1.5, minimum: 0.5, multipleOf: 0.5 }), []],
  [field({ type: 'integer', format: 'int32', default: 2147483647 }), []],
  [field({ type: 'integer', format: 'int32', default: -2147483648 }), []],
  [
    field({ type: 'integer', format: 'int32', default: -2147483649 }),
    [`${byDefault}: Invalid value: "": Checked value must be of type integer with format int32`],
  ],
  // The server ignores formats that it does not know.
  [field({ type: 'integer', format: 'uint32', default: 4294967296 }), []],
  [field({ type: 'integer', format: 'uint64', default: -1 }), []],
  [field({ type: 'number', format: 'float32', default: 1e39 }), []],
  [
    field({ type: 'integer', format: 'uint64', default: 2 ** 64 }),
    [`${byDefault}: Invalid value: "": Checked value must be of type integer (default format)`],
  ],
  [
    field({ type: 'integer', format: 'int32', default: 2147483648 }),
    [`${byDefault}: Invalid value: "": Checked value must be of type integer with format int32`],
  ],
  [
    field({ type: 'number', format: 'float', default: 1e39 }),
    [`${byDefault}: Invalid value: "": Checked value must be of type number with format float`],
  ],
  [field({ type: 'string', default: 'a', enum: [null] }), [`${byDefault}: Unsupported value: "a"`]],
  [
    field({ type: 'object', default: { a: 1 } }),
    [`${byDefault}: Invalid value: {"a":1}: must not have unknown fields`],
  ],
  [
    field({ type: 'object', default: {}, required: ['a'], properties: { a: { type: 'string' } } }),
    [`${byDefault}.a: Required value`],
  ],
  [
    properties({ metadata: { type: 'object', default: {} } }),
    [`${root}.properties[metadata].default: Forbidden: must not be set in top-level metadata`],
  ],
]);

test('the schema of a single version is named at its place', () => {
  const v = new Validation(37);
  const [first, second] = versions({}, { schema: { openAPIV3Schema: {} } }).spec.versions;
  validateCustomResourceDefinition(v, { ...definition, spec: { ...definition.spec, versions: [first, second] } });
  expect(v.findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'CRD-SCHEMA spec.versions[1].schema.openAPIV3Schema.type',
  ]);
});

test('types in CEL rules are reported as not validated', () => {
  const v = new Validation(37);
  const spec = field({
    type: 'string',
    'x-kubernetes-validations': [{ rule: 'self.a', messageExpression: 'self.b' }],
  }).spec;
  validateCustomResourceDefinition(v, { ...definition, spec: { ...definition.spec, ...spec } });
  expect(v.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
    'CEL-NOT-VALIDATED warning',
    'CEL-NOT-VALIDATED warning',
  ]);
});

// Schemas in schemas are large.
testNeverThrows('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 10);
