import * as fc from 'fast-check';
import { decode } from '../../src/apimachinery/decode';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { kindType, NEWEST_MINOR, OLDEST_MINOR, structType } from '../../src/apimachinery/schema';

function run(value: unknown, struct: string, minor = NEWEST_MINOR) {
  const v = new Validation(minor);
  const decoded = decode(v, value, structType(struct, minor)!);
  return { decoded, errors: v.findings, texts: v.findings.map((error) => `${error.path}: ${typeAndDetail(error)}`) };
}

const refusals = (value: unknown, struct: string) =>
  run(value, struct).errors.filter(({ severity }) => severity === 'error');

/** The value of a field that is nested as the names say. */
const at = (names: string[], value: unknown): unknown =>
  names.reduceRight((inner: unknown, name) => ({ [name]: inner }), value);
const container = (fields: unknown) => at(['spec', 'template', 'spec'], { containers: [fields] });
const inContainer = 'spec.template.spec.containers[0]';
const goField = (struct: string, path: string, type: string) =>
  `into Go struct field ${struct}.${path} of type ${type}`;

test('a correct object is returned unchanged', () => {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'a', labels: { b: 'c' }, creationTimestamp: null },
    spec: {
      parallelism: 2147483647,
      activeDeadlineSeconds: 9007199254740991,
      suspend: false,
      template: {
        spec: {
          containers: [
            {
              name: 'a',
              command: [],
              ports: [{ containerPort: 80 }],
              resources: { limits: { cpu: 1, memory: '1Gi' } },
            },
          ],
          restartPolicy: null,
        },
      },
    },
    status: { active: 1, startTime: '2026-01-31T12:00:00Z' },
  };
  const { decoded, errors } = run(job, 'Job');
  expect(decoded).toBe(job);
  expect(errors).toEqual([]);
});

test('a key without a value is absent', () => {
  const { decoded, errors } = run({ metadata: { labels: { a: undefined, b: 'c' } } }, 'Job');
  expect(Object.keys(decoded.metadata.labels)).toEqual(['b']);
  expect(errors).toEqual([]);
});

test.each<[string, unknown, string, string]>([
  [
    'Job',
    container({ env: [{ value: 5 }] }),
    `${inContainer}.env[0].value`,
    `json: cannot unmarshal number ${goField('EnvVar', 'spec.template.spec.containers.env.value', 'string')}`,
  ],
  [
    'Job',
    container({ env: [{ value: true }] }),
    `${inContainer}.env[0].value`,
    `json: cannot unmarshal bool ${goField('EnvVar', 'spec.template.spec.containers.env.value', 'string')}`,
  ],
  [
    'Job',
    container({ command: 'x' }),
    `${inContainer}.command`,
    `json: cannot unmarshal string ${goField('Container', 'spec.template.spec.containers.command', '[]string')}`,
  ],
  [
    'Job',
    container(5),
    inContainer,
    `json: cannot unmarshal number ${goField('PodSpec', 'spec.template.spec.containers', 'v1.Container')}`,
  ],
  [
    'Job',
    container({ resources: { limits: [] } }),
    `${inContainer}.resources.limits`,
    'json: cannot unmarshal array ' +
      `${goField('ResourceRequirements', 'spec.template.spec.containers.resources.limits', 'v1.ResourceList')}`,
  ],
  [
    'Job',
    { spec: { suspend: 'true' } },
    'spec.suspend',
    `json: cannot unmarshal string ${goField('JobSpec', 'spec.suspend', 'bool')}`,
  ],
  [
    'Job',
    { spec: { parallelism: 1.5 } },
    'spec.parallelism',
    `json: cannot unmarshal number 1.5 ${goField('JobSpec', 'spec.parallelism', 'int32')}`,
  ],
  [
    'Job',
    { spec: { parallelism: 2147483648 } },
    'spec.parallelism',
    `json: cannot unmarshal number 2147483648 ${goField('JobSpec', 'spec.parallelism', 'int32')}`,
  ],
  [
    'Job',
    { spec: { parallelism: '1' } },
    'spec.parallelism',
    `json: cannot unmarshal string ${goField('JobSpec', 'spec.parallelism', 'int32')}`,
  ],
  [
    'Job',
    { spec: { activeDeadlineSeconds: 2 ** 63 } },
    'spec.activeDeadlineSeconds',
    `json: cannot unmarshal number 9223372036854776000 ${goField('JobSpec', 'spec.activeDeadlineSeconds', 'int64')}`,
  ],
  [
    'Job',
    { spec: { activeDeadlineSeconds: 1e300 } },
    'spec.activeDeadlineSeconds',
    `json: cannot unmarshal number 1e+300 ${goField('JobSpec', 'spec.activeDeadlineSeconds', 'int64')}`,
  ],
  [
    'Job',
    { metadata: { labels: { a: 1 } } },
    'metadata.labels[a]',
    `json: cannot unmarshal number ${goField('ObjectMeta', 'metadata.labels', 'string')}`,
  ],
  [
    'Job',
    { metadata: { labels: ['a'] } },
    'metadata.labels',
    `json: cannot unmarshal array ${goField('ObjectMeta', 'metadata.labels', 'map[string]string')}`,
  ],
  ['Job', { metadata: [] }, 'metadata', `json: cannot unmarshal array ${goField('Job', 'metadata', 'v1.ObjectMeta')}`],
  [
    'Job',
    { status: { active: 'x' } },
    'status.active',
    `json: cannot unmarshal string ${goField('JobStatus', 'status.active', 'int32')}`,
  ],
  [
    'Deployment',
    at(['spec', 'strategy', 'rollingUpdate', 'maxSurge'], true),
    'spec.strategy.rollingUpdate.maxSurge',
    'json: cannot unmarshal bool ' +
      `${goField('RollingUpdateDeployment', 'spec.strategy.rollingUpdate.maxSurge', 'int32')}`,
  ],
  [
    'Deployment',
    at(['spec', 'strategy', 'rollingUpdate', 'maxSurge'], 1.5),
    'spec.strategy.rollingUpdate.maxSurge',
    'json: cannot unmarshal number 1.5 ' +
      `${goField('RollingUpdateDeployment', 'spec.strategy.rollingUpdate.maxSurge', 'int32')}`,
  ],
  ['Secret', { data: { a: {} } }, 'data[a]', `json: cannot unmarshal object ${goField('Secret', 'data', '[]uint8')}`],
  ['Secret', { data: { a: [256] } }, 'data[a]', `json: cannot unmarshal array ${goField('Secret', 'data', '[]uint8')}`],
  ['Secret', { data: { a: 'hunter2' } }, 'data[a]', 'illegal base64 data'],
  [
    'Job',
    container({ resources: { limits: { cpu: 'x' } } }),
    `${inContainer}.resources.limits[cpu]`,
    '"x": quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
  ],
  [
    'Job',
    container({ resources: { limits: { cpu: true } } }),
    `${inContainer}.resources.limits[cpu]`,
    'true: quantities must match',
  ],
  [
    'Job',
    container({ resources: { limits: { cpu: '1K' } } }),
    `${inContainer}.resources.limits[cpu]`,
    '"1K": unable to parse quantity\'s suffix',
  ],
  [
    'Job',
    container({ resources: { limits: { cpu: '1\n' } } }),
    `${inContainer}.resources.limits[cpu]`,
    '"1\\n": unable to parse',
  ],
  [
    'Job',
    { metadata: { creationTimestamp: 'now' } },
    'metadata.creationTimestamp',
    '"now": parsing time "now" as "2006-01-02T15:04:05Z07:00"',
  ],
  [
    'Job',
    { metadata: { creationTimestamp: 5 } },
    'metadata.creationTimestamp',
    `json: cannot unmarshal number ${goField('ObjectMeta', 'metadata.creationTimestamp', 'string')}`,
  ],
])('a wrong type in %s: %j', (struct, value, path, text) => {
  const { errors, texts } = run(value, struct);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ rule: 'DEC-TYPE', severity: 'error', type: 'Type invalid', path });
  // Plain words come first.
  expect(texts[0].replace(/must be .*? \((json: .*)\)/, '$1')).toMatch(
    new RegExp(`^${escape(`${path}: Type invalid: ${text}`)}`),
  );
});

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test.each<[string, unknown]>([
  [
    'any quantity',
    container({ resources: { limits: { a: 1.5, b: '1Gi', c: ' 1 ', d: '.5', e: '1e3', f: -1, g: null } } }),
  ],
  ['a number or a text', container({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 'http' } } })],
  ['null anywhere', { metadata: null, spec: { template: null, suspend: null, parallelism: null } }],
  ['null in maps', { metadata: { labels: { a: null } }, spec: { template: { spec: { volumes: null } } } }],
  ['undefined is not printed', { spec: undefined, unknown: undefined }],
  ['any JSON of managed fields', { metadata: { managedFields: [{ fieldsV1: { 'f:a': [5] } }, { fieldsV1: 'x' }] } }],
  ...[
    '2026-01-31T12:00:00Z',
    '2026-01-31T1:00:00Z',
    '2024-02-29T00:00:00.123+01:00',
    '0000-01-01T00:00:00,5-24:60',
  ].map((time): [string, unknown] => [time, { metadata: { creationTimestamp: time } }]),
])('%s is accepted', (_, value) => expect(refusals(value, 'Job')).toEqual([]));

test.each([
  '',
  '2026-01-31',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+25:00',
  '2026-01-01T00:00:00+01:61',
  '2026-01-01t00:00:00z',
  '2026-01-01T00:00:00',
  '2026-01-01T00:00:00.Z',
])('%j is not a time', (time) => {
  expect(run({ metadata: { creationTimestamp: time } }, 'Job').errors).toHaveLength(1);
});

test.each([
  [{ a: [104, 105] }, { a: 'aGk=' }],
  [
    { a: null, b: 'YQ==' },
    { a: '', b: 'YQ==' },
  ],
])('the bytes of %j', (data, expected) => {
  expect(refusals({ data }, 'Secret')).toEqual([]);
  expect(run({ data }, 'Secret').decoded).toEqual({ data: expected });
});

test('every unknown field is reported, whatever its value is', () => {
  const { texts, decoded } = run(
    { spec: { retries: {}, template: { spec: { containers: [{ imagepullpolicy: 1, name: 'a' }] } } }, constructor: 1 },
    'Job',
  );
  expect(texts).toEqual([
    'spec.retries: Unknown field',
    `${inContainer}.imagepullpolicy: Unknown field`,
    'constructor: Unknown field',
  ]);
  expect(decoded).toEqual({ spec: { template: { spec: { containers: [{ name: 'a' }] } } } });
});

test.each([
  ['JobSpec', 'successPolicy', 29, 'this field exists since Kubernetes 1.30'],
  ['PodSpec', 'workloadRef', 36, 'this field exists until Kubernetes 1.35'],
  ['PodSpec', 'container', 37, 'Did you mean "containers"?'],
  ['PodSpec', 'qqqqqqqqqqqqqq', 37, undefined],
])('the hint for the unknown field %s.%s in 1.%i', (struct, field, minor, hint) => {
  expect(run({ [field]: {} }, struct, minor).errors).toMatchObject([{ type: 'Unknown field', path: field, hint }]);
});

test('values of wrong types are removed, and the indexes of the others stay', () => {
  const { decoded } = run(
    at(['spec', 'template', 'spec'], {
      containers: [5, { name: 'b', tty: 'yes' }],
      nodeSelector: { a: 1, b: 'c' },
      volumes: {},
    }),
    'Job',
  );
  expect(decoded.spec.template.spec).toEqual({ containers: [{}, { name: 'b' }], nodeSelector: { b: 'c' } });
});

test.each<[any, string[]]>([
  [{ args: ['a', null, 'b'], ports: [null] }, ['args[1]', 'ports[0]']],
  [{ args: ['a', undefined] }, ['args[1]']],
  [{ args: ['a', ''] }, []],
])('null in a list is warned about: %j', (given, expected) => {
  const { errors } = run(given, 'Container');
  expect(errors.map(({ rule, severity, path }) => `${severity} ${rule} ${path}`)).toEqual(
    expected.map((path) => `warning WARN-NULL-ITEM ${path}`),
  );
});

const METADATA_LOSS = 'kubectl apply leaves out all annotations of this object';
const LEFT_OUT = 'kubectl apply leaves it out, kubectl create makes an empty value of it';
const EMPTY_TEXT = 'Remove it, or write "" for an empty text';
const A_VALUE = 'Remove it, or write the value that is meant';

test.each<[any, string, Array<[path: string, detail: string, hint: string]>]>([
  [{ data: { a: null, b: '' } }, 'ConfigMap', [['data[a]', LEFT_OUT, EMPTY_TEXT]]],
  [{ data: { a: undefined } }, 'ConfigMap', []],
  [{ data: null }, 'ConfigMap', []],
  [{ metadata: { labels: { a: null } } }, 'ConfigMap', [['metadata.labels[a]', LEFT_OUT, EMPTY_TEXT]]],
  [{ metadata: { annotations: { a: null } } }, 'ConfigMap', [['metadata.annotations[a]', METADATA_LOSS, EMPTY_TEXT]]],
  [
    { spec: { template: { metadata: { annotations: { a: null } } } } },
    'Deployment',
    [['spec.template.metadata.annotations[a]', LEFT_OUT, EMPTY_TEXT]],
  ],
  [{ resources: { limits: { cpu: null } } }, 'Container', [['resources.limits[cpu]', LEFT_OUT, A_VALUE]]],
])('null as the value of a key is warned about: %j', (given, type, expected) => {
  const { errors } = run(given, type);
  expect(errors.map(({ rule, severity, path, detail, hint }) => [rule, severity, path, detail, hint])).toEqual(
    expected.map((found) => ['WARN-NULL-VALUE', 'warning', ...found]),
  );
});

test('null in untyped JSON stays', () => {
  const schema = { enum: [null, 'a'] };
  const { decoded, errors } = run(schema, 'JSONSchemaProps');
  expect(errors).toEqual([]);
  expect(decoded).toEqual(schema);
});

test('the given object is not changed', () => {
  const value = JSON.stringify({
    metadata: { labels: { a: null } },
    spec: { x: 1, template: { spec: { containers: [null, { tty: 1 }] } } },
  });
  const given = JSON.parse(value);
  run(given, 'Job');
  expect(JSON.stringify(given)).toBe(value);
});

test('keys that are not ordinary names', () => {
  const labels = JSON.parse('{"__proto__": "", "constructor": "a", "toString": 5}');
  const { decoded, texts } = run({ metadata: { labels } }, 'Job');
  expect(Object.entries(decoded.metadata.labels)).toEqual([
    ['__proto__', ''],
    ['constructor', 'a'],
  ]);
  expect(texts).toEqual([expect.stringMatching(/^metadata\.labels\[toString\]: Type invalid/)]);
  expect(run(JSON.parse('{"__proto__": {"spec": 1}}'), 'Job').texts).toEqual(['__proto__: Unknown field']);
});

test.each([Symbol('x'), () => 1, 5n, NaN, Infinity])('a value that JSON does not have: %s', (value) => {
  expect(run({ metadata: { generation: value, name: value } }, 'Job').errors).toHaveLength(2);
  expect(run(container({ resources: { limits: { cpu: value } } }), 'Job').errors).toHaveLength(1);
});

test('any JSON is decoded without throwing, for any version', () => {
  const minor = fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR });
  const struct = fc.constantFrom('Job', 'PodSpec', 'Container', 'Secret', 'ObjectMeta', 'PersistentVolumeClaimSpec');
  const known = struct.chain((name) =>
    fc
      .dictionary(fc.constantFrom(...structType(name)!.fields.keys()), fc.jsonValue({ depthSize: 'small' }))
      .map((value) => ({ name, value })),
  );
  fc.assert(
    fc.property(known, minor, ({ name, value }, version) => {
      const { decoded, errors } = run(value, name, version);
      // What was taken out is wrong no more; but null items are there now, as zero values.
      expect(run(decoded, name, version).errors).toEqual([]);
      expect(errors.every(({ path }) => path !== '')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each<[string, any, string[]]>([
  ['a boolean', { additionalProperties: false }, []],
  ['a schema', { additionalProperties: { type: 'string' } }, []],
  [
    'neither',
    { additionalProperties: 'x' },
    ['spec.versions[0].schema.openAPIV3Schema.additionalProperties must be true or false, not a string'],
  ],
  ['a list of schemas', { items: [{ type: 'string' }] }, []],
  [
    'a schema with an unknown field',
    { items: { typ: 'string' } },
    ['spec.versions[0].schema.openAPIV3Schema.items.typ '],
  ],
  ['a number', { maximum: 1.5 }, []],
  ['no number', { maximum: '1' }, ['spec.versions[0].schema.openAPIV3Schema.maximum must be a number, not a string']],
  ['anything', { default: { a: [null] } }, []],
])('a JSON schema with %s', (_, openAPIV3Schema, expected) => {
  const v = new Validation(37);
  const versions = [{ schema: { openAPIV3Schema } }];
  decode(v, { spec: { versions } }, kindType('apiextensions.k8s.io/v1', 'CustomResourceDefinition')!);
  const texts = v.findings.map(({ path, detail }) => `${path} ${detail}`);
  expect(texts.map((text, i) => text.slice(0, expected[i]?.length))).toEqual(expected);
});

test.each([
  ['2026-01-31T12:00:00.000000Z', true],
  ['2026-01-31T12:00:00.123456+01:00', true],
  ['2026-01-31T12:00:00Z', false],
  ['2026-01-31T12:00:00.1Z', false],
  ['2026-01-31T12:00:00.1234567Z', false],
  ['2026-02-31T12:00:00.000000Z', false],
])('a time of a Lease, %s: %s', (renewTime, expected) => {
  const v = new Validation(37);
  decode(v, { spec: { renewTime } }, kindType('coordination.k8s.io/v1', 'Lease')!);
  expect(v.findings.length === 0).toBe(expected);
});

test('a path has the key of a map in brackets', () => {
  const v = new Validation(37);
  const devices = [{ attributes: { 'a b': { bol: true } } }];
  decode(v, { spec: { devices } }, kindType('resource.k8s.io/v1', 'ResourceSlice')!);
  expect(v.findings).toEqual([
    expect.objectContaining({ path: 'spec.devices[0].attributes[a b].bol', type: 'Unknown field' }),
  ]);
});
