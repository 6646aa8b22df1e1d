import * as fc from 'fast-check';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { ReadSpec, readSpec, ReadOptions } from '../../src/hkube/read-spec';

const minimal = { name: 'print', algorithmImage: 'acme/print:v1' };

function read(
  value: unknown,
  options?: ReadOptions,
): { spec: ReadSpec; findings: string[]; hints: (string | undefined)[] } {
  const v = new Validation(37);
  const spec = readSpec(value, v, options);
  return {
    spec,
    findings: v.findings.map(
      (error) => `${error.severity === 'warning' ? '~' : ''}${error.path}: ${typeAndDetail(error)}`,
    ),
    hints: v.findings.map(({ hint }) => hint),
  };
}

/** What is said of a spec that is minimal but for these fields. */
const findings = (fields: object) => read({ ...minimal, ...fields }).findings;

test('a spec with every field is read unchanged', () => {
  const all = {
    ...minimal,
    kind: 'batch',
    env: 'python',
    type: 'Image',
    cpu: 0.5,
    gpu: 1,
    mem: '512Mi',
    reservedMemory: '100Mi',
    applyCpuLimits: false,
    workerCustomResources: { requests: { cpu: 0.1, memory: '256Mi' }, limits: { cpu: 0.2, memory: '512Mi' } },
    options: { devMode: true, devFolder: '/dev', opengl: false, pending: false, debug: false },
    mounts: [{ pvcName: 'data', path: '/data', volumeType: 'configMap' }],
    volumes: [
      { name: 'v', emptyDir: { medium: 'Memory' } },
      { name: 'w', csi: { driver: 'd' } },
    ],
    volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 's', readOnly: true }],
    sideCars: [
      {
        container: { name: 'web', image: 'httpd', ports: [{ containerPort: 80 }], somethingNew: 1 },
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
        environments: { A: 'a', B: { secretKeyRef: { name: 's', key: 'k' } } },
      },
    ],
    algorithmEnv: { A: 'a', N: 5, T: true, F: { fieldRef: { fieldPath: 'metadata.name' } } },
    workerEnv: { W: 1000 },
    nodeSelector: { type: 'gpu', zone: ['a', 'b'] },
    labels: { team: 'vision' },
    annotations: { 'prometheus.io/scrape': 'true' },
    kaiObject: { queue: 'test', fraction: 0.5 },
    securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
    entryPoint: 'main.py',
    dependencyInstallCmd: './install.sh',
    baseImage: 'python:3.12',
    downloadFileExt: 'txt',
    gitRepository: {
      url: 'https://github.com/acme/print',
      commit: { id: 'abc', timestamp: 't', message: 'm' },
      branchName: 'main',
      tag: 't',
      token: 't',
      gitKind: 'github',
    },
    workerImage: 'hkube/worker:v1',
    minHotWorkers: 1,
    maxWorkers: 0,
    quotaGuarantee: 2,
    stateType: 'stateless',
    description: 'prints',
    version: 'v1',
    fileInfo: { path: 'p' },
    created: 1,
    modified: 2,
    auditTrail: [{ user: 'u' }],
    errors: [],
    userInfo: { platform: 'linux' },
  };
  expect(read(all)).toEqual({ spec: all, findings: [], hints: [] });
});

describe('types', () => {
  test.each([
    [{ cpu: '500m' }, 'cpu: Type invalid: "500m": expected a number, found a string'],
    [{ cpu: [] }, 'cpu: Type invalid: expected a number, found an array'],
    [{ cpu: '' }, 'cpu: Type invalid: "": expected a number, found a string'],
    [{ cpu: Infinity }, 'cpu: Type invalid: null: expected a number, found a number'],
    [{ minHotWorkers: 1.5 }, 'minHotWorkers: Type invalid: 1.5: expected a whole number, found a number'],
    [{ applyCpuLimits: 'no' }, 'applyCpuLimits: Type invalid: "no": expected true or false, found a string'],
    [{ sideCars: { container: {} } }, 'sideCars: Type invalid: expected an array, found an object'],
    [{ sideCars: ['web'] }, 'sideCars[0]: Type invalid: "web": expected an object, found a string'],
    [{ volumes: [[]] }, 'volumes[0]: Type invalid: expected an object, found an array'],
    [
      { volumes: [{ name: 'v', configMap: 'x' }] },
      'volumes[0].configMap: Type invalid: "x": expected an object, found a string',
    ],
    [{ labels: { ab: 5 } }, 'labels[ab]: Type invalid: expected a string, found a whole number'],
    [{ nodeSelector: 'x' }, 'nodeSelector: Type invalid: "x": expected an object, found a string'],
    [
      { nodeSelector: { a: { b: 'c' } } },
      'nodeSelector[a]: Type invalid: expected a string or an array of strings, found an object',
    ],
    [{ options: null }, 'options: Type invalid: expected an object, found null'],
    [
      { sideCars: [{ container: { name: 'a', image: 'b' }, environments: [] }] },
      'sideCars[0].environments: Type invalid: expected an object, found an array',
    ],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });

  test.each([null, undefined, 5, 'x', [], true])('%j is not a spec', (value) => {
    expect(read(value).findings[0]).toMatch(value === undefined ? /Required/ : /^: Type invalid: .*expected an object/);
  });
});

describe('null', () => {
  test.each([
    'cpu',
    'gpu',
    'reservedMemory',
    'mounts',
    'sideCars',
    'algorithmEnv',
    'workerEnv',
    'nodeSelector',
    'labels',
    'annotations',
    'kaiObject',
    'entryPoint',
    'gitRepository',
    'minHotWorkers',
    'maxWorkers',
    'quotaGuarantee',
  ])('%s: null is the default', (field) => {
    expect(read({ ...minimal, [field]: null })).toEqual({ spec: minimal, findings: [], hints: [] });
  });

  // As the UI writes them.
  test.each(['devMode', 'devFolder', 'opengl', 'pending', 'debug', 'binary'])(
    'options.%s: null is the default',
    (option) => {
      expect(read({ ...minimal, options: { [option]: null } })).toEqual({
        spec: { ...minimal, options: {} },
        findings: [],
        hints: [],
      });
    },
  );

  test('an image that HKube has yet to build may be null', () => {
    expect(read({ name: 'print', type: 'Git', algorithmImage: null }).findings).toEqual([]);
    expect(read({ name: 'print', algorithmImage: null }).findings).toEqual([
      expect.stringMatching(/^algorithmImage: Required value/),
    ]);
  });

  test.each([
    ['mem', 'write "256Mi", HKube\'s default'],
    ['volumes', 'write []'],
    ['volumeMounts', 'write []'],
    ['securityContext', 'write {}'],
    ['workerCustomResources', 'write {"requests": {}, "limits": {}}'],
    ['options', 'write {}'],
    ['stateType', 'remove the field'],
    ['applyCpuLimits', 'remove the field'],
  ])('%s: null is refused as by HKube, with a hint', (field, hint) => {
    const {
      findings: [finding],
      hints,
    } = read({ ...minimal, [field]: null });
    expect(finding).toMatch(/Type invalid: .*found null$/);
    expect(hints).toEqual([hint]);
  });
});

describe('values are converted as by HKube, with a warning', () => {
  test.each([
    [{ cpu: '0.5' }, { cpu: 0.5 }, '~cpu: Warning: "0.5": HKube reads 0.5 here'],
    [{ cpu: true }, { cpu: 1 }, '~cpu: Warning: true: HKube reads 1 here'],
    [{ entryPoint: 5 }, { entryPoint: '5' }, '~entryPoint: Warning: 5: HKube reads "5" here'],
    [
      { options: { devMode: 'true' } },
      { options: { devMode: true } },
      '~options.devMode: Warning: "true": HKube reads true here',
    ],
    [{ applyCpuLimits: 0 }, { applyCpuLimits: false }, '~applyCpuLimits: Warning: 0: HKube reads false here'],
    [
      { securityContext: { fsGroup: '1000' } },
      { securityContext: { fsGroup: 1000 } },
      '~securityContext.fsGroup: Warning: "1000": HKube reads 1000 here',
    ],
    [{ dependencyInstallCmd: 5 }, { dependencyInstallCmd: '5' }, '~dependencyInstallCmd: Warning: HKube reads it here'],
    [
      { sideCars: [{ container: { name: 'a', image: 5 } }] },
      { sideCars: [{ container: { name: 'a', image: '5' } }] },
      '~sideCars[0].container.image: Warning: 5: HKube reads "5" here',
    ],
    [
      { nodeSelector: { a: 1 } },
      { nodeSelector: { a: '1' } },
      '~nodeSelector[a]: Warning: 1: is read as "1". HKube sends it as it is, and Kubernetes rejects the Job',
    ],
    [
      { nodeSelector: { a: ['x', true] } },
      { nodeSelector: { a: ['x', 'true'] } },
      '~nodeSelector[a][1]: Warning: true: is read as "true". HKube sends it as it is, and Kubernetes rejects the Job',
    ],
  ])('%j', (fields, expected, warning) => {
    const { spec, findings: found } = read({ ...minimal, ...fields });
    expect(spec).toEqual({ ...minimal, ...expected });
    expect(found).toEqual([warning]);
  });
});

test.each([
  [{ name: 'print', algorithmImge: 'a:1' }, ['algorithmImge: Unknown field']],
  [{ name: 'print', image: 'a:1' }, ['image: Unknown field']],
  [{ nmae: 'print', algorithmImage: 'a:1' }, ['nmae: Unknown field']],
  [{ nme: 'print' }, ['nme: Unknown field', 'algorithmImage: Required value']],
])('a required field with a typo is reported once: %j', (value, expected) =>
  expect(read(value).findings).toEqual(expected),
);

describe('unknown fields', () => {
  test.each([
    ['sidecars', { sidecars: [] }, 'did you mean "sideCars"?'],
    ['volumeMouts', { volumeMouts: [] }, 'did you mean "volumeMounts"?'],
    ['options.devmode', { options: { devmode: true } }, 'did you mean "devMode"?'],
    [
      'sideCars[0].contaner',
      { sideCars: [{ contaner: {}, container: { name: 'a', image: 'b' } }] },
      'did you mean "container"?',
    ],
    [
      'sideCars[0].volumes',
      { sideCars: [{ volumes: [], container: { name: 'a', image: 'b' } }] },
      "HKube ignores the volumes of a sidecar: declare them in the algorithm's volumes",
    ],
    ['volumes[0].emptydir', { volumes: [{ name: 'v', emptydir: {} }] }, 'did you mean "emptyDir"?'],
    [
      'volumeMounts[0].readonly',
      { volumeMounts: [{ name: 'v', mountPath: '/v', readonly: true }] },
      'did you mean "readOnly"?',
    ],
    [
      'code',
      { code: { path: 'a.tar.gz', entryPoint: 'main.py' } },
      'it is for hkubectl, which sends the code: write entryPoint',
    ],
    ['tolerations', { tolerations: [] }, 'HKube does not read it: remove it'],
    ['jobId', { jobId: 'j' }, 'HKube does not read it: remove it'],
    ['mounts[0].mountPath', { mounts: [{ pvcName: 'data', path: '/data', mountPath: '/data' }] }, 'it is called path'],
    ['kaiObject.queueName', { kaiObject: { queue: 'q', queueName: 'q' } }, 'known fields: queue, memory, fraction'],
    ['securityContext.runAsUser', { securityContext: { runAsUser: 5 } }, 'known fields: fsGroup, fsGroupChangePolicy'],
    [
      'gitRepository.branch',
      { gitRepository: { url: 'https://x', branch: 'b' } },
      'known fields: url, commit, branchName, tag, token, gitKind, cloneUrl, webUrl, fileExt',
    ],
    [
      'workerCustomResources.requests.mem',
      { workerCustomResources: { requests: { mem: 1 }, limits: {} } },
      'known fields: cpu, memory',
    ],
  ])('%s', (path, fields, hint) => {
    expect(read({ ...minimal, ...fields })).toMatchObject({ findings: [`${path}: Unknown field`], hints: [hint] });
  });

  test('that older versions of HKube wrote are accepted', () => {
    expect(findings({ options: { binary: true, debug: false, pending: true }, buildStats: { total: 1 } })).toEqual([]);
  });

  test.each(['gateway', 'debug', 'output', 'hyperparamsTuner'])(
    'that the server of HKube writes into a %s are accepted with internal kinds',
    (kind) => {
      const made = {
        ...minimal,
        kind,
        jobId: 'j',
        nodeName: 'n',
        gatewayName: 'g',
        gatewayUrl: 'u',
        debugName: 'd',
        debugUrl: 'u',
      };
      expect(read(made, { serverKinds: true })).toMatchObject({ spec: made, findings: [] });
      expect(read({ ...made, kind: 'batch' }, { serverKinds: true }).findings).toHaveLength(6);
      expect(read(made).findings).toHaveLength(7);
    },
  );

  test('with names of Object.prototype are reported too, and change nothing', () => {
    const { findings: found } = read(
      JSON.parse(
        '{"name": "print", "algorithmImage": "i", "__proto__": {"polluted": 1}, "constructor": 1, "toString": ' +
          '1, "labels": {"__proto__": "x"}}',
      ),
    );
    expect(found.filter((finding) => finding.includes('Unknown'))).toEqual([
      '__proto__: Unknown field',
      'constructor: Unknown field',
      'toString: Unknown field',
    ]);
    expect(({} as any).polluted).toBeUndefined();
  });
});

describe('limits and formats', () => {
  test.each([
    [{ name: 'a' }, /^name: Invalid value: "a": must be 2\+ characters/],
    [{ name: 'Abc' }, /^name: Invalid value/],
    [{ name: 'a_b' }, /^name: Invalid value/],
    [{ name: 'a\\b' }, /^name: Invalid value/],
    [{ name: 'a..b' }, /^name: Invalid value/],
    [{ name: 'ab-' }, /^name: Invalid value/],
    [{ name: 'x'.repeat(33) }, /^name: Too long: must be no more than 32 characters$/],
    [{ name: undefined }, /^name: Required value$/],
    [{ name: '' }, /^name: Required value$/],
    [{ algorithmImage: undefined }, /^algorithmImage: Required value$/],
    [{ algorithmImage: '' }, /^algorithmImage: Required value$/],
    [{ algorithmImage: 'x y' }, /^algorithmImage: Invalid value: "x y": must not contain white space$/],
    [{ cpu: -1 }, /^cpu: Invalid value: -1: must be greater than or equal to 0$/],
    [{ gpu: -1 }, /^gpu: Invalid value: -1/],
    [{ mem: '3Mi' }, /^mem: Invalid value: "3Mi": must be at least 4Mi$/],
    [{ mem: '100m' }, /^mem: Invalid value: "100m": must be at least 4Mi$/],
    [{ mem: '134217728' }, /^mem: Invalid value: "134217728": must have a unit/],
    [{ mem: '1Pi' }, /^mem: Invalid value: "1Pi": HKube does not support the unit "Pi"/],
    [{ mem: 'Mi' }, /^mem: Invalid value: "Mi": must be a number and a unit/],
    [{ reservedMemory: '10' }, /^reservedMemory: Invalid value/],
    [{ kind: 'gateway' }, /^kind: Unsupported value: "gateway": supported values: "batch", "stream"$/],
    [{ env: 'go' }, /^env: Unsupported value: "go"/],
    [{ type: 'Foo' }, /^type: Unsupported value: "Foo"/],
    [{ stateType: 'batch' }, /^stateType: Unsupported value: "batch"/],
    [{ minHotWorkers: -1 }, /^minHotWorkers: Invalid value: -1/],
    [
      { mounts: [{ pvcName: 'ab', path: '/x', volumeType: 'secret' }] },
      /^mounts\[0\].volumeType: Unsupported value: "secret"/,
    ],
    [{ mounts: [{ pvcName: 'a', path: '/x' }] }, /^mounts\[0\].pvcName: Invalid value: "a"/],
    [{ mounts: [{ pvcName: 'My', path: '/x' }] }, /^mounts\[0\].pvcName: Invalid value: "My"/],
    [{ mounts: [{ pvcName: 'x'.repeat(64), path: '/x' }] }, /^mounts\[0\].pvcName: Invalid value/],
    [{ mounts: [{ path: '/x' }] }, /^mounts\[0\].pvcName: Required value$/],
    [{ mounts: [{ pvcName: 'ab', path: '' }] }, /^mounts\[0\].path: Required value$/],
    [
      {
        mounts: [
          { pvcName: 'ab', path: '/x' },
          { path: '/x', pvcName: 'ab' },
        ],
      },
      /^mounts\[1\]: Duplicate value: {/,
    ],
    [{ volumes: [{}] }, /^volumes\[0\].name: Required value$/],
    [{ volumeMounts: [{ name: 'v' }] }, /^volumeMounts\[0\].mountPath: Required value$/],
    [{ gitRepository: {} }, /^gitRepository.url: Required value$/],
    [{ gitRepository: { url: 'git@github.com:x' } }, /^gitRepository.url: Invalid value: must begin with/],
    [{ gitRepository: { url: 'https://x', gitKind: 'svn' } }, /^gitRepository.gitKind: Unsupported value/],
    [{ gitRepository: { url: 'https://x', commit: {} } }, /^gitRepository.commit.id: Required value$/],
    [{ securityContext: { fsGroup: 1.5 } }, /^securityContext.fsGroup: Type invalid: 1.5: expected a whole number/],
    [{ securityContext: { fsGroup: -1 } }, /^securityContext.fsGroup: Invalid value: -1/],
    [{ securityContext: { fsGroupChangePolicy: 'x' } }, /^securityContext.fsGroupChangePolicy: Unsupported value: "x"/],
    [{ sideCars: [{}] }, /^sideCars\[0\].container: Required value$/],
    [{ sideCars: [{ container: { image: 'i' } }] }, /^sideCars\[0\].container.name: Required value$/],
    [{ sideCars: [{ container: { name: 'a' } }] }, /^sideCars\[0\].container.image: Required value$/],
    [
      { sideCars: [{ container: { name: 'worker', image: 'i' } }] },
      /^sideCars\[0\].container.name: Invalid value: "worker": every HKube pod/,
    ],
    [
      { sideCars: [{ container: { name: 'algorunner', image: 'i' } }] },
      /^sideCars\[0\].container.name: Invalid value: "algorunner"/,
    ],
    [
      { sideCars: [{ container: { name: 'a', image: 'i' } }, { container: { name: 'a', image: 'j' } }] },
      /^sideCars\[1\].container.name: Duplicate value: "a"$/,
    ],
    [{ nodeSelector: { a: [] } }, /^nodeSelector\[a\]: Required value: no node would match$/],
    [{ kaiObject: {} }, /^kaiObject.queue: Required value$/],
    [{ kaiObject: { queue: 'q', memory: '3000' } }, /^kaiObject.memory: Invalid value/],
    [{ kaiObject: { queue: 'q', memory: '100K' } }, /^kaiObject.memory: Invalid value: "100K": must be at least 1Mi/],
    [
      { kaiObject: { queue: 'q', memory: '1Gi', fraction: 0.1 } },
      /^kaiObject: Forbidden: only one of memory and fraction may be given$/,
    ],
    [{ kaiObject: { queue: 'q', fraction: 0 } }, /^kaiObject.fraction: Invalid value: 0/],
    [{ kaiObject: { queue: 'q', fraction: 1 } }, /^kaiObject.fraction: Invalid value: 1/],
    [{ workerCustomResources: { requests: { cpu: 1 } } }, /^workerCustomResources.limits: Required value$/],
    [
      { workerCustomResources: { requests: { cpu: 1 }, limits: {} } },
      /^workerCustomResources.limits.cpu: Required value: requests.cpu is set$/,
    ],
    [
      { workerCustomResources: { requests: {}, limits: { memory: '1Gi' } } },
      /^workerCustomResources.requests.memory: Required value/,
    ],
    [
      { workerCustomResources: { requests: { memory: '1Gi' }, limits: { memory: '512Mi' } } },
      /^workerCustomResources.requests.memory: Invalid value: "1Gi": must be less than or equal to the limit of 512Mi$/,
    ],
    [
      { workerCustomResources: { requests: { cpu: 3 }, limits: { cpu: 1 } } },
      /^workerCustomResources.requests.cpu: Invalid value: 3/,
    ],
  ])('%j is refused', (fields, finding) => {
    expect(findings(fields)).toEqual([expect.stringMatching(finding)]);
  });

  test.each([
    { name: 'ab' },
    { name: 'a.b' },
    { name: '9a' },
    { name: 'x'.repeat(32) },
    { algorithmImage: 'x@sha256:abc' },
    { algorithmImage: undefined, type: 'Code' },
    { algorithmImage: undefined, gitRepository: { url: 'https://x' } },
    { algorithmImage: undefined, fileInfo: {} },
    { cpu: 0 },
    { gpu: 0.5 },
    { mem: '4Mi' },
    { mem: '0.5Gi' },
    { mem: '4200K' },
    { maxWorkers: 0 },
    { mounts: [{ pvcName: 'x'.repeat(63), path: '/home/u/.cache' }] },
    { mounts: [{ pvcName: 'my.pvc', path: '/a_b' }] },
    { volumes: [{ name: 'v' }] },
    { nodeSelector: {} },
    { labels: {} },
    { securityContext: { fsGroup: 0 } },
    { kaiObject: { queue: 'q', fraction: 0.999 } },
    { kaiObject: { queue: 'q', memory: '1Mi' } },
    { workerCustomResources: { requests: {}, limits: {} } },
    { workerCustomResources: { requests: { cpu: 1, memory: '1024Mi' }, limits: { cpu: 1, memory: '1Gi' } } },
    { sideCars: [{ container: { name: 'a', image: 'i' } }, { container: { name: 'b', image: 'i' } }] },
  ])('%j is accepted', (fields) => {
    expect(findings(fields)).toEqual([]);
  });

  test.each(['gateway', 'debug', 'output', 'hyperparamsTuner', 'batch'])(
    'the kind %s is accepted in the internal form of HKube',
    (kind) => {
      expect(read({ kind, mem: 256 }, { internal: true })).toEqual({
        spec: { kind, mem: 256 },
        findings: [],
        hints: [],
      });
    },
  );
});

describe('variables', () => {
  test.each([
    [
      ['x'],
      'Type invalid: expected a string, a number, a boolean or an object such as {"secretKeyRef": …}, found an array',
    ],
    [{}, 'Invalid value: must have exactly one of fieldRef, configMapKeyRef, resourceFieldRef, secretKeyRef'],
    [
      { configMapKeyRef: {}, secretKeyRef: {} },
      'Invalid value: must have exactly one of fieldRef, configMapKeyRef, resourceFieldRef, secretKeyRef',
    ],
    [{ valueFrom: { fieldRef: {} } }, 'Invalid value: must not have valueFrom: HKube adds it'],
    [
      { secretKeyref: {} },
      'Unsupported value: "secretKeyref": supported values: "fieldRef", "configMapKeyRef", ' +
        '"resourceFieldRef", "secretKeyRef"',
    ],
    [{ secretKeyRef: 'x' }, 'Type invalid: expected an object, found a string'],
  ])('%j is refused in the algorithm, the worker and the sidecars', (value, text) => {
    const at = typeof (value as any).secretKeyRef === 'string' ? '.secretKeyRef' : '';
    const environments = { A: value };
    expect(
      findings({
        algorithmEnv: environments,
        workerEnv: environments,
        sideCars: [{ container: { name: 'a', image: 'i' }, environments }],
      }),
    ).toEqual([
      `sideCars[0].environments[A]${at}: ${text}`,
      `algorithmEnv[A]${at}: ${text}`,
      `workerEnv[A]${at}: ${text}`,
    ]);
  });

  test.each([
    [
      null,
      [
        '~algorithmEnv[A]: Warning: null: null is not a value: HKube removes a variable of this name, or else ' +
          'creates an empty one',
      ],
    ],
    [1.1, []],
    [5, []],
    [true, []],
    ['', []],
    [{ fieldRef: { fieldPath: 'metadata.name' } }, []],
  ])('%j', (value, expected) => {
    expect(findings({ algorithmEnv: { A: value } })).toEqual(expected);
  });
});

describe("a value that HKube's API refuses and Kubernetes accepts is a warning", () => {
  test.each([
    [{ labels: { a: 'b' } }, "~labels[a]: Warning: HKube's API refuses this key"],
    [{ labels: { ab: 'X' } }, "~labels[ab]: Warning: HKube's API refuses this value"],
    [{ annotations: { ab: 'https://x/y' } }, "~annotations[ab]: Warning: HKube's API refuses this value"],
    [
      { mounts: [{ pvcName: 'data', path: '/my-data' }] },
      '~mounts[0].path: Warning: "/my-data": HKube\'s API refuses this path',
    ],
  ])('%j', (fields, warning) => {
    expect(findings(fields)).toEqual([expect.stringMatching(new RegExp(`^${warning.replace(/[[\]/]/g, '\\$&')}`))]);
  });

  test.each(['/data-', '/', '/a_b', '/dataéa', 'x'])('the path %s is accepted', (path) => {
    expect(findings({ mounts: [{ pvcName: 'data', path }] })).toEqual([]);
  });

  test.each(['/a b', '/tmp/foo:ro', '/mnt/AB-CD/9', '-data'])('the path %s is a warning', (path) => {
    expect(findings({ mounts: [{ pvcName: 'data', path }] })).toEqual([expect.stringContaining('refuses this path')]);
  });
});

test('an invalid entry of a map is left out', () => {
  const { spec } = read({
    ...minimal,
    algorithmEnv: { A: [], B: 'b', C: { x: 1 } },
    labels: { ab: [], cd: 'x', ef: null },
    nodeSelector: { a: {}, b: 'c', d: [{}] },
    workerEnv: { W: null },
  });
  expect(spec).toEqual({
    ...minimal,
    algorithmEnv: { B: 'b' },
    labels: { cd: 'x', ef: 'null' },
    nodeSelector: { b: 'c' },
    workerEnv: { W: null },
  });
});

test('no secret is shown in a message', () => {
  const secret = 'hunter2-s3cr3t';
  const { findings: found, hints } = read({
    ...minimal,
    algorithmEnv: { PASSWORD: [secret], A: { [secret.slice(0, 3)]: secret }, B: { valueFrom: secret } },
    workerEnv: { TOKEN: { secretKeyRef: secret } },
    sideCars: [{ container: { name: 'a', image: 'i' }, environments: { X: { token: secret } } }],
    gitRepository: { url: `htp://user:${secret}@host`, token: [secret], commit: { id: [secret] } },
    annotations: { Token: secret },
    dependencyInstallCmd: [secret],
  });
  expect(found.length).toBeGreaterThan(7);
  expect(JSON.stringify([found, hints])).not.toContain(secret);
  for (const field of ['algorithmEnv', 'workerEnv', 'annotations']) {
    expect(findings({ [field]: secret })).toEqual([`${field}: Type invalid: expected an object, found a string`]);
  }
});

describe('a value that is not JSON in a field of any JSON', () => {
  const itself: any = {};
  itself.self = [itself];
  test.each<[unknown, string]>([
    [NaN, ': Type invalid: expected a finite number, found a number'],
    [1n, ': Type invalid: expected JSON, found no JSON (bigint)'],
    [Symbol('x'), ': Type invalid: expected JSON, found no JSON (symbol)'],
    [() => 1, ': Type invalid: expected JSON, found no JSON (function)'],
    [new Map([['a', 1]]), ': Type invalid: expected JSON, found no JSON (Map)'],
    [new Date(NaN), ': Type invalid: expected JSON, found no JSON (Date)'],
    [[undefined], '[0]: Type invalid: expected JSON, found no JSON (undefined)'],
    [itself, '.self[0]: Type invalid: expected JSON, found an object'],
  ])('%p', (value, finding) => {
    expect(findings({ algorithmEnv: { A: value } })).toContain(`algorithmEnv.A${finding}`);
    expect(findings({ volumes: [{ name: 'v', emptyDir: { sizeLimit: value } }] })).toContain(
      `volumes[0].emptyDir.sizeLimit${finding}`,
    );
    expect(findings({ created: value })).toContain(`created${finding}`);
  });

  test('the same object twice, and a Date, are accepted', () => {
    const same = { name: 's', key: 'k' };
    const { spec, findings: found } = read({
      ...minimal,
      created: new Date(0),
      fileInfo: [same, same],
    });
    expect([spec.created, spec.fileInfo, found]).toEqual(['1970-01-01T00:00:00.000Z', [same, same], []]);
  });
});

test('any JSON is read without throwing', () => {
  const fields = [
    'name',
    'mem',
    'mounts',
    'volumes',
    'volumeMounts',
    'sideCars',
    'algorithmEnv',
    'labels',
    'nodeSelector',
    'kaiObject',
    'workerCustomResources',
    'options',
    'gitRepository',
    'cpu',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 4 })), (value) => {
      for (const finding of read(value).findings) expect(typeof finding).toBe('string');
    }),
  );
});

/** The one finding about a value says what to write. */
test.each<[object, string]>([
  [{ mem: 1024 }, 'mem: did you mean "1024Mi"?'],
  [{ mem: '134217728' }, 'mem: did you mean "128Mi"?'],
  [{ mem: '2GB' }, 'mem: did you mean "2Gi" or "2G"?'],
  [{ mem: 'much' }, 'mem: undefined'],
  [{ nodeSelector: ['disk=ssd'] }, 'nodeSelector: write names and values: {"disk":"ssd"}'],
  [{ nodeSelector: 'disk: ssd' }, 'nodeSelector: write names and values: {"disk":"ssd"}'],
  [{ workerEnv: 'TOKEN=x' }, 'workerEnv: write names and values: {"TOKEN":"***"}'],
  [{ algorithmEnv: [{ A: 'b' }, { C: 'd' }] }, 'algorithmEnv: write names and values: {"A":"b","C":"d"}'],
  [{ algorithmEnv: 'x' }, 'algorithmEnv: write names and values: {"name":"value"}'],
  [{ volumes: {} }, 'volumes: write it in a list: [{ … }]'],
  [{ entryPoint: ['main.py'] }, 'entryPoint: write it without a list'],
])('%j', (fields, expected) => {
  const v = new Validation(37);
  readSpec({ ...minimal, ...fields }, v);
  expect(v.findings.map(({ path, hint }) => `${path}: ${hint}`)).toEqual([expected]);
});
