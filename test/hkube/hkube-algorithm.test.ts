import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Testing } from 'cdk8s';
import {
  AlgorithmSettings,
  AlgorithmOptions,
  HkubeAlgorithm,
  SharedVolume,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { errorsOf, podOf, workloadOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const SPEC = { name: 'eval', algorithmImage: 'docker.io/acme/eval:1' };

function chartOf(spec: any, options: AlgorithmOptions = {}) {
  const chart = Testing.chart();
  new HkubeAlgorithm(chart, 'eval', { spec: { ...SPEC, ...spec }, ...options });
  return chart;
}

const errors = (spec: any) => {
  let found: string[] = [];
  captureStderr(() => {
    found = errorsOf(chartOf(spec));
  });
  return found;
};

test('a minimal spec is rendered', () => {
  expect(workloadOf(chartOf({}))).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'eval' },
    spec: {
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'eval' } },
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'algorunner',
              image: 'docker.io/acme/eval:1',
              resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '200m', memory: '512Mi' } },
            },
          ],
          restartPolicy: 'Never',
        },
      },
    },
  });
});

test('every field that affects the pod is rendered', () => {
  const manifest = workloadOf(
    chartOf({
      cpu: 0.5,
      mem: '1Gi',
      gpu: 2,
      algorithmEnv: { NUMBER: 5, TEXT: 'x', POD: { fieldRef: { fieldPath: 'metadata.name' } } },
      entryPoint: 'main.py',
      labels: { team: 'vision' },
      annotations: { note: 'fine' },
      nodeSelector: { type: 'gpu' },
      volumes: [
        { name: 'scratch', emptyDir: {} },
        { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'settings', configMap: { name: 'settings' } },
        { name: 'keys', secret: { secretName: 'keys' } },
      ],
      volumeMounts: [
        { name: 'scratch', mountPath: '/a', subPath: 'a' },
        { name: 'scratch', mountPath: '/b', subPath: 'b' },
        { name: 'data', mountPath: '/data', readOnly: true },
      ],
      mounts: [
        { pvcName: 'legacy', path: '/legacy' },
        { pvcName: 'tmp', path: '/more', volumeType: 'emptyDir' },
      ],
      sideCars: [
        {
          container: {
            name: 'mycar',
            image: 'docker.io/library/httpd:2.4',
            ports: [{ containerPort: 80, hostIP: '10.0.0.1' }],
            command: ['serve'],
            env: [{ name: 'OWN', value: '1' }],
            volumeMounts: [{ name: 'settings', mountPath: '/settings' }],
            livenessProbe: { httpGet: { port: 80 } },
            resources: { limits: { memory: '64Mi', 'nvidia.com/gpu': 1 } },
          },
          volumeMounts: [{ name: 'keys', mountPath: '/keys' }],
          environments: {
            PORT: 5000,
            IP: { fieldRef: { fieldPath: 'status.podIP' } },
            TOKEN: { secretKeyRef: { name: 'keys', key: 'token' } },
          },
        },
      ],
      securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
      kaiObject: { queue: 'research' },
    }),
  );
  const {
    containers: [main],
    initContainers: [mycar],
    volumes,
    ...pod
  } = manifest.spec.template.spec;
  expect(main).toEqual({
    name: 'algorunner',
    image: 'docker.io/acme/eval:1',
    env: [
      { name: 'NUMBER', value: '5' },
      { name: 'TEXT', value: 'x' },
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    resources: {
      requests: { cpu: '0.5', memory: '1Gi', 'nvidia.com/gpu': 2 },
      limits: { cpu: '1', memory: '2Gi', 'nvidia.com/gpu': 2 },
    },
    volumeMounts: [
      { name: 'legacy-0', mountPath: '/legacy' },
      { name: 'tmp-1', mountPath: '/more' },
      { name: 'scratch', mountPath: '/a', subPath: 'a' },
      { name: 'scratch', mountPath: '/b', subPath: 'b' },
      { name: 'data', mountPath: '/data', readOnly: true },
    ],
  });
  expect(mycar).toEqual({
    name: 'mycar',
    image: 'docker.io/library/httpd:2.4',
    restartPolicy: 'Always',
    ports: [{ containerPort: 80, hostIP: '10.0.0.1' }],
    command: ['serve'],
    livenessProbe: { httpGet: { port: 80 } },
    env: [
      { name: 'OWN', value: '1' },
      { name: 'PORT', value: '5000' },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } },
    ],
    volumeMounts: [
      { name: 'settings', mountPath: '/settings' },
      { name: 'keys', mountPath: '/keys' },
    ],
    resources: {
      requests: { cpu: '100m', memory: '64Mi' },
      limits: { cpu: '200m', memory: '64Mi', 'nvidia.com/gpu': 1 },
    },
  });
  expect(volumes).toEqual([
    { name: 'legacy-0', persistentVolumeClaim: { claimName: 'legacy' } },
    { name: 'tmp-1', emptyDir: {} },
    { name: 'scratch', emptyDir: {} },
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'settings', configMap: { name: 'settings' } },
    { name: 'keys', secret: { secretName: 'keys' } },
  ]);
  expect(pod).toEqual({
    automountServiceAccountToken: false,
    nodeSelector: { type: 'gpu' },
    restartPolicy: 'Never',
    schedulerName: 'kai-scheduler',
    securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
  });
  expect(manifest.metadata).toEqual({
    name: 'eval',
    labels: { team: 'vision', 'runai/queue': 'research' },
    annotations: { note: 'fine' },
  });
  expect(manifest.spec.template.metadata).toEqual({
    labels: { team: 'vision', 'runai/queue': 'research', 'app.kubernetes.io/name': 'eval' },
    annotations: { note: 'fine' },
  });
});

test('applyCpuLimits affects only the main container', () => {
  const { containers, initContainers } = podOf(
    chartOf({ applyCpuLimits: false, sideCars: [{ container: { name: 's', image: 'a:1' } }] }),
  );
  expect(containers[0].resources.limits).toEqual({ memory: '512Mi' });
  expect(initContainers[0].resources.limits).toEqual({ cpu: '200m', memory: '256Mi' });
});

test('limits depend on the default requests', () => {
  const chart = chartOf({ cpu: 1, mem: '1Gi' });
  AlgorithmSettings.of(chart).set({ resources: { useResourceLimits: true } });
  expect(podOf(chart).containers[0].resources).toEqual({
    requests: { cpu: '1', memory: '1Gi' },
    limits: { cpu: '1', memory: '1Gi' },
  });
});

test('fields that only HKube uses are kept and not rendered', () => {
  const chart = Testing.chart();
  const algorithm = new HkubeAlgorithm(chart, 'eval', {
    spec: { ...SPEC, minHotWorkers: 2, workerEnv: { A: 'b' }, stateType: 'stateless' },
  });
  expect(algorithm.spec).toMatchObject({ minHotWorkers: 2, workerEnv: { A: 'b' }, stateType: 'stateless' });
  expect(JSON.stringify(Testing.synth(chart))).toBe(JSON.stringify(Testing.synth(chartOf({}))));
});

test('sidecars, mounts, variables, patches and workloads are used as for an Algorithm', () => {
  const chart = Testing.chart();
  const algorithm = new HkubeAlgorithm(chart, 'id', {
    spec: { ...SPEC, algorithmEnv: { A: 'a' }, nodeSelector: { type: 'gpu' }, labels: { team: 'vision' } },
    workload: AlgorithmWorkload.deployment(),
    metadata: { name: 'other', labels: { stage: 'test' } },
    pod: { nodeSelector: { zone: 'a' }, priorityClassName: 'high' },
  });
  algorithm.addSideCar('web', { image: 'httpd:2.4' });
  algorithm.mount('/v', SharedVolume.fromEmptyDir(algorithm, 'v'));
  algorithm.addEnv('A', 'b');
  const {
    kind,
    metadata,
    spec: {
      template: { spec },
    },
  } = ApiObject.of(algorithm).toJson();
  expect([kind, metadata]).toEqual(['Deployment', { name: 'other', labels: { team: 'vision', stage: 'test' } }]);
  expect(spec.containers.map(({ name }: any) => name)).toEqual(['algorunner', 'web']);
  expect(spec.containers[0]).toMatchObject({
    env: [{ name: 'A', value: 'b' }],
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
  });
  expect(spec).toMatchObject({ nodeSelector: { type: 'gpu', zone: 'a' }, priorityClassName: 'high' });
  expect(errorsOf(chart)).toEqual([]);
});

describe('mistakes', () => {
  test.each<[string, any, string | RegExp]>([
    ['an unknown field', { volumeMount: [] }, '[test/eval] volumeMount: Unknown field. Did you mean "volumeMounts"?'],
    ['a wrong type', { cpu: '500m' }, /^\[test\/eval\] cpu: .*number.*"500m"|^\[test\/eval\] cpu: .*"500m".*number/],
    [
      'a reserved container name',
      { sideCars: [{ container: { name: 'worker', image: 'a:1' } }] },
      /^\[test\/eval\] sideCars\[0\]\.container\.name: .*"worker"/,
    ],
    ['a missing image', { algorithmImage: undefined }, '[test/eval] algorithmImage: Required value'],
    [
      'a mount of an undeclared volume',
      { volumes: [{ name: 'data', emptyDir: {} }], volumeMounts: [{ name: 'dat', mountPath: '/d' }] },
      '[test/eval] spec.template.spec.containers[0].volumeMounts[0].name: Not found: "dat". Declared ' +
        'volumes: "data". Did you mean "data"?',
    ],
    [
      'a mistake in a sidecar',
      { sideCars: [{ container: { name: 'mycar', image: 'a:1', ports: [{ containerPort: 0 }] } }] },
      '[test/eval/mycar] spec.template.spec.initContainers[0].ports[0].containerPort: Required value',
    ],
    [
      'two sidecars of one name',
      { sideCars: ['a:1', 'b:1'].map((image) => ({ container: { name: 'mycar', image } })) },
      /\[test\/eval(\/mycar-2)?\] .*name: Duplicate value: "mycar"/,
    ],
    [
      'two volumes of one name',
      {
        volumes: [
          { name: 'v', emptyDir: {} },
          { name: 'v', emptyDir: {} },
        ],
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      },
      /\[test\/eval(\/Volume:v-2)?\] .*Duplicate value: "v"/,
    ],
  ])('%s', (_, spec, says) => {
    const [first] = errors(spec);
    if (typeof says === 'string') expect(first.slice(0, says.length)).toBe(says);
    else expect(first).toMatch(says);
  });

  test('specs close to these mistakes are accepted', () => {
    expect(
      errors({
        cpu: 0.5,
        volumes: [{ name: 'data', emptyDir: {} }],
        volumeMounts: [{ name: 'data', mountPath: '/d' }],
        sideCars: ['worker-1', 'worker-2'].map((name) => ({
          container: { name, image: 'a:1', ports: [{ containerPort: 1 }] },
        })),
        version: 'written by the server',
        created: 1,
        modified: 2,
        auditTrail: [],
        errors: [],
      }),
    ).toEqual([]);
  });

  test('props of an Algorithm that conflict with a spec are refused', () => {
    const chart = Testing.chart();
    // TypeScript takes a variable of a wider type.
    const props = { image: 'docker.io/acme/other:1', env: { TOKEN: 'hunter2' }, nameSufixHash: true, ports: undefined };
    const algorithm = new HkubeAlgorithm(chart, 'eval', { ...props, spec: SPEC });
    const hint = 'Set it in the spec, or add it afterwards: addEnv(), mount(), ApiObject.of(…).addJsonPatch()';
    expect(errorsOf(chart)).toEqual([
      `[test/eval] image: Unknown field. ${hint}`,
      `[test/eval] env: Unknown field. ${hint}`,
      '[test/eval] nameSufixHash: Unknown field. Did you mean "nameSuffixHash"?',
    ]);
    expect(() => HkubeSpec.of(algorithm).toJson()).toThrow('env: Unknown field');
  });

  test('a field that the spec and the options set is refused', () => {
    const chart = Testing.chart();
    new HkubeAlgorithm(chart, 'eval', { spec: { ...SPEC, kaiObject: { queue: 'q' } }, pod: { schedulerName: 'mine' } });
    expect(errorsOf(chart)).toEqual([
      '[test/eval] pod.schedulerName: Forbidden: is set twice. The spec sets it too: remove one of the two',
    ]);
  });

  test.each([[null], [undefined], [5], ['text'], [[]], [JSON.parse('{"__proto__": {"name": "x"}, "constructor": 5}')]])(
    'a spec that is %p',
    (spec) => {
      const chart = Testing.chart();
      new HkubeAlgorithm(chart, 'eval', { spec });
      expect(errorsOf(chart).length).toBeGreaterThan(0);
      expect(({} as any).name).toBeUndefined();
    },
  );
});

describe('fromFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hkube-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function fileErrors(text: string | undefined): string[] {
    const file = path.join(folder, 'spec.json');
    if (text !== undefined) fs.writeFileSync(file, text);
    const chart = Testing.chart();
    HkubeAlgorithm.fromFile(chart, 'eval', file);
    return errorsOf(chart).map((line) => line.replace(folder, ''));
  }

  test('a valid file is read', () => {
    expect(fileErrors(`\uFEFF${JSON.stringify(SPEC, undefined, 2).replace(/\n/g, '\r\n')}`)).toEqual([]);
  });

  test.each<[string, string | undefined, RegExp]>([
    [
      'missing',
      undefined,
      /^\[test\/eval\] \/spec\.json: no such file .*; expected a JSON or YAML file with an HKube algorithm$/,
    ],
    [
      'no JSON',
      '{\n  "name": "eval",\n  "algorithmImage" "x"\n}',
      /^\[test\/eval\] \/spec\.json:3:20: expected ":" but found "\\""$/,
    ],
    ['empty', '', /^\[test\/eval\] \/spec\.json:1:1: /],
    ['no object', '[1]', /^\[test\/eval\] \/spec\.json:1:1: found an array; expected an object/],
    ['null', 'null', /^\[test\/eval\] \/spec\.json:1:1: found null; expected an object/],
    ['a key twice', '{\n"name": "a",\n"name": "b"}', /^\[test\/eval\] \/spec\.json:3:1: .*"name"/],
  ])('%s is one line with file, place, the found and the expected value', (_, text, says) => {
    expect(fileErrors(text)).toEqual([expect.stringMatching(says)]);
  });

  test('a value of the wrong type is reported at its place', () => {
    const [line, ...more] = fileErrors('{\n  "name": "eval",\n  "algorithmImage": "a:1",\n  "sideCars": {}\n}');
    expect(line).toMatch(/^\[test\/eval\] \/spec\.json:4:15: sideCars: .*array/);
    expect(more).toEqual([]);
  });

  test('all unreadable files are reported together', () => {
    const chart = Testing.chart();
    for (const id of ['a', 'b']) HkubeAlgorithm.fromFile(chart, id, path.join(folder, `${id}.json`));
    expect(errorsOf(chart)).toHaveLength(2);
  });

  test('a directory is refused', () => {
    const chart = Testing.chart();
    HkubeAlgorithm.fromFile(chart, 'a', folder);
    expect(errorsOf(chart)).toEqual([expect.stringMatching(/: is a directory; expected a JSON or YAML file/)]);
  });
});
