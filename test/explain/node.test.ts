import { changesOf, diagnosesOf, eventOf, podOf, running, terminated } from '../fixtures/explain';

const failed = (reason: string, message = '', more: any = {}) =>
  podOf({ status: { phase: 'Failed', reason, message, ...more } });

describe('a pod is ended', () => {
  test.each<[string, any, string, string, string]>([
    [
      'a volume',
      failed('Evicted', 'Usage of EmptyDir volume "tmp" exceeds the limit "10Mi". '),
      'EvictedEmptyDir',
      'evicted: volume "tmp" exceeds its sizeLimit, 10Mi',
      'SharedVolume "tmp" of Algorithm "print": raise sizeLimit (now 10Mi), or write less',
    ],
    [
      'a container',
      failed('Evicted', 'Container algorunner exceeded its local ephemeral storage limit "1Gi". '),
      'EvictedEphemeralStorage',
      'evicted: container "algorunner" exceeds its ephemeral storage limit, 1Gi',
      'Algorithm "print", resources.limits.ephemeral-storage: raise it (now 1Gi), or write to a volume',
    ],
    [
      'all containers',
      failed('Evicted', 'Pod ephemeral local storage usage exceeds the total limit of containers 2Gi. '),
      'EvictedEphemeralStorage',
      "evicted: the pod exceeds the sum of its containers' ephemeral storage limits",
      'Algorithm "print", resources.limits.ephemeral-storage: raise it, or write to a volume',
    ],
    [
      'memory',
      failed(
        'Evicted',
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 90Mi. Container algorunner was ' +
          'using 2Gi, request is 0, has larger consumption of memory. ',
      ),
      'EvictedMemory',
      'evicted: its node ran low on memory',
      'Algorithm "print", resources.requests.memory: request what it really uses: pods that use more than they ' +
        'requested are evicted first',
    ],
    [
      'disk',
      failed('Evicted', 'The node was low on resource: ephemeral-storage. '),
      'EvictedDisk',
      'evicted: its node ran low on ephemeral-storage',
      'Algorithm "print", resources.requests.ephemeral-storage: request what it really uses: pods that use more ' +
        'than they requested are evicted first',
    ],
    [
      'a condition',
      failed('Evicted', 'The node had condition: [DiskPressure]. '),
      'EvictedDisk',
      'evicted: its node ran low on DiskPressure',
      'Algorithm "print", resources.requests.ephemeral-storage: request what it really uses: pods that use more ' +
        'than they requested are evicted first',
    ],
    [
      'something new',
      failed('Evicted', 'for a reason'),
      'Evicted',
      'evicted by its node',
      'the cluster: check the node: kubectl describe node shows its conditions',
    ],
    [
      'its deadline',
      podOf({ spec: { activeDeadlineSeconds: 60 }, status: { phase: 'Failed', reason: 'DeadlineExceeded' } }),
      'PodDeadline',
      'ended: it ran longer than its activeDeadlineSeconds (60)',
      'Algorithm "print", pod.activeDeadlineSeconds: raise it or remove it',
    ],
    [
      'a lost node',
      podOf({ status: { phase: 'Unknown', reason: 'NodeLost' } }),
      'NodeLost',
      'its node node-1 does not answer anymore',
      'the cluster: check the node: kubectl describe node shows its conditions',
    ],
    [
      'a broken device',
      failed('UnexpectedAdmissionError', 'Allocate failed due to no healthy devices present'),
      'NodeRefuses',
      'node node-1 rejected the pod, often because a device (GPU) is busy or broken',
      'the cluster: check the node: kubectl describe node shows its conditions',
    ],
    [
      'labels',
      failed('NodeAffinity'),
      'NodeRefuses',
      'its node node-1 does not match its node selector anymore',
      'the cluster: check the node: kubectl describe node shows its conditions',
    ],
    [
      'something else',
      failed('New'),
      'PodFailed',
      'failed: New',
      'the cluster: check the node: kubectl describe node shows its conditions',
    ],
  ])('for %s', (_, pod, cause, what, change) => {
    const [diagnosis, ...others] = diagnosesOf([pod]);
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({ severity: 'error', cause, what });
    expect(changesOf(diagnosis)[0]).toBe(change);
  });

  test.each<[string, string, string]>([
    ['OutOfcpu', 'NodeFull', 'its node node-1 does not have enough cpu left, although the scheduler chose it'],
    [
      'OutOfnvidia.com/gpu',
      'NodeFull',
      'its node node-1 does not have enough nvidia.com/gpu left, although the scheduler chose it',
    ],
    ['Terminated', 'NodeShutdown', 'ended: its node was shut down'],
    ['NodeShutdown', 'NodeShutdown', 'ended: its node was shut down'],
  ])('which is only a warning for %s, as another pod may succeed', (reason, cause, what) => {
    expect(diagnosesOf([failed(reason)])[0]).toMatchObject({ severity: 'warning', cause, what });
  });

  test('without the name of a node', () => {
    const { what } = diagnosesOf([
      podOf({ spec: { nodeName: '' }, status: { phase: 'Failed', reason: 'OutOfcpu' } }),
    ])[0];
    expect(what).toBe('its node does not have enough cpu left, although the scheduler chose it');
  });

  test.each<[string, string, string]>([
    ['PreemptionByScheduler', 'Preempted', 'ended: pods with a higher priority needed its place'],
    [
      'DeletionByTaintManager',
      'NodeTainted',
      'ended: its node node-1 got a taint that it does not tolerate (node not ready, unreachable)',
    ],
    ['EvictionByEvictionAPI', 'Drained', 'ended: it was evicted through the API, as kubectl drain does'],
    ['DeletionByPodGC', 'NodeLost', 'ended: its node node-1 is gone'],
    ['TerminationByKubelet', 'NodeShutdown', 'ended: its node was shut down'],
  ])('by a disruption: %s', (reason, cause, what) => {
    const conditions = [
      { type: 'DisruptionTarget', status: 'True', reason, message: 'm', lastTransitionTime: '2026-11-23T07:41:00Z' },
    ];
    expect(diagnosesOf([podOf({ status: { phase: 'Failed', conditions } })])[0]).toMatchObject({
      cause,
      what,
      message: 'm',
      since: '2026-11-23T07:41:00Z',
    });
  });

  test.each(['constructor', '__proto__', 'toString'])('for the unknown reason %s', (reason) => {
    expect(diagnosesOf([failed(reason)])[0].what).toBe(`failed: ${reason}`);
  });
});

describe('a node that does not respond', () => {
  const pod = (ready: any, more: any = {}) =>
    podOf({
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-23T07:41:00Z', ...ready }],
      },
      containers: [{ name: 'algorunner', ready: true, ...running() }],
      ...more,
    });

  test.each<[string, any, string]>([
    ['leaves its pods as they were, only not ready', pod({}), 'NodeLost'],
    ['but not those that are', pod({ status: 'True' }), 'Fine'],
    ['nor those that have a reason', pod({ reason: 'ContainersNotReady' }), 'Fine'],
    [
      'nor those whose readiness gates are not met',
      pod({
        reason: 'ReadinessGatesNotReady',
        message: 'corresponding condition of pod readiness gate "x" does not exist.',
      }),
      'ReadinessGate',
    ],
    [
      'nor those whose containers are not ready',
      podOf({
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
        containers: [{ name: 'algorunner', ready: false, ...running() }],
      }),
      'Fine',
    ],
  ])('%s', (_, given, cause) => {
    expect(diagnosesOf([given])[0].cause).toBe(cause);
  });

  test('an event may explain more', () => {
    expect(diagnosesOf([failed('Preempting'), eventOf('Preempted', 'by batch/high')])[0].message).toBe('by batch/high');
  });
});

describe('a node that rejects a pod', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'TopologyAffinityError',
      'Pod was rejected: Resources cannot be allocated with Topology locality',
      'node node-1 rejected the pod: no single NUMA node has all that it requests',
      /^Algorithm "print", resources: request no more CPUs, memory and devices than one NUMA node/,
    ],
    [
      'TopologyAffinityError',
      'Pod Resources cannot be allocated with Topology locality',
      'node node-1 rejected the pod: no single NUMA node has all that it requests',
      /^Algorithm "print", resources: request no more CPUs, memory and devices than one NUMA node/,
    ],
    [
      'SMTAlignmentError',
      'Pod was rejected: SMT Alignment Error: requested 3 cpus not multiple cpus per core = 2',
      'node node-1 rejected the pod: its CPUs do not fill whole physical cores',
      /^Algorithm "print", resources\.requests\.cpu: request a multiple of the threads that a core has/,
    ],
    [
      'PodOSNotSupported',
      "Pod was rejected: Failed to admit pod as the OS field doesn't match node OS",
      'its node node-1 rejected the pod: PodOSNotSupported',
      /^the cluster: check the node/,
    ],
  ])('%s %#', (reason, message, what, change) => {
    const [diagnosis] = diagnosesOf([failed(reason, message)]);
    expect(diagnosis).toMatchObject({ severity: 'error', what, message });
    expect(changesOf(diagnosis)[0]).toMatch(change);
  });
});

describe('a Job that continues after disruptions', () => {
  const ADVICE =
    'Job train, spec.podFailurePolicy: add the rule { action: Ignore, onPodConditions: [{ type: DisruptionTarget }] ' +
    '}, so that disruptions do not count for backoffLimit';
  const job = (spec: any, conditions: any[] = []) => ({
    kind: 'Job',
    metadata: { name: 'train', namespace: 'batch' },
    spec,
    status: { failed: 1, conditions },
  });
  const lost = (spec: any = {}, status: any = {}) =>
    podOf({
      metadata: { labels: {}, ownerReferences: [{ kind: 'Job', name: 'train', controller: true }] },
      spec,
      status: {
        phase: 'Failed',
        reason: 'Terminated',
        message: 'Pod was terminated in response to imminent node shutdown.',
        ...status,
      },
      containers: [{ name: 'main', state: terminated(143) }],
    });
  const condition = (reason: string, message = '') => ({
    reason: undefined,
    conditions: [{ type: 'DisruptionTarget', status: 'True', reason, message }],
  });
  const IGNORE = {
    podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
  };

  test.each<[string, any[], string[]]>([
    ['a node that is shut down', [job({ backoffLimit: 0 }), lost()], [ADVICE]],
    ['a rejection by such a node', [job({}), lost({}, { reason: 'NodeShutdown' })], [ADVICE]],
    ['a Job that was not read', [lost()], [ADVICE]],
    [
      'with restartPolicy OnFailure',
      [job({}), lost({ restartPolicy: 'OnFailure' })],
      [`${ADVICE} (it needs restartPolicy: Never)`],
    ],
    ['when it ignores them already', [job(IGNORE), lost()], []],
    ['an eviction by kubectl drain', [job({}), lost({}, condition('EvictionByEvictionAPI'))], [ADVICE]],
  ])('%s', (_, objects, changes) => {
    expect(changesOf(diagnosesOf(objects)[0])).toEqual(changes);
  });

  test.each(['PreemptionByScheduler', 'DeletionByTaintManager', 'DeletionByPodGC', 'TerminationByKubelet'])(
    '%s',
    (reason) => {
      expect(changesOf(diagnosesOf([job({}), lost({}, condition(reason))])[0]).at(-1)).toBe(ADVICE);
    },
  );

  test('does not hide that its pod was evicted', () => {
    const evicted = condition('TerminationByKubelet', 'The node was low on resource: memory. Threshold quantity: 1Mi');
    expect(diagnosesOf([job({}), lost({}, evicted)])[0]).toMatchObject({ cause: 'EvictedMemory' });
  });

  test('is an error after the Job has failed', () => {
    const failure = { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' };
    expect(diagnosesOf([job({}), lost()])).toMatchObject([{ severity: 'warning', cause: 'NodeShutdown' }]);
    expect(diagnosesOf([job({}, [failure]), lost()])).toMatchObject([{ severity: 'error', cause: 'NodeShutdown' }]);
  });
});
