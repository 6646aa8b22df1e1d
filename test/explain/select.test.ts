import { isCalled, select } from '../../src/explain/select';

const object = (kind: string, name: string, owner?: [string, string], more: any = {}) => ({
  kind,
  metadata: {
    name,
    namespace: 'batch',
    ...(owner && { ownerReferences: [{ kind: owner[0], name: owner[1], controller: true }] }),
    ...more,
  },
});
const OBJECTS = [
  object('CronJob', 'nightly'),
  object('Job', 'nightly-1', ['CronJob', 'nightly']),
  object('Job', 'nightly-2', ['CronJob', 'nightly']),
  object('Pod', 'nightly-1-x', ['Job', 'nightly-1'], { labels: { 'app.kubernetes.io/name': 'report' } }),
  object('Pod', 'nightly-2-x', ['Job', 'nightly-2']),
  object('Deployment', 'web'),
  object('ReplicaSet', 'web-1', ['Deployment', 'web']),
  object('Pod', 'web-1-x', ['ReplicaSet', 'web-1']),
  object('Pod', 'hk', undefined, { labels: { 'algorithm-name': 'resize' } }),
  object('Event', 'nightly'),
  object('PersistentVolumeClaim', 'data'),
  object('Node', 'node-1'),
];
const COMMON = ['Event nightly', 'PersistentVolumeClaim data', 'Node node-1'];
const chosen = (name: string, objects: unknown[] = OBJECTS) =>
  (select(objects, isCalled(name)) as any[] | undefined)?.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test.each<[string, string[] | undefined]>([
  ['nightly', ['CronJob nightly', 'Job nightly-1', 'Job nightly-2', 'Pod nightly-1-x', 'Pod nightly-2-x']],
  ['nightly-1', ['CronJob nightly', 'Job nightly-1', 'Pod nightly-1-x']],
  ['nightly-1-x', ['CronJob nightly', 'Job nightly-1', 'Pod nightly-1-x']],
  ['report', ['CronJob nightly', 'Job nightly-1', 'Pod nightly-1-x']],
  ['web', ['Deployment web', 'ReplicaSet web-1', 'Pod web-1-x']],
  ['resize', ['Pod hk']],
  ['data', undefined],
  ['node-1', undefined],
  ['toString', undefined],
])('%s', (name, expected) => {
  expect(chosen(name)).toEqual(expected && [...expected, ...COMMON]);
});

test('finds items of lists, which do not repeat their kind', () => {
  const pod = { metadata: { name: 'x' } };
  expect(chosen('x', [{ kind: 'PodList', items: [pod] }])).toEqual(['Pod x']);
});

test('objects that own each other cause no endless loop', () => {
  expect(chosen('a', [object('Job', 'a', ['Job', 'b']), object('Job', 'b', ['Job', 'a'])])).toEqual(['Job a', 'Job b']);
});

test('a Job may have more pods than a function accepts arguments', () => {
  const pods = Array.from({ length: 200_000 }, (_, i) => object('Pod', `print-${i}`, ['Job', 'print']));
  expect(select([object('Job', 'print'), ...pods], isCalled('print'))).toHaveLength(pods.length + 1);
});
