import { diagnosesOf, podOf, terminated, waiting } from '../fixtures/explain';

const PULL = waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: x: not found');
const CRASH = { restartCount: undefined, ...waiting('CrashLoopBackOff'), lastState: terminated(3) };
const UNSCHEDULABLE = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'Unschedulable',
  message: '0/1 nodes are available: 1 Insufficient cpu.',
};

test.each<[string, any, string]>([
  [
    'no nodeName',
    podOf({ spec: { nodeName: undefined }, status: { phase: 'Pending' }, containers: [{ name: 'a', ...PULL }] }),
    'ImageNotFound',
  ],
  ['no phase', podOf({ status: { phase: undefined }, containers: [{ name: 'a', ...PULL }] }), 'ImageNotFound'],
  ['no restartCount', podOf({ containers: [{ name: 'a', ...CRASH }] }), 'ExitCode'],
  [
    'no containers in its spec',
    { kind: 'Pod', metadata: { name: 'a' }, status: podOf({ containers: [{ name: 'a', ...CRASH }] }).status },
    'ExitCode',
  ],
  [
    'only its containers',
    { kind: 'Pod', metadata: { name: 'a' }, status: { containerStatuses: [{ name: 'a', ...PULL }] } },
    'ImageNotFound',
  ],
  [
    'only a condition',
    {
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'a' }] },
      status: { conditions: [UNSCHEDULABLE] },
    },
    'InsufficientResources',
  ],
  [
    'only a reason',
    {
      kind: 'Pod',
      metadata: { name: 'a' },
      status: { reason: 'Evicted', message: 'The node was low on resource: memory. ' },
    },
    'EvictedMemory',
  ],
  [
    'no phase, but all containers ended well',
    podOf({ status: { phase: undefined }, containers: [{ name: 'a', state: terminated(0) }] }),
    'Fine',
  ],
  [
    'no phase, but one failed',
    podOf({ status: { phase: undefined }, containers: [{ name: 'a', state: terminated(4) }] }),
    'ExitCode',
  ],
])('an incomplete status with %s is explained', (_, pod, cause) => {
  expect(diagnosesOf([pod])).toMatchObject([{ cause }]);
});

test('a pod that waits for a field that a controller writes into its status', () => {
  const conditions = [
    {
      type: 'Ready',
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message: 'the status of pod readiness gate "a.b/c" is not "True", but False',
    },
  ];
  const container = { name: 'a', state: { running: {} }, ready: true, started: true };
  const pod = podOf({ status: { phase: 'Running', conditions }, containers: [container] });
  expect(diagnosesOf([pod])).toMatchObject([
    {
      cause: 'ReadinessGate',
      severity: 'warning',
      what: 'is not ready: a readiness gate is not met',
      message: expect.stringContaining('"a.b/c"'),
      changes: [{ field: 'spec.readinessGates', do: 'remove it, or check the controller that has to meet it' }],
    },
  ]);
});
