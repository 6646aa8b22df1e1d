import { itemsOf, validateFile } from '../../src/validation/manifest-file';

const MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
const BAD = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A' } };

const found = (manifest: object) =>
  validateFile(manifest as any, 37).map(({ path, findings, hasRules }) => [
    path,
    hasRules,
    findings.map((finding) => finding.path),
  ]);

test('items inherit their kind from their list', () => {
  expect(itemsOf({ apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'a' } }, MAP] })).toEqual([
    MAP,
    MAP,
  ]);
  expect(itemsOf({ apiVersion: 'v1', kind: 'List', items: [{ metadata: {} }, 5] })).toEqual([{ metadata: {} }, 5]);
  expect(itemsOf({ apiVersion: 'v1', kind: 'List' })).toBeUndefined();
  expect(itemsOf({ kind: 'Pod', items: [] })).toBeUndefined();
});

test.each<[string, object, unknown[]]>([
  ['a good manifest', MAP, [['', true, []]]],
  ['a bad manifest', BAD, [['', true, ['metadata.name']]]],
  [
    'the items of a list',
    { apiVersion: 'v1', kind: 'List', items: [MAP, BAD, 5] },
    [
      ['items[0]', true, []],
      ['items[1]', true, ['metadata.name']],
      ['items[2]', true, ['']],
    ],
  ],
  ['a List without items', { apiVersion: 'v1', kind: 'List' }, [['', false, ['items']]]],
  [
    'a kind without rules',
    { ...MAP, kind: 'Service', metadata: { name: 'a', labels: { '-': 'x' } } },
    [['', false, ['metadata.labels']]],
  ],
  ["an object of another program's", { apiVersion: 'acme.io/v1', kind: 'Thing' }, [['', false, []]]],
  ['a live object', { ...MAP, metadata: { ...MAP.metadata, uid: '1', generation: -1 } }, [['', true, []]]],
  ['texts that YAML could change', { ...MAP, data: { a: 'a\u2028b' } }, [['', true, []]]],
])('%s', (_, manifest, expected) => {
  expect(found(manifest)).toEqual(expected);
});
