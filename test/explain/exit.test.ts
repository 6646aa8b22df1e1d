import {
  changesOf,
  diagnosesOf,
  eventOf,
  factsOf,
  headlines,
  podOf,
  recorded,
  running,
  terminated,
  waiting,
} from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string]>([
    ['exit-1', 'Job exit-1: container "algorunner" (Algorithm): fails: exit code 1'],
    ['exit-127', 'Job exit-127: container "algorunner" (Algorithm): fails: exit code 127: a command was not found'],
    ['exit-137', 'Job exit-137: container "algorunner" (Algorithm): fails: exit code 137: killed (SIGKILL)'],
    ['exit-many', 'Job exit-many: container "algorunner" (Algorithm): fails: exit code 3'],
    ['exit-onfailure', 'Job exit-onfailure: container "algorunner" (Algorithm): fails: exit code 1'],
    ['crash', 'Deployment crash: container "algorunner" (Algorithm): fails: exit code 1'],
    [
      'ends',
      'Deployment ends: container "algorunner" (Algorithm): ends by itself (exit code 0), and is restarted again ' +
        'and again: containers must keep running here',
    ],
    [
      'oom',
      'Job oom: container "algorunner" (Algorithm): out of memory (OOMKilled): it needs more than its limit, 24Mi',
    ],
    ['init-fails', 'Job init-fails: container "fetch" (init container): fails: exit code 4'],
    ['init-crash', 'Deployment init-crash: container "fetch" (init container): fails: exit code 4'],
    ['side-crash', 'Job side-crash: container "web" (SideCar): fails on start-up: exit code 1'],
  ])('%s', (name, line) => {
    expect(headlines(recorded('exit', name))).toEqual([line]);
  });

  test.each<[string, string | undefined]>([
    ['exit-many', '3 s'],
    ['exit-137', undefined],
  ])('%s names how long it ran, unless the clocks of nodes differ', (name, text) => {
    expect(factsOf(diagnosesOf(recorded('exit', name))[0])['ran for']).toBe(text);
  });

  test('a Deployment of a program that ends may be meant as a Job', () => {
    expect(changesOf(diagnosesOf(recorded('exit', 'ends'))[0])).toEqual([
      'Algorithm "ends", command: start a program that keeps running in the foreground',
      'Algorithm "ends", workload: or use AlgorithmWorkload.job(), if its work ends',
    ]);
  });

  test('the last output of the program is the message', () => {
    expect(diagnosesOf(recorded('exit', 'exit-1'))[0].message).toBe('failing\n');
  });

  test('pods with the same failure are counted, with the time of the first', () => {
    const [{ about, since }] = diagnosesOf(recorded('exit', 'exit-many'));
    expect(about).toEqual({ kind: 'Pod', count: 4, names: ['exit-many-5tcb2', 'exit-many-dd2td', 'exit-many-mc9p4'] });
    expect(since).toBe('2026-11-23T07:38:19Z');
  });

  test('endless restarts have a count, a time and the right log', () => {
    const [diagnosis] = diagnosesOf(recorded('exit', 'crash'));
    expect(factsOf(diagnosis).restarts).toBe('4, last end at 2026-11-23T07:39:34Z; it waits for the next one');
    expect(diagnosis.since).toBe('2026-11-23T07:38:23Z');
    expect(diagnosis.commands).toEqual(['kubectl logs crash-7f49b6c5cb-cd44t -n batch -c algorunner --previous']);
  });

  test('a completed Job has no finding about a sidecar that crashed or was killed at the end', () => {
    expect(headlines(recorded('exit', 'oom-side'))).toEqual([
      'Job oom-side: nothing wrong: completed at 2026-11-23T07:39:26Z',
    ]);
  });
});

const failed = (code: number, more: any = {}, container: any = {}) =>
  podOf({
    status: { phase: 'Failed' },
    containers: [{ name: 'algorunner', state: terminated(code, more), ...container }],
  });

describe('an exit code is explained', () => {
  test.each<[number, string]>([
    [1, 'fails: exit code 1'],
    [2, 'fails: exit code 2: many programs use it for wrong arguments'],
    [42, 'fails: exit code 42'],
    [126, 'fails: exit code 126: the command was found but cannot be executed'],
    [127, 'fails: exit code 127: a command was not found'],
    [128, 'fails: exit code 128'],
    [129, 'fails: exit code 129: ended by signal 1'],
    [132, 'fails: exit code 132: illegal instruction (SIGILL): built for another processor'],
    [
      134,
      'fails: exit code 134: the program aborted (SIGABRT): an assertion failed, or its own heap ran out of memory',
    ],
    [135, 'fails: exit code 135: bus error (SIGBUS): often /dev/shm is full'],
    [139, 'fails: exit code 139: segmentation fault (SIGSEGV)'],
    [143, 'fails: exit code 143: asked to end (SIGTERM), but not because its pod ended'],
    [159, 'fails: exit code 159: ended by signal 31'],
    [160, 'fails: exit code 160'],
    [255, 'fails: exit code 255'],
  ])('%i', (code, what) => {
    expect(diagnosesOf([failed(code)])[0]).toMatchObject({ cause: 'ExitCode', what, severity: 'error' });
  });

  test('0 is not reported', () => {
    expect(
      headlines([podOf({ status: { phase: 'Running' }, containers: [{ name: 'algorunner', state: terminated(0) }] })]),
    ).toEqual(['Pod print-x: nothing wrong: running']);
  });
});

describe('a container that ran out of memory', () => {
  test.each<[string, any, string, string]>([
    [
      'with a limit',
      { resources: { limits: { memory: '1Gi' } } },
      'out of memory (OOMKilled): it needs more than its limit, 1Gi',
      'Algorithm "print", resources.limits.memory: raise it (now 1Gi)',
    ],
    ['without', {}, 'out of memory (OOMKilled)', 'Algorithm "print", resources.requests.memory: request what it needs'],
  ])('%s', (_, container, what, change) => {
    const [diagnosis] = diagnosesOf([failed(137, { reason: 'OOMKilled' }, container)]);
    expect(diagnosis).toMatchObject({ cause: 'OOMKilled', what });
    expect(changesOf(diagnosis)[0]).toContain(change);
  });

  test('is reported for any exit code, even 0, as only a child may have been killed', () => {
    expect(diagnosesOf([failed(0, { reason: 'OOMKilled' })])[0].cause).toBe('OOMKilled');
  });
});

describe('an earlier failure is less severe or ignored', () => {
  const again = (more: any, container: any = {}) =>
    podOf({
      containers: [
        {
          name: 'algorunner',
          restartCount: 2,
          ready: true,
          ...running(),
          lastState: terminated(1, more),
          ...container,
        },
      ],
    });

  test.each<[string, any, string | undefined]>([
    ['a restart within the last hour is a warning', again({ finishedAt: '2026-11-23T06:43:01Z' }), 'warning'],
    ['an older one is nothing', again({ finishedAt: '2026-11-23T06:43:00Z' }), undefined],
    ['a container that ended well, and runs again', again({ exitCode: 0 }), undefined],
    [
      'a pod that was deleted before',
      {
        ...failed(137),
        metadata: {
          name: 'print-x',
          namespace: 'batch',
          deletionTimestamp: '2026-11-23T07:42:58Z',
          deletionGracePeriodSeconds: 300,
        },
      },
      undefined,
    ],
    [
      'an init container that ended',
      podOf({
        containers: [{ name: 'algorunner', ...running() }],
        initContainers: [{ name: 'fetch', state: terminated(0) }],
      }),
      undefined,
    ],
    [
      'a native sidecar that was ended after the main container',
      podOf({
        status: { phase: 'Failed' },
        initContainers: [
          { name: 'web', restartPolicy: 'Always', state: terminated(137, { finishedAt: '2026-11-23T07:40:02Z' }) },
        ],
        containers: [{ name: 'algorunner', state: terminated(0, { finishedAt: '2026-11-23T07:40:00Z' }) }],
      }),
      undefined,
    ],
    [
      'one that failed before it',
      podOf({
        status: { phase: 'Failed' },
        initContainers: [
          { name: 'web', restartPolicy: 'Always', state: terminated(1, { finishedAt: '2026-11-23T07:39:59Z' }) },
        ],
        containers: [{ name: 'algorunner', state: terminated(0, { finishedAt: '2026-11-23T07:40:00Z' }) }],
      }),
      'error',
    ],
  ])('%s', (_, pod, severity) => {
    expect(diagnosesOf([pod]).find(({ cause }) => cause === 'ExitCode')?.severity).toBe(severity);
  });

  /** It ran for a minute, the last time. */
  const after = (startedAt: string, start = '2026-11-23T07:39:00Z') => again({ startedAt: start }, running(startedAt));

  test.each<[string, any, string]>([
    ['shorter than the last time', after('2026-11-23T07:42:01Z'), 'error'],
    ['as long as the last time', after('2026-11-23T07:42:00Z'), 'warning'],
    ['shorter than the last time, but long enough', after('2026-11-23T07:33:00Z', '2026-11-20T00:00:00Z'), 'warning'],
    ['not long enough', after('2026-11-23T07:33:01Z', '2026-11-20T00:00:00Z'), 'error'],
    ['for ten seconds, after it ended at once', after('2026-11-23T07:42:50Z', '2026-11-23T07:40:00Z'), 'warning'],
    ['for less', after('2026-11-23T07:42:51Z', '2026-11-23T07:40:00Z'), 'error'],
  ])('after it runs again %s', (_, pod, severity) => {
    expect(diagnosesOf([pod])[0]).toMatchObject({ cause: 'ExitCode', severity });
  });

  test('if its end is unknown', () => {
    expect(diagnosesOf([failed(137, { reason: 'ContainerStatusUnknown' })])[0]).toMatchObject({
      severity: 'warning',
      cause: 'ContainerStatusUnknown',
    });
  });
});

describe('a sidecar', () => {
  const sidecar = (ran: number, container: any = {}) =>
    podOf({
      initContainers: [
        {
          name: 'web',
          restartPolicy: 'Always',
          restartCount: 3,
          ...waiting('CrashLoopBackOff'),
          lastState: terminated(1, {
            startedAt: '2026-11-23T07:40:00Z',
            finishedAt: `2026-11-23T07:40:${String(ran).padStart(2, '0')}Z`,
          }),
          ...container,
        },
      ],
      containers: [{ name: 'algorunner', ...running() }],
    });

  test.each<[number, string]>([
    [9, 'fails on start-up: exit code 1'],
    [10, 'fails: exit code 1'],
  ])('that ends after %i s', (ran, what) => {
    expect(diagnosesOf([sidecar(ran)])[0].what).toBe(what);
  });

  test('that ends by itself', () => {
    const [diagnosis] = diagnosesOf([sidecar(5, { lastState: terminated(0) })]);
    expect(diagnosis.what).toBe(
      'ends by itself (exit code 0), and is restarted again and again: a native sidecar must keep running',
    );
    expect(changesOf(diagnosis)).toContainEqual(expect.stringContaining('mode: or SideCarMode.CONTAINER'));
  });

  test('has the time of the first event about it', () => {
    const others = [
      eventOf('BackOff', '', {
        container: 'log',
        firstTimestamp: '2026-11-23T07:38:10Z',
        lastTimestamp: '2026-11-23T07:38:10Z',
      }),
      eventOf('Pulled', '', {
        container: 'web',
        firstTimestamp: '2026-11-23T07:38:20Z',
        lastTimestamp: '2026-11-23T07:38:20Z',
      }),
    ];
    expect(diagnosesOf([sidecar(5), ...others, eventOf('BackOff', '', { container: 'web' })])[0].since).toBe(
      '2026-11-23T07:39:00Z',
    );
    expect(
      diagnosesOf([sidecar(5), eventOf('BackOff', 'Back-off restarting failed container', { container: 'web' })])[0]
        .since,
    ).toBe('2026-11-23T07:39:00Z');
    expect(diagnosesOf([sidecar(5)])[0].since).toBe('2026-11-23T07:38:00Z');
  });
});

describe('a process that was killed for memory in a container that ended with 0', () => {
  const end = terminated(0, { reason: 'OOMKilled' });
  const job = {
    kind: 'Job',
    metadata: { name: 'print', namespace: 'batch' },
    status: { conditions: [{ type: 'Complete', status: 'True' }] },
  };
  const owned = { ownerReferences: [{ kind: 'Job', name: 'print', controller: true }] };

  test.each<[string, any[]]>([
    [
      'the main one',
      [
        job,
        podOf({ metadata: owned, status: { phase: 'Succeeded' }, containers: [{ name: 'algorunner', state: end }] }),
      ],
    ],
    [
      'of a pod without a Job',
      [podOf({ status: { phase: 'Succeeded' }, containers: [{ name: 'algorunner', state: end }] })],
    ],
    [
      'a sidecar',
      [
        job,
        podOf({
          metadata: owned,
          status: { phase: 'Succeeded' },
          initContainers: [{ name: 'web', restartPolicy: 'Always', state: end }],
          containers: [{ name: 'algorunner', state: terminated(0) }],
        }),
      ],
    ],
    [
      'an init container',
      [podOf({ initContainers: [{ name: 'web', state: end }], containers: [{ name: 'algorunner', ...running() }] })],
    ],
  ])('is a warning: %s', (_, objects) => {
    const [diagnosis] = diagnosesOf(objects);
    expect(diagnosis.cause).toBe('OOMKilled');
    expect(diagnosis.what).toMatch(
      /^a process in it was killed for memory \(OOMKilled\), although it ended with exit code 0/,
    );
  });

  test('is a warning in a Job that has succeeded', () => {
    const pod = podOf({
      metadata: owned,
      status: { phase: 'Succeeded' },
      containers: [{ name: 'algorunner', state: end }],
    });
    expect(diagnosesOf([job, pod])).toMatchObject([{ severity: 'warning' }]);
  });

  test('is reported in a pod that has succeeded, unlike other failures', () => {
    const pod = podOf({
      status: { phase: 'Succeeded' },
      initContainers: [{ name: 'web', restartPolicy: 'Always', state: terminated(143) }],
      containers: [{ name: 'algorunner', state: terminated(0) }],
    });
    expect(diagnosesOf([pod])).toMatchObject([{ cause: 'Fine' }]);
  });
});

test('a container that ran out of memory long ago and runs again still has a warning', () => {
  const lastState = terminated(137, { reason: 'OOMKilled', finishedAt: '2026-11-20T00:00:00Z' });
  const container = { name: 'algorunner', restartCount: 2, state: { running: { startedAt: '2026-11-20T00:01:00Z' } } };
  expect(diagnosesOf([podOf({ containers: [{ ...container, lastState }] })])).toMatchObject([
    { cause: 'OOMKilled', severity: 'warning' },
  ]);
});

test('a container that is restarted again and again is reported without its last end', () => {
  const container = { name: 'algorunner', restartCount: 5, ...waiting('CrashLoopBackOff', 'back-off 5m0s') };
  const [diagnosis] = diagnosesOf([podOf({ containers: [container] })]);
  expect(diagnosis).toMatchObject({
    cause: 'ContainerStatusUnknown',
    what: 'ends again and again; how it ended is not known',
    commands: ['kubectl logs print-x -n batch -c algorunner --previous'],
  });
});
