import { directoryWith } from './run';
import { findSources } from '../../src/cli/files';
import { withLeftOut } from '../../src/cli/left-out';

/** The files that are left out of a directory, with the reason. */
function leftOut(files: { readonly [name: string]: string }, args = ['.']): Record<string, string> {
  const directory = directoryWith(files);
  const found = withLeftOut(findSources(args, directory), directory);
  return Object.fromEntries(
    found.flatMap(({ name, leftOut: reason }) => (reason === undefined ? [] : [[name, reason]])),
  );
}

const CHART = (name: string) => `Helm chart: helm template ${name} | cdk8s-hkube validate -`;
const KUSTOMIZE = (name: string) => `kustomize: kubectl kustomize ${name} | cdk8s-hkube validate -`;

test('all files of a chart that only Helm reads are left out', () => {
  const parts = [
    'Chart.yaml',
    'values.yaml',
    'values-prod.yml',
    'values.schema.json',
    'templates/a/b.yaml',
    'ci/v.yaml',
  ];
  const others = ['crds/c.yaml', 'other.yaml', 'charts.yaml'];
  const files = Object.fromEntries(
    [...parts, ...others, 'charts/sub/templates/d.yaml'].map((name) => [`shop/${name}`, '']),
  );
  expect(leftOut({ ...files, 'templates/e.yaml': '' })).toEqual({
    ...Object.fromEntries(parts.map((name) => [`shop/${name}`, CHART('shop')])),
    'shop/charts/sub/templates/d.yaml': CHART('shop'),
  });
});

test.each<[string, string, string[]]>([
  ['patches', 'patches: [{path: p.yaml}, {patch: "a: 1"}]', ['p.yaml']],
  ['strategic ones', 'patchesStrategicMerge: [p.yaml, "a: 1\\nb: 2"]', ['p.yaml']],
  ['those of JSON', 'patchesJson6902: [{path: sub/p.json, target: {kind: Job}}]', ['sub/p.json']],
  ['a component', 'kind: Component\npatches: [{path: p.yaml}]', ['p.yaml']],
  [
    'sources of generators',
    'configMapGenerator: [{files: [k=p.yaml, q.json], envs: [r.yaml]}]',
    ['p.yaml', 'q.json', 'r.yaml'],
  ],
  ['values of charts', 'helmCharts: [{valuesFile: p.yaml, additionalValuesFiles: [q.json]}]', ['p.yaml', 'q.json']],
  ['replacements', 'replacements: [{path: p.yaml}]', ['p.yaml']],
  ['transformers', 'transformers: [p.yaml]', ['p.yaml']],
  ['resources', 'resources: [p.yaml]', []],
  ['a value that is not a list', 'patches: p.yaml', []],
  ['a file that is not YAML', 'patches: [', []],
])('kustomize: %s', (_, kustomization, names) => {
  const files = { 'p.yaml': '', 'q.json': '', 'r.yaml': '', 'sub/p.json': '' };
  expect(leftOut({ ...files, 'kustomization.yaml': kustomization })).toEqual(
    Object.fromEntries(['kustomization.yaml', ...names].map((name) => [name, KUSTOMIZE('.')])),
  );
});

test('a patch is left out wherever it is found', () => {
  const files = {
    'base/kustomization.yml': 'resources: [a.yaml]\n',
    'base/a.yaml': '',
    'over/kustomization.yaml': 'resources: [../base]\npatches: [{path: patches/p.yaml}]\n',
    'over/patches/p.yaml': '',
  };
  expect(leftOut(files, ['over/patches'])).toEqual({ 'over/patches/p.yaml': KUSTOMIZE('over') });
  expect(leftOut(files, ['**/p.yaml'])).toEqual({ 'over/patches/p.yaml': KUSTOMIZE('over') });
  // Who names a file wants it read.
  expect(leftOut(files, ['over/patches/p.yaml'])).toEqual({});
});

test('a chart within a chart is rendered with it, at any depth', () => {
  const inner = 'shop/charts/db/charts/disk';
  const files = ['shop/Chart.yaml', `${inner}/Chart.yaml`, `${inner}/templates/a/b.yaml`, 'shop/charts/db/Chart.yaml'];
  expect(leftOut(Object.fromEntries(files.map((name) => [name, ''])))).toEqual(
    Object.fromEntries(files.map((name) => [name, CHART('shop')])),
  );
  // One that is no part of the other is rendered by itself.
  expect(leftOut({ 'shop/Chart.yaml': '', 'shop/examples/a/Chart.yaml': '' })).toEqual({
    'shop/Chart.yaml': CHART('shop'),
    'shop/examples/a/Chart.yaml': CHART('shop/examples/a'),
  });
});

test.each<[string, { readonly [directory: string]: string }, { readonly [directory: string]: string }]>([
  ['a base', { base: '', over: 'resources: [../base]' }, { base: 'over', over: 'over' }],
  [
    'a component, which kubectl does not render by itself',
    { parts: 'kind: Component', base: '', over: 'resources: [../base]\ncomponents: [../parts]' },
    { parts: 'over', base: 'over', over: 'over' },
  ],
  [
    'a base of a base, and two that build on it',
    { a: '', b: 'bases: [../a/]', c: 'resources: [../b]', d: 'resources: [../b]' },
    { a: 'c', b: 'c', c: 'c', d: 'd' },
  ],
  ['one that no other one builds on', { a: '', b: 'resources: [job.yaml]' }, { a: 'a', b: 'b' }],
  ['a circle, which kubectl refuses', { a: 'resources: [../b]', b: 'resources: [../a, .]' }, { a: 'b', b: 'a' }],
])('kustomize: %s', (_, kustomizations, tops) => {
  const named = (directories: { readonly [directory: string]: string }) =>
    Object.fromEntries(Object.entries(directories).map(([name, text]) => [`${name}/kustomization.yaml`, text]));
  const expected = Object.fromEntries(Object.entries(tops).map(([name, top]) => [name, KUSTOMIZE(top)]));
  expect(leftOut(named(kustomizations))).toEqual(named(expected));
});
