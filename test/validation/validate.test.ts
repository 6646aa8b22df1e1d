import * as fc from 'fast-check';
import { findingText, typeAndDetail } from '../../src/apimachinery/finding';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { validateManifest, validationLevel } from '../../src/validation/validate';

const template = {
  metadata: { labels: { a: 'b' } },
  spec: { containers: [{ name: 'main', image: 'a:1' }], restartPolicy: 'Never' },
};
const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: { template } };
const find = (manifest: unknown, minor = NEWEST_MINOR) =>
  validateManifest(manifest, minor)
    .filter(({ severity }) => severity === 'error')
    .map((error) => `${error.rule} ${error.path}: ${typeAndDetail(error)}`);
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

test('a port of the wrong type is one finding, although targetPort is copied from it', () => {
  const service = (port: unknown) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { ports: [{ port }] },
  });
  expect(find(service('http'))).toEqual([expect.stringMatching(/^DEC-TYPE spec\.ports\[0\]\.port: Type invalid/)]);
  expect(find(service(0))).toHaveLength(2);
});

test.each<[string, unknown]>([
  ['Job', job],
  ['CronJob', { ...job, kind: 'CronJob', spec: { schedule: '@daily', jobTemplate: { spec: job.spec } } }],
  [
    'Deployment',
    {
      ...job,
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { ...template, spec: { containers: template.spec.containers } },
      },
    },
  ],
  ['PersistentVolumeClaim', { ...job, apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: claimSpec }],
  ['ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b' } }],
  ['Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { a: 'b' } }],
  ['Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: template.spec }],
  [
    'a kind of Kubernetes that has no rules',
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } },
  ],
  ['a list', { apiVersion: 'v1', kind: 'List', items: [] }],
  ['a list of one kind', { apiVersion: 'apps/v1', kind: 'DeploymentList', metadata: {}, items: [] }],
  ['a custom resource', { apiVersion: 'acme.io/v1', kind: 'Thing', metadata: { name: 'any' }, spec: { anything: 1 } }],
  [
    'the namespace of a kind that has none',
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'a', namespace: 'B' }, value: 1 },
  ],
  ['a LimitRange, which needs no name', { apiVersion: 'v1', kind: 'LimitRange', spec: { limits: [] } }],
  ['a review, which needs no name', { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: {} }],
  [
    'the label that the server gives a Namespace',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels: { 'kubernetes.io/metadata.name': 'b_' } } },
  ],
])('%s has no findings in any version', (_, manifest) => {
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) expect(find(manifest, minor)).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['Job', { ...job, spec: {} }, 'CTR-REQUIRED spec.template.spec.containers: Required value'],
  ['CronJob', { ...job, kind: 'CronJob' }, 'CRON-SCHEDULE spec.schedule: Required value'],
  ['Deployment', { ...job, apiVersion: 'apps/v1', kind: 'Deployment' }, 'DEP-SELECTOR spec.selector: Required value'],
  [
    'PersistentVolumeClaim',
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' } },
    'PVC spec.resources[storage]: Required value',
  ],
  [
    'ConfigMap',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { '.': '' } },
    'CM data[.]: Invalid value: ".": must not be \'.\'',
  ],
  [
    'Secret',
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, type: 'kubernetes.io/ssh-auth' },
    'SECRET data[ssh-privatekey]: Required value',
  ],
  [
    'Pod',
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { container: [] } },
    'DEC-UNKNOWN-FIELD spec.container: Unknown field',
  ],
  [
    'Service',
    { apiVersion: 'v1', kind: 'Service', metadata: { nam: 'a' } },
    'DEC-UNKNOWN-FIELD metadata.nam: Unknown field',
  ],
  [
    'Service, its fields',
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: '80' }] } },
    'DEC-TYPE spec.ports[0].port: Type invalid: must be a whole number, not a string (json: cannot ' +
      'unmarshal string into Go struct field ' +
      'ServicePort.spec.ports.port of type int32)',
  ],
  [
    'metadata of a kind without rules',
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', labels: { 'b c': 'd' } } },
    'META-LABEL-KEY metadata.labels: Invalid value: "b c": name part must consist of alphanumeric ' +
      "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  " +
      "or 'my.name',  or '123-abc', regex used for validation is " +
      "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  ],
  [
    'a kind of a version that has other fields',
    {
      apiVersion: 'resource.k8s.io/v1beta1',
      kind: 'ResourceClaim',
      metadata: { name: 'a' },
      spec: { devices: { requests: [{ exactly: {} }] } },
    },
    'DEC-UNKNOWN-FIELD spec.devices.requests[0].exactly: Unknown field',
  ],
  [
    'a custom resource',
    { apiVersion: 'acme.io/v1', kind: 'Thing' },
    'META-NAME-REQUIRED metadata.name: Required value: name or generateName is required',
  ],
  [
    'metadata of a custom resource',
    { apiVersion: 'acme.io/v1', kind: 'Thing', metadata: 5 },
    'DEC-TYPE metadata: Type invalid: must be an object, not a number (json: cannot unmarshal number into Go struct ' +
      'field Thing.metadata of type v1.ObjectMeta)',
  ],
  [
    'texts',
    { ...job, metadata: { name: 'job', annotations: { a: '0o17' } } },
    'YAML-STRING metadata.annotations.a: Invalid value: "0o17": is printed without quotes and read as a number',
  ],
])('the rules of %s are applied', (_, manifest, expected) => expect(find(manifest)).toContain(expected));

test.each<[unknown, string[]]>([
  [null, ['DEC-TYPE : Type invalid: a manifest must be an object']],
  [[], ['DEC-TYPE : Type invalid: a manifest must be an object']],
  ['x', ['DEC-TYPE : Type invalid: a manifest must be an object']],
  [
    {},
    [
      "DEC-GVK apiVersion: Required value: Object 'apiVersion' is missing",
      "DEC-GVK kind: Required value: Object 'Kind' is missing",
    ],
  ],
  [{ apiVersion: 'v1', kind: '' }, ["DEC-GVK kind: Required value: Object 'Kind' is missing"]],
  [
    { apiVersion: 1, kind: {} },
    ['DEC-GVK apiVersion: Type invalid: must be a string', 'DEC-GVK kind: Type invalid: must be a string'],
  ],
  [{ ...job, kind: 'job' }, ['DEC-GVK kind: Invalid value: "job": no matches for kind "job" in version "batch/v1"']],
  [
    { ...job, apiVersion: 'batch/v2' },
    ['DEC-GVK kind: Invalid value: "Job": no matches for kind "Job" in version "batch/v2"'],
  ],
  [
    { ...job, apiVersion: 'batch' },
    ['DEC-GVK kind: Invalid value: "Job": no matches for kind "Job" in version "batch"'],
  ],
])('%j is not a manifest', (manifest, expected) => expect(find(manifest)).toEqual(expected));

test('findings of the decoder come first, and the rules do not repeat them', () => {
  const broken = {
    ...job,
    metadata: { name: 5 },
    spec: {
      template: {
        spec: {
          ...template.spec,
          containers: [
            {
              name: 'main',
              image: 'A:1',
              volumeMounts: [{ name: 'v', mountPath: '/v' }],
              ports: [{ containerPort: 0 }],
            },
          ],
          volumes: [{ name: {} }],
        },
      },
    },
  };
  expect(find(broken)).toEqual([
    expect.stringMatching(/^DEC-TYPE metadata\.name: Type invalid: must be a string, not a number \(json: /),
    expect.stringMatching(
      /^DEC-TYPE spec\.template\.spec\.volumes\[0\]\.name: Type invalid: must be a string, not an object \(json: /,
    ),
    'PORT spec.template.spec.containers[0].ports[0].containerPort: Required value',
  ]);
});

test('on 1.28 a native sidecar and everything that requires it is lost', () => {
  const sidecar = {
    ...job,
    spec: {
      template: {
        spec: {
          ...template.spec,
          initContainers: [
            { name: 'side', image: 'a:1', restartPolicy: 'Always', startupProbe: { exec: { command: ['true'] } } },
          ],
        },
      },
    },
  };
  expect(find(sidecar, 29)).toEqual([]);
  expect(find(sidecar, 28)).toEqual([
    'DROP-GATED spec.template.spec.initContainers[0].restartPolicy: Dropped field: Kubernetes 1.28 accepts ' +
      'this field but silently drops it',
    expect.stringMatching(/^INIT-FORBIDDEN spec\.template\.spec\.initContainers\[0\]\.startupProbe: Forbidden/),
  ]);
});

describe('laws', () => {
  const minor = fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR });
  const kind = fc.constantFrom(
    ['batch/v1', 'Job'],
    ['batch/v1', 'CronJob'],
    ['apps/v1', 'Deployment'],
    ['v1', 'PersistentVolumeClaim'],
    ['v1', 'ConfigMap'],
    ['v1', 'Secret'],
    ['v1', 'Pod'],
    ['x.y/v1', 'Z'],
  );
  const names = fc.constantFrom(
    'metadata',
    'spec',
    'template',
    'containers',
    'initContainers',
    'volumes',
    'name',
    'labels',
    'data',
    'stringData',
    'resources',
    'limits',
    'jobTemplate',
    'selector',
    'matchLabels',
    'env',
    'ports',
    'volumeMounts',
    'affinity',
    '__proto__',
    'constructor',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(names, tie('tree'), { maxKeys: 5 }),
    ),
  }));

  test('any value is validated with the same result twice, and is not changed', () => {
    fc.assert(
      fc.property(kind, fc.dictionary(names, tree), minor, ([apiVersion, ofKind], fields, version) => {
        const manifest = { ...fields, apiVersion, kind: ofKind };
        const text = JSON.stringify(manifest);
        const first = validateManifest(manifest, version);
        expect(validateManifest(manifest, version)).toEqual(first);
        expect(JSON.stringify(manifest)).toBe(text);
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.anything(), minor, (value, version) => Array.isArray(validateManifest(value, version))));
  });

  test('very large workloads are validated', () => {
    const big = (count: number) => ({
      ...job,
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: Array.from({ length: count / 20 }, (_, i) => ({
              name: `c${i}`,
              image: 'a:1',
              volumeMounts: [{ name: `v${i % 10}`, mountPath: '/a' }],
            })).concat({
              name: 'main',
              image: 'a:1',
              env: Array.from({ length: count }, (_, i) => ({ name: `E${i}`, value: 'x' })),
              volumeMounts: Array.from({ length: count / 5 }, (_, i) => ({ name: 'v0', mountPath: `/${i}` })),
            } as any),
            volumes: Array.from({ length: 10 }, (_, i) => ({ name: `v${i}`, emptyDir: {} })),
          },
        },
      },
    });
    expect(find(big(4000))).toEqual([]);
    // As many findings as there are variables, of the decoder and of the rules.
    const env = Array.from({ length: 5000 }, (_, i) => ({ name: `=${i}`, value: i }));
    expect(
      find({
        ...job,
        spec: { template: { spec: { ...template.spec, containers: [{ name: 'main', image: 'a:1', env }] } } },
      }),
    ).toHaveLength(10_000);
  });
});

describe('a circular reference', () => {
  const found = (manifest: unknown) =>
    validateManifest(manifest, NEWEST_MINOR)
      .filter(({ detail }) => detail.startsWith('contains a circular reference'))
      .map(({ path }) => path);
  const thing = (spec: unknown) => ({ apiVersion: 'acme.io/v1', kind: 'Thing', metadata: { name: 'a' }, spec });

  test('is reported at its start', () => {
    const whole = { ...job, metadata: { name: 'job', managedFields: [{ fieldsV1: {} as object }] } };
    whole.metadata.managedFields[0].fieldsV1 = { '{a}': whole };
    const env: unknown[] = [{ name: 'A' }];
    env.push(env);
    const map: any = { 'acme.io/x': {} };
    map['acme.io/x'].y = map;
    expect(found(whole)).toEqual(['metadata.managedFields[0].fieldsV1[{a}]']);
    expect(
      found({
        ...job,
        spec: {
          template: { ...template, spec: { ...template.spec, containers: [{ ...template.spec.containers[0], env }] } },
        },
      }),
    ).toEqual(['spec.template.spec.containers[0].env[1]']);
    expect(found(thing(map))).toEqual(['spec[acme.io/x].y']);
  });

  const definition = (openAPIV3Schema: unknown) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.acme.io' },
    spec: {
      group: 'acme.io',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  });

  test('in a schema is reported once, however many branches lead back', () => {
    const schema: any = { type: 'object' };
    schema.properties = { a: schema, b: schema };
    expect(found(definition(schema))).toHaveLength(1);
  });

  test.each([
    [200, []],
    [6000, ['spec.versions[0].schema.openAPIV3Schema.properties: Type invalid: is nested deeper than 1000 levels']],
  ])('is not assumed in a schema of %p levels: %j', (levels, expected) => {
    let schema: object = { type: 'object' };
    for (let i = 0; i < levels; i++) schema = { type: 'object', properties: { a: schema } };
    expect(
      validateManifest(definition(schema), NEWEST_MINOR).map(({ path, type, detail }) => `${path}: ${type}: ${detail}`),
    ).toEqual(expected);
  });

  test('is not assumed in a value that occurs twice', () => {
    const large = { value: 'x'.repeat(300_000) };
    expect(found(thing([large, large, { large }]))).toEqual([]);
  });
});

test.each([
  ['batch/v1', 'Job', 37, 'validated'],
  ['v1', 'Service', 37, 'validated'],
  ['v1', 'Pod', 28, 'validated'],
  ['internal.apiserver.k8s.io/v1alpha1', 'StorageVersion', 34, 'decoded only'],
  ['resource.k8s.io/v1alpha3', 'ResourceSlice', 33, 'decoded only'],
  ['resource.k8s.io/v1', 'ResourceClaim', 34, 'validated'],
  ['resource.k8s.io/v1', 'ResourceClaim', 33, 'not validated'],
  ['acme.io/v1', 'Thing', 37, 'not validated'],
  ['v1', 'List', 37, 'not validated'],
  ['constructor', 'constructor', 37, 'not validated'],
] as const)('%s %s in 1.%i has the level %s', (apiVersion, kind, minor, level) => {
  expect(validationLevel(apiVersion, kind, minor)).toBe(level);
});

test('a kind that is not served has a hint with the version to write', () => {
  const [finding] = validateManifest({ ...job, apiVersion: 'batch/v1beta1', kind: 'CronJob' }, 37);
  expect(findingText(finding)).toBe(
    'kind: Invalid value: "CronJob": no matches for kind "CronJob" in version "batch/v1beta1". ' +
      'batch/v1beta1 CronJob was removed in 1.25: write batch/v1',
  );
});

test.each([
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: 's', path: '/p' } },
  },
  { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', handler: 'runc' },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', value: 1 },
])('the server ignores the namespace of a $kind, which has none', (object) => {
  const metadata = { name: 'a', namespace: 'A b' };
  expect(validateManifest({ ...object, metadata }, NEWEST_MINOR)).toEqual([]);
});

test('the namespace of an object that has one is validated', () => {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'A b' } };
  expect(validateManifest(map, NEWEST_MINOR).map(({ path }) => path)).toEqual(['metadata.namespace']);
});
