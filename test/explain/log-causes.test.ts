import { changesOf, diagnosesOf, factsOf, podOf, terminated } from '../fixtures/explain';

const failed = (message: string, { exitCode = 1, ...container }: any = {}, spec: any = {}) =>
  podOf({
    spec,
    status: { phase: 'Failed' },
    containers: [{ name: 'algorunner', state: terminated(exitCode, { message }), ...container }],
  });

describe('a read-only file system', () => {
  test.each<[string, string]>([
    ["OSError: [Errno 30] Read-only file system: '/app/.cache/hub'", '/app/.cache/hub'],
    ['  File "/app/run.py", line 3\nOSError: [Errno 30] Read-only file system: \'/out\'', '/out'],
    ["mkdir: cannot create directory '/data/tmp': Read-only file system", '/data/tmp'],
    ['/entry.sh: line 4: /etc/app.conf: Read-only file system', '/etc/app.conf'],
    ['panic: open /var/log/app.log: read-only file system', '/var/log/app.log'],
    ["Error: EROFS: read-only file system, mkdir '/app/node_modules/.cache'", '/app/node_modules/.cache'],
    ['java.nio.file.FileSystemException: /srv/x: Read-only file system', '/srv/x'],
    ['nginx: [emerg] open() "/run/nginx.pid" failed (30: Read-only file system)', '/run/nginx.pid'],
  ])('%j names %s', (message, path) => {
    const [diagnosis] = diagnosesOf([failed(message)]);
    expect(diagnosis).toMatchObject({
      cause: 'ReadOnlyFileSystem',
      what: `fails: exit code 1: ${path} cannot be written: its file system is read-only`,
    });
    expect(changesOf(diagnosis)).toEqual([
      `Algorithm "print", volumeMounts: mount an emptyDir at ${path}, or at the directory that contains it`,
    ]);
  });

  test('without a path in the log', () => {
    expect(changesOf(diagnosesOf([failed('write failed: Read-only file system')])[0])).toEqual([
      'Algorithm "print", volumeMounts: mount an emptyDir at the directory that it writes to (its log names it)',
    ]);
  });

  test.each<[string, any, any[], string]>([
    ['a Secret', { mountPath: '/keys' }, [{ name: 'v', secret: {} }], 'remove readOnly from the mount at /keys'],
    ['readOnly', { mountPath: '/keys/', readOnly: true }, [{ name: 'v', emptyDir: {} }], 'remove readOnly'],
    ['neither', { mountPath: '/keys' }, [{ name: 'v', emptyDir: {} }], 'mount an emptyDir at /keys/new'],
    ['another path', { mountPath: '/key' }, [{ name: 'v', secret: {} }], 'mount an emptyDir at /keys/new'],
  ])('inside a mount: %s', (_, mount, volumes, hint) => {
    const container = { volumeMounts: [{ name: 'v', ...mount }] };
    const [diagnosis] = diagnosesOf([failed('open /keys/new: read-only file system', container, { volumes })]);
    expect(changesOf(diagnosis)[0]).toContain(hint);
  });
});

test.each<[string, string, number, string]>([
  ['exec /usr/local/bin/app: exec format error', 'CommandFormat', 1, 'image'],
  ['exec /usr/local/bin/app: exec format error', 'CommandFormat', 255, 'image'],
  ['sh: /app: cannot execute binary file: Exec format error', 'CommandFormat', 126, 'image'],
  ["ls: cannot access '/mnt/bucket': Transport endpoint is not connected", 'MountLost', 2, 'volumeMounts'],
  ['open /mnt/bucket/x: transport endpoint is not connected', 'MountLost', 1, 'volumeMounts'],
  ['cat: /nfs/x: Stale file handle', 'MountLost', 1, 'volumeMounts'],
  ['something else', 'ExitCode', 1, ''],
])('%j is %s', (message, cause, exitCode, field) => {
  const [diagnosis] = diagnosesOf([failed(message, { exitCode })]);
  expect(diagnosis.cause).toBe(cause);
  expect(diagnosis.changes[0].field ?? '').toBe(field);
});

test('the architecture of the node is named if the node was read', () => {
  const node = { kind: 'Node', metadata: { name: 'node-1' }, status: { nodeInfo: { architecture: 'arm64' } } };
  expect(factsOf(diagnosesOf([failed('exec /app: exec format error'), node])[0]).node).toBe('node-1 (arm64)');
});
