import { diagnosesOf } from '../fixtures/explain';

const OLD = '2026-11-23T07:00:00Z';
const workload = (kind: string, spec: any, status: any, creationTimestamp = OLD) => ({
  kind,
  metadata: { name: 'db', namespace: 'batch', uid: 'u', creationTimestamp },
  spec,
  status,
});
const statefulSet = (replicas: number, status: any, created?: string) =>
  workload('StatefulSet', { replicas }, status, created);
const daemonSet = (wanted: number, created: number, ready: number) =>
  workload('DaemonSet', {}, { desiredNumberScheduled: wanted, currentNumberScheduled: created, numberReady: ready });
const refused = (kind: string, message: string) => ({
  kind: 'Event',
  metadata: { name: 'e', namespace: 'batch' },
  involvedObject: { kind, namespace: 'batch', name: 'db', uid: 'u' },
  reason: 'FailedCreate',
  type: 'Warning',
  message,
  lastTimestamp: '2026-11-23T07:40:00Z',
});
const QUOTA =
  'create Pod db-1 in StatefulSet db failed error: pods "db-1" is forbidden: exceeded quota: team, ' +
  'requested: pods=1, used: pods=1, limited: pods=1';

test.each<[string, any[], string, string, string]>([
  [
    'all ready',
    [statefulSet(3, { replicas: 3, readyReplicas: 3 })],
    'Fine',
    'nothing wrong: 3 of 3 pods ready',
    'info',
  ],
  ['none wanted', [statefulSet(0, { replicas: 0 })], 'Fine', 'nothing wrong: 0 of 0 pods ready', 'info'],
  [
    'one is not ready',
    [statefulSet(3, { replicas: 2, readyReplicas: 1 })],
    'Unavailable',
    'has too few ready pods',
    'warning',
  ],
  [
    'just created',
    [statefulSet(3, { replicas: 1 }, '2026-11-23T07:42:30Z')],
    'Fine',
    'nothing wrong: 0 of 3 pods ready',
    'info',
  ],
  [
    'the next pod is refused',
    [statefulSet(2, { replicas: 1, readyReplicas: 1 }), refused('StatefulSet', QUOTA)],
    'QuotaExceeded',
    'pods are refused: quota "team" is exceeded',
    'error',
  ],
  ['on each node', [daemonSet(2, 2, 2)], 'Fine', 'nothing wrong: 2 of 2 pods ready', 'info'],
  ['not on each node', [daemonSet(3, 3, 2)], 'Unavailable', 'has too few ready pods', 'warning'],
  [
    'refused on a node',
    [daemonSet(2, 1, 1), refused('DaemonSet', QUOTA)],
    'QuotaExceeded',
    'pods are refused: quota "team" is exceeded',
    'error',
  ],
])('%s', (_, objects, cause, what, severity) => {
  const [diagnosis, ...others] = diagnosesOf(objects);
  expect(diagnosis).toMatchObject({ cause, what, severity, object: { kind: objects[0].kind, name: 'db' } });
  expect(others).toEqual([]);
});

test('pods belong to their StatefulSet, which is the place to change', () => {
  const pod = {
    kind: 'Pod',
    metadata: {
      name: 'db-0',
      namespace: 'batch',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'u', controller: true }],
    },
    spec: { containers: [{ name: 'main', image: 'docker.io/acme/db:1' }] },
    status: {
      phase: 'Pending',
      containerStatuses: [
        { name: 'main', state: { waiting: { reason: 'ImagePullBackOff', message: 'docker.io/acme/db:1: not found' } } },
      ],
    },
  };
  const [diagnosis] = diagnosesOf([statefulSet(1, { replicas: 1 }), pod]);
  expect(diagnosis).toMatchObject({
    cause: 'ImageNotFound',
    object: { kind: 'StatefulSet', name: 'db' },
    facts: [
      { label: 'image', text: 'docker.io/acme/db:1' },
      { label: 'result', text: 'StatefulSet has too few ready pods' },
    ],
  });
  expect(diagnosis.changes[0].field).toBe('spec.template.spec.containers "main".image');
});
