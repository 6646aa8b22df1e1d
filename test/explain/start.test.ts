import { changesOf, diagnosesOf, factsOf, headlines, podOf, recorded, terminated, waiting } from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string, string, string]>([
    [
      'cmd-missing',
      'Job',
      'container "algorunner" (Algorithm): cannot be started: its command does not exist in the image',
      'Algorithm "cmd-missing", command',
    ],
    [
      'cmd-missing-onfailure',
      'Job',
      'container "algorunner" (Algorithm): cannot be started: its command does not exist in the image',
      'Algorithm "cmd-missing-onfailure", command',
    ],
    [
      'cmd-missing-deploy',
      'Deployment',
      'container "algorunner" (Algorithm): cannot be started: its command does not exist in the image',
      'Algorithm "cmd-missing-deploy", command',
    ],
    [
      'cmd-denied',
      'Job',
      'container "algorunner" (Algorithm): cannot be started: its command is not executable',
      'Algorithm "cmd-denied", command',
    ],
    [
      'cmd-workdir',
      'Job',
      'container "algorunner" (Algorithm): cannot be started: a path must be created, but the file system is ' +
        'read-only there',
      'Algorithm "cmd-workdir", volumeMounts',
    ],
    [
      'mount-onfile',
      'Job',
      'container "algorunner" (Algorithm): cannot be started: a volume is mounted over a file',
      'Algorithm "mount-onfile", volumeMounts',
    ],
    [
      'side-cmd',
      'Job',
      'container "web" (SideCar): cannot be started: its command does not exist in the image',
      'SideCar "web" of Algorithm "side-cmd", command',
    ],
  ])('%s', (name, kind, line, change) => {
    const objects = recorded('start', name);
    expect(headlines(objects)).toEqual([`${kind} ${name}: ${line}`]);
    expect(changesOf(diagnosesOf(objects)[0])[0].split(': ')[0]).toBe(change);
  });

  test('the command is shown without its arguments', () => {
    const [diagnosis] = diagnosesOf(recorded('start', 'cmd-missing'));
    expect(factsOf(diagnosis).command).toBe('/app/print');
    expect(JSON.stringify(diagnosis)).not.toContain('abc');
  });

  test('restarts are counted', () => {
    expect(factsOf(diagnosesOf(recorded('start', 'cmd-missing-deploy'))[0]).restarts).toBe('4');
  });
});

const RUNC =
  'failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container ' +
  'process: ';

describe('a message of a container runtime is explained', () => {
  test.each<[string, string]>([
    [`${RUNC}exec: "print": executable file not found in $PATH: unknown`, 'CommandNotFound'],
    [`${RUNC}exec: "/run.sh": stat /run.sh: no such file or directory`, 'CommandNotFound'],
    ['exec /run.sh: no such file or directory', 'CommandNotFound'],
    [`${RUNC}exec: "/run.sh": permission denied`, 'CommandNotExecutable'],
    [`${RUNC}exec: "/app/print": exec format error`, 'CommandFormat'],
    [`${RUNC}container init was OOM-killed (memory limit too low?)`, 'StartMemory'],
    [`${RUNC}chdir to cwd ("/app") set in config.json failed: no such file or directory`, 'StartWorkingDir'],
    [
      `${RUNC}error during container init: error mounting "x" to rootfs at "/etc/x": mkdir /etc/x: read-only file ` +
        'system',
      'StartReadOnly',
    ],
    [
      `${RUNC}error mounting "/var/lib/x" to rootfs at "/etc/app.conf": not a directory: Are you trying to mount a ` +
        'directory onto a file (or vice-versa)?',
      'StartMountType',
    ],
    [
      `${RUNC}error running hook #0: nvidia-container-cli: initialization error: load library failed: ` +
        'libnvidia-ml.so.1: cannot open shared object file',
      'StartDevice',
    ],
    ['context deadline exceeded', 'StartNodeBusy'],
    ['failed to reserve container name "x": name "x" is reserved for "y"', 'StartNodeBusy'],
    [`${RUNC}mkdir /x: permission denied`, 'ContainerStart'],
    ['something new', 'ContainerStart'],
  ])('%s', (message, cause) => {
    const ended = {
      name: 'algorunner',
      state: terminated(128, { reason: 'StartError', message, startedAt: '1970-01-01T00:00:00Z' }),
    };
    const held = { name: 'algorunner', ...waiting('RunContainerError', message) };
    const again = {
      name: 'algorunner',
      ...waiting('CrashLoopBackOff'),
      lastState: terminated(127, { reason: 'ContainerCannotRun', message }),
      restartCount: 3,
    };
    for (const container of [ended, held, again]) {
      const [diagnosis, ...others] = diagnosesOf([podOf({ containers: [container] })]);
      expect(diagnosis).toMatchObject({ cause, message });
      expect(others).toEqual([]);
    }
  });

  test('unless it is long ago and the container runs', () => {
    const container = {
      name: 'algorunner',
      ready: true,
      restartCount: 1,
      state: { running: { startedAt: '2026-11-20T00:00:00Z' } },
      lastState: terminated(128, { reason: 'StartError', finishedAt: '2026-11-20T00:00:00Z' }),
    };
    expect(headlines([podOf({ containers: [container] })])).toEqual(['Pod print-x: nothing wrong: running']);
  });
});

describe('a memory limit that is too small to start a container', () => {
  const OF_RUNC = 'OCI runtime create failed: runc create failed: unable to start container process: ';
  const OOM =
    `failed to create containerd task: failed to create shim task: ${OF_RUNC}container init was OOM-killed ` +
    '(memory limit too low?): unknown';
  const BEFORE = terminated(128, { reason: 'StartError', message: OOM, finishedAt: '2026-11-20T00:00:00Z' });
  const pod = (kind: 'main' | 'native' | 'init', container: any) => {
    const given = { name: 'web', resources: { limits: { memory: '4Mi' } }, ...container };
    if (kind === 'main') return podOf({ containers: [given] });
    const restartPolicy = kind === 'native' ? 'Always' : undefined;
    return podOf({
      status: { phase: 'Pending' },
      initContainers: [{ ...given, ...(restartPolicy && { restartPolicy }) }],
    });
  };

  test.each<['main' | 'native' | 'init']>([['main'], ['native'], ['init']])(
    'is reported however long ago it was: %s',
    (kind) => {
      const container = {
        restartCount: 4,
        state: { running: { startedAt: '2026-11-20T00:01:00Z' } },
        lastState: BEFORE,
      };
      const [diagnosis] = diagnosesOf([pod(kind, container)]);
      expect(diagnosis).toMatchObject({
        severity: 'warning',
        cause: 'StartMemory',
        what: 'could not be started before: its memory limit is too small to start',
      });
      expect(factsOf(diagnosis)).toEqual({ limit: '4Mi', restarts: '4; it is running now' });
      expect(changesOf(diagnosis)[0]).toMatch(/resources\.limits\.memory: raise it, and check its unit$/);
    },
  );

  test.each<[string, any]>([
    ['with the reason Error', { state: terminated(128, { message: OOM }) }],
    ['of crun', { state: terminated(128, { message: 'crun: container init OOM-killed' }) }],
    [
      'of CRI-O',
      { ...waiting('CreateContainerError', 'set memory limit 4194304 too low; should be at least 12582912 bytes') },
    ],
    [
      'of an older runc',
      {
        ...waiting(
          'RunContainerError',
          `${OF_RUNC}process_linux.go:385: writing "4194304" to /sys/fs/cgroup/memory/x/memory.limit_in_bytes: ` +
            'device or resource busy',
        ),
      },
    ],
  ])('%s', (_, container) => {
    expect(diagnosesOf([pod('main', container)])).toMatchObject([{ cause: 'StartMemory', severity: 'error' }]);
  });

  test('is not the cause if the program itself ends with the same exit code', () => {
    expect(
      diagnosesOf([pod('main', { state: terminated(128, { message: 'fatal: not a repository' }) })]),
    ).toMatchObject([{ cause: 'ExitCode' }]);
  });
});

test('a FUSE file system that is gone is explained', () => {
  const message =
    'failed to generate container "x" spec: failed to generate spec: failed to stat "/var/lib/kubelet/pods/u/mount": ' +
    'stat /var/lib/kubelet/pods/u/mount: transport endpoint is not connected';
  const [diagnosis] = diagnosesOf([
    podOf({ containers: [{ name: 'algorunner', ...waiting('CreateContainerError', message) }] }),
  ]);
  expect(diagnosis).toMatchObject({ cause: 'MountLost', message });
  expect(changesOf(diagnosis)[0]).toMatch(
    /^Algorithm "print", volumeMounts: find out why the process behind the mount/,
  );
});
