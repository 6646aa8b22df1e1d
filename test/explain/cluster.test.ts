import { flatten, readCluster, subjectOf } from '../../src/explain/cluster';
import { NOW } from '../fixtures/explain';

const kinds = (values: unknown[]) => [...flatten(values)].map(({ kind, object }) => `${kind} ${object.n}`);

test.each<[string, unknown[], string[]]>([
  [
    'objects',
    [
      { kind: 'Pod', n: 1 },
      { kind: 'Job', n: 2 },
    ],
    ['Pod 1', 'Job 2'],
  ],
  [
    'lists',
    [
      {
        kind: 'List',
        items: [
          { kind: 'Pod', n: 1 },
          { kind: 'Job', n: 2 },
        ],
      },
      { kind: 'Pod', n: 3 },
    ],
    ['Pod 1', 'Job 2', 'Pod 3'],
  ],
  ['a list of one kind', [{ kind: 'PodList', items: [{ n: 1 }, { kind: 'Job', n: 2 }] }], ['Pod 1', 'Job 2']],
  ['lists in lists', [{ items: [{ items: [{ kind: 'Pod', n: 1 }] }] }], ['Pod 1']],
  ['values that are not objects', [null, 5, 'a', [{ kind: 'Pod', n: 1 }], undefined], []],
  ['items that are not a list', [{ kind: 'Pod', n: 1, items: {} }], ['Pod 1']],
])('%s', (_, values, expected) => {
  expect(kinds(values)).toEqual(expected);
});

test('lists in lists are read at any depth', () => {
  let value: unknown = { kind: 'Pod', n: 1 };
  for (let i = 0; i < 100_000; i++) value = { items: [value] };
  expect(kinds([value])).toEqual(['Pod 1']);
});

test('the last of two objects with one name counts', () => {
  const pod = (uid: string) => ({ kind: 'Pod', metadata: { name: 'x', uid } });
  expect(readCluster([pod('a'), pod('b')], NOW).pods.map(({ uid }) => uid)).toEqual(['b']);
});

test('a ReplicaSet whose name does not end in the hash of its pods stays the owner', () => {
  const owner = { kind: 'ReplicaSet', namespace: '', name: 'web-abc' };
  const cluster = readCluster([], NOW);
  const ref = { kind: 'Pod', namespace: '', name: 'x' };
  expect(subjectOf({ ref, owner, labels: { 'pod-template-hash': 'xyz' } }, cluster)).toEqual(owner);
  expect(subjectOf({ ref, owner, labels: { 'pod-template-hash': 'abc' } }, cluster)).toEqual({
    ...owner,
    kind: 'Deployment',
    name: 'web',
  });
  expect(subjectOf({ ref, labels: {} }, cluster)).toEqual(ref);
});
