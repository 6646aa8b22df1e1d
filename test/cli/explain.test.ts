import * as fs from 'fs';
import * as path from 'path';
import { directoryWith, Outcome, run } from './run';
import { explain, ExplainOptions } from '../../src/cli/explain';
import { WrongUse } from '../../src/cli/io';
import { NOW, podOf, recorded, terminated } from '../fixtures/explain';

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

const list = (...objects: any[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
const RECORDED = recorded('image', 'image-missing');
const isNoEvent = ({ kind }: { readonly kind?: unknown }) => kind !== 'Event';
const BROKEN = list(...RECORDED);
const LINE = 'Job image-missing: container "web" (SideCar): image cannot be pulled: the registry cannot be reached\n';
const FINE = list(...recorded('lifetime', 'fine'));

interface Given {
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly isPiped?: boolean;
  readonly files?: { readonly [name: string]: string };
}

/** Runs it at the time at which the fixtures were recorded. */
async function explained(
  options: Partial<ExplainOptions>,
  { stdin, isTTY, isPiped, files }: Given = {},
): Promise<Outcome> {
  const cwd = directoryWith(files);
  let [out, err] = ['', ''];
  async function* input() {
    if (stdin !== undefined) yield stdin;
  }
  const code = await explain(
    { output: 'text', ...options },
    {
      stdin: Object.assign(input(), { isTTY, isPiped }),
      stdout: {
        write: (text) => {
          out += text;
        },
      },
      stderr: {
        write: (text) => {
          err += text;
        },
      },
      cwd,
    },
    NOW,
  );
  return { code, out, err, cwd };
}

const messageOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error) => {
      expect(error).toBeInstanceOf(WrongUse);
      return (error as Error).message;
    },
  );

describe('reads what kubectl has printed', () => {
  test('from standard input, in text', async () => {
    const { code, out } = await explained({}, { stdin: BROKEN });
    expect(out).toContain(LINE);
    expect(out).toContain('  since     2026-11-23T07:38:07Z (4 minutes ago)\n');
    expect(out).toMatch(/\n1 object: 1 error\n$/);
    expect(code).toBe(1);
  });

  test.each<[string, string]>([
    ['one list', BROKEN],
    [
      'objects one after the other',
      recorded('image', 'image-missing')
        .map((object) => JSON.stringify(object))
        .join('\n'),
    ],
    [
      'documents of YAML',
      recorded('image', 'image-missing')
        .map((object) => `---\n${JSON.stringify(object)}\n`)
        .join(''),
    ],
    [
      'two lists',
      `${list(...RECORDED.filter(isNoEvent))}\n${list(...RECORDED.filter((object) => !isNoEvent(object)))}`,
    ],
  ])('%s', async (_, stdin) => {
    expect((await explained({}, { stdin })).out).toContain(LINE);
  });

  test('from files', async () => {
    const { out } = await explained(
      { files: ['a.json', 'b.yaml'] },
      { files: { 'a.json': BROKEN, 'b.yaml': `---\n${FINE}` } },
    );
    expect(out).toContain(LINE);
    expect(out).toContain('Job fine: nothing wrong: completed at 2026-11-23T07:38:32Z\n');
  });

  test('and finds nothing wrong', async () => {
    expect(await explained({}, { stdin: FINE })).toMatchObject({
      code: 0,
      out: 'Job fine: nothing wrong: completed at 2026-11-23T07:38:32Z\n1 object: nothing wrong\n',
    });
  });

  test('and reports only the named workload or namespace', async () => {
    const stdin = list(
      ...recorded('image', 'image-missing'),
      ...recorded('image', 'bare'),
      podOf({
        metadata: { name: 'x', namespace: 'other' },
        status: { phase: 'Failed' },
        containers: [{ name: 'algorunner', state: terminated(1) }],
      }),
    );
    expect((await explained({ name: 'bare', files: ['-'] }, { stdin })).out).toMatch(
      /^Pod bare: [^]*\n1 object: 1 error\n$/,
    );
    expect((await explained({ namespace: 'other', files: ['-'] }, { stdin })).out).toMatch(
      /^Pod x: [^]*\n1 object: 1 error\n$/,
    );
  });

  test('and notes missing events if they could explain more', async () => {
    const without = (text: string) => list(...JSON.parse(text).items.filter(({ kind }: any) => kind !== 'Event'));
    expect((await explained({}, { stdin: without(BROKEN) })).out).toMatch(
      /\nnote: no events were read: [^\n]*\n1 object: 1 error\n$/,
    );
    expect((await explained({}, { stdin: without(FINE) })).out).not.toContain('note:');
    expect((await explained({}, { stdin: BROKEN })).out).not.toContain('note:');
  });

  test('and prints JSON', async () => {
    const { code, out } = await explained({ output: 'json' }, { stdin: BROKEN });
    expect(JSON.parse(out)).toMatchObject({
      objects: 1,
      errors: 1,
      warnings: 0,
      notes: [],
      diagnoses: [{ cause: 'ImageRegistryUnreachable' }],
    });
    expect(code).toBe(1);
  });

  test('and exits with 1 for a warning', async () => {
    expect((await explained({}, { stdin: list(...recorded('workload', 'suspended')) })).code).toBe(1);
    expect((await explained({}, { stdin: list(...recorded('workload', 'kueue')) })).code).toBe(0);
  });
});

describe('asks kubectl', () => {
  /** A kubectl that answers by what it is asked; it writes down its arguments, a line for each call. */
  function fake(answers: { readonly [words: string]: string }): () => string[] {
    const cases = Object.entries(answers).map(
      ([words, answer]) => `*"${words}"*) cat <<'ANSWER'\n${answer}\nANSWER\n;;`,
    );
    const folder = directoryWith({
      kubectl: [
        '#!/bin/sh',
        'echo "$*" >> "$(dirname "$0")/calls"',
        'case "$*" in',
        ...cases,
        '*) echo "error: not expected" >&2; exit 1;;',
        'esac\n',
      ].join('\n'),
    });
    fs.chmodSync(path.join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${PATH}`;
    return () => fs.readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');
  }
  const ALL = list(...recorded('image', 'image-missing'), ...recorded('image', 'bare'));

  test('about a name', async () => {
    const calls = fake({ pods: ALL });
    const { code, out } = await explained({ name: 'image-missing', namespace: 'batch', context: 'prod' });
    expect(out).toContain(LINE);
    expect(out).toMatch(/\n1 object: 1 error\n$/);
    expect(code).toBe(1);
    expect(calls()).toEqual([
      'get ' +
        'pods,jobs,cronjobs,deployments,statefulsets,daemonsets,replicasets,persistentvolumeclaims,events ' +
        '--output=json ' +
        '--namespace=batch --context=prod',
    ]);
  });

  test('about a whole namespace', async () => {
    fake({ pods: ALL });
    expect((await explained({ namespace: 'batch' })).out).toMatch(/\n2 objects: 2 errors\n$/);
  });

  test('about labels: the pods that have them, their owners and events', async () => {
    const objects = recorded('image', 'image-missing');
    const calls = fake({
      '--selector': list(...objects.filter(({ kind }) => kind === 'Pod')),
      jobs: list(...objects.filter(({ kind }) => kind !== 'Pod'), ...recorded('workload', 'suspended')),
    });
    const { out } = await explained({ selector: 'app.kubernetes.io/name=image-missing' });
    expect(out).toContain(LINE);
    expect(out).toMatch(/\n1 object: 1 error\n$/);
    expect(out).not.toContain('note:');
    expect(calls()).toEqual([
      'get pods,jobs,cronjobs,deployments,statefulsets,daemonsets,replicasets ' +
        '--selector=app.kubernetes.io/name=image-missing --output=json',
      'get jobs,cronjobs,deployments,statefulsets,daemonsets,replicasets,persistentvolumeclaims,events --output=json',
    ]);
  });

  test('about nodes if a pod cannot be scheduled', async () => {
    const node = { kind: 'Node', metadata: { name: 'node-1' }, status: { allocatable: { cpu: '2' } } };
    const calls = fake({ pods: list(...recorded('scheduling', 'cpu')), nodes: list(node) });
    expect((await explained({ name: 'cpu', namespace: 'batch' })).out).toContain(
      '  node has  cpu 2 at most: it will never fit\n',
    );
    expect(calls()[1]).toBe('get nodes --output=json');
  });

  test.each<[string, boolean]>([
    ['v1.31.4', true],
    ['v1.37.2', false],
  ])('about the versions of kubelets if they matter: %s', async (kubeletVersion, isTold) => {
    const web = {
      name: 'web',
      restartPolicy: 'Always',
      startupProbe: { tcpSocket: { port: 80 } },
      started: false,
      restartCount: 1,
      lastState: terminated(1),
    };
    const pod = podOf({
      status: { phase: 'Pending' },
      initContainers: [{ ...web, state: { running: { startedAt: '2026-11-23T07:00:00Z' } } }],
    });
    const calls = fake({
      pods: list(pod),
      nodes: list({ kind: 'Node', metadata: { name: 'node-1' }, status: { nodeInfo: { kubeletVersion } } }),
    });
    const { out } = await explained({ name: 'print-x' });
    expect(out).toContain('its startup probe never succeeds');
    expect(out.includes('kubernetes#132826')).toBe(isTold);
    expect(calls()[1]).toBe('get nodes --output=json');
  });

  test('whether a Job ever leaves its queue', async () => {
    const workload = {
      kind: 'Workload',
      metadata: {
        name: 'job-kueue-1',
        namespace: 'batch',
        ownerReferences: [{ kind: 'Job', name: 'kueue', controller: true }],
      },
      status: {
        conditions: [{ type: 'QuotaReserved', status: 'False', reason: 'ExceedsMaxQuota', message: 'too much' }],
      },
    };
    const calls = fake({ pods: list(...recorded('workload', 'kueue')), workloads: list(workload) });
    expect((await explained({ name: 'kueue', namespace: 'batch' })).out).toContain('Job kueue: never starts');
    expect(calls()[1]).toBe('get workloads.kueue.x-k8s.io --output=json --namespace=batch');
  });

  test('and goes on if nodes are forbidden', async () => {
    fake({ pods: list(...recorded('scheduling', 'cpu')) });
    expect((await explained({ name: 'cpu' })).out).toContain('Job cpu: cannot be scheduled: Insufficient cpu\n');
  });

  test('and notes that there are no events', async () => {
    fake({ pods: list(...recorded('image', 'image-missing').filter(({ kind }) => kind !== 'Event')) });
    expect((await explained({ name: 'image-missing' })).out).toContain(
      'note: there are no events: Kubernetes keeps them for an hour.',
    );
  });

  test('and notes what it could not read', async () => {
    const folder = directoryWith({
      kubectl: `#!/bin/sh\nprintf 'jobs is \\033[2J forbidden' >&2\ncat <<'ANSWER'\n${BROKEN}\nANSWER\nexit 1\n`,
    });
    fs.chmodSync(path.join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${PATH}`;
    expect((await explained({ name: 'image-missing' })).out).toContain('note: kubectl: jobs is \\u001b[2J forbidden\n');
  });

  test('and notes it once with labels too', async () => {
    const folder = directoryWith({
      kubectl: `#!/bin/sh\necho 'jobs is forbidden' >&2\ncat <<'ANSWER'\n${BROKEN}\nANSWER\nexit 1\n`,
    });
    fs.chmodSync(path.join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${PATH}`;
    expect((await explained({ selector: 'a=b' })).out).toMatch(/\nnote: kubectl: jobs is forbidden\n1 object: /);
  });

  test('and does not report as missing what it could not read', async () => {
    const fakeWith = (items: readonly unknown[]) => {
      const folder = directoryWith({
        kubectl:
          `#!/bin/sh\necho 'The connection was refused' >&2\necho 'The connection was refused' >&2\ncat ` +
          `<<'ANSWER'\n${list(...items)}\nANSWER\nexit 1\n`,
      });
      fs.chmodSync(path.join(folder, 'kubectl'), 0o755);
      process.env.PATH = `${folder}:${PATH}`;
    };
    fakeWith([]);
    const nothing = 'was found in namespace batch, and not all could be read; kubectl: The connection was refused';
    expect(await messageOf(explained({ name: 'print', namespace: 'batch' }))).toBe(`nothing ${nothing}`);
    expect(await messageOf(explained({ selector: 'a=b', namespace: 'batch' }))).toBe(
      `nothing with the labels a=b ${nothing}`,
    );
    fakeWith(recorded('image', 'image-missing').filter(({ kind }) => kind !== 'Event'));
    const { out } = await explained({ name: 'image-missing' });
    expect(out).toContain(
      'note: kubectl: The connection was refused\nnote: no events were read: causes that only they show (volumes, ' +
        'probes, refused pods) are missing here\n',
    );
    expect(out).not.toContain('there are no events');
  });

  test('about a name that does not exist', async () => {
    fake({ pods: ALL });
    const nobody = 'no workload or pod has the name or the label app.kubernetes.io/name "nope" ' + 'in namespace batch';
    const help = '. Is it in another one (-n)?';
    expect(await messageOf(explained({ name: 'nope', namespace: 'batch' }))).toBe(nobody + help);
    // As kubectl's own namespace is.
    expect(await messageOf(explained({ name: 'nope' }, { stdin: BROKEN, isPiped: true }))).toBe(
      `${nobody}; standard input was not read, because kubectl was run; to read it instead, add -f -${help}`,
    );
    fake({
      '--selector': list(),
      jobs: list(),
      'config view': JSON.stringify({ contexts: [{ context: { namespace: 'vision' } }] }),
    });
    await expect(explained({ selector: 'a=b' })).rejects.toThrow(
      'no objects were found with the labels a=b in namespace vision. Is it in another one (-n)?',
    );
  });

  test.each<[string, Partial<ExplainOptions>, { [words: string]: string }, string]>([
    [
      'a namespace',
      { namespace: 'typo' },
      { pods: list() },
      'there are no pods, Jobs, CronJobs, Deployments, StatefulSets or DaemonSets in namespace typo. ' +
        'Does it exist? kubectl get namespaces',
    ],
    [
      'the namespace of a context',
      { context: 'prod' },
      {
        pods: list(),
        'config view --minify --output=json --context=prod': '{"contexts": [{"context": {"namespace": "vision"}}]}',
      },
      'there are no pods, Jobs, CronJobs, Deployments, StatefulSets or DaemonSets in namespace vision. ',
    ],
    [
      'a context without one',
      { context: 'prod' },
      { pods: list(), 'config view': '{"contexts": [{"context": {}}]}' },
      'in namespace default. ',
    ],
    ['no context', { name: 'print' }, { pods: list(), 'config view': '{}' }, '"print" in kubectl\'s namespace. '],
    [
      'a namespace with other things',
      { namespace: 'batch' },
      { pods: list({ kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'batch' } }) },
      'there are no pods, Jobs, CronJobs, Deployments, StatefulSets or DaemonSets in namespace batch. ',
    ],
  ])('and finds nothing: %s', async (_, options, answers, message) => {
    fake(answers);
    await expect(explained(options)).rejects.toThrow(message);
  });

  test('and notes that standard input is not read', async () => {
    fake({ pods: ALL });
    const note = 'note: standard input was not read, because kubectl was run; to read it instead, add -f -\n';
    const { out } = await explained({ name: 'image-missing' }, { stdin: FINE, isPiped: true });
    expect(out).toContain(LINE);
    expect(out).toContain(note);
    expect((await explained({ name: 'image-missing' }, { stdin: FINE })).out).not.toContain(note);
    expect((await explained({ name: 'fine', files: ['-'] }, { stdin: FINE, isPiped: true })).out).not.toContain(note);
    expect((await explained({}, { stdin: FINE, isPiped: true })).out).not.toContain(note);
  });
});

describe('wrong use', () => {
  test.each<[string, Partial<ExplainOptions>, any, string]>([
    [
      'nothing, on a terminal',
      {},
      { isTTY: true },
      'pass a NAME, labels (-l) or a namespace (-n); or pipe the output of kubectl',
    ],
    [
      'labels and files',
      { selector: 'a=b', files: ['-'] },
      {},
      '--selector is for kubectl, and cannot be used with --file',
    ],
    [
      'a context and files',
      { context: 'prod', files: ['-'] },
      {},
      '--context is for kubectl, and cannot be used with --file',
    ],
    ['a file that is missing', { files: ['nope.json'] }, {}, 'nope.json: no such file'],
    ['an empty input', {}, { stdin: '' }, 'stdin:1:1: the file has no content'],
    ['something else than JSON', {}, { stdin: '{"kind": "Pod"' }, 'stdin:1:'],
    [
      'an empty list',
      {},
      { stdin: list() },
      'no pods, Jobs, CronJobs, Deployments, StatefulSets or DaemonSets were read, because kubectl found none. ' +
        'Does the namespace exist, and is it right (kubectl -n)?',
    ],
    [
      'other kinds',
      {},
      { stdin: list({ kind: 'Service' }, { kind: 'Event' }, { kind: 'Service' }) },
      'were read, only Event, Service: did you run kubectl get pods,jobs,events -o json?',
    ],
    [
      'a table',
      {},
      { stdin: 'NAME      READY   STATUS\nprint-x   0/1     Running\n' },
      'stdin:1:1: not a Kubernetes object; explain reads what kubectl prints with -o json or -o yaml: kubectl ' +
        'get pods,jobs,events -o json | cdk8s-hkube explain',
    ],
    ['words', { files: ['-'] }, { stdin: 'hello world\n' }, 'stdin:1:1: not a Kubernetes object'],
    ['JSON of something else', {}, { stdin: '{"a": 1}' }, 'stdin:1:1: not a Kubernetes object'],
    [
      'what kubectl describes',
      {},
      { stdin: 'Name: print\nLabels: a=b\n   c: d\n' },
      '; explain reads what kubectl prints with -o json or -o yaml',
    ],
    [
      'another document next to an object',
      { files: ['a.json', 'b.yaml'] },
      { files: { 'a.json': BROKEN, 'b.yaml': 'a: 1\n---\nb: 1' } },
      'b.yaml:1:1: not a Kubernetes object; b.yaml:3:1: not a Kubernetes object',
    ],
    [
      'a directory of other things',
      { files: ['.'] },
      { files: { 'b.yaml': 'a: 1' } },
      'there are no Kubernetes objects in b.yaml; explain reads what kubectl prints',
    ],
    [
      'a namespace of which nothing was read',
      { namespace: 'typo', files: ['-'] },
      { stdin: BROKEN },
      'there are no objects of namespace typo in stdin; their namespaces: batch',
    ],
    [
      'a name in another namespace',
      { name: 'image-missing', namespace: 'other', files: ['-'] },
      { stdin: list(...recorded('image', 'image-missing'), podOf({ metadata: { name: 'x', namespace: 'other' } })) },
      '"image-missing" in stdin, namespace other',
    ],
    [
      'a name that is not there',
      { name: 'nope', files: ['-'] },
      { stdin: BROKEN },
      'no workload or pod has the name or the label app.kubernetes.io/name "nope"',
    ],
  ])('%s', async (_, options, io, message) => {
    await expect(explained(options, io)).rejects.toThrow(message);
  });

  test('is reported on the command line, with its exit code', async () => {
    expect(await run(['explain', 'print', '-f', 'nope.json'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^error: nope\.json: no such file/),
    });
    expect(await run(['explain', '-n', 'Not_One'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: --namespace "Not_One": /),
    });
    expect(await run(['explain', '--output', 'xml'])).toMatchObject({ code: 2 });
    process.env.PATH = directoryWith();
    expect(await run(['explain', 'print'])).toMatchObject({
      code: 2,
      err:
        'error: kubectl is not on the PATH. Or run kubectl elsewhere and pipe its output: kubectl get ' +
        'pods,jobs,events -o json | cdk8s-hkube explain\n',
    });
  });
});

describe('on the command line', () => {
  test('other files in a directory are skipped', async () => {
    const files = { 'some/a.json': BROKEN, 'some/values.yaml': 'a: 1' };
    expect(await run(['explain', '-f', 'some'], { files })).toMatchObject({
      code: 1,
      out: expect.stringContaining(LINE),
    });
  });

  test('input without a known object is an error', async () => {
    expect(await run(['explain'], { stdin: 'hello world' })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^error: stdin:1:1: not a Kubernetes object; [^\n]*\n$/),
    });
  });

  test('several files are named in several ways', async () => {
    const files = { 'a.json': BROKEN, 'b.json': FINE };
    for (const argv of [
      ['-f', 'a.json', 'b.json'],
      ['-f', 'a.json', '-f', 'b.json'],
      ['--file', '*.json'],
    ]) {
      const { out, code } = await run(['explain', ...argv], { files });
      expect(out).toMatch(/\n2 objects: 1 error\n$/);
      expect(code).toBe(1);
    }
  });

  test('a name selects an object of a file', async () => {
    expect(await run(['explain', 'fine', '-f', '-'], { stdin: FINE })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Job fine: nothing wrong/),
    });
  });

  test('standard input is read', async () => {
    expect(await run(['explain', '--output', 'json'], { stdin: FINE })).toMatchObject({
      code: 0,
      out: expect.stringContaining('"cause": "Fine"'),
    });
  });

  test('50 MB are read', async () => {
    const [pod] = recorded('image', 'image-missing').filter(({ kind }) => kind === 'Pod');
    pod.metadata.annotations = { note: 'x'.repeat(3000) };
    const text = JSON.stringify(pod);
    const items = Array.from({ length: 10_000 }, (_, i) => text.replaceAll('7tr8q', String(i)));
    const stdin = `{"kind": "List", "items": [${items.join(',\n')}]}`;
    expect(stdin.length).toBeGreaterThan(45_000_000);
    const { out } = await run(['explain'], { stdin });
    expect(out).toContain('  pods      10000: image-missing-0, image-missing-1, image-missing-2, …\n');
  });
});
