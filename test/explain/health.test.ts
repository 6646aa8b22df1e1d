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
  ['that failed, for no reason that counts', [pod('a', 'Failed'), pod('b', 'Running')], '1 running, 1 failed before'],
  ['that is being deleted', [pod('a', 'Running', deleted)], 'ending'],
  ['and another', [pod('a', 'Running', deleted), pod('b', 'Running')], '1 running, 1 ending'],
  ['in no phase that we know', [pod('a', 'New')], 'in an unknown state'],
])('%s', (_, pods, text) => {
  expect(diagnosesOf(pods)[0]).toMatchObject({ cause: 'Fine', severity: 'info', what: `nothing wrong: ${text}` });
});

test("HKube's algorithms whose pods are gone", () => {
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
