import { changesOf, diagnosesOf, eventOf, factsOf, podOf } from '../fixtures/explain';

const MESSAGE = '0/2 nodes are available: 2 Insufficient nvidia.com/gpu.';
const pod = podOf({
  spec: { nodeName: undefined },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: MESSAGE }],
  },
  containers: [{ name: 'algorunner', resources: { limits: { 'nvidia.com/gpu': '9' } } }],
});
const at = (time: string) => ({ type: 'Normal', lastTimestamp: `2026-11-23T${time}Z` });
const refuses = (why: string) => eventOf('NotTriggerScaleUp', `pod didn't trigger scale-up: ${why}`, at('07:41:00'));

const REQUEST =
  'Algorithm "print", gpu (or resources.limits.nvidia.com/gpu): request less, or wait until other pods end';

test.each<[string, any, RegExp]>([
  [
    'nothing larger',
    refuses('1 Insufficient nvidia.com/gpu'),
    /^the cluster: the autoscaler cannot help, since no kind/,
  ],
  [
    'nothing that fits, as of old',
    eventOf(
      'NotTriggerScaleUp',
      "pod didn't trigger scale-up (it wouldn't fit if a new node is added): ",
      at('07:41:00'),
    ),
    /^the cluster: the autoscaler cannot help: no kind of node that it may add fits the pod/,
  ],
  ['no reason', refuses(''), /^the cluster: the autoscaler cannot help: no kind of node/],
  ['its maximum', refuses('2 max node group size reached'), /^the cluster: the autoscaler has reached its limit/],
  ['its total', refuses('max total nodes in cluster reached'), /^the cluster: the autoscaler has reached its limit/],
  ['backoff', refuses('1 in backoff after failed scale-up'), /^the cluster: the provider has no such nodes left/],
  [
    'the provider has none',
    eventOf('FailedScaleUp', 'Node scale up in zones a, b associated with this pod failed: GCE out of resources.'),
    /^the cluster: the provider has no such nodes left/,
  ],
  [
    'Karpenter',
    eventOf(
      'FailedScheduling',
      'Failed to schedule pod, incompatible with nodepool "gpu", no instance type satisfied resources {"cpu":"1"}',
    ),
    /^the cluster: the autoscaler cannot help, since no kind/,
  ],
])('the autoscaler adds no node: %s', (_, event, change) => {
  const [diagnosis] = diagnosesOf([pod, event]);
  expect(diagnosis).toMatchObject({ cause: 'InsufficientResources', message: MESSAGE });
  expect(factsOf(diagnosis)['scale-up']).toBe(event.message);
  expect(changesOf(diagnosis)).toEqual([REQUEST, expect.stringMatching(change)]);
});

test.each<[string, any[]]>([
  ['it adds one', [eventOf('TriggeredScaleUp', 'pod triggered scale-up: [{g 1->2 (max: 3)}]', at('07:42:00'))]],
  ['Karpenter does', [eventOf('Nominated', 'Pod should schedule on: nodeclaim/gpu-x1', at('07:42:00'))]],
  [
    'it did not before, but does now',
    [
      refuses('1 max node group size reached'),
      eventOf('TriggeredScaleUp', 'pod triggered scale-up: [{g 1->2 (max: 3)}]', at('07:42:00')),
    ],
  ],
])('%s', (_, events) => {
  const [diagnosis] = diagnosesOf([pod, ...events]);
  expect(factsOf(diagnosis)['scale-up']).toBe(events.at(-1).message);
  expect(changesOf(diagnosis)).toEqual([`${REQUEST}, or add nodes that have enough`]);
});
