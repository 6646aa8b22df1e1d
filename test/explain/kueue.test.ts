import { changesOf, diagnosesOf, factsOf, podOf } from '../fixtures/explain';

const LABELS = { 'kueue.x-k8s.io/queue-name': 'team' };
const JOB = {
  kind: 'Job',
  metadata: { name: 'train', namespace: 'batch', uid: 'uid-j', labels: LABELS },
  spec: { suspend: true },
};
const event = (kind: string, name: string, reason: string, message: string, at = '07:40:00') => ({
  kind: 'Event',
  involvedObject: { kind, namespace: 'batch', name },
  type: 'Warning',
  reason,
  message,
  lastTimestamp: `2026-11-23T${at}Z`,
});
const CREATED = event('Job', 'train', 'CreatedWorkload', 'Created Workload: batch/job-train-4f2a1');
const ofWorkload = (message: string, reason = 'Pending') => event('Workload', 'job-train-4f2a1', reason, message);
const workload = (message: string, reason = 'Pending') => ({
  kind: 'Workload',
  metadata: {
    name: 'job-train-4f2a1',
    namespace: 'batch',
    ownerReferences: [{ kind: 'Job', name: 'train', controller: true }],
  },
  status: { conditions: [{ type: 'QuotaReserved', status: 'False', reason, message }] },
});

const FLAVORS = "couldn't assign flavors to pod set main: ";
const TOO_MUCH = `${FLAVORS}insufficient quota for nvidia.com/gpu in flavor a100, request > maximum capacity (24 > 16)`;
const TOO_MUCH_LATER =
  `${FLAVORS}insufficient quota for cpu in flavor spot, previously considered podsets requests (0) + current ` +
  'podset request (40) > maximum capacity (32)';
const IN_USE = `${FLAVORS}insufficient unused quota for cpu in flavor spot, 3 more needed`;

test.each<[string, any[], string, string]>([
  [
    'more than the queue can ever have, by an event',
    [CREATED, ofWorkload(TOO_MUCH)],
    'QueueExceeded',
    'never starts: it requests more than Kueue\'s queue "team" can ever have: nvidia.com/gpu 24, and the most that ' +
      'flavor "a100" has is 16',
  ],
  [
    'by a condition, as newer versions word it',
    [workload(TOO_MUCH_LATER)],
    'QueueExceeded',
    'never starts: it requests more than Kueue\'s queue "team" can ever have: cpu 40, and the most that flavor ' +
      '"spot" has is 32',
  ],
  [
    'by a reason alone',
    [workload('no flavor fits', 'ExceedsMaxQuota')],
    'QueueExceeded',
    'never starts: it requests more than Kueue\'s queue "team" can ever have',
  ],
  [
    'by the name of the Workload, when nothing else names it',
    [ofWorkload(TOO_MUCH)],
    'QueueExceeded',
    'never starts: it requests more than Kueue\'s queue "team" can ever have: nvidia.com/gpu 24, and the most that ' +
      'flavor "a100" has is 16',
  ],
  [
    'a queue that does not exist',
    [CREATED, ofWorkload("LocalQueue team doesn't exist", 'Inadmissible')],
    'QueueInadmissible',
    'never starts: Kueue\'s LocalQueue "team" does not exist or is stopped',
  ],
  [
    'a queue that is stopped',
    [workload('ClusterQueue gpus is inactive', 'Inadmissible')],
    'QueueInadmissible',
    'never starts: Kueue\'s ClusterQueue "gpus" does not exist or is stopped',
  ],
  [
    'a resource that the queue does not have',
    [workload(`${FLAVORS}resource memory unavailable in ClusterQueue`)],
    'QueueInadmissible',
    'never starts: Kueue\'s queue "team" has nothing that fits what its pods ask for',
  ],
])('an error is reported: %s', (_, objects, cause, what) => {
  expect(diagnosesOf([JOB, ...objects])).toMatchObject([{ severity: 'error', cause, what }]);
});

test.each<[string, any[]]>([
  ['others use it', [CREATED, ofWorkload(IN_USE)]],
  ['too much for one flavor, in use in another', [workload(`${TOO_MUCH}, ${IN_USE}`)]],
  ['others are being preempted', [workload(`${TOO_MUCH}. Pending the preemption of 2 workload(s)`)]],
])('it waits: %s', (_, objects) => {
  expect(diagnosesOf([JOB, ...objects])).toMatchObject([
    {
      severity: 'info',
      cause: 'Queued',
      what: 'waits in Kueue\'s queue "team", which starts it when there is room',
      message: expect.stringContaining('insufficient'),
    },
  ]);
});

test('without its Workload it is unknown whether it ever starts', () => {
  const [diagnosis] = diagnosesOf([JOB]);
  expect(diagnosis).toMatchObject({
    severity: 'info',
    what: 'waits in Kueue\'s queue "team"; whether there will be room for it is not known',
  });
  expect(factsOf(diagnosis).workload).toMatch(/^neither its Workload nor events about it were read/);
});

test('the places to change are named', () => {
  expect(changesOf(diagnosesOf([JOB, workload(TOO_MUCH)])[0])).toEqual([
    'Job train, spec.template.spec.containers[*].resources: request less',
    'Job train, spec.parallelism: or run fewer pods at once',
    'the cluster: or raise the quota of the ClusterQueue behind LocalQueue "team"',
  ]);
});

test('a pod that Kueue queues by itself is explained', () => {
  const pod = podOf({
    metadata: { labels: LABELS },
    spec: { nodeName: undefined, schedulingGates: [{ name: 'kueue.x-k8s.io/admission' }] },
    status: { phase: 'Pending', containerStatuses: undefined },
  });
  const created = event('Pod', 'print-x', 'CreatedWorkload', 'Created Workload: batch/pod-print-x-77aa1');
  const pending = event('Workload', 'pod-print-x-77aa1', 'Pending', TOO_MUCH);
  expect(diagnosesOf([pod, created, pending])).toMatchObject([{ severity: 'error', cause: 'QueueExceeded' }]);
});
