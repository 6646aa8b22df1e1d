import { diagnosesOf, factsOf, podOf, recorded } from '../fixtures/explain';

test.each<[string, string]>([
  ['claim-unbound', 'unbound (storage class "nope"): storageclass.storage.k8s.io "nope" not found'],
  [
    'claim-noclass',
    'noclass (storage class ""): no persistent volumes available for this claim and no storage class is set',
  ],
])('%s: why it is not bound', (name, text) => {
  expect(factsOf(diagnosesOf(recorded('scheduling', name))[0]).claim).toBe(text);
});

const pod = podOf({
  spec: {
    nodeName: undefined,
    volumes: [
      { name: 'a', persistentVolumeClaim: { claimName: 'bound' } },
      { name: 'b', persistentVolumeClaim: { claimName: 'late' } },
      { name: 'c', ephemeral: {} },
    ],
  },
  status: {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
      },
    ],
  },
});
const claim = (name: string, phase: string, uid = name) => ({
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'batch', uid },
  spec: { storageClassName: 'fast' },
  status: { phase },
});
const claimsOf = (objects: any[]) =>
  diagnosesOf(objects)[0]
    .facts.filter(({ label }) => label === 'claim')
    .map(({ text }) => text);

test.each<[string, any[], string[]]>([
  ['none was read', [], ['bound: nothing is known of it; add persistentvolumeclaims to what kubectl gets']],
  [
    'only those that are not bound',
    [claim('bound', 'Bound'), claim('late', 'Pending')],
    ['late (storage class "fast"): is Pending'],
  ],
  [
    "one of the pod's own",
    [claim('bound', 'Bound'), claim('late', 'Bound'), claim('print-x-c', 'Lost')],
    ['print-x-c (storage class "fast"): is Lost'],
  ],
])('%s', (_, claims, texts) => {
  expect(claimsOf([pod, ...claims])).toEqual(texts);
});

test('events of a claim of the same name that was there before say nothing', () => {
  const event = (uid: string, message: string) => ({
    kind: 'Event',
    reason: 'ProvisioningFailed',
    message,
    involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'batch', name: 'late', uid },
  });
  const objects = [
    pod,
    claim('bound', 'Bound'),
    claim('late', 'Pending', 'new'),
    event('new', 'quota of the storage is used up'),
    event('old', 'no'),
  ];
  expect(claimsOf(objects)).toEqual(['late (storage class "fast"): quota of the storage is used up']);
});
