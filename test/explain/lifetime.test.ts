import {
  changesOf,
  diagnosesOf,
  factsOf,
  headlines,
  NOW,
  podOf,
  recorded,
  running,
  terminated,
} from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string[]]>([
    [
      'alive',
      ['Job alive: container "web" (SideCar): keeps the Job running: the main container "algorunner" has ended'],
    ],
    [
      'alive-failed',
      [
        'Job alive-failed: container "algorunner" (Algorithm): fails: exit code 3',
        'Job alive-failed: container "web" (SideCar): keeps the Job running: the main container "algorunner" has ended',
      ],
    ],
    ['finalizer', ['Job finalizer: is stuck in deletion: finalizers block it (example.com/keep)']],
    [
      'ignores-term',
      [
        'Deployment ignores-term: container "algorunner" (Algorithm): does not end on SIGTERM: its pod waits until ' +
          'the grace period is over',
      ],
    ],
    [
      'init-endless',
      ['Job init-endless: container "wait" (init container): has not ended yet: the containers after it wait for it'],
    ],
    ['fine', ['Job fine: nothing wrong: completed at 2026-11-23T07:38:32Z']],
    ['running', ['Job running: nothing wrong: running']],
    ['fine-deploy', ['Deployment fine-deploy: nothing wrong: 1 of 1 pods ready']],
  ])('%s', (name, lines) => {
    expect(headlines(recorded('lifetime', name))).toEqual(lines);
  });

  test('the time and the places to change are named', () => {
    const [diagnosis] = diagnosesOf(recorded('lifetime', 'alive'));
    expect(diagnosis.since).toBe('2026-11-23T07:38:27Z');
    expect(changesOf(diagnosis)).toEqual([
      'SideCar "web" of Algorithm "alive", mode: use SideCarMode.NATIVE (the default for Jobs; Kubernetes 1.29 and ' +
        'newer): it ends with the main container',
    ]);
    expect(factsOf(diagnosis)).toEqual({ ended: 'Algorithm "algorunner", exit code 0', running: 'SideCar "web"' });
  });

  test('a note explains that a failure does not count yet', () => {
    expect(factsOf(diagnosesOf(recorded('lifetime', 'alive-failed'))[1]).note).toBe(
      'the failure counts only after the pod has ended',
    );
  });
});

describe('containers that keep running', () => {
  const ended = (finishedAt = '2026-11-23T07:42:50Z', exitCode = 0) => ({
    state: terminated(exitCode, { finishedAt }),
  });
  const causesOf = (pod: any) => diagnosesOf([pod]).map(({ cause }) => cause);

  test.each<[string, any, string[]]>([
    [
      'for 10 s',
      podOf({
        containers: [
          { name: 'algorunner', ...ended() },
          { name: 'web', ...running() },
        ],
      }),
      ['SidecarKeepsAlive'],
    ],
    [
      'for less',
      podOf({
        containers: [
          { name: 'algorunner', ...ended('2026-11-23T07:42:51Z') },
          { name: 'web', ...running() },
        ],
      }),
      ['Fine'],
    ],
    [
      'as the main one does',
      podOf({
        containers: [
          { name: 'algorunner', ...running() },
          { name: 'once', ...ended() },
        ],
      }),
      ['Fine'],
    ],
    [
      'in a pod where the main one is started again',
      podOf({
        spec: { restartPolicy: 'OnFailure' },
        containers: [
          { name: 'algorunner', ...ended(undefined, 1) },
          { name: 'web', ...running() },
        ],
      }),
      ['ExitCode'],
    ],
    [
      'in one where it is not, as it ended well',
      podOf({
        spec: { restartPolicy: 'OnFailure' },
        containers: [
          { name: 'algorunner', ...ended() },
          { name: 'web', ...running() },
        ],
      }),
      ['SidecarKeepsAlive'],
    ],
    [
      'as a native sidecar, which is asked to end then',
      podOf({
        containers: [{ name: 'algorunner', ...ended('2026-11-23T07:42:51Z') }],
        initContainers: [{ name: 'web', restartPolicy: 'Always', ...running() }],
      }),
      ['Fine'],
    ],
    [
      'as a native sidecar that does not hear',
      podOf({
        containers: [{ name: 'algorunner', ...ended() }],
        initContainers: [{ name: 'web', restartPolicy: 'Always', ...running() }],
      }),
      ['IgnoresSigterm'],
    ],
    [
      'as a native sidecar next to a container that is started again',
      podOf({
        spec: { restartPolicy: 'OnFailure' },
        containers: [{ name: 'algorunner', ...ended(undefined, 1) }],
        initContainers: [{ name: 'web', restartPolicy: 'Always', ...running() }],
      }),
      ['ExitCode'],
    ],
    [
      'as a native sidecar next to one that runs',
      podOf({
        containers: [
          { name: 'algorunner', ...ended() },
          { name: 'log', ...running() },
        ],
        initContainers: [{ name: 'web', restartPolicy: 'Always', ...running() }],
      }),
      ['SidecarKeepsAlive'],
    ],
  ])('%s', (_, pod, causes) => {
    expect(causesOf(pod)).toEqual(causes);
  });

  test('in another pod, the first container is the main one unless an annotation names another', () => {
    const pod = podOf({
      metadata: { labels: {} },
      containers: [
        { name: 'proxy', ...running() },
        { name: 'main', ...ended() },
      ],
    });
    expect(causesOf(pod)).toEqual(['Fine']);
    pod.metadata.annotations = { 'kubectl.kubernetes.io/default-container': 'main' };
    const [diagnosis] = diagnosesOf([pod]);
    expect(diagnosis.cause).toBe('SidecarKeepsAlive');
    expect(changesOf(diagnosis)).toEqual([
      'Pod print-x, spec.initContainers: move container "proxy" here, with restartPolicy: Always (Kubernetes 1.29 ' +
        'and newer): it ends with the main container',
    ]);
  });
});

test.each<[any, string, string]>([
  [{}, '30 s', '2026-11-23T07:43:20Z'],
  [{ terminationGracePeriodSeconds: 600 }, '600 s', '2026-11-23T07:52:50Z'],
])('a native sidecar that ignores SIGTERM, in a pod with %j', (spec, period, killed) => {
  const [diagnosis] = diagnosesOf([
    podOf({
      spec,
      containers: [{ name: 'algorunner', state: terminated(0, { finishedAt: '2026-11-23T07:42:50Z' }) }],
      initContainers: [{ name: 'web', restartPolicy: 'Always', ...running() }],
    }),
  ]);
  expect(diagnosis).toMatchObject({ severity: 'warning', container: { name: 'web' }, since: '2026-11-23T07:42:50Z' });
  expect(factsOf(diagnosis)).toEqual({ 'killed at': killed, 'grace period': period });
});

describe('a pod that is being deleted', () => {
  /** Asked to end at 07:42:00, to be gone at 07:42:30. */
  const deleted = (containers: any[], metadata: any = {}) =>
    podOf({
      metadata: { deletionTimestamp: '2026-11-23T07:42:30Z', deletionGracePeriodSeconds: 30, ...metadata },
      containers,
    });
  const at = (pod: any, time: string) => diagnosesOf([pod], new Date(time))[0];
  const alive = deleted([{ name: 'algorunner', ...running() }]);
  const over = deleted([{ name: 'algorunner', state: terminated(137) }]);

  test.each<[string, any, string, string]>([
    ['just asked for', alive, '2026-11-23T07:42:09Z', 'Fine'],
    ['not heard', alive, '2026-11-23T07:42:10Z', 'IgnoresSigterm'],
    ['at the end of the grace period', alive, '2026-11-23T07:42:39Z', 'IgnoresSigterm'],
    ['after it', alive, '2026-11-23T07:42:40Z', 'StuckTerminating'],
    ['done, and waiting for the kubelet', over, '2026-11-23T07:42:39Z', 'Fine'],
    ['done, and the kubelet does not tell', over, '2026-11-23T07:42:40Z', 'StuckTerminating'],
    [
      'done, with finalizers',
      deleted([{ name: 'algorunner', state: terminated(137) }], { finalizers: ['a/b'] }),
      '2026-11-23T07:42:10Z',
      'Finalizers',
    ],
    [
      'not done, with finalizers',
      deleted([{ name: 'algorunner', ...running() }], { finalizers: ['a/b'] }),
      '2026-11-23T07:42:10Z',
      'IgnoresSigterm',
    ],
  ])('%s', (_, pod, time, cause) => {
    expect(at(pod, time).cause).toBe(cause);
  });

  test('has the time when it is killed', () => {
    expect(factsOf(at(alive, '2026-11-23T07:42:20Z'))).toEqual({
      'killed at': '2026-11-23T07:42:30Z',
      'grace period': '30 s',
    });
    expect(at(alive, '2026-11-23T07:42:20Z').since).toBe('2026-11-23T07:42:00Z');
  });

  test('has no other failure', () => {
    const pod = deleted([{ name: 'algorunner', state: { waiting: { reason: 'ImagePullBackOff', message: '' } } }]);
    expect(at(pod, '2026-11-23T07:42:05Z').what).toBe('nothing wrong: ending');
  });

  test('may have a huge grace period', () => {
    expect(() =>
      diagnosesOf(
        [deleted([{ name: 'a', ...running() }], { deletionGracePeriodSeconds: Number.MAX_SAFE_INTEGER })],
        NOW,
      ),
    ).not.toThrow();
  });
});
