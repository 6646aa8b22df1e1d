import { itemsOf, validateFile } from '../../src/validation/manifest-file';

const MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
const BAD = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A' } };

const found = (manifest: object) =>
  validateFile(manifest as any, { minor: 37 }).map(({ path, findings, level }) => [
    path,
    level,
    findings.map((finding) => finding.path),
  ]);

test('items inherit the kind of their list', () => {
  expect(itemsOf({ apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'a' } }, MAP] })).toEqual([
    MAP,
    MAP,
  ]);
  expect(itemsOf({ apiVersion: 'v1', kind: 'List', items: [{ metadata: {} }, 5] })).toEqual([{ metadata: {} }, 5]);
  expect(itemsOf({ apiVersion: 'v1', kind: 'List' })).toBeUndefined();
  expect(itemsOf({ kind: 'Pod', items: [] })).toBeUndefined();
});

test.each<[string, object, unknown[]]>([
  ['a good manifest', MAP, [['', 'validated', []]]],
  ['a bad manifest', BAD, [['', 'validated', ['metadata.name']]]],
  [
    'the items of a list',
    { apiVersion: 'v1', kind: 'List', items: [MAP, BAD, 5] },
    [
      ['items[0]', 'validated', []],
      ['items[1]', 'validated', ['metadata.name']],
      ['items[2]', 'validated', ['']],
    ],
  ],
  ['a List without items', { apiVersion: 'v1', kind: 'List' }, [['', 'validated', ['items']]]],
  ['a JobList without items', { apiVersion: 'batch/v1', kind: 'JobList' }, [['', 'validated', ['items']]]],
  [
    'a custom resource that is called a list',
    { apiVersion: 'acme.io/v1', kind: 'AllowList', metadata: { name: 'a' } },
    [['', 'not validated', []]],
  ],
  [
    'a kind without rules',
    { ...MAP, kind: 'Binding', metadata: { name: 'a', labels: { '-': 'x' } } },
    [['', 'decoded only', ['metadata.labels']]],
  ],
  [
    'a custom resource',
    { apiVersion: 'acme.io/v1', kind: 'Thing', metadata: { name: 'a', labels: { a: '-' } }, spec: { any: 5 } },
    [['', 'not validated', ['metadata.labels']]],
  ],
  [
    'a custom resource without a name',
    { apiVersion: 'acme.io/v1', kind: 'Thing' },
    [['', 'not validated', ['metadata.name']]],
  ],
  ...['apiVersion', 'kind'].flatMap((field) =>
    [undefined, 1, ''].map((value): [string, any, any[]] => [
      `the ${field} ${JSON.stringify(value)}`,
      { ...MAP, [field]: value },
      [['', 'validated', [field]]],
    ]),
  ),
  [
    'a kind that is not served',
    { ...MAP, apiVersion: 'batch/v1beta1', kind: 'CronJob' },
    [['', 'validated', ['kind']]],
  ],
  ['an object without a kind', { apiVersion: 'v1', metadata: {} }, [['', 'validated', ['kind']]]],
  [
    'configuration of a program',
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' },
    [['', 'left out', []]],
  ],
  ['a live object', { ...MAP, metadata: { ...MAP.metadata, uid: '1', generation: -1 } }, [['', 'validated', []]]],
  ['texts that YAML could change', { ...MAP, data: { a: 'a\u2028b' } }, [['', 'validated', []]]],
])('%s', (_, manifest, expected) => {
  expect(found(manifest)).toEqual(expected);
});
