import { changesOf, diagnosesOf, eventOf, factsOf, podOf, running, waiting } from '../fixtures/explain';

const creating = (startTime: string, more: any = {}) =>
  podOf({
    status: { phase: 'Pending', startTime },
    containers: [{ name: 'algorunner', image: 'busybox:1', ...waiting('ContainerCreating') }],
    ...more,
  });

describe('a pod that has not started', () => {
  test.each<[string, any[], string, string, string]>([
    ['yet', [creating('2026-11-23T07:42:00Z')], 'Creating', 'is starting', 'info'],
    [
      'for more than a minute',
      [creating('2026-11-23T07:41:59Z')],
      'Creating',
      'does not start (ContainerCreating), for an unknown reason',
      'warning',
    ],
    [
      'as its image is being pulled',
      [creating('2026-11-23T07:41:00Z'), eventOf('Pulling', 'Pulling image', { container: 'algorunner' })],
      'ImagePulling',
      'its image is being pulled',
      'info',
    ],
    [
      'as its image is still being pulled',
      [
        creating('2026-11-23T07:30:00Z'),
        eventOf('Pulling', 'Pulling image', {
          container: 'algorunner',
          lastTimestamp: '2026-11-23T07:37:59Z',
          firstTimestamp: '2026-11-23T07:37:59Z',
        }),
      ],
      'ImagePulling',
      'its image is being pulled',
      'warning',
    ],
    [
      'although its image is there',
      [
        creating('2026-11-23T07:30:00Z'),
        eventOf('Pulling', ''),
        eventOf('Pulled', '', { lastTimestamp: '2026-11-23T07:42:00Z' }),
      ],
      'Creating',
      'does not start (ContainerCreating), for an unknown reason',
      'warning',
    ],
    [
      'for a reason that is not known',
      [
        podOf({
          status: { phase: 'Pending', startTime: '2026-11-23T07:42:00Z' },
          containers: [
            { name: 'algorunner', image: 'busybox:1', ...waiting('PodInitializing') },
            { name: 'web', image: 'busybox:1', ...waiting('NewReason') },
          ],
        }),
      ],
      'Creating',
      'does not start (NewReason), for an unknown reason',
      'warning',
    ],
    [
      'and has no status at all',
      [podOf({ status: { phase: 'Pending' }, containers: [{ name: 'algorunner' }] })],
      'Creating',
      'does not start (no state), for an unknown reason',
      'warning',
    ],
  ])('%s', (_, objects, cause, what, severity) => {
    expect(diagnosesOf(objects)[0]).toMatchObject({ cause, what, severity });
  });

  test('names the image that is being pulled', () => {
    const pod = creating('2026-11-23T07:41:00Z', {
      containers: [
        { name: 'web', image: 'web:1' },
        { name: 'algorunner', image: 'busybox:1', ...waiting('ContainerCreating') },
      ],
    });
    const [diagnosis] = diagnosesOf([pod, eventOf('Pulling', '', { container: 'algorunner' })]);
    expect(diagnosis.container?.name).toBe('algorunner');
    expect(factsOf(diagnosis)).toEqual({ image: 'busybox:1' });
  });

  test('names a command that shows more', () => {
    const [diagnosis] = diagnosesOf([
      creating('2026-11-23T07:30:00Z'),
      eventOf('Scheduled', '', { involvedObject: { kind: 'Pod', namespace: 'batch', name: 'another' } }),
    ]);
    expect(diagnosis.commands).toEqual(['kubectl describe pod print-x -n batch']);
    expect(factsOf(diagnosis)).toEqual({
      waiting: 'Algorithm "algorunner"',
      events: 'there are none about it: Kubernetes keeps events for only an hour',
    });
  });
});

describe('an init container', () => {
  const initial = (startedAt: string) =>
    podOf({
      status: { phase: 'Pending' },
      initContainers: [
        { name: 'fetch', ...running(startedAt) },
        { name: 'web', restartPolicy: 'Always', ...waiting('PodInitializing') },
      ],
      containers: [{ name: 'algorunner', ...waiting('PodInitializing') }],
    });

  test.each<[string, string, number]>([
    ['2026-11-23T07:38:00Z', 'info', 0],
    ['2026-11-23T07:37:59Z', 'warning', 1],
  ])('that has run since %s', (startedAt, severity, changes) => {
    const [diagnosis] = diagnosesOf([initial(startedAt)]);
    expect(diagnosis).toMatchObject({
      cause: 'InitContainerRuns',
      severity,
      container: { name: 'fetch', role: 'init container' },
      what: 'has not ended yet: the containers after it wait for it',
    });
    expect(factsOf(diagnosis).waiting).toBe('"web", "algorunner"');
    expect(changesOf(diagnosis)).toEqual(
      [
        'SideCar "fetch" (or pod.initContainers "fetch") of Algorithm "print": make it end; if it must keep ' +
          'running, use a SideCar with mode NATIVE and wait for STARTED or HEALTHY, not COMPLETED',
      ].slice(0, changes),
    );
    expect(diagnosis.commands).toEqual(['kubectl logs print-x -n batch -c fetch']);
  });
});

test('an init container of a pod that others made has its place to change', () => {
  const pod = podOf({
    metadata: { labels: {} },
    status: { phase: 'Pending' },
    initContainers: [{ name: 'fetch', ...running('2026-11-23T07:30:00Z') }],
  });
  expect(changesOf(diagnosesOf([pod])[0])).toEqual([
    'Pod print-x, spec.initContainers: make it end; if it must keep running, make it a sidecar (restartPolicy: Always)',
  ]);
});

describe('a part that a node cannot create', () => {
  test.each<[string, string, string, string]>([
    [
      'FailedCreatePodSandBox',
      'Failed to create pod sandbox: plugin type="calico" failed (add): network is not ready',
      'PodNetwork',
      "node node-1 cannot set up the pod's network",
    ],
    [
      'NetworkNotReady',
      'network is not ready: container runtime network not ready: cni plugin not initialized',
      'PodNetwork',
      "node node-1 cannot set up the pod's network",
    ],
    [
      'FailedCreatePodSandBox',
      'Failed to create pod sandbox: no runtime for "kata" is configured: RuntimeHandler "kata" not supported, ' +
        'runtime handler',
      'RuntimeHandler',
      "node node-1 cannot set up the pod's runtime",
    ],
    ['FailedCreatePodSandBox', 'something new', 'PodSandbox', "node node-1 cannot set up the pod's environment"],
  ])('%s: %s', (reason, message, cause, what) => {
    const [diagnosis] = diagnosesOf([creating('2026-11-23T07:30:00Z'), eventOf(reason, message)]);
    expect(diagnosis).toMatchObject({ severity: 'error', cause, what, message });
    expect(changesOf(diagnosis)).toHaveLength(1);
  });

  const NO_MEMORY =
    'Failed to create pod sandbox: runc create failed: unable to apply cgroup configuration: mkdir ' +
    '/sys/fs/cgroup/memory/kubepods/x: cannot allocate memory: unknown';
  test("such as the pod's memory, which is too small", () => {
    const limited = {
      containers: [
        {
          name: 'algorunner',
          image: 'busybox:1',
          resources: { limits: { memory: '512' } },
          ...waiting('ContainerCreating'),
        },
      ],
    };
    const [diagnosis] = diagnosesOf([
      creating('2026-11-23T07:30:00Z', limited),
      eventOf('FailedCreatePodSandBox', NO_MEMORY),
    ]);
    expect(diagnosis).toMatchObject({
      severity: 'error',
      cause: 'StartMemory',
      what: 'its memory limits are too small to start',
      message: NO_MEMORY,
    });
    expect(changesOf(diagnosis)).toEqual([
      'Algorithm "print" and its SideCars, resources.limits.memory: raise it and check its unit: "512" means 512 ' +
        'bytes; did you mean "512Mi"?',
    ]);
  });

  test('such as its own memory, which is used up', () => {
    expect(
      diagnosesOf([creating('2026-11-23T07:30:00Z'), eventOf('FailedCreatePodSandBox', NO_MEMORY)])[0],
    ).toMatchObject({ cause: 'PodSandbox' });
  });

  test('is ignored after a container has started', () => {
    const pod = podOf({ containers: [{ name: 'algorunner', ready: true, ...running() }] });
    expect(diagnosesOf([pod, eventOf('FailedCreatePodSandBox', '')])[0].cause).toBe('Fine');
  });
});
