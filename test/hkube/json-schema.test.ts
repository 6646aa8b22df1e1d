import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { FILE, fieldDocs } from '../../projenrc/field-docs';
import { Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';
import { readClusterOptions } from '../../src/hkube/cluster-options';
import { jsonSchema, SCHEMAS, SchemaName } from '../../src/hkube/json-schema';
import { readSpec } from '../../src/hkube/read-spec';
import { run, SPEC } from '../cli/run';
import { HKUBE_SPECS } from '../fixtures/hkube-specs';

const schemas = Object.fromEntries(
  SCHEMAS.map((name) => [name, new Ajv({ allErrors: true }).compile(jsonSchema(name))]),
);

/** Where a schema refuses a value, as paths of the reader. */
function refused(name: SchemaName, value: unknown): string[] {
  schemas[name](value);
  return (schemas[name].errors ?? []).map(({ dataPath, params }) => {
    const { additionalProperty, missingProperty } = params as Record<string, string>;
    const field = additionalProperty ?? missingProperty;
    return [dataPath.replace(/^\./, ''), ...(field === undefined ? [] : [field])].filter(Boolean).join('.');
  });
}

/** Where the reader refuses a value, or reads it as another one. */
function findingsOf(name: SchemaName, value: unknown): string[] {
  const v = new Validation(NEWEST_MINOR);
  if (name === 'spec') readSpec(value, v);
  else readClusterOptions(value, v);
  return v.findings
    .filter(({ severity, rule }) => severity === 'error' || rule === 'HKUBE-COERCED')
    .map(({ path }) => path);
}

const mount = { name: 'v', mountPath: '/v' };
const sideCar = { container: { name: 'web', image: 'httpd:2.4' } };

test.each<[string, object]>([
  ['the least', {}],
  ['an address for editors', { $schema: './hkube-spec.schema.json' }],
  ['numbers at their limits', { cpu: 0, gpu: 0.5, minHotWorkers: 0 }],
  ['amounts of memory', { mem: '1.5 Gi', reservedMemory: '.5Gi' }],
  ['null where nothing is given', { cpu: null, gitRepository: null, mounts: null, algorithmEnv: null }],
  [
    'all kinds of variables',
    { algorithmEnv: { A: 'a', B: 1, C: true, D: null, E: { secretKeyRef: { name: 's', key: 'k' } } } },
  ],
  [
    'a volume of each kind',
    {
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 'w', nfs: { server: 's', path: '/' } },
      ],
    },
  ],
  ['mounts', { volumeMounts: [{ ...mount, readOnly: null }], mounts: [{ pvcName: 'data', path: '/data' }] }],
  ['a sidecar', { sideCars: [{ ...sideCar, volumeMounts: [mount], environments: { A: 1 } }] }],
  ['null in Kubernetes', { sideCars: [{ container: { ...sideCar.container, resources: null, args: null } }] }],
  ['what nodes must have', { nodeSelector: { disk: 'ssd', zone: ['a', 'b'] } }],
  ["what HKube's server writes", { version: 'v1', created: 1, auditTrail: [{ user: 'x' }] }],
  ['a repository', { gitRepository: { url: 'HTTPS://example.com/r', gitKind: 'gitlab' } }],
])('accepts %s', (_, fields) => {
  const spec = { ...SPEC, ...fields };
  expect(findingsOf('spec', spec)).toEqual([]);
  expect(refused('spec', spec)).toEqual([]);
});

test.each<[string, object, string]>([
  ['a typo', { algoritmEnv: {} }, 'algoritmEnv'],
  ['a wrong type', { cpu: '500m' }, 'cpu'],
  ['a number in quotes', { cpu: '0.5' }, 'cpu'],
  ['a number below the limit', { cpu: -1 }, 'cpu'],
  ['a number that is not whole', { maxWorkers: 1.5 }, 'maxWorkers'],
  ['a wrong name', { name: 'Print' }, 'name'],
  ['a name that is too long', { name: 'a'.repeat(33) }, 'name'],
  ['memory without unit', { mem: '512' }, 'mem'],
  ['memory of an unknown unit', { reservedMemory: '1Pi' }, 'reservedMemory'],
  ['an unknown kind', { kind: 'cron' }, 'kind'],
  ['null where it is not allowed', { mem: null }, 'mem'],
  ['a list for an object', { algorithmEnv: [{ name: 'A', value: 'a' }] }, 'algorithmEnv'],
  ['a sidecar without container', { sideCars: [{}] }, 'sideCars[0].container'],
  ['a container without image', { sideCars: [{ container: { name: 'a' } }] }, 'sideCars[0].container.image'],
  ['a volume of an unknown kind', { volumes: [{ name: 'v', emptydir: {} }] }, 'volumes[0].emptydir'],
  ['a volume that is null', { volumes: [{ name: 'v', emptyDir: null }] }, 'volumes[0].emptyDir'],
  ['a mount with an unknown field', { mounts: [{ pvcName: 'ab', path: '/a', readOnly: true }] }, 'mounts[0].readOnly'],
  [
    'equal mounts',
    {
      mounts: [
        { pvcName: 'ab', path: '/a' },
        { path: '/a', pvcName: 'ab' },
      ],
    },
    'mounts',
  ],
  ['an address without scheme', { gitRepository: { url: 'example.com/r' } }, 'gitRepository.url'],
  ['white space in an image', { algorithmImage: 'acme/print v4' }, 'algorithmImage'],
])('refuses a spec at the field: %s', (_, fields, path) => {
  const spec = { ...SPEC, ...fields };
  expect(refused('spec', spec)).toEqual([path]);
  // Of equal items the reader names the second, the schema the list.
  expect(findingsOf('spec', spec).map((found) => found.replace(/^mounts\[1\]$/, 'mounts'))).toEqual([path]);
});

test.each<[string, object]>([
  ['a variable of two sources', { algorithmEnv: { A: { secretKeyRef: {}, fieldRef: {} } } }],
  ['a variable with valueFrom', { algorithmEnv: { A: { valueFrom: {} } } }],
  ['a list as a variable', { workerEnv: { A: [] } }],
  ['a number as a label', { labels: { ab: 5 } }],
  ['an object that a node must have', { nodeSelector: { a: {} } }],
])('refuses a spec: %s', (_, fields) => {
  const spec = { ...SPEC, ...fields };
  expect(findingsOf('spec', spec)).not.toEqual([]);
  expect(refused('spec', spec)).not.toEqual([]);
});

test('accepts every spec that HKube accepts', () => {
  fc.assert(
    fc.property(HKUBE_SPECS, (spec) => {
      fc.pre(findingsOf('spec', spec).length === 0);
      expect(refused('spec', spec)).toEqual([]);
    }),
  );
});

test('checks a list of specs item by item', () => {
  expect(refused('spec', [SPEC, { ...SPEC, cpu: 'x' }])).toEqual(['[1].cpu']);
});

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['an address for editors', { $schema: 'x', defaultStorage: 'fs' }, []],
  ['switches of the cluster, also unknown ones', { clusterOptions: { devModeEnabled: true, other: 1 } }, []],
  ['a sidecar', { sidecars: [{ name: 'fluentbit', container: [{ name: 'a', image: 'b' }] }] }, []],
  ['a typo', { defaultStorag: 's3' }, ['defaultStorag']],
  ['a wrong type', { workerResources: { mem: '512Mi' } }, ['workerResources.mem']],
  ['a version without project', { versions: [{ tag: 'v1' }] }, ['versions[0].project']],
])('checks cluster options: %s', (_, options, paths) => {
  expect(refused('cluster', options)).toEqual(paths);
  expect(findingsOf('cluster', options)).toEqual(paths);
});

test('describes fields and their defaults', () => {
  const { properties } = jsonSchema('spec');
  expect(properties.mem).toMatchObject({
    default: '256Mi',
    description: expect.stringMatching(/^Memory that is requested/),
  });
  expect(properties.mounts.items.properties.pvcName.description).toMatch(/^Name of the PersistentVolumeClaim/);
  expect(jsonSchema('cluster').properties.workerResources.properties.cpu).toMatchObject({ default: 0.5, minimum: 0 });
  for (const name of SCHEMAS) {
    for (const [field, { description }] of Object.entries<any>(jsonSchema(name).properties)) {
      expect([field, description]).toEqual([field, expect.stringMatching(/\.$/)]);
    }
  }
});

test('has the doc comments of the types: npx tsx projenrc/field-docs.ts', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(fieldDocs());
});

describe('the key $schema', () => {
  const files = { 'print.json': JSON.stringify({ $schema: './hkube-spec.schema.json', ...SPEC }) };

  test('is left out of the manifest', async () => {
    expect((await run(['validate', 'print.json'], { files })).out).toMatch(/^1 object in 1 file: nothing wrong\n/);
    for (const workload of ['job', 'hkube']) {
      const { out, code } = await run(['synth', 'print.json', '-w', workload], { files });
      expect(code).toBe(0);
      expect(out).not.toContain('schema');
    }
  });

  test('is only accepted at the top of a file', () => {
    expect(findingsOf('spec', { ...SPEC, options: { $schema: 'x' } })).toEqual(['options.$schema']);
  });
});

test.each<[string[], string]>([
  [['schema'], 'HKube algorithm'],
  [['schema', 'spec'], 'HKube algorithm'],
  [['schema', 'cluster'], 'Options of an HKube cluster'],
])('%j', async (argv, title) => {
  const { out, code } = await run(argv);
  expect(JSON.parse(out)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', title });
  expect(code).toBe(0);
});

test('an unknown schema is wrong use', async () => {
  expect(await run(['schema', 'job'])).toMatchObject({
    code: 2,
    err: 'error: schema "job": there are spec and cluster\n',
  });
});

test('accepts an example of the library', () => {
  const file = join(__dirname, '..', '..', 'examples', 'hkube-json', 'print.json');
  expect(refused('spec', JSON.parse(readFileSync(file, 'utf8')))).toEqual([]);
});
