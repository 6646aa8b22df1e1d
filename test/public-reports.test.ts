import { run, RunOptions, YAML_JOB } from './cli/run';

/**
 * Situations of people who reported them in public: what they wrote, and the findings that they need. Each mistake has
 * one finding, which says what to do.
 */
type Files = NonNullable<RunOptions['files']>;

const CONTAINER = '- {name: main, image: "a.example.test/a:1"';
const job = (container: string, more = '') => `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      ${CONTAINER}${container === '' ? '' : `, ${container}`}}
${more}`;

/** The findings: `severity place: what to do`, without what stands before the hint. */
async function findingsOf(files: Files, ...options: string[]) {
  const { out } = await run(['validate', '.', ...options, '-o', 'json'], { files });
  return JSON.parse(out).findings.map(
    ({ severity, path, message, rule }: any) =>
      `${severity} ${rule} ${path}: ${message.replace(/^.*\. (?=[A-Z])/s, '')}`,
  );
}

const QUOTED = [
  ['1.10', '1.10'],
  ['NO', 'NO'],
  ['0022', '0022'],
  ['0755', '0755'],
  ['1e10', '1e10'],
  ['+4915112345', '+4915112345'],
  ['n', 'n'],
  ['0x1F', '0x1F'],
  ['&mode 0644', '0644'],
];

test.each(QUOTED)('a value without quotes: %s', async (written, hint) => {
  const env = 'spec.template.spec.containers[0].env[0].value';
  expect(await findingsOf({ 'a.yaml': job(`env: [{name: A, value: ${written}}]`) })).toEqual([
    `error DEC-TYPE ${env}: Put it in quotes: ${JSON.stringify(hint)}`,
  ]);
  expect(
    await findingsOf({ 'a.yaml': job('').replace('metadata: {', `metadata: {labels: {a: ${written}}, `) }),
  ).toEqual([`error DEC-TYPE metadata.labels[a]: Put it in quotes: ${JSON.stringify(hint)}`]);
});

const inPod = 'spec.template.spec';
const inContainer = `${inPod}.containers[0]`;

describe('fields at the wrong level', () => {
  test.each<[string, string]>([
    ['runAsUser: 5', `${inContainer}.runAsUser: It belongs in ${inContainer}.securityContext`],
    ['requests: {cpu: 1}', `${inContainer}.requests: It belongs in ${inContainer}.resources`],
    ['nodeSelector: {a: b}', `${inContainer}.nodeSelector: It belongs in ${inPod}`],
    ['backoffLimit: 2', `${inContainer}.backoffLimit: It belongs in spec`],
    ['securityContext: {fsGroup: 5}', `${inContainer}.securityContext.fsGroup: It belongs in ${inPod}.securityContext`],
    ['port: 80', `${inContainer}.port: Write ports: [{ containerPort: 80 }]`],
    ['$patch: delete', `${inContainer}.$patch: This is a patch: render it first, kubectl kustomize`],
  ])('%s in a container', async (field, expected) => {
    expect(await findingsOf({ 'a.yaml': job(field) })).toEqual([`error DEC-UNKNOWN-FIELD ${expected}`]);
  });

  test.each<[string, string, string]>([
    ['specs', 'spec:\n  t', 'Did you mean "spec"?'],
    ['metadata.spec', '', 'It belongs at the top level'],
  ])('%s: fields that are missing because of it are not reported', async (path, _, hint) => {
    const file =
      path === 'specs'
        ? job('').replace('\nspec:', '\nspecs:')
        : 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\n  spec: {replicas: 1}\n';
    expect(await findingsOf({ 'a.yaml': file })).toEqual([`error DEC-UNKNOWN-FIELD ${path}: ${hint}`]);
  });
});

test.each<[string, string, string]>([
  ['memory', '512MB', 'Did you mean "512Mi" or "512M"?'],
  ['memory', '4K', 'Did you mean "4Ki" or "4k"?'],
  ['memory', '1gi', 'Did you mean "1Gi"?'],
  ['cpu', '"0,5"', 'Did you mean "0.5"?'],
  ['cpu', '2 cores', 'Did you mean "2"?'],
  ['cpu', 'much', 'Write a quantity, such as "500m", "2" or "256Mi"'],
])('an amount of %s: %s', async (name, amount, hint) => {
  expect(await findingsOf({ 'a.yaml': job(`resources: {requests: {${name}: ${amount}}}`) })).toEqual([
    `error DEC-TYPE ${inContainer}.resources.requests[${name}]: ${hint}`,
  ]);
});

test('the name of a resource in another notation is reported once', async () => {
  expect(await findingsOf({ 'a.yaml': job('resources: {limits: {Memory: 1Gi}}') })).toEqual([
    `error RES-NAME ${inContainer}.resources.limits[Memory]: Did you mean "memory"?`,
  ]);
});

test('a claim with the access mode that kubectl prints gets a hint', async () => {
  const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n';
  const spec = 'spec: {accessModes: [RWO], resources: {requests: {storage: 1Gi}}}\n';
  expect(await findingsOf({ 'a.yaml': claim + spec })).toEqual([
    expect.stringMatching(/^error \S+ spec\.accessModes\S*: Did you mean "ReadWriteOnce"\?$/),
  ]);
});

describe('files in a directory that are not manifests are left out', () => {
  test.each<[string, Files, string]>([
    [
      'a chart',
      {
        'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
        'shop/values.yaml': 'nodeSelector: {}\nvolumes: []\nvolumeMounts: []\nmem: 1\n',
        'shop/templates/job.yaml': '{{- if .Values.on }}\nkind: {{ .x }}\n{{- end }}\n',
      },
      'left out (Helm chart: helm template shop | cdk8s-hkube validate -): 3 files: ' +
        'shop/Chart.yaml, shop/templates/job.yaml, shop/values.yaml',
    ],
    [
      'patches of kustomize',
      {
        'kustomization.yaml': 'patches: [{path: patch.yaml}]\n',
        'patch.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: report}\nspec: {parallelism: 2}\n',
      },
      'left out (kustomize: kubectl kustomize . | cdk8s-hkube validate -): 2 files: kustomization.yaml, patch.yaml',
    ],
    ['packages', { 'node_modules/x/package.json': '{' }, 'left out (installed packages): 1 file: node_modules'],
    [
      'skaffold',
      { 'skaffold.yaml': 'apiVersion: skaffold/v4beta11\nkind: Config\n' },
      'left out (no API server reads them): 1 Config (skaffold/v4beta11)',
    ],
  ])('%s', async (_, files, line) => {
    const { out, code } = await run(['validate', '.'], { files: { ...files, 'job.yaml': YAML_JOB } });
    expect(out.split('\n')).toEqual(
      ['1 object in 1 file: nothing wrong', line, expect.stringMatching(/^Kube/), ''].map((each) =>
        line.includes('Config') && typeof each === 'string' ? each.replace('1 file:', '2 files:') : each,
      ),
    );
    expect(code).toBe(0);
  });

  test('values of a chart are never read as a spec, even if they are named', async () => {
    const files = { 'values.yaml': 'algorithmImage: a:1\nname: print\n' };
    expect((await run(['validate', 'values.yaml'], { files })).out).toContain(
      'values.yaml:1:1: error: the values of a Helm chart, not an HKube spec',
    );
    expect((await run(['synth', 'values.yaml'], { files })).code).toBe(1);
    expect((await run(['validate', '.'], { files })).out).toContain('neither HKube specs nor manifests');
  });
});

describe('options', () => {
  const LATEST = { 'a.yaml': job('').replace('a:1', 'a') };
  const RAY = { 'a.yaml': 'apiVersion: ray.io/v1\nkind: RayJob\nmetadata: {name: Bad_Name}\n' };

  test('--ignore hides the warnings of a rule, and no errors', async () => {
    expect(await findingsOf(LATEST)).toHaveLength(1);
    expect(await findingsOf(LATEST, '--ignore', 'WARN-IMAGE-LATEST')).toEqual([]);
    const { err, code } = await run(['validate', '.', '--ignore', 'WARN-IMAGE-LATESt'], { files: LATEST });
    expect(err).toBe(
      'error: --ignore WARN-IMAGE-LATESt: no warning has this rule. Did you mean "WARN-IMAGE-LATEST"?\n',
    );
    expect(code).toBe(2);
  });

  test.each(['RayJob', 'rayjob', 'RayJob.ray.io', 'ray.io/v1/RayJob'])('--skip %s', async (kind) => {
    expect(await findingsOf(RAY)).toHaveLength(1);
    const { out, code } = await run(['validate', '.', '--skip', kind], { files: RAY });
    expect(out).toBe(
      '1 object in 1 file: no errors, but not all was validated\nskipped (--skip): 1 RayJob (ray.io/v1)\n' +
        'Kubernetes 1.37: 0 validated, 0 decoded only, 1 not validated\n',
    );
    expect(code).toBe(0);
    const { out: junit } = await run(['validate', '.', '--skip', kind, '-o', 'junit'], { files: RAY });
    expect(junit).toContain('<skipped message="not validated: --skip RayJob"/>');
  });

  test('--exclude leaves out files', async () => {
    const files = { ...LATEST, 'test/b.yaml': 'x: [' };
    expect((await run(['validate', '.', '--exclude', 'test', '--exclude', 'c*'], { files })).code).toBe(0);
  });

  test.each(['validate', 'synth'])('%s --pod-security', async (command) => {
    const spec = { name: 'print', algorithmImage: 'a.example.test/a:1' };
    const files = { 'a.json': JSON.stringify(spec) };
    expect((await run([command, 'a.json', '--pod-security', 'restricted'], { files })).code).toBe(0);
    const volumes = [{ name: 'v', hostPath: { path: '/x' } }];
    const wrong = { 'a.json': JSON.stringify({ ...spec, volumes, volumeMounts: [{ name: 'v', mountPath: '/v' }] }) };
    const { out, err, code } = await run([command, 'a.json', '--pod-security', 'restricted'], { files: wrong });
    expect(out + err).toContain('violates PodSecurity "restricted:v1.37": restricted volume types');
    expect(code).toBe(1);
  });

  test('--pod-security applies to manifests', async () => {
    const rules = (await findingsOf({ 'a.yaml': job('') }, '--pod-security', 'restricted')).map(
      (line: string) => line.split(' ')[1],
    );
    expect(rules).toEqual(['PSS-PRIVILEGE-ESCALATION', 'PSS-CAPABILITIES', 'PSS-RUN-AS-NON-ROOT', 'PSS-SECCOMP']);
  });
});

describe('unsubstituted variables are one finding for each file', () => {
  test.each<[string, string, string[]]>([
    [
      'of a shell',
      `${job('resources: {requests: {cpu: $CPU}}').replace('name: report', 'name: "${APP}-x"')}---\n${job('').replace(
        'restartPolicy: Never',
        'restartPolicy: ${POLICY:-Never}',
      )}`,
      ['error VARIABLES : Put in their values first: envsubst < a.yaml | cdk8s-hkube validate -'],
    ],
    [
      'of a template that is still YAML',
      job('').replace('name: report', 'name: "{{ app }}"'),
      ['error VARIABLES : Render the template first: helm template, for example'],
    ],
    [
      'of a template that is not YAML',
      'a: {{ x }}\n---\nb: {{ y }}\n',
      [expect.stringMatching(/^error VARIABLES : Render/)],
    ],
    ['of Windows', job('').replace('name: report', 'name: "%APP%"'), ['error VARIABLES : Put in their values first']],
    ['of an image, which the server takes', job('').replace('a:1', '${TAG}'), [expect.stringMatching(/^warning VAR/)]],
    ['where they are right', job('command: [sh, -c, "echo ${HOME} {{ x }}"], env: [{name: A, value: "$(B)"}]'), []],
  ])('%s', async (_, text, expected) => {
    expect(await findingsOf({ 'a.yaml': text })).toEqual(expected);
  });
});

describe('the same object twice is a warning', () => {
  const TWICE = 'warning WARN-OBJECT-DUPLICATE metadata.name: metadata.name: the same object is in';
  const other = YAML_JOB.replace('name: print', 'namespace: x\n  name: print');

  test.each<[string, Files, string[]]>([
    ['in a file', { 'a.yaml': `${YAML_JOB}---\n${YAML_JOB}` }, [`${TWICE} a.yaml:1`]],
    ['in a directory', { 'a.yaml': YAML_JOB, 'b.yaml': YAML_JOB }, [`${TWICE} a.yaml:1`]],
    ['in two directories', { 'a/a.yaml': YAML_JOB, 'b/a.yaml': YAML_JOB }, []],
    ['in two namespaces', { 'a.yaml': `${YAML_JOB}---\n${other}` }, []],
    [
      'without a name',
      { 'a.yaml': [YAML_JOB, YAML_JOB].join('---\n').replace(/name: print/g, 'generateName: p-') },
      [],
    ],
  ])('%s', async (_, files, expected) => {
    const found = await findingsOf(files);
    expect(found.map((line: string, i: number) => line.slice(0, expected[i]?.length))).toEqual(expected);
  });
});

test('an invalid volume is one finding', async () => {
  const volumes = '      volumes: [{name: v, configMap: {name: c, defaultMode: 644}}]\n';
  const file = job('volumeMounts: [{name: v, mountPath: /v}]', volumes);
  expect(await findingsOf({ 'a.yaml': file })).toEqual([
    `error VOL-CONFIGMAP ${inPod}.volumes[0].configMap.defaultMode: Octal 644 is 420 in decimal.`,
  ]);
});

test('a List in a List is read', async () => {
  const inner = { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod' }] };
  const files = {
    'a.json': JSON.stringify({ ...inner, items: [inner, { ...inner, apiVersion: 'v1', kind: 'PodList' }] }),
  };
  const LINE = 'error OBJECT : Move its items into the outer List';
  expect(await findingsOf(files)).toEqual([LINE, LINE]);
});

test('a secret that equals a name is masked only at its own place', async () => {
  const mount = 'env: [{name: ACCESS_KEY, value: report}], volumeMounts: [{name: report-dat, mountPath: /d}]';
  const files = {
    'a.yaml': job(mount, '      volumes: [{name: report-data, emptyDir: {}}]\n'),
    'b/b.yaml': job('env: [{name: DB_PASSWORD, value: 12345}]'),
  };
  const { out } = await run(['validate', '.'], { files });
  expect(out).toContain('Job report: ');
  expect(out).toContain('Not found: "report-dat". Declared volumes: "report-data". Did you mean "report-data"?');
  expect(out).toContain('env[0].value (DB_PASSWORD): ');
  expect(out).not.toMatch(/12345|\*\*\*/);
  expect(out).toMatch(/\n2 objects in 2 files: 2 errors\n/);
});

describe('characters that look like others are named', () => {
  test.each<[string, string, string]>([
    [
      'a no-break space in the indentation',
      job('').replace('      restart', '\u00a0     restart'),
      '7:1: error: a no-break space (U+00A0)',
    ],
    [
      'a no-break space after a colon',
      job('').replace('kind: J', 'kind:\u00a0J'),
      '2:6: error: a no-break space (U+00A0)',
    ],
    [
      'typographic quotes',
      job('').replace(/"/g, '\u201d'),
      '9:29: warning: Job report: a typographic quote (U+201D) is part of this text',
    ],
    [
      'a zero width space',
      job('').replace('report', 're\u200bport'),
      '3:20: warning: Job re\\u200bport: a zero width space (U+200B) is part of this text: remove it',
    ],
    ['in brackets', '{"kind": \u201cJob\u201d}', '1:10: warning: \u201cJob\u201d: a typographic quote (U+201C)'],
  ])('%s', async (_, text, expected) => {
    const { out } = await run(['validate', 'a.yaml'], { files: { 'a.yaml': text } });
    expect(out).toContain(`a.yaml:${expected}`);
    expect(out).not.toMatch(/[\u00a0\u200b]/);
  });

  test.each(['@daily', '`x`'])('a text that begins with %s', async (text) => {
    const { out } = await run(['validate', 'a.yaml'], { files: { 'a.yaml': `schedule: ${text}\n` } });
    expect(out).toContain(`unexpected "${text[0]}": put the text in quotes`);
  });
});

describe("the forms of HKube's own examples are read", () => {
  const SPEC = { name: 'detector', algorithmImage: 'a.example.test/a:1' };
  const EMPTY = { entryPoint: '', url: '', commit: { id: '', timestamp: '', message: '' }, branchName: 'master' };

  test.each<[string, object, string[]]>([
    ['a list of specs', [SPEC, { ...SPEC, name: 'other', cpus: 1 }], ['error HKUBE-UNKNOWN cpus: Did you mean "cpu"?']],
    ['empty fields of the dashboard', { ...SPEC, baseImage: '', gitRepository: EMPTY, kaiObject: { queue: '' } }, []],
    [
      'a repository without its address',
      { ...SPEC, type: 'Git', gitRepository: { url: '' } },
      [expect.stringMatching(/^error HKUBE-FORMAT gitRepository\.url/)],
    ],
    [
      'variables as a list',
      { ...SPEC, sideCars: [{ container: { name: 'c', image: 'c:1' }, environments: [{ name: 'MODE', value: 'x' }] }] },
      ['error HKUBE-TYPE sideCars[0].environments: Write names and values: {"MODE":"x"}'],
    ],
  ])('%s', async (_, spec, expected) => {
    for (const workload of ['job', 'hkube']) {
      expect(await findingsOf({ 'a.json': JSON.stringify(spec) }, '--workload', workload)).toEqual(expected);
    }
  });

  test('HKube fills in the version of its own images', async () => {
    const files = { 'a.json': JSON.stringify({ ...SPEC, algorithmImage: 'hkube/algorunner' }) };
    expect(await findingsOf(files, '--workload', 'hkube')).toEqual([]);
    expect(await findingsOf(files)).toHaveLength(1);
  });
});
