import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { JOB, run, SPEC } from './run';
import { readDocuments } from '../../src/text/documents';
import { validateManifest } from '../../src/validation/validate';

const spec = (more: object = {}) => JSON.stringify({ ...SPEC, ...more });
const manifests = (text: string) =>
  [...readDocuments(text, 'out.yaml')].map((document) => {
    expect(document.errors).toEqual([]);
    return document.value as any;
  });
const synth = (content: string, ...options: string[]) =>
  run(['synth', 'print.json', ...options], { files: { 'print.json': content } });

const POD = {
  metadata: { labels: { 'app.kubernetes.io/name': 'print' } },
  spec: {
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'algorunner',
        image: 'docker.io/acme/print:v4',
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '200m', memory: '512Mi' } },
      },
    ],
    restartPolicy: 'Never',
  },
};

describe('prints', () => {
  const car = { sideCars: [{ container: { name: 'car', image: 'a/car:1', ports: [{ containerPort: 80 }] } }] };
  const selector = { 'app.kubernetes.io/name': 'print' };

  test('a StatefulSet after its headless Service', async () => {
    const { code, out } = await synth(spec(car), '-w', 'statefulset', '-n', 'batch');
    const [service, statefulSet] = manifests(out);
    expect(service).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'print', namespace: 'batch' },
      spec: { clusterIP: 'None', selector, ports: [{ port: 80 }] },
    });
    expect(statefulSet).toMatchObject({ kind: 'StatefulSet', spec: { serviceName: 'print' } });
    expect(code).toBe(0);
    const files = { 'print.json': spec(car) };
    const { out: written } = await run(['synth', 'print.json', '-w', 'statefulset', '--outdir', 'out'], { files });
    expect(written).toBe('out/print_service.k8s.yaml\nout/print.k8s.yaml\n');
  });

  test('a DaemonSet', async () => {
    const { out } = await synth(spec(), '-w', 'daemonset');
    expect(manifests(out)).toMatchObject([{ kind: 'DaemonSet', spec: { selector: { matchLabels: selector } } }]);
  });

  test('a Pod', async () => {
    const { out } = await synth(spec(), '-w', 'pod');
    const { metadata, spec: podSpec } = POD;
    expect(manifests(out)).toEqual([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'print', ...metadata }, spec: podSpec },
    ]);
  });

  test('a Job on standard output and nothing else', async () => {
    const { code, out, err } = await synth(spec());
    expect(manifests(out)).toEqual([
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'print' }, spec: { template: POD } },
    ]);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('a CronJob', async () => {
    const { out } = await synth(spec(), '--workload', 'cronjob', '--schedule', '0 3 * * *');
    expect(manifests(out)).toEqual([
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'print' },
        spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: POD } } },
      },
    ]);
  });

  test('a Deployment in a namespace', async () => {
    const { out } = await synth(spec(), '-w', 'deployment', '-n', 'batch');
    expect(manifests(out)).toEqual([
      expect.objectContaining({ kind: 'Deployment', metadata: { name: 'print', namespace: 'batch' } }),
    ]);
  });

  test('the worker Job of HKube with the options of the cluster', async () => {
    const files = { 'print.json': spec(), 'cluster.yaml': 'registry: registry.acme.io\ndefaultStorage: fs\n' };
    const { code, out } = await run(
      ['synth', 'print.json', '--workload', 'hkube', '--cluster-options', 'cluster.yaml', '--namespace', 'hkube'],
      { files },
    );
    const [job] = manifests(out);
    expect(job).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: expect.stringMatching(/^print-[0-9a-f]{5}$/), namespace: 'hkube' },
    });
    expect(job.spec.template.spec.containers.map(({ name, image }: any) => [name, image])).toEqual([
      ['worker', 'registry.acme.io/hkube/worker'],
      ['algorunner', 'docker.io/acme/print:v4'],
    ]);
    expect(job.spec.template.spec.volumes).toContainEqual({
      name: 'storage-volume',
      persistentVolumeClaim: { claimName: 'hkube-storage-pvc' },
    });
    expect(validateManifest(job, 37).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(code).toBe(0);
  });
});

describe('reads and writes files', () => {
  test('of JSON and YAML in directories and from standard input, one document each', async () => {
    const files = {
      'specs/a.json': spec({ name: 'aa' }),
      'specs/b.yaml': 'name: bb\nalgorithmImage: x:1\n---\nname: cc\nalgorithmImage: x:1\n',
      'specs/service.yaml': 'apiVersion: v1\nkind: Service\n',
      'specs/tsconfig.json': '{}',
    };
    const { code, out, err } = await run(['synth', 'specs', '-'], { files, stdin: spec() });
    expect(manifests(out).map(({ metadata }) => metadata.name)).toEqual(['aa', 'bb', 'cc', 'print']);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('one for each manifest, in a directory that is created', async () => {
    const { code, out, cwd } = await run(['synth', '.', '--outdir', 'out/manifests'], {
      files: { 'a.json': spec({ name: 'aa' }), 'b.json': spec({ name: 'bb' }) },
    });
    expect(out).toBe('out/manifests/aa.k8s.yaml\nout/manifests/bb.k8s.yaml\n');
    expect(fs.readdirSync(path.join(cwd, 'out/manifests'))).toEqual(['aa.k8s.yaml', 'bb.k8s.yaml']);
    expect(manifests(fs.readFileSync(path.join(cwd, 'out/manifests/bb.k8s.yaml'), 'utf8'))).toEqual([
      expect.objectContaining({ metadata: { name: 'bb' } }),
    ]);
    expect(code).toBe(0);
  });

  test('in JSON, one value after the other, as kubectl reads them', async () => {
    const files = { 'a.json': spec({ name: 'aa' }), 'b.json': spec({ name: 'bb' }) };
    const { out } = await run(['synth', '.', '-o', 'json'], { files });
    expect([...readDocuments(out, 'out.json')].map(({ value }: any) => value.metadata.name)).toEqual(['aa', 'bb']);
    const written = await run(['synth', '.', '-o', 'json', '--outdir', 'out'], { files });
    expect(written.out).toBe('out/aa.k8s.json\nout/bb.k8s.json\n');
  });

  test("with a list of specs as in HKube's examples, each in its own manifest", async () => {
    const list = JSON.stringify([
      { ...SPEC, name: 'aa' },
      { ...SPEC, name: 'bb', cpu: 1 },
    ]);
    const { out, code } = await synth(list);
    expect(manifests(out).map(({ metadata }) => metadata.name)).toEqual(['aa', 'bb']);
    expect(code).toBe(0);
    const wrong = await synth(list.replace('"cpu"', '"cpus"'));
    expect(wrong.err).toMatch(/^print\.json:1:\d+: error: algorithm bb: cpus: Unknown field/);
    expect((await synth(list.replace('bb', 'aa'))).err).toContain('algorithm aa: duplicate name "aa"');
  });

  test.each([
    ['print.json', 'error: print.json: is not a directory\n'],
    ['print.json/out', 'error: print.json/out: is not a directory\n'],
    ['/dev/null/out', 'error: /dev/null/out: is not a directory\n'],
  ])('but does not create a directory where a file is: %s', async (outdir, message) => {
    const { code, err } = await synth(spec(), '--outdir', outdir);
    expect(err).toBe(message);
    expect(code).toBe(2);
  });

  test('and names a directory where a manifest should be written', async () => {
    const { code, err } = await run(['synth', 'print.json', '--outdir', 'out'], {
      files: { 'print.json': spec(), 'out/print.k8s.yaml/x': '' },
    });
    expect(err).toBe('error: out/print.k8s.yaml: is a directory\n');
    expect(code).toBe(2);
  });
});

describe('nothing is written when anything is wrong', () => {
  test.each<[string, string, string[]]>([
    ['the text', '{"name": "print",}', ['print.json:1:18: error: remove the comma before this "}" (TEXT)']],
    [
      'no object',
      '[]',
      [
        'print.json:1:1: error: found an array, expected an object: an HKube spec. Write its items one after ' +
          'the other (jq ".[]" does) (OBJECT)',
      ],
    ],
    ['nothing', '', ['print.json:1:1: error: the file has no content (TEXT)']],
    [
      'a manifest',
      JSON.stringify(JOB),
      [
        'print.json:1:1: error: this is a Kubernetes manifest, not an HKube spec: apply it as it is, or check ' +
          'it with validate (OBJECT)',
      ],
    ],
    ['something else', '{"a": 1}', ['print.json:1:1: error: not an HKube spec (no algorithmImage) (OBJECT)']],
    [
      'the spec',
      '{"name": "print", "algorithmImage": "a:1", "cpu": "x",\n"sideCars": [{"container": {"name": "web", ' +
        '"image": ""}}]}',
      [
        'print.json:1:51: error: algorithm print: cpu: Type invalid: "x": expected a number, found a string. ' +
          'HKube counts cores: 0.5, not "500m" (HKUBE-TYPE)',
        'print.json:2:53: error: algorithm print: sideCars[0].container.image: Required value. ' +
          'Write the image to run, such as docker.io/acme/print:v4 (CTR-IMAGE)',
      ],
    ],
    [
      'what is missing, once',
      '{"name": "print",\n"cpu": 1}',
      [
        'print.json:1:1: error: algorithm print: algorithmImage: Required value. Only algorithms of type Code ' +
          'or Git need none: HKube builds their image (HKUBE-REQUIRED)',
      ],
    ],
    [
      'two of one name',
      `${spec()}\n${spec()}`,
      ['print.json:2:9: error: algorithm print: duplicate name "print" (first in print.json:1) (TEXT)'],
    ],
    [
      'a part of a GPU',
      spec({ gpu: 0.5 }),
      [
        expect.stringMatching(
          /^print\.json:1:66: error: algorithm print: gpu: Invalid value: 0\.5: must be a whole number/,
        ),
      ],
    ],
  ])('%s', async (_, content, lines) => {
    const { code, out, err } = await synth(content);
    expect(err.split('\n')).toEqual([
      ...lines,
      `${lines.length} error${lines.length > 1 ? 's' : ''}: nothing is written`,
      '',
    ]);
    expect(out).toBe('');
    expect(code).toBe(1);
  });

  test('with one bad spec among good ones', async () => {
    const { code, out, cwd } = await run(['synth', '.', '--outdir', 'out'], {
      files: { 'a.json': spec(), 'b.json': '{' },
    });
    expect([code, out, fs.existsSync(path.join(cwd, 'out'))]).toEqual([1, '', false]);
  });

  test('with wrong options of the cluster', async () => {
    const options = (text: string) =>
      run(['synth', 'print.json', '-w', 'hkube', '--cluster-options', 'c.yaml'], {
        files: { 'print.json': spec(), 'c.yaml': text },
      });
    expect((await options('regitsry: x\n')).err).toMatch(
      /^c\.yaml:1:11: error: cluster options: regitsry: Unknown field\. Did you mean "registry"\?/,
    );
    expect((await options('a: [\n')).err).toMatch(/^c\.yaml:1:4: error: this "\[" is never closed/);
    expect((await options('')).err).toMatch(/^c\.yaml:1:1: error: the file has no content/);
    expect((await options('5')).err).toMatch(/^c\.yaml:1:1: error: cluster options: Type invalid/);
    expect((await options('{}\n---\nregistry: x\n')).err).toMatch(
      /^c\.yaml:3:1: error: a second document: the file must contain only one/,
    );
    expect((await options('a: [\n')).code).toBe(1);
    expect((await options('a: [\n')).out).toBe('');
  });

  test('with a directory without specs', async () => {
    const { code, err } = await run(['synth', '.'], { files: { 'tsconfig.json': '{}' } });
    expect(err).toBe('error: there is no HKube spec in these files\n');
    expect(code).toBe(2);
  });

  test('with the rules of an older version', async () => {
    const { code, err } = await synth(
      spec({
        sideCars: [{ container: { name: 'web', image: 'a:1', lifecycle: { preStop: { sleep: { seconds: 1 } } } } }],
      }),
      '--kubernetes-version',
      'v1.28.3',
    );
    expect(err).toMatch(/sideCars\[0\]\.container\.lifecycle\.preStop\.sleep: /);
    expect(code).toBe(1);
  });
});

test('warnings go to standard error and stop nothing', async () => {
  const { code, out, err } = await synth(spec({ algorithmImage: 'print' }));
  expect(err).toMatch(/^print\.json:1:34: warning: algorithm print: algorithmImage: has no tag.*\n$/);
  expect(manifests(out)).toHaveLength(1);
  expect(code).toBe(0);
});

test('secrets stay where they were in the spec', async () => {
  const content = spec({
    algorithmEnv: { PASSWORD: 'hunter2', TOKEN: ['hunter2'] },
    gitRepository: { url: 'x', token: 'hunter2' },
  });
  const { out, err } = await synth(content);
  expect(err).toContain('TOKEN');
  expect(out + err).not.toContain('hunter2');
  const fine = await synth(
    spec({ algorithmEnv: { PASSWORD: 'hunter2' }, gitRepository: { url: 'https://github.com/a/b', token: 'hunter3' } }),
  );
  expect(fine.code).toBe(0);
  expect(fine.out.match(/hunter\d/g)).toEqual(['hunter2']);
});

test('written manifests are read without changes', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'yesnoYN0123456789.-+_:eE~ #\'"\n,[]{}&*!|>%@`é😀') });
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/), text, { maxKeys: 5 }),
      async (algorithmEnv) => {
        const { code, out, err } = await run(['synth', '-'], { stdin: spec({ algorithmEnv }) });
        // What cdk8s cannot print is refused.
        if (code === 1) {
          expect(err).toContain('(YAML-STRING)');
          return;
        }
        const env = manifests(out)[0].spec.template.spec.containers[0].env ?? [];
        expect(Object.fromEntries(env.map(({ name, value }: any) => [name, value]))).toEqual(algorithmEnv);
      },
    ),
    { numRuns: 50 },
  );
});
