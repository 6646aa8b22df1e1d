import * as fc from 'fast-check';
import { JOB, run, SPEC, YAML_JOB } from './run';

const validate = (files: { [name: string]: string }, ...options: string[]) =>
  run(['validate', ...Object.keys(files), ...options], { files });

const OTHER = { ...JOB, metadata: { name: 'other' } };

describe('valid input', () => {
  test.each<[string, { [name: string]: string }, number]>([
    ['a spec in JSON', { 'print.json': JSON.stringify(SPEC) }, 1],
    ['a spec in YAML', { 'print.yaml': 'name: print\nalgorithmImage: docker.io/acme/print:v4\n' }, 1],
    ['a manifest in JSON', { 'job.json': JSON.stringify(JOB) }, 1],
    ['manifests in YAML', { 'jobs.yaml': `${YAML_JOB}---\n${YAML_JOB.replace('name: print', 'name: other')}` }, 2],
    ['spec and manifest in one file', { 'all.yaml': `${YAML_JOB}---\n${JSON.stringify(SPEC)}\n` }, 2],
    ['a List', { 'list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [JOB, OTHER] }) }, 2],
    [
      "a List of one kind, which its items don't repeat",
      {
        'list.json': JSON.stringify({
          apiVersion: 'batch/v1',
          kind: 'JobList',
          items: [{ ...JOB, apiVersion: undefined, kind: undefined }],
        }),
      },
      1,
    ],
    [
      'a text that cdk8s could not print',
      { 'job.yaml': YAML_JOB.replace('spec:', '  annotations: {a: "0o17"}\nspec:') },
      1,
    ],
  ])('%s', async (_, files, objects) => {
    const { code, out, err } = await validate(files);
    expect(out).toBe(
      `${objects} object${objects === 1 ? '' : 's'} in 1 file: nothing wrong\n` +
        `Kubernetes 1.37: ${objects} validated, 0 decoded only, 0 not validated\n`,
    );
    expect(err).toBe('');
    expect(code).toBe(0);
  });
});

test.each<[string, object]>([
  ['whose image HKube builds', { name: 'print', type: 'Git', gitRepository: { url: 'https://github.com/acme/print' } }],
  ['with a part of a GPU, for which HKube finds a node', { ...SPEC, gpu: 0.5 }],
])('a spec %s is valid for HKube alone', async (_, fields) => {
  const files = { 'print.json': JSON.stringify(fields) };
  expect((await validate(files, '--workload', 'hkube')).out).toMatch(/^1 object in 1 file: nothing wrong\n/);
  expect((await validate(files)).code).toBe(1);
});

describe("the worker's part of a spec is validated too", () => {
  test.each<[object, string[]]>([
    [{ workerEnv: { 'A=B': 'x' } }, ['workerEnv[A=B]']],
    [{ workerEnv: { A: { fieldRef: { fieldPath: 'bad' } } } }, ['workerEnv[A].fieldRef.fieldPath']],
    [{ workerEnv: { A: { secretKeyRef: { name: 'Bad', key: 'k' } }, B: 'x' } }, ['workerEnv[A].secretKeyRef.name']],
    // HKube's own comes later.
    [
      {
        workerEnv: { STORAGE_BINARY: { fieldRef: { fieldPath: 'bad' } } },
        algorithmEnv: { STORAGE_BINARY: { fieldRef: { fieldPath: 'bad' } } },
      },
      [],
    ],
    [{ algorithmEnv: { POD_IP: { fieldRef: { fieldPath: 'bad' } } } }, ['algorithmEnv[POD_IP].fieldRef.fieldPath']],
    [
      { workerCustomResources: { requests: { memory: '200K' }, limits: { memory: '1Gi' } } },
      ['workerCustomResources.requests[memory]'],
    ],
    [
      { workerCustomResources: { requests: { cpu: 3, memory: '2Gi' }, limits: { cpu: 1, memory: '1Gi' } } },
      ['workerCustomResources.requests.cpu', 'workerCustomResources.requests.memory'],
    ],
    [{ workerCustomResources: { requests: { cpu: 1 }, limits: { cpu: 3 } }, workerImage: 'acme/worker:1' }, []],
    [
      {
        sideCars: [
          {
            container: {
              name: 's',
              image: 'a:1',
              env: [
                { name: 'X', value: 'x' },
                { name: 'A=B', value: 'x' },
              ],
            },
            environments: { X: null },
          },
        ],
      },
      ['sideCars[0].container.env[1].name'],
    ],
  ])('%j', async (fields, paths) => {
    const files = { 'print.json': JSON.stringify({ ...SPEC, ...fields }) };
    const { out } = await validate(files, '--output', 'json', '--workload', 'hkube');
    const errors = JSON.parse(out).findings.filter(({ severity }: any) => severity === 'error');
    expect(errors.map(({ path }: any) => path)).toEqual(paths);
  });
});

describe('a finding has its place', () => {
  test.each<[string, { [name: string]: string }, string[]]>([
    [
      'a manifest',
      { 'job.yaml': YAML_JOB.replace('containers:', 'containerz:') },
      [
        'job.yaml:10:7: error: Job print: spec.template.spec.containerz: Unknown field. ' +
          'Did you mean "containers"? (DEC-UNKNOWN-FIELD)',
      ],
    ],
    [
      'an item of a List',
      {
        'list.json': `{"apiVersion": "v1", "kind": "List", "items": [${JSON.stringify(JOB)},
{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "A"}}]}`,
      },
      [expect.stringMatching(/^list\.json:2:64: error: ConfigMap A: metadata\.name: Invalid value: "A": /)],
    ],
    [
      'an item that is not an object',
      { 'list.yaml': 'apiVersion: v1\nkind: List\nitems: [5]\n' },
      ['list.yaml:3:9: error: object: Type invalid: a manifest must be an object (DEC-TYPE)'],
    ],
    [
      'a List without items',
      { 'list.yaml': 'apiVersion: v1\nkind: List\n' },
      ['list.yaml:1:1: error: List: items: a List has a list of items (OBJECT)'],
    ],
    [
      'a field of a spec',
      { 'print.json': '{"name": "print", "algorithmImage": "a:1",\n "sidecars": []}' },
      ['print.json:2:14: error: algorithm print: sidecars: Unknown field. Did you mean "sideCars"? (HKUBE-UNKNOWN)'],
    ],
    [
      'a spec without a name, once',
      { 'print.json': '{"algorithmImage": "a:1"}' },
      ['print.json:1:1: error: algorithm: name: Required value (HKUBE-REQUIRED)'],
    ],
    [
      'what Kubernetes says to a spec',
      {
        'print.yaml':
          'name: print\nalgorithmImage: a:1\nsideCars:\n- container: {name: web, image: b:1}\n  ' +
          'volumeMounts:\n  - name: data\n    mountPath: /data\n',
      },
      [
        expect.stringMatching(
          /^print\.yaml:6:11: error: algorithm print: sideCars\[0\]\.volumeMounts\[0\]\.name: Not found: "data"\./,
        ),
      ],
    ],
    [
      'a text',
      { 'job.yaml': 'a:\n\tb: 2\n', 'print.json': '{"name": "print",}' },
      [
        'job.yaml:2:1: error: a tab: YAML allows only spaces for indentation (TEXT)',
        'print.json:1:18: error: remove the comma before this "}" (TEXT)',
      ],
    ],
    [
      'no object',
      { 'comment.json': '// mine\n{"name":"print"}', 'list.json': '[1]', 'text.yaml': 'a\n' },
      [
        'comment.json:1:1: error: found a string, expected an object: an HKube spec or a Kubernetes manifest. ' +
          'JSON has no comments (OBJECT)',
        'list.json:1:1: error: found an array, expected an object: an HKube spec or a Kubernetes manifest. ' +
          'Write its items one after the other (jq ".[]" does) (OBJECT)',
        'text.yaml:1:1: error: found a string, expected an object: an HKube spec or a Kubernetes manifest (OBJECT)',
      ],
    ],
    [
      'something else',
      { 'package.json': '{"name": "x", "version": "1", "scripts": {}, "main": "x"}' },
      [
        'package.json:1:1: error: object: not a Kubernetes manifest (no apiVersion and kind) ' +
          'and not an HKube spec (no algorithmImage) (OBJECT)',
      ],
    ],
    ['nothing', { 'empty.yaml': '# nothing\n' }, ['empty.yaml:1:1: error: the file has no content (TEXT)']],
    [
      'a manifest without apiVersion',
      { 'job.yaml': YAML_JOB.replace('apiVersion: batch/v1\n', '') },
      [expect.stringMatching(/^job\.yaml:1:1: error: Job print: apiVersion: Required value/)],
    ],
    [
      'an object that is too large',
      {
        'map.json': JSON.stringify({
          apiVersion: 'apps/v1',
          kind: 'ControllerRevision',
          metadata: { name: 'a' },
          data: { text: '<'.repeat(600 * 1024) },
        }),
      },
      [
        expect.stringMatching(
          /^map\.json:1:1: error: ControllerRevision a: Too long: Request entity too large: limit is 3145728/,
        ),
      ],
    ],
  ])('%s', async (_, files, lines) => {
    const { code, out } = await validate(files);
    expect(out.split('\n').filter((line) => / (?:error|warning): /.test(line))).toEqual(lines);
    expect(code).toBe(1);
  });

  test('in a file that is not valid UTF-8', async () => {
    const { out, code } = await run(['validate', 'x.yaml'], {
      files: { 'x.yaml': Buffer.from('\ufeffa: 1', 'utf16le') },
    });
    expect(out).toContain('x.yaml:1:1: error: this is UTF-16');
    expect(code).toBe(1);
  });
});

describe('options', () => {
  const warning = { 'print.json': JSON.stringify({ ...SPEC, algorithmImage: 'print' }) };

  test('make warnings errors', async () => {
    const fine = await validate(warning);
    expect(fine.out).toMatch(
      /^print\.json:1:34: warning: algorithm print: algorithmImage: has no tag.*\n1 object in 1 file: 1 warning\n.*\n$/,
    );
    expect(fine.code).toBe(0);
    const strict = await validate(warning, '--warnings-as-errors');
    expect(strict.out).toMatch(/^print\.json:1:34: error: .*\n1 object in 1 file: 1 error\n.*\n$/);
    expect(strict.code).toBe(1);
  });

  test('set the Kubernetes version', async () => {
    const native = {
      'job.yaml': YAML_JOB.replace(
        'containers:',
        'initContainers: [{name: web, image: "a:1", restartPolicy: Always}]\n      containers:',
      ),
    };
    expect((await validate(native)).code).toBe(0);
    const { out, code } = await validate(native, '--kubernetes-version', '1.28');
    expect(out).toContain('Kubernetes 1.28 accepts this field but silently drops it');
    expect(out).toMatch(/\nKubernetes 1\.28: 1 validated, 0 decoded only, 0 not validated\n$/);
    expect(code).toBe(1);
    const gated = await validate(native, '--kubernetes-version', '1.28', '--feature-gates', 'SidecarContainers=true');
    expect(gated.code).toBe(0);
  });

  test.each<[string, string, string, number]>([
    ['scheduling: {schedulingPolicy: {basic: {}}}', '1.37', 'WorkloadWithJob=true,GenericWorkload=true', 0],
    ['scheduling: {schedulingPolicy: {}}', '1.37', 'WorkloadWithJob=True, GenericWorkload=true', 1],
    ['scheduling: {schedulingPolicy: {basic: {}}}', '1.37', 'WorkloadWithJob=false', 1],
    ['scheduling: {schedulingPolicy: {basic: {}}}', '1.37', '', 1],
    ['managedBy: a.b/c', '1.31..1.37', 'JobManagedBy=true', 0],
    ['managedBy: a.b/c', '1.32..1.37', 'JobManagedBy=false', 1],
    ['managedBy: a.b/c', '1.35..1.37', '', 0],
  ])('%s in %s with %p', async (field, version, gates, expected) => {
    const files = { 'job.yaml': YAML_JOB.replace('spec:', `spec:\n  ${field}`) };
    const { code } = await validate(files, '--kubernetes-version', version, '--feature-gates', gates);
    expect(code).toBe(expected);
  });
});

describe('objects that were not validated are counted and never called right', () => {
  const BINDING = 'apiVersion: v1\nkind: Binding\nmetadata: {name: x}\n';
  const FOO = 'apiVersion: acme.io/v1\nkind: Foo\nmetadata: {name: x}\n';
  const KUSTOMIZATION = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n';
  const lines = (...text: string[]) => `${text.join('\n')}\n`;

  test.each<[string, { [name: string]: string }, string]>([
    [
      'decoded only',
      { 'a.yaml': `${BINDING}---\n${BINDING.replace('name: x', 'name: other')}` },
      lines(
        '2 objects in 1 file: no errors, but not all was validated',
        'decoded only (no rules for their kinds): 2 Binding (v1)',
        'Kubernetes 1.37: 0 validated, 2 decoded only, 0 not validated',
      ),
    ],
    [
      'a custom resource',
      { 'a.yaml': `${YAML_JOB}---\n${FOO}` },
      lines(
        '2 objects in 1 file: no errors, but not all was validated',
        'not validated (of custom resources only the metadata is known): 1 Foo (acme.io/v1)',
        'Kubernetes 1.37: 1 validated, 0 decoded only, 1 not validated',
      ),
    ],
    [
      'other files',
      { 'a.yaml': YAML_JOB, 'list.json': '[]', 'tsconfig.json': '{"compilerOptions": {}}' },
      lines(
        '1 object in 3 files: no errors, but not all was validated',
        'not validated (neither HKube specs nor manifests): 2 files: list.json, tsconfig.json',
        'Kubernetes 1.37: 1 validated, 0 decoded only, 2 not validated',
      ),
    ],
    [
      'configuration of other programs',
      {
        'a.yaml': YAML_JOB,
        'kustomization.yaml': KUSTOMIZATION,
        'skaffold.yaml': 'apiVersion: skaffold/v4beta6\nkind: Config\n',
        'Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n',
      },
      lines(
        '1 object in 2 files: nothing wrong',
        'left out (no API server reads them): 1 Config (skaffold/v4beta6)',
        'left out (Helm chart: helm template . | cdk8s-hkube validate -): 1 file: Chart.yaml',
        'left out (kustomize: kubectl kustomize . | cdk8s-hkube validate -): 1 file: kustomization.yaml',
        'Kubernetes 1.37: 1 validated, 0 decoded only, 0 not validated',
      ),
    ],
    [
      'nothing at all',
      { 'list.yaml': 'apiVersion: v1\nkind: List\nitems: []\n' },
      lines(
        '0 objects in 1 file: nothing to validate',
        'Kubernetes 1.37: 0 validated, 0 decoded only, 0 not validated',
      ),
    ],
  ])('%s', async (_, files, expected) => {
    const { out, code } = await run(['validate', '.'], { files });
    expect(out).toBe(expected);
    expect(code).toBe(0);
  });

  test.each<[string, { [name: string]: string }, number]>([
    ['a custom resource', { 'a.yaml': FOO }, 1],
    ['another file', { 'a.yaml': YAML_JOB, 'values.yaml': 'replicas: 1\n' }, 1],
    ['a kind without rules', { 'a.yaml': BINDING }, 0],
    ['configuration of another program', { 'a.yaml': YAML_JOB, 'kustomization.yaml': KUSTOMIZATION }, 0],
  ])('--fail-on-not-validated: %s', async (_, files, expected) => {
    const { code, err } = await run(['validate', '.', '--fail-on-not-validated'], { files });
    expect(code).toBe(expected);
    expect(err).toBe(expected === 1 ? 'error: 1 not validated (--fail-on-not-validated)\n' : '');
  });

  test('the metadata of custom resources is validated', async () => {
    const { out, code } = await validate({
      'a.yaml': 'apiVersion: acme.io/v1\nkind: Foo\nmetadata: {name: A_b, namespace: x.y, labels: {a: "-"}}\n',
    });
    expect([...out.matchAll(/^a\.yaml:(\S+): error: Foo A_b: (\S+): /gm)].map(([, ...found]) => found)).toEqual([
      ['3:18', 'metadata.name'],
      ['3:34', 'metadata.namespace'],
      ['3:47', 'metadata.labels'],
    ]);
    expect(out).toMatch(/\n1 object in 1 file: 3 errors\n/);
    expect(code).toBe(1);
  });

  test('a kind that the version does not serve is an error with a hint', async () => {
    const { out } = await validate({
      'a.yaml': YAML_JOB.replace('batch/v1\nkind: Job', 'batch/v1beta1\nkind: CronJob'),
    });
    expect(out).toContain('batch/v1beta1 CronJob was removed in 1.25: write batch/v1 (DEC-GVK)');
    expect(out).toMatch(/\nKubernetes 1\.37: 1 validated, 0 decoded only, 0 not validated\n$/);
  });
});

test('a spec that HKube itself renders wrong gets a warning for HKube, and none for our worker Job', async () => {
  const files = { 'print.json': JSON.stringify({ ...SPEC, algorithmImage: `acme/print@sha256:${'a'.repeat(64)}` }) };
  const { out, code } = await validate(files, '--workload', 'hkube');
  expect(out).toContain('print.json:1:34: warning: algorithm print: algorithmImage: Invalid value: ');
  expect(out).toContain('HKube breaks an image with a digest');
  expect(code).toBe(0);
  expect((await validate(files)).out).toMatch(/^1 object in 1 file: nothing wrong\n/);
});

test('standard input is read', async () => {
  const { out, code } = await run(['validate', '-'], { stdin: YAML_JOB.replace('Never', 'Sometimes') });
  expect(out).toMatch(/^stdin:8:22: error: Job print: spec\.template\.spec\.restartPolicy: /);
  expect(code).toBe(1);
});

describe('variables that YAML reads as another value than written', () => {
  const spec = (env: string) => `name: print\nalgorithmImage: a:1\nalgorithmEnv: {${env}}\n`;

  test('are reported, as the pod gets another text', async () => {
    const { out } = await validate({
      'a.yaml': `${spec('A: yes, B: 0644, C: 5, D: "yes", E: true, F: 1.5')}sideCars:
- container: {name: web, image: b:1}
  environments:
    G: 1_000
`,
    });
    expect(
      [...out.matchAll(/(\d+:\d+): warning: algorithm print: (\S+): this is read as (.*) \(/g)].map(
        ([, ...found]) => found,
      ),
    ).toEqual([
      ['3:19', 'algorithmEnv[A]', 'true, so the variable gets the text "true". Put it in quotes: "yes"'],
      ['3:27', 'algorithmEnv[B]', 'a number, so the variable gets the text "420". Put it in quotes: "0644"'],
      [
        '7:8',
        'sideCars[0].environments[G]',
        'a number, so the variable gets the text "1000". Put it in quotes: "1_000"',
      ],
    ]);
  });

  test('are reported, even the last of many', async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `  A${i}: 0644\n`);
    const { out } = await validate({ 'a.yaml': `name: print\nalgorithmImage: x:1\nalgorithmEnv:\n${lines.join('')}` });
    expect(out).toContain('a.yaml:2003:10: warning: algorithm print: algorithmEnv[A1999]: this is read as a number');
  });

  test('are reported in JSON only if they are numbers', async () => {
    const json = (env: string) => `{"name": "print", "algorithmImage": "a:1", "algorithmEnv": {${env}}}`;
    const { out } = await validate({ 'a.json': json('"A": true, "B": 420, "C": 1.10') });
    expect(
      [...out.matchAll(/warning: algorithm print: (\S+): .*quotes: (.*) \(/g)].map(([, ...found]) => found),
    ).toEqual([['algorithmEnv[C]', '"1.10"']]);
  });
});

test('no secret is printed in a report', async () => {
  const files = {
    'secret.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {a: {b: hunter2}}\ndata: {c: "hunter2"}\n',
    'job.yaml': YAML_JOB.replace(
      '- name: main',
      '- name: main\n        env: [{name: DB_PASSWORD, value: 7777777}, {name: API_TOKEN, value: {a: hunter2}}]',
    ),
    'print.json': JSON.stringify({
      ...SPEC,
      gitRepository: { url: 'x://u:hunter2@h', token: { a: 'hunter2' } },
      algorithmEnv: { PASSWORD: ['hunter2'] },
      sideCars: [{ container: { name: 'x', image: 'y:1', env: [{ name: 'TOKEN', value: 7777777 }] } }],
    }),
    'text.yaml': 'password: hunter2: 7777777\n',
  };
  for (const output of ['text', 'json', 'junit']) {
    const { out, err, code } = await validate(files, '--output', output);
    expect(code).toBe(1);
    expect(out).toContain('print.json');
    expect(out + err).not.toMatch(/hunter2|7777777/);
  }
});

test('any JSON is validated without a crash', async () => {
  const key = fc.constantFrom(
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'items',
    'spec',
    'template',
    'containers',
    'algorithmImage',
    'sideCars',
    'container',
    'environments',
    'algorithmEnv',
    'volumes',
    'data',
    'env',
    '__proto__',
    'constructor',
    'x',
  );
  const json = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('v1', 'List', 'Job', 'batch/v1', 'JobList', 'Secret', 'batch', 'x', '', null, true, 5, -1.5),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 5 }),
    ),
  })).any;
  await fc.assert(
    fc.asyncProperty(json, async (data) => {
      const { code, out, err } = await run(['validate', '-'], { stdin: JSON.stringify(data) });
      expect(err).toBe('');
      expect([0, 1]).toContain(code);
      expect(out).toMatch(/\d+ objects? in 1 file: /);
    }),
    { numRuns: 200 },
  );
  expect(({} as any).x).toBeUndefined();
});
