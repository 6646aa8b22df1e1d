import { JOB, run, YAML_JOB } from './run';

const MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf' }, data: { a: '1' } };
const json = (...objects: any[]) => objects.map((object) => JSON.stringify(object)).join('\n');
const diff = (old: string, manifest: string, ...options: string[]) =>
  run(['diff', 'old.json', 'new.json', ...options], { files: { 'old.json': old, 'new.json': manifest } });

const summary = (unchanged: number, changed: number, refused: number, created: number, gone: number) =>
  `${unchanged} unchanged, ${changed} changed in place, ${refused} refused, ` +
  `${created} new, ${gone} gone (Kubernetes 1.37)\n`;

test('each object is unchanged, changed, new or gone', async () => {
  const other = (name: string) => ({ ...MAP, metadata: { name } });
  const { code, out } = await diff(json(JOB, MAP, other('b')), json(JOB, { ...MAP, data: { a: '2' } }, other('c')));
  expect(out).toBe(
    'new.json:1: unchanged: Job print\n' +
      'new.json:2: changed in place: ConfigMap conf: data.a\n' +
      'new.json:3: new: ConfigMap c\n' +
      'old.json:3: gone: ConfigMap b\n' +
      `4 objects: ${summary(1, 1, 0, 1, 1)}`,
  );
  expect(code).toBe(0);
});

test('HKube specs are not compared, which a note reports', async () => {
  const spec = json({ name: 'print', algorithmImage: 'acme/print:v1' });
  expect(await diff(spec, json(JOB))).toMatchObject({
    code: 0,
    err: 'note: 1 HKube spec not compared: run synth first, and compare its manifests\n',
  });
  expect((await diff(spec, spec)).err).toContain('2 HKube specs not compared');
  expect((await diff(json(JOB), json(JOB))).err).toBe('');
});

test('a refused object is printed with ways to replace it', async () => {
  const { code, out } = await run(['diff', 'old.yaml', 'new.yaml'], {
    files: { 'old.yaml': YAML_JOB, 'new.yaml': YAML_JOB.replace('v4', 'v5') },
  });
  expect(out).toContain('new.yaml:1: refused: Job print: spec.template.spec.containers[0].image\n');
  expect(out).toMatch(
    / {2}new\.yaml:\d+:\d+: error: spec\.template: Invalid value: field is immutable\. Use another name/,
  );
  expect(out).toContain('  Argo CD: set the annotation argocd.argoproj.io/sync-options: Force=true,Replace=true\n');
  expect(out).toContain('  Flux: set the annotation kustomize.toolkit.fluxcd.io/force: enabled');
  expect(code).toBe(1);
});

test('an error that a new object would not solve is printed without such ways', async () => {
  const { code, out } = await diff(json(MAP), json({ ...MAP, data: { 'a b': '1' } }));
  expect(out).toContain('refused: ConfigMap conf: data.a, data[a b]\n  new.json:1:');
  expect(out).not.toContain('Argo CD');
  expect(code).toBe(1);
});

test.each<[string, any, number, string]>([
  ['apply', {}, 0, summary(1, 0, 0, 0, 0)],
  ['replace', {}, 1, summary(0, 0, 1, 0, 0)],
  ['server-side', { ports: [{ containerPort: 1 }, { containerPort: 1 }] }, 1, summary(0, 0, 1, 0, 0)],
])('the update method %s decides what is refused', async (method, fields, expected, text) => {
  const [container] = JOB.spec.template.spec.containers;
  const spec = { ...JOB.spec.template.spec, containers: [{ ...container, ...fields }] };
  const { code, out } = await diff(json(JOB), json({ ...JOB, spec: { template: { spec } } }), '-m', method);
  expect(out).toContain(`1 object: ${text}`);
  expect(code).toBe(expected);
});

test('lists, objects from a cluster, and standard input are compared', async () => {
  const live = { ...MAP, metadata: { name: 'conf', uid: '1', resourceVersion: '5' } };
  const stdin = json({ apiVersion: 'v1', kind: 'List', items: [live] });
  const { code, out } = await run(['diff', '-', 'new.json'], { files: { 'new.json': json(MAP) }, stdin });
  expect(out).toBe(`new.json:1: unchanged: ConfigMap conf\n1 object: ${summary(1, 0, 0, 0, 0)}`);
  expect(code).toBe(0);
});

test('objects with generated names are new objects', async () => {
  const generated = { ...MAP, metadata: { generateName: 'a-' } };
  const { out } = await diff(json(generated), json({ ...generated, metadata: { generateName: 'b-' } }));
  expect(out).toContain(summary(0, 0, 0, 1, 1));
});

test('prints JSON', async () => {
  const { out, code } = await diff(json(JOB), json({ ...JOB, spec: { ...JOB.spec, completions: 2 } }), '-o', 'json');
  expect(JSON.parse(out)).toMatchObject({
    kubernetesVersion: '1.37',
    refused: 1,
    errors: [],
    changes: [{ change: 'refused', label: 'Job print', fields: ['spec.completions'], findings: [{ rule: 'UPD-JOB' }] }],
  });
  expect(code).toBe(1);
});

test('prints JUnit', async () => {
  const { out } = await diff(
    json(JOB, MAP),
    json({ ...JOB, spec: { ...JOB.spec, completions: 2 } }, MAP),
    '-o',
    'junit',
  );
  expect(out).toContain('<testsuites name="cdk8s-hkube diff" tests="2" failures="1">');
  expect(out).toContain('<testcase classname="new.json" name="ConfigMap conf (line 2)">');
  expect(out).toContain('<failure message="refused">new.json:1:');
});

describe('warnings', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
  const changed = json({ ...namespace, spec: { finalizers: ['a.b/c'] } });

  test('are printed', async () => {
    const { code, out } = await diff(json(namespace), changed);
    expect(out).toContain('warning: spec.finalizers: Dropped field: the server ignores this change (UPD-IGNORED)');
    expect(code).toBe(0);
  });

  test('are errors on request', async () =>
    expect((await diff(json(namespace), changed, '--warnings-as-errors')).code).toBe(1));
});

test.each<[string, string, number, RegExp]>([
  ['a text that cannot be read', '{', 1, /^new\.json:1:\d+: error: .*\(TEXT\)$/m],
  ['an invalid new object', json({ ...MAP, dta: {} }), 1, /refused: ConfigMap conf/],
])('%s', async (_, manifest, expected, text) => {
  const { code, out } = await diff('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other"}}', manifest);
  expect(out).toMatch(text);
  expect(code).toBe(expected);
});

test('wrong use is an error', async () => {
  expect((await run(['diff', '-', '-'])).err).toBe('error: standard input holds either OLD or NEW\n');
  expect((await run(['diff', 'a.json', 'b.json'])).code).toBe(2);
  expect((await run(['diff', 'a.json'])).code).toBe(2);
});

test('a directory without files has no objects', async () => {
  const files = { 'old/readme.txt': '', 'new/map.json': JSON.stringify(MAP) };
  const created = await run(['diff', 'old', 'new'], { files });
  expect(created).toMatchObject({
    code: 0,
    out: `new/map.json:1: new: ConfigMap conf\n1 object: ${summary(0, 0, 0, 1, 0)}`,
  });
  const gone = await run(['diff', 'new', 'old'], { files });
  expect(gone).toMatchObject({
    code: 0,
    out: `new/map.json:1: gone: ConfigMap conf\n1 object: ${summary(0, 0, 0, 0, 1)}`,
  });
});

test('the same object twice is a warning', async () => {
  const { code, out } = await diff(json(MAP), json(MAP, { ...MAP, data: { a: '2' } }));
  expect(out).toContain(
    'new.json:1: unchanged: ConfigMap conf\nnew.json:2: changed in place: ConfigMap conf: data.a\n',
  );
  expect(out).toContain('warning: metadata.name: the same object comes before in the new manifests');
  expect(code).toBe(0);
});

const workload = (kind: string, labels: object, more: object = {}) => ({
  ...{ apiVersion: 'apps/v1', kind, metadata: { name: 'a' } },
  spec: {
    ...{ selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [MAIN] } } },
    ...more,
  },
});
const MAIN = { name: 'main', image: 'docker.io/acme/print:v4' };

test.each<[string, object, object, RegExp[]]>([
  [
    'a StatefulSet, whose pods may stay',
    workload('StatefulSet', { a: 'b' }, { serviceName: 'a' }),
    workload('StatefulSet', { a: 'b' }, { serviceName: 'b' }),
    [
      /--cascade=orphan .*: its pods stay$/,
      /^ {2}Argo CD.*: its pods are deleted, too$/,
      /Flux.*: its pods are deleted/,
    ],
  ],
  [
    'a Deployment',
    workload('Deployment', { a: 'b' }),
    workload('Deployment', { a: 'c' }),
    [/deletes and creates it and its pods$/, /^ {2}Argo CD.*Replace=true$/, /Flux.* of the Kustomization$/],
  ],
])('each way to replace an object names what happens to the pods: %s', async (_, before, after, ways) => {
  const { out } = await diff(json(before), json(after));
  const lines = out.split('\n').filter((line) => /^ {2}(?:kubectl|Argo CD|Flux):/.test(line));
  expect(lines).toEqual(ways.map((way) => expect.stringMatching(way)));
});

test('a definition whose objects would be lost is printed without ways to replace it', async () => {
  const schema = { openAPIV3Schema: { type: 'object' } };
  const definition = (scope: string) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      ...{ group: 'example.com', scope, names: { plural: 'things', kind: 'Thing' } },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  });
  const { out } = await diff(json(definition('Cluster')), json(definition('Namespaced')));
  expect(out).toContain('Define another kind: when this one is deleted, all its objects are');
  expect(out).not.toContain('replace --force');
});
