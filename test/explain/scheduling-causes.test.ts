import { SCHEDULING_CAUSES } from '../../src/explain/scheduling-causes';
import { changesOf, diagnosesOf, factsOf, podOf } from '../fixtures/explain';

const unscheduled = (reason: string, parts: Parameters<typeof podOf>[0] = {}) =>
  podOf({
    ...parts,
    spec: { nodeName: undefined, ...parts.spec },
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: `0/3 nodes are available: ${reason}.`,
          lastTransitionTime: '2026-11-23T07:39:00Z',
        },
      ],
    },
  });

describe('every reason of the scheduler has its cause', () => {
  test.each<[string, string]>([
    ['3 Insufficient cpu', 'InsufficientResources'],
    ['3 Insufficient nvidia.com/gpu', 'InsufficientResources'],
    ['3 Too many pods', 'TooManyPods'],
    ['3 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }', 'Taint'],
    ['3 node(s) had untolerated taint(s)', 'Taint'],
    ["3 node(s) had taints that the pod didn't tolerate", 'Taint'],
    ["3 node(s) didn't match Pod's node affinity/selector", 'NodeSelector'],
    ["3 node(s) didn't match pod affinity rules", 'PodAffinity'],
    ["3 node(s) didn't match pod anti-affinity rules", 'PodAffinity'],
    ["3 node(s) didn't satisfy existing pods anti-affinity rules", 'PodAffinity'],
    ["3 node(s) didn't match pod topology spread constraints", 'TopologySpread'],
    ["3 node(s) didn't match pod topology spread constraints (missing required label)", 'TopologySpread'],
    ["3 node(s) didn't have free ports for the requested pod ports", 'HostPort'],
    ['3 node(s) were unschedulable', 'Cordoned'],
    ["3 node(s) didn't match the requested node name", 'NodeName'],
    ['persistentvolumeclaim "data" not found', 'ClaimMissing'],
    ['persistentvolumeclaim "data" is being deleted', 'ClaimMissing'],
    ['pod has unbound immediate PersistentVolumeClaims', 'ClaimUnbound'],
    ["3 node(s) didn't find available persistent volumes to bind", 'ClaimUnbound'],
    ['3 node(s) did not have enough free storage', 'ClaimUnbound'],
    ['3 node(s) had volume node affinity conflict', 'VolumeElsewhere'],
    ["3 node(s) didn't match PersistentVolume's node affinity", 'VolumeElsewhere'],
    ['3 node(s) had no available volume zone', 'VolumeElsewhere'],
    [
      '3 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by ' +
        'another pod',
      'VolumeInUse',
    ],
    ['3 node(s) had no available disk', 'VolumeInUse'],
    ['3 node(s) exceed max volume count', 'TooManyVolumes'],
    ['3 node(s) had something else', 'Unschedulable'],
  ])('%s', (reason, cause) => {
    expect(diagnosesOf([unscheduled(reason)])[0].cause).toBe(cause);
  });

  test('and every cause has a reason in this test', () => {
    expect(SCHEDULING_CAUSES).toHaveLength(14);
  });
});

describe('the requests of a pod that is not scheduled', () => {
  const container = (name: string, requests: any, more: any = {}) => ({ name, resources: { requests }, ...more });
  const pod = unscheduled('3 Insufficient memory', {
    containers: [container('algorunner', { memory: '1Gi' }), container('web', { cpu: '1' })],
    initContainers: [
      container('fetch', { memory: '3Gi' }),
      container('log', { memory: '512Mi' }, { restartPolicy: 'Always' }),
    ],
    spec: { overhead: { memory: '128Mi' } },
  });
  const node = (memory: string) => ({
    kind: 'Node',
    metadata: { name: 'node-1' },
    status: { allocatable: { memory } },
  });

  test('are listed by container, and summed up with the formula of Kubernetes', () => {
    expect(factsOf(diagnosesOf([pod])[0])['asks for']).toBe(
      'memory 3200Mi: init container "fetch" 3Gi, SideCar "log" 512Mi, Algorithm "algorunner" 1Gi',
    );
  });

  test('are too large in the container with the largest one', () => {
    expect(changesOf(diagnosesOf([pod])[0])).toEqual([
      'SideCar "fetch" (or pod.initContainers "fetch") of Algorithm "print", resources.requests.memory: request ' +
        'less, or wait until other pods end, or add nodes that have enough',
    ]);
  });

  test.each<[string[], string, string]>([
    [
      ['3200Mi', '1Gi'],
      'memory 3200Mi at most, for all its pods',
      'request less, or wait until other pods end, or add nodes that have enough',
    ],
    [['3199Mi'], 'memory 3199Mi at most: it will never fit', 'request less, or add nodes that have enough'],
    [['nonsense'], 'memory 0 at most: it will never fit', 'request less, or add nodes that have enough'],
  ])('are compared with nodes that have %s', (memories, fact, to) => {
    const [diagnosis] = diagnosesOf([pod, ...memories.map(node)]);
    expect(factsOf(diagnosis)['node has']).toBe(fact);
    expect(diagnosis.changes[0].do).toBe(to);
    expect(diagnosis.commands).toEqual([]);
  });

  test('are shown with a command if no nodes were read', () => {
    const [diagnosis] = diagnosesOf([pod]);
    expect(factsOf(diagnosis)).not.toHaveProperty('node has');
    expect(diagnosis.commands).toEqual(['kubectl describe nodes']);
  });

  test('may be those of the pod as a whole', () => {
    const own = unscheduled('3 Insufficient cpu', { spec: { resources: { requests: { cpu: '8' } } } });
    const [diagnosis] = diagnosesOf([own]);
    expect(factsOf(diagnosis)['asks for']).toBe('cpu 8: the pod as a whole');
    expect(changesOf(diagnosis)[0]).toMatch(/^Algorithm "print", pod\.resources\.requests\.cpu: /);
  });
});

test('node affinity is named if the pod has no node selector', () => {
  expect(changesOf(diagnosesOf([unscheduled("3 node(s) didn't match Pod's node affinity/selector")])[0])).toEqual([
    'Algorithm "print", pod.affinity: check nodeAffinity: kubectl get nodes --show-labels lists the labels of the ' +
      'nodes',
  ]);
});
