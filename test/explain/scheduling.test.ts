import { readReasons } from '../../src/explain/scheduling';
import { changesOf, diagnosesOf, eventOf, factsOf, headlines, podOf, recorded } from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string, string]>([
    [
      'cpu',
      'Insufficient cpu',
      'Algorithm "cpu", resources.requests.cpu: request less, or wait until other pods end, or add nodes that have ' +
        'enough',
    ],
    [
      'memory',
      'Insufficient memory',
      'Algorithm "memory", resources.requests.memory: request less, or wait until other pods end, or add nodes that ' +
        'have enough',
    ],
    [
      'gpu',
      'Insufficient nvidia.com/gpu',
      'Algorithm "gpu", gpu (or resources.limits.nvidia.com/gpu): request less, or wait until other pods end, or ' +
        'add nodes that have enough',
    ],
    [
      'selector',
      'no node matches its node selector or affinity',
      'Algorithm "selector", pod.nodeSelector: check it (now accelerator=a100): kubectl get nodes --show-labels ' +
        'lists the labels of the nodes',
    ],
    [
      'affinity',
      'pod affinity rules',
      'Algorithm "affinity", pod.affinity: check its podAffinity and podAntiAffinity (for "existing pods": those of ' +
        'other pods); preferred rules instead of required ones let it start anyway',
    ],
    [
      'podaffinity',
      'pod affinity rules',
      'Algorithm "podaffinity", pod.affinity: check its podAffinity and podAntiAffinity (for "existing pods": those ' +
        'of other pods); preferred rules instead of required ones let it start anyway',
    ],
    [
      'hostport2',
      'its host ports are taken',
      'Algorithm "hostport2", ports: remove hostPort: only one pod per node can use it',
    ],
    [
      'spread',
      'topology spread constraints',
      'Algorithm "spread", pod.topologySpreadConstraints: check that the nodes have the label in topologyKey; ' +
        'whenUnsatisfiable: ScheduleAnyway lets it start anyway',
    ],
    [
      'claim-missing',
      'PersistentVolumeClaim "nope" is missing',
      'SharedVolume "data" of Algorithm "claim-missing": create claim "nope" in namespace batch, or name another',
    ],
    [
      'claim-unbound',
      'a PersistentVolumeClaim is not bound to a volume',
      'SharedVolume "data" of Algorithm "claim-unbound": claim storage that is available: storage class, size and ' +
        'access mode must match',
    ],
    [
      'claim-noclass',
      'a PersistentVolumeClaim is not bound to a volume',
      'SharedVolume "data" of Algorithm "claim-noclass": claim storage that is available: storage class, size and ' +
        'access mode must match',
    ],
    [
      'claim-far',
      'its volume is on other nodes',
      'SharedVolume "data" of Algorithm "claim-far": claim a volume that all nodes can reach, or one with ' +
        'volumeBindingMode WaitForFirstConsumer',
    ],
  ])('%s', (name, what, change) => {
    const objects = recorded('scheduling', name);
    expect(headlines(objects)).toEqual([`Job ${name}: cannot be scheduled: ${what}`]);
    expect(changesOf(diagnosesOf(objects)[0])[0]).toBe(change);
  });

  test('each container and its request are listed', () => {
    expect(factsOf(diagnosesOf(recorded('scheduling', 'cpu'))[0])).toEqual({
      nodes: '1 in all; 1 × Insufficient cpu',
      'asks for': 'cpu 65: SideCar "web" 1, Algorithm "algorunner" 64',
    });
  });

  test('scheduling gates are not an error', () => {
    const objects = recorded('scheduling', 'gates');
    expect(headlines(objects)).toEqual(['Job gates: waits: scheduling gates hold it back (example.com/quota)']);
    expect(diagnosesOf(objects)[0].severity).toBe('info');
  });
});

describe('a message of the scheduler is parsed', () => {
  const DONE =
    ' preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not ' +
    'helpful for scheduling.';

  test.each<[string, number | undefined, [number | undefined, string][]]>([
    [
      `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {key: a, b}.${DONE}`,
      3,
      [
        [1, 'Insufficient cpu'],
        [2, 'node(s) had untolerated taint {key: a, b}'],
      ],
    ],
    ['0/3 nodes are available: 3 Insufficient memory.', 3, [[3, 'Insufficient memory']]],
    [
      '0/1 nodes are available: persistentvolumeclaim "nope" not found. not found',
      1,
      [[undefined, 'persistentvolumeclaim "nope" not found']],
    ],
    [
      '0/1 nodes are available: persistentvolumeclaim "nope" not found.',
      1,
      [[undefined, 'persistentvolumeclaim "nope" not found']],
    ],
    [
      '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
      1,
      [[undefined, 'pod has unbound immediate PersistentVolumeClaims']],
    ],
    [
      'pod has unbound immediate PersistentVolumeClaims (repeated 2 times)',
      undefined,
      [[undefined, 'pod has unbound immediate PersistentVolumeClaims (repeated 2 times)']],
    ],
    ['0/0 nodes are available: ', 0, []],
    ['0/2 nodes are available', 2, []],
    [
      '0/5 nodes are available: 5 Node(s) failed Filter plugin X. Error running PostFilter plugin Y',
      5,
      [[5, 'Node(s) failed Filter plugin X']],
    ],
    ['no nodes available to schedule pods', undefined, [[undefined, 'no nodes available to schedule pods']]],
  ])('%s', (message, total, reasons) => {
    expect(readReasons(message)).toEqual({ total, reasons: reasons.map(([nodes, reason]) => ({ nodes, reason })) });
  });
});

const unscheduled = (message: string, more: any = {}) =>
  podOf({
    spec: { nodeName: undefined, ...more },
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
          lastTransitionTime: '2026-11-23T07:39:00Z',
        },
      ],
    },
  });

test('several reasons become one diagnosis', () => {
  const [diagnosis, ...others] = diagnosesOf([
    unscheduled(
      '0/6 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 node(s) had untolerated taint {gpu: }, ' +
        "3 node(s) didn't match Pod's node affinity/selector.",
    ),
  ]);
  expect(others).toEqual([]);
  expect(diagnosis).toMatchObject({
    severity: 'error',
    cause: 'InsufficientResources',
    since: '2026-11-23T07:39:00Z',
    what:
      'cannot be scheduled: Insufficient cpu, Insufficient memory, no node matches its node selector or ' +
      'affinity, untolerated taint {gpu: }',
  });
  expect(changesOf(diagnosis)).toHaveLength(4);
});

test.each<[string, any[], string, string, string]>([
  [
    'no message in the condition',
    [unscheduled(''), eventOf('FailedScheduling', '0/1 nodes are available: 1 Insufficient cpu.')],
    'InsufficientResources',
    'cannot be scheduled: Insufficient cpu',
    'error',
  ],
  [
    'a reason that is new',
    [unscheduled('0/1 nodes are available: 1 something new.')],
    'Unschedulable',
    'cannot be scheduled: no node accepts it',
    'error',
  ],
  [
    'a scheduler that says nothing',
    [podOf({ spec: { nodeName: undefined, schedulerName: 'kai-scheduler' }, status: { phase: 'Pending' } })],
    'NotScheduled',
    'waits for the scheduler "kai-scheduler", which has not reported anything about it',
    'warning',
  ],
  [
    'a pod that has just been created',
    [podOf({ spec: { nodeName: undefined }, status: { phase: 'Pending', startTime: '2026-11-23T07:42:01Z' } })],
    'Fine',
    'nothing wrong: starting',
    'info',
  ],
])('%s', (_, objects, cause, what, severity) => {
  expect(diagnosesOf(objects)[0]).toMatchObject({ cause, what, severity });
});
