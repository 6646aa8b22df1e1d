import { diagnosesOf, podOf } from '../fixtures/explain';

const pod = (name: string, phase: string, more: any = {}) =>
  podOf({
    metadata: { name, ownerReferences: [{ kind: 'StatefulSet', name: 'db', controller: true }], ...more },
    status: { phase },
  });
const deleted = { deletionTimestamp: '2026-11-23T07:43:20Z', deletionGracePeriodSeconds: 30 };

test.each<[string, any[], string]>([
  ['one pod', [pod('a', 'Running')], 'running'],
  ['several', [pod('a', 'Running'), pod('b', 'Succeeded'), pod('c', 'Running')], '2 running, 1 completed'],
  ['that is being deleted', [pod('a', 'Running', deleted)], 'ending'],
  ['and another', [pod('a', 'Running', deleted), pod('b', 'Running')], '1 running, 1 ending'],
])('nothing is wrong: %s', (_, pods, text) => {
  expect(diagnosesOf(pods)[0]).toMatchObject({ cause: 'Fine', severity: 'info', what: `nothing wrong: ${text}` });
});

test.each<[string, any]>([
  ['a pod in no phase that is known', pod('a', 'New')],
  [
    'a pod without a status',
    { kind: 'Pod', metadata: { name: 'a' }, spec: { nodeName: 'x', containers: [{ name: 'a' }] } },
  ],
  ['a Deployment without a status', { kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas: 1 } }],
])('%s is not called healthy', (_, object) => {
  expect(diagnosesOf([object])).toMatchObject([
    {
      cause: 'StatusUnknown',
      severity: 'warning',
      what: 'not known: what was read has no status, or only a part of it',
    },
  ]);
});

test('a pod that failed for a reason that its status does not show is not called healthy', () => {
  expect(diagnosesOf([pod('a', 'Failed'), pod('b', 'Running')])).toMatchObject([
    { cause: 'PodFailed', severity: 'error', what: 'failed; why is not known, since its status does not show it' },
  ]);
});

test("pods of HKube's algorithms may be gone, as HKube starts them when needed", () => {
  const job = (name: string, type: string) => ({
    kind: 'Job',
    metadata: { name, namespace: 'batch' },
    spec: {
      template: {
        metadata: { labels: { group: 'hkube', 'algorithm-name': 'resize' } },
        spec: { containers: [{ name: 'worker' }, { name: 'algorunner' }] },
      },
    },
    status: { startTime: '2026-11-23T07:42:30Z', conditions: [{ type, status: 'True' }] },
  });
  expect(diagnosesOf([job('a', 'Complete'), job('b', 'Complete'), job('c', 'ClusterObject')])).toMatchObject([
    { object: { kind: 'HKube algorithm', name: 'resize' }, what: 'nothing wrong: 3 Jobs, 2 completed' },
  ]);
});
