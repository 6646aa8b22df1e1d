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
    [
      'side-startup-never',
      'Job side-startup-never: container "web" (SideCar): fails on start-up: its startup probe never succeeds',
    ],
    [
      'side-startup-onfailure',
      'Job side-startup-onfailure: container "web" (SideCar): fails on start-up: its startup probe never succeeds',
    ],
    [
      'side-startup-deploy',
      'Deployment side-startup-deploy: container "web" (SideCar): fails on start-up: its startup probe never succeeds',
    ],
    ['liveness', 'Deployment liveness: container "algorunner" (Algorithm): is killed: its liveness probe fails'],
    ['readiness', 'Deployment readiness: container "algorunner" (Algorithm): is not ready: its readiness probe fails'],
    ['poststart', 'Job poststart: container "algorunner" (Algorithm): is killed: its postStart hook fails'],
  ])('%s', (name, line) => {
    expect(headlines(recorded('probe', name))).toEqual([line]);
  });

  test.each<[string, string, string]>([
    [
      'side-startup-onfailure',
      'http :80/, every 2 s, failureThreshold 2',
      'Startup probe failed: Get "http://10.244.0.54:80/": dial tcp 10.244.0.54:80: connect: connection refused',
    ],
    [
      'side-startup-deploy',
      'tcp :80, every 2 s, failureThreshold 2',
      'Startup probe failed: dial tcp 10.244.0.38:80: connect: connection refused',
    ],
    ['side-startup-never', 'exec false …, every 2 s, failureThreshold 2', 'Startup probe failed: '],
  ])('%s: the probe and its message are shown', (name, probe, message) => {
    const [diagnosis] = diagnosesOf(recorded('probe', name));
    expect(factsOf(diagnosis).probe).toBe(probe);
    expect(diagnosis.message).toBe(message);
    // In the Deployment, the sidecar is an ordinary container.
    const text = 'the containers after it start only when it has started';
    expect(factsOf(diagnosis).waiting).toBe(name === 'side-startup-deploy' ? undefined : text);
  });
});

const PROBE = {
  tcpSocket: { port: 80 },
  initialDelaySeconds: 4,
  periodSeconds: 5,
  failureThreshold: 3,
  timeoutSeconds: 1,
};
/** Fails for 20 s before it counts. */
const LATE = '2026-11-23T07:42:39Z';
const JUST = '2026-11-23T07:42:40Z';

describe('a startup probe', () => {
  const sidecar = (more: any, spec: any = {}) =>
    podOf({
      spec,
      status: { phase: 'Pending' },
      initContainers: [{ name: 'web', restartPolicy: 'Always', startupProbe: PROBE, started: false, ...more }],
      containers: [{ name: 'algorunner', ...waiting('PodInitializing') }],
    });
  const causeOf = (objects: any[]) => diagnosesOf(objects)[0].cause;

  test.each<[string, any, string]>([
    ['that had their time', running(LATE), 'StartupProbe'],
    ['that still have some', running(JUST), 'Creating'],
    [
      'each of whose probes takes its time',
      { ...running('2026-11-23T07:42:30Z'), startupProbe: { ...PROBE, timeoutSeconds: 10 } },
      'Creating',
    ],
    ['that succeeded', { ...running(LATE), started: true }, 'Creating'],
    [
      'after which it was killed',
      { ...waiting('CrashLoopBackOff'), restartCount: 1, lastState: terminated(137) },
      'StartupProbe',
    ],
    [
      'after which it ended when it was asked to',
      { ...waiting('CrashLoopBackOff'), restartCount: 1, lastState: terminated(143) },
      'StartupProbe',
    ],
    [
      'in which it failed by itself',
      { ...waiting('CrashLoopBackOff'), restartCount: 1, lastState: terminated(1) },
      'ExitCode',
    ],
    [
      'in which it ran out of memory',
      { ...waiting('CrashLoopBackOff'), restartCount: 1, lastState: terminated(137, { reason: 'OOMKilled' }) },
      'OOMKilled',
    ],
  ])('%s', (_, container, cause) => {
    expect(causeOf([sidecar(container)])).toBe(cause);
  });

  test.each<[string, string]>([
    ['2026-11-23T07:39:00Z', 'StartupProbe'],
    ['2026-11-23T07:38:59Z', 'ExitCode'],
  ])('is blamed by its event, although the exit code does not show it (%s)', (lastTimestamp, cause) => {
    const container = { ...waiting('CrashLoopBackOff'), restartCount: 1, lastState: terminated(3) };
    const event = eventOf('Killing', 'Init container web failed startup probe', {
      container: 'web',
      firstTimestamp: lastTimestamp,
      lastTimestamp,
    });
    expect(causeOf([sidecar(container), event])).toBe(cause);
  });

  describe('may not run again, by a defect of older kubelets', () => {
    /** Waits 2 × 20 s and the grace period of 30 s. */
    const AGES = '2026-11-23T07:41:49Z';
    const ended = { restartCount: 1, lastState: terminated(1) };
    const node = (kubeletVersion: unknown, name = 'node-1') => ({
      kind: 'Node',
      metadata: { name },
      status: { nodeInfo: { kubeletVersion } },
    });
    const probed = (reason: string, message: string, lastTimestamp: string) =>
      eventOf(reason, message, { container: 'web', lastTimestamp });
    const isTold = (objects: any[]) => factsOf(diagnosesOf(objects)[0]).kubelet?.includes('kubernetes#132826') ?? false;

    test.each<[string, any, any, boolean]>([
      ['it ended by itself, and is not probed since', { ...running(AGES), ...ended }, {}, true],
      [
        'it may be being killed, and have its grace period',
        { ...running('2026-11-23T07:41:50Z'), ...ended },
        {},
        false,
      ],
      [
        'a shorter grace period',
        { ...running('2026-11-23T07:42:18Z'), ...ended },
        { terminationGracePeriodSeconds: 1 },
        true,
      ],
      [
        'a longer one of the probe',
        { ...running(AGES), ...ended, startupProbe: { ...PROBE, terminationGracePeriodSeconds: 60 } },
        {},
        false,
      ],
      [
        'it ignored SIGTERM, and was killed',
        { ...running(AGES), restartCount: 1, lastState: terminated(137) },
        {},
        false,
      ],
      ['it never ended', { ...running(AGES), restartCount: 0 }, {}, false],
      ['in a pod that restarts its containers', { ...running(AGES), ...ended }, { restartPolicy: 'OnFailure' }, false],
    ])('%s', (_, container, spec, expected) => {
      expect(isTold([sidecar(container, spec)])).toBe(expected);
    });

    test.each<[string, any[], boolean]>([
      [
        'the probe failed in the run before',
        [probed('Unhealthy', 'Startup probe failed: no', '2026-11-23T07:41:48Z')],
        true,
      ],
      ['the probe has failed since', [probed('Unhealthy', 'Startup probe failed: no', AGES)], false],
      [
        'it is being killed',
        [probed('Killing', 'Init container web failed startup probe', '2026-11-23T07:42:59Z')],
        false,
      ],
    ])('%s', (_, events, expected) => {
      expect(
        isTold([
          sidecar({ ...running(AGES), ...ended, lastState: terminated(1, { startedAt: '2026-11-23T07:41:49Z' }) }),
          ...events,
        ]),
      ).toBe(expected);
    });

    test.each<[unknown, boolean]>([
      ['v1.29.0', true],
      ['v1.32.99', true],
      ['v1.33.5', true],
      ['v1.33.6', false],
      ['v1.34.1+k3s1', true],
      ['v1.34.2', false],
      ['v1.35.0-rc.1', false],
      ['v1.37.2', false],
      ['v2.0.0', false],
      ['', true],
      [null, true],
    ])('on a node of version %j', (version, expected) => {
      const pod = sidecar({ ...running(AGES), ...ended });
      expect(isTold([pod, node('v1.20.1', 'another'), node(version)])).toBe(expected);
    });
  });

  test.each<[string, any, string]>([
    ['its own', {}, 'startupProbe'],
    [
      'like its readiness probe',
      { readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 } },
      'startupProbe (or readinessProbe, if it is derived from that)',
    ],
    [
      'like its liveness probe',
      { livenessProbe: { tcpSocket: { port: 80 } } },
      'startupProbe (or livenessProbe, if it is derived from that)',
    ],
    [
      'unlike its readiness probe',
      { readinessProbe: { tcpSocket: { port: 81 } }, livenessProbe: { tcpSocket: { port: 80 } } },
      'startupProbe',
    ],
  ])('that is %s names its field to change', (_, probes, field) => {
    expect(diagnosesOf([sidecar({ ...running(LATE), ...probes })])[0].changes[0]).toMatchObject({
      in: 'SideCar "web" of Algorithm "print"',
      field,
    });
  });

  test('has the fields of the pod, if others made it', () => {
    const pod = sidecar({ ...running(LATE), readinessProbe: { tcpSocket: { port: 80 } } });
    pod.metadata.labels = {};
    expect(diagnosesOf([pod])[0].changes[0].field).toBe('spec.initContainers "web".startupProbe');
  });

  test('of the main container is explained', () => {
    const pod = podOf({ containers: [{ name: 'algorunner', startupProbe: PROBE, started: false, ...running(LATE) }] });
    expect(diagnosesOf([pod])[0].what).toBe('fails to start: its startup probe never succeeds');
    expect(factsOf(diagnosesOf([pod])[0])).not.toHaveProperty('waiting');
    expect(changesOf(diagnosesOf([pod])[0])[0]).toMatch(/^Algorithm "print", startupProbe: /);
  });
});

describe('a postStart hook', () => {
  const event = eventOf('FailedPostStartHook', 'PostStartHook failed', { container: 'algorunner' });

  test.each<[string, any, any[], any]>([
    [
      'as older kubelets say it',
      waiting('PostStartHookError', "command 'false' exited with 1"),
      [],
      { cause: 'PostStartHook', message: "command 'false' exited with 1" },
    ],
    [
      'as events say it',
      { state: terminated(137) },
      [event],
      { cause: 'PostStartHook', message: 'PostStartHook failed', since: '2026-11-23T07:39:00Z' },
    ],
    [
      'of a run before',
      { state: terminated(3, { startedAt: '2026-11-23T07:40:01Z' }) },
      [event],
      { cause: 'ExitCode' },
    ],
    ['of a run that goes on', { ...running(), ready: true }, [event], { cause: 'Fine' }],
  ])('%s', (_, container, events, expected) => {
    expect(diagnosesOf([podOf({ containers: [{ name: 'algorunner', ...container }] }), ...events])[0]).toMatchObject(
      expected,
    );
  });
});

describe('a liveness probe', () => {
  const killed = eventOf('Killing', 'Container algorunner failed liveness probe, will be restarted', {
    container: 'algorunner',
  });

  test.each<[string, any, string, string]>([
    [
      'while it waits',
      { ...waiting('CrashLoopBackOff'), restartCount: 4, lastState: terminated(137) },
      'LivenessProbe',
      'error',
    ],
    [
      'when it runs again',
      { ...running(), ready: true, restartCount: 1, lastState: terminated(137) },
      'LivenessProbe',
      'warning',
    ],
    [
      'but not when it ran out of memory',
      { ...waiting('CrashLoopBackOff'), restartCount: 4, lastState: terminated(137, { reason: 'OOMKilled' }) },
      'OOMKilled',
      'error',
    ],
  ])('%s', (_, container, cause, severity) => {
    expect(
      diagnosesOf([podOf({ containers: [{ name: 'algorunner', livenessProbe: PROBE, ...container }] }), killed])[0],
    ).toMatchObject({ cause, severity });
  });

  test('is unknown as the cause without events', () => {
    const pod = podOf({
      containers: [
        {
          name: 'algorunner',
          livenessProbe: PROBE,
          restartCount: 4,
          ...waiting('CrashLoopBackOff'),
          lastState: terminated(137),
        },
      ],
    });
    const [diagnosis] = diagnosesOf([pod]);
    expect(diagnosis).toMatchObject({ cause: 'ExitCode', what: 'fails: exit code 137: killed (SIGKILL)' });
    expect(factsOf(diagnosis)['liveness probe']).toBe('this probe may have killed the container; only events show it');
  });

  test.each([
    ['startupProbe', 'startup probe'],
    ['livenessProbe', 'liveness probe'],
  ])('and a container that ended by itself cannot be distinguished without events: %s', (field, label) => {
    const container = (more: any) =>
      podOf({
        containers: [{ name: 'algorunner' }],
        initContainers: [
          {
            name: 'web',
            restartPolicy: 'Always',
            restartCount: 4,
            ...waiting('CrashLoopBackOff'),
            lastState: terminated(0),
            ...more,
          },
        ],
      });
    const [diagnosis] = diagnosesOf([container({ [field]: PROBE })]);
    expect(diagnosis.what).toMatch(/^ends \(exit code 0\), and is restarted again and again/);
    expect(factsOf(diagnosis)[label]).toBe('this probe may have killed the container; only events show it');
    expect(changesOf(diagnosis).at(-1)).toBe(
      `SideCar "web" of Algorithm "print", ${field}: or check its port, path or command, if the probe ends it`,
    );
    const [alone] = diagnosesOf([container({})]);
    expect(alone.what).toMatch(/^ends by itself \(exit code 0\)/);
    expect(factsOf(alone)).not.toHaveProperty([label]);
  });
});

describe('a readiness probe', () => {
  const pod = (startedAt: string, more: any = {}) =>
    podOf({
      containers: [
        { name: 'algorunner', readinessProbe: PROBE, started: true, ready: false, ...running(startedAt), ...more },
      ],
    });

  test.each<[string, any, string]>([
    ['after half a minute', pod('2026-11-23T07:42:29Z'), 'ReadinessProbe'],
    ['not before', pod('2026-11-23T07:42:30Z'), 'Fine'],
    [
      'not before the probe itself would say so',
      pod('2026-11-23T07:42:29Z', { readinessProbe: { ...PROBE, initialDelaySeconds: 60 } }),
      'Fine',
    ],
    ['not when it is ready', pod('2026-11-23T07:42:29Z', { ready: true }), 'Fine'],
    ['not without one', pod('2026-11-23T07:42:29Z', { readinessProbe: undefined }), 'Fine'],
  ])('%s', (_, given, cause) => {
    expect(diagnosesOf([given])[0].cause).toBe(cause);
  });

  test('is only a warning in a Job', () => {
    const ofJob = pod('2026-11-23T07:42:29Z');
    ofJob.metadata.ownerReferences = [{ kind: 'Job', name: 'print', controller: true }];
    expect(diagnosesOf([ofJob])[0].severity).toBe('warning');
    expect(diagnosesOf([pod('2026-11-23T07:42:29Z')])[0].severity).toBe('error');
  });
});

test.each<[any, string]>([
  [
    { httpGet: { port: 'web', path: '/healthz', scheme: 'HTTPS' } },
    'https :web/healthz, every 10 s, failureThreshold 3',
  ],
  [{ grpc: { port: 9000 } }, 'grpc :9000, every 10 s, failureThreshold 3'],
  [{ exec: { command: ['curl', '--header', 'Authorization: abc'] } }, 'exec curl …, every 10 s, failureThreshold 3'],
  [{ periodSeconds: 1 }, 'every 1 s, failureThreshold 3'],
  [{ httpGet: { port: { toString: 1, valueOf: 1 } } }, 'http :/, every 10 s, failureThreshold 3'],
])('%j is printed without arguments', (startupProbe, text) => {
  const pod = podOf({
    containers: [{ name: 'algorunner', startupProbe, started: false, ...running('2026-11-23T07:00:00Z') }],
  });
  expect(factsOf(diagnosesOf([pod])[0]).probe).toBe(text);
});

describe('a probe with the name of an undeclared port', () => {
  const ATOI = 'errored and resulted in unknown state: strconv.Atoi: parsing "helth": invalid syntax';
  const HINT = 'use a port that is declared, or its number. Declared ports: "health", "web". Did you mean "health"?';
  const pod = (container: any, port: any = 'helth', handler = 'httpGet') =>
    podOf({
      status: { phase: 'Running' },
      containers: [
        {
          name: 'algorunner',
          ports: [{ name: 'health', containerPort: 8080 }, { name: 'web', containerPort: 80 }, { containerPort: 81 }],
          ...running('2026-11-23T07:42:50Z'),
          ...Object.fromEntries(
            Object.entries(container).map(([key, value]) => [
              key,
              key.endsWith('Probe') ? { [handler]: { port } } : value,
            ]),
          ),
        },
      ],
    });
  const errored = (probe: string) => eventOf('Unhealthy', `${probe} probe ${ATOI}`, { container: 'algorunner' });

  test.each<[string, any, string, string]>([
    ['startup', { startupProbe: 1, started: false }, 'Startup', 'fails to start: its startup probe'],
    ['readiness', { readinessProbe: 1, ready: false }, 'Readiness', 'is not ready: its readiness probe'],
  ])('%s', (name, container, event, what) => {
    const [diagnosis] = diagnosesOf([pod(container), errored(event)]);
    expect(diagnosis.what).toBe(`${what} names port "helth", which the container does not declare`);
    expect(diagnosis.message).toContain('strconv.Atoi');
    expect(changesOf(diagnosis)[0]).toBe(
      `Algorithm "print", ${name}Probe${name === 'startup' ? '' : '.httpGet.port'}: ${HINT}`,
    );
  });

  test.each<[string, any[]]>([
    ['with events', [pod({ livenessProbe: 1, ready: true }, 'helth', 'tcpSocket'), errored('Liveness')]],
    ['without', [pod({ livenessProbe: 1, ready: true }, 'helth', 'tcpSocket')]],
  ])('is only a warning for liveness, as nothing is probed: %s', (_, objects) => {
    const [diagnosis] = diagnosesOf(objects);
    expect(diagnosis).toMatchObject({
      severity: 'warning',
      cause: 'LivenessProbe',
      what: 'its liveness probe names port "helth", which the container does not declare, so nothing is probed',
    });
    expect(changesOf(diagnosis)).toEqual([`Algorithm "print", livenessProbe.tcpSocket.port: ${HINT}`]);
  });

  test.each<[any]>([['health'], [8080], ['8080']])('unless the port is %p, which is known', (port) => {
    expect(diagnosesOf([pod({ livenessProbe: 1, ready: true }, port)])).toMatchObject([{ cause: 'Fine' }]);
  });
});
