import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { AlgorithmSettings, HkubeClusterOptions, HkubeWorkerJob, HkubeWorkerJobOptions, Warnings } from '../../src';
import { Validation } from '../../src/apimachinery/finding';
import { readClusterOptions } from '../../src/hkube/cluster-options';
import { readSpec } from '../../src/hkube/read-spec';
import { internalForm, workerJob } from '../../src/hkube/worker-job';
import { errorsOf, workloadOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const SPEC = { name: 'print', algorithmImage: 'docker.io/acme/print:v4' };
const VERSIONS = { versions: [{ project: 'worker', tag: 'v2.11.0' }] };

function chartOf(spec: object = {}, options: HkubeWorkerJobOptions = {}) {
  const chart = Testing.chart();
  new HkubeWorkerJob(chart, 'job', {
    spec: { ...SPEC, ...spec },
    ...options,
    cluster: { ...VERSIONS, ...options.cluster },
  });
  return chart;
}

const errors = (spec: object, cluster: object = {}) => {
  let found: string[] = [];
  captureStderr(() => {
    found = errorsOf(chartOf(spec, { cluster }));
  });
  return found;
};

/** The Job that the parity runner compares with HKube's own. */
const pure = (spec: object, cluster: object = {}, nativeSideCars = false) => {
  const v = new Validation(37);
  const read = internalForm(readSpec({ ...SPEC, ...spec }, v, { serverKinds: true }));
  return JSON.parse(
    JSON.stringify(workerJob(read, readClusterOptions({ ...VERSIONS, ...cluster }, v), { nativeSideCars })),
  );
};

test('unknown props are reported', () => {
  const chart = chartOf({}, { nativeSidecars: true, metadata: undefined } as any);
  expect(errorsOf(chart)).toEqual(['[test/job] nativeSidecars: Unknown field. Did you mean "nativeSideCars"?']);
});

test('minimal props are rendered', () => {
  const chart = Testing.chart();
  new HkubeWorkerJob(chart, 'job', { spec: SPEC });
  let job: any;
  // HKube's versions are the cluster's to know.
  expect(captureStderr(() => (job = workloadOf(chart)))).toEqual([]);
  const {
    metadata: { name, ...metadata },
    ...rest
  } = job;
  expect(name).toMatch(/^print-[0-9a-f]{5}$/);
  expect(metadata).toEqual({
    labels: { 'algorithm-name': 'print', core: 'true', group: 'hkube', 'metrics-group': 'workers', type: 'worker' },
  });
  const { metadata: _, ...expected } = pure({}, { versions: [] });
  expect(rest).toEqual(expected);
  expect(rest.spec.template.spec.containers.map((container: any) => container.name)).toEqual(['worker', 'algorunner']);
});

test('all props are rendered', () => {
  const spec = {
    sideCars: [{ container: { name: 'web', image: 'httpd:2.4' } }],
    labels: { team: 'vision' },
    annotations: { note: 'fine' },
  };
  const chart = chartOf(spec, {
    cluster: { registry: 'registry.acme.io' },
    nativeSideCars: true,
    metadata: {
      name: 'mine',
      namespace: 'hkube',
      labels: { stage: 'test', type: 'other' },
      annotations: { more: 'too' },
    },
  });
  const job = workloadOf(chart);
  expect(job.metadata).toEqual({
    name: 'mine',
    namespace: 'hkube',
    labels: {
      'algorithm-name': 'print',
      core: 'true',
      group: 'hkube',
      'metrics-group': 'workers',
      type: 'other',
      team: 'vision',
      stage: 'test',
    },
    annotations: { note: 'fine', more: 'too' },
  });
  expect(job.spec).toEqual(pure(spec, { registry: 'registry.acme.io' }, true).spec);
  const { initContainers, containers } = job.spec.template.spec;
  expect([initContainers, containers].map((list) => list.map(({ image }: any) => image))).toEqual([
    ['registry.acme.io/httpd:2.4'],
    ['registry.acme.io/hkube/worker:v2.11.0', 'docker.io/acme/print:v4'],
  ]);
});

test('every cluster option reaches the Job', () => {
  const options: Required<HkubeClusterOptions> = {
    defaultStorage: 'fs',
    baseFsAdapterDirectory: '/mnt/files',
    isPrivileged: false,
    outputMountPath: '/var/lib/containerd',
    jaeger: { host: 'tracer' },
    useResourceLimits: true,
    applyResources: true,
    workerResources: { cpu: 0.25, mem: 333 },
    sideCarResources: { cpu: 0.3, memory: '77Mi' },
    registry: 'registry.acme.io',
    versions: [{ project: 'worker', tag: 'v9' }],
    clusterOptions: {
      devModeEnabled: true,
      datasourcesServiceEnabled: true,
      optunaDashboardEnabled: true,
      fluentbitSidecarEnabled: true,
      imagePullSecretName: 'pull',
    },
    sidecars: [
      {
        name: 'fluentbit',
        container: { name: 'logs', image: 'fluent-bit:3' },
        volumes: [{ name: 'l', emptyDir: {} }],
        volumeMounts: [{ name: 'l', mountPath: '/l' }],
        environments: { A: 'b' },
      },
    ],
    node: 'node-1',
    hotWorker: true,
  };
  const spec = {
    gpu: 0.5,
    options: { devMode: true },
    kind: 'hyperparamsTuner',
    sideCars: [{ container: { name: 'web', image: 'httpd:2.4' } }],
  };
  const text = (cluster: HkubeClusterOptions) => JSON.stringify(workloadOf(chartOf(spec, { cluster })).spec);
  let all = '';
  captureStderr(() => {
    all = text(options);
  });
  for (const trace of [
    '/mnt/files',
    'hkube-storage-pvc',
    'stdout.log',
    '"tracer"',
    '"333Mi"',
    '"77Mi"',
    'registry.acme.io/fluent-bit:3',
    'hkube/worker:v9',
    '"pull"',
    'hkube-dev-sources-pvc',
    'hkube-datasources',
    'hkube-datasciencemetrics',
    '"/l"',
    '"A"',
    '"node-1"',
    'HOT_WORKER',
  ]) {
    expect(all).toContain(trace);
  }
  // Each option by itself makes a difference (some of them only beside another).
  const beside: HkubeClusterOptions = { ...options, isPrivileged: true };
  for (const [key, value] of Object.entries(options)) {
    captureStderr(() => {
      const base = key === 'outputMountPath' ? beside : options;
      expect(text({ ...base, node: 'node-1', [key]: undefined, ...(key === 'node' && { node: 'other' }) })).not.toBe(
        text({ ...base, [key]: value }),
      );
    });
  }
});

test('another Job, also after patches, has another name, and metadata does not matter', () => {
  const name = (spec: object, change: (job: ApiObject) => void = () => {}) => {
    const chart = chartOf(spec);
    change(ApiObject.of(chart.node.findChild('job')));
    return workloadOf(chart).metadata.name;
  };
  const plain = name({});
  expect(name({})).toBe(plain);
  expect(name({ cpu: 2 })).not.toBe(plain);
  expect(name({}, (job) => job.addJsonPatch(JsonPatch.add('/spec/ttlSecondsAfterFinished', 60)))).not.toBe(plain);
  expect(name({}, (job) => job.metadata.addLabel('a', 'b'))).toBe(plain);
});

test('a generated name is left to the API server', () => {
  expect(workloadOf(chartOf({}, { metadata: { generateName: 'print-' } as any })).metadata).toMatchObject({
    generateName: 'print-',
  });
  expect(workloadOf(chartOf({}, { metadata: { generateName: 'print-' } as any })).metadata.name).toBeUndefined();
});

test('one chart may have an algorithm for two clusters', () => {
  const chart = chartOf();
  new HkubeWorkerJob(chart, 'other', { spec: SPEC, cluster: { ...VERSIONS, registry: 'r.acme.io' } });
  expect(errorsOf(chart)).toEqual([]);
  new HkubeWorkerJob(chart, 'again', { spec: SPEC, cluster: VERSIONS });
  expect(errorsOf(chart)).toEqual([expect.stringContaining('[test/again] metadata.name: Duplicate value')]);
  ApiObject.of(chart.node.findChild('again')).addJsonPatch(JsonPatch.add('/spec/suspend', true));
  expect(errorsOf(chart)).toEqual([]);
});

test('patches keep all fields', () => {
  const chart = chartOf();
  ApiObject.of(chart.node.findChild('job')).addJsonPatch(
    JsonPatch.add('/spec/template/spec/containers/1/resources/limits/nvidia.com~1gpu', '1'),
  );
  expect(workloadOf(chart).spec.template.spec.containers[1].resources.limits).toMatchObject({ 'nvidia.com/gpu': '1' });
});

test('a kind that only the server of HKube sets is accepted', () => {
  const { env } = workloadOf(chartOf({ kind: 'gateway' })).spec.template.spec.containers[1];
  expect(env.map(({ name }: any) => name)).toContain('INGRESS_PREFIX');
});

describe('mistakes', () => {
  test.each<[string, object, object, string]>([
    ['an unknown field', { sideCar: [] }, {}, '[test/job] sideCar: Unknown field. Did you mean "sideCars"?'],
    ['a missing name', { name: undefined }, {}, '[test/job] name: Required value'],
    ['an option of the wrong type', {}, { isPrivileged: 'maybe' }, '[test/job] cluster.isPrivileged: Type invalid'],
    [
      'an unknown option',
      {},
      { isprivileged: true },
      '[test/job] cluster.isprivileged: Unknown field. Did you mean "isPrivileged"?',
    ],
    [
      "a volume of HKube's own",
      { volumes: [{ name: 'algometrics', emptyDir: {} }] },
      {},
      "[test/job] volumes[0].name: Forbidden: HKube's own volume",
    ],
    [
      'what Kubernetes refuses',
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      {},
      '[test/job] spec.template.spec.containers[1].volumeMounts[1].name: Not found: "v"',
    ],
    [
      'what no runtime can run',
      { algorithmImage: 'Acme/Print' },
      {},
      '[test/job] spec.template.spec.containers[1].image: Invalid value',
    ],
    [
      'an image to be built',
      { algorithmImage: undefined, gitRepository: { url: 'https://a.b/c' } },
      {},
      '[test/job] algorithmImage: Required value. HKube builds the image of this algorithm',
    ],
  ])('%s', (_, spec, cluster, line) => {
    expect(errors(spec, cluster)).toContainEqual(expect.stringContaining(line));
  });

  test('native sidecars for a version that lacks them are refused', () => {
    const chart = chartOf({ sideCars: [{ container: { name: 'web', image: 'httpd:2.4' } }] }, { nativeSideCars: true });
    expect(errorsOf(chart)).toEqual([]);
    AlgorithmSettings.of(chart).set({ kubernetesVersion: '1.28' });
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining('[test/job] spec.template.spec.initContainers[0].restartPolicy'),
    ]);
  });

  test('warnings can be acknowledged', () => {
    const chart = chartOf({ labels: { type: 'mine' } });
    expect(captureStderr(() => Testing.synth(chart))).toEqual([
      expect.stringContaining('[test/job] labels[type]: HKube sets this label itself and drops yours (HKUBE-RESERVED)'),
    ]);
    const other = chartOf({ labels: { type: 'mine' } });
    Warnings.of(other).acknowledge('HKUBE-RESERVED', 'known');
    expect(captureStderr(() => Testing.synth(other))).toEqual([]);
  });

  test.each([[null], [undefined], [5], ['text'], [[]], [JSON.parse('{"__proto__": {"name": "x"}}')]])(
    'a spec that is %p',
    (spec) => {
      const chart = Testing.chart();
      new HkubeWorkerJob(chart, 'job', { spec });
      let found: string[] = [];
      captureStderr(() => {
        found = errorsOf(chart);
      });
      expect(found.length).toBeGreaterThan(0);
    },
  );

  test('a patch that cannot be applied is named', () => {
    const chart = chartOf();
    ApiObject.of(chart.node.findChild('job')).addJsonPatch(JsonPatch.replace('/nope/deeper', 1));
    expect(errorsOf(chart)).toContainEqual(expect.stringContaining("[test/job] JSON patch 1 of 1 can't be applied"));
  });
});

describe('fromFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hkube-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('a valid file is read', () => {
    const file = path.join(folder, 'print.json');
    fs.writeFileSync(file, JSON.stringify(SPEC));
    const chart = Testing.chart();
    HkubeWorkerJob.fromFile(chart, 'job', file, { cluster: VERSIONS });
    expect(workloadOf(chart)).toEqual(workloadOf(chartOf()));
  });

  test('mistakes have their place in the file', () => {
    const file = path.join(folder, 'print.json');
    fs.writeFileSync(
      file,
      '{\n  "name": "print",\n  "algorithmImage": "a:1",\n  "volumes": [{"name": "algometrics", "emptyDir": {}}]\n}',
    );
    const chart = Testing.chart();
    HkubeWorkerJob.fromFile(chart, 'job', file, { cluster: VERSIONS });
    expect(errorsOf(chart).map((line) => line.replace(folder, ''))).toEqual([
      expect.stringMatching(/^\[test\/job\] \/print\.json:4:24: volumes\[0\]\.name: Forbidden: HKube's own/),
    ]);
  });

  test('a missing file is reported', () => {
    const chart = Testing.chart();
    HkubeWorkerJob.fromFile(chart, 'job', path.join(folder, 'nope.json'));
    expect(errorsOf(chart)).toEqual([expect.stringMatching(/^\[test\/job\] .*nope\.json: no such file/)]);
  });
});

test('the Job has the namespace and the labels of the chart', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'ns', labels: { app: 'vision' } });
  new HkubeWorkerJob(chart, 'job', { spec: SPEC, cluster: VERSIONS });
  expect(workloadOf(chart).metadata).toMatchObject({ namespace: 'ns', labels: { app: 'vision', group: 'hkube' } });
});

describe('a wrong type in a sidecar is reported', () => {
  const withSideCar = (container: object, cluster?: any) => {
    const chart = Testing.chart();
    const sideCar = {
      container: { name: 'car', image: 'docker.io/acme/car:1', ...container },
      environments: { A: 'b' },
    };
    const spec = { name: 'print', algorithmImage: 'docker.io/acme/print:v4', ...(!cluster && { sideCars: [sideCar] }) };
    new HkubeWorkerJob(chart, 'h', { spec, cluster: cluster?.(sideCar) });
    return errorsOf(chart).join();
  };
  test.each<[unknown]>([['zz'], [7.5], [true]])('%p', (bad) => {
    expect(withSideCar({ env: bad })).toMatch(/containers\[2\]\.env: Type invalid/);
    expect(withSideCar({ env: { B: 'c' } })).toMatch(/containers\[2\]\.env: Type invalid/);
    expect(withSideCar({ resources: { requests: bad } })).toMatch(/containers\[2\]\.resources\.requests: Type invalid/);
    expect(withSideCar({ resources: { limits: bad } })).toMatch(/containers\[2\]\.resources\.limits: Type invalid/);
    for (const environments of [{ A: 'b' }, [{ name: 'A', value: 'b' }]]) {
      const cluster = (sideCar: object) => ({
        clusterOptions: { fluentbitSidecarEnabled: true },
        sidecars: [{ name: 'fluentbit', ...sideCar, environments }],
      });
      expect(withSideCar({ env: bad }, cluster)).toMatch(/\.env: Type invalid/);
      expect(withSideCar({}, cluster)).toBe('');
    }
  });
});

test('each defect of HKube in the spec is a warning, and rendered right in this Job', () => {
  const image = `acme/print@sha256:${'a'.repeat(64)}`;
  const sideCars = [{ container: { name: 'web', image: 'httpd:2.4', resources: { limits: { 'a.b/c': 1 } } } }];
  const chart = chartOf({ algorithmImage: image, sideCars });
  let job: any;
  const printed = captureStderr(() => (job = workloadOf(chart)));
  expect(printed).toEqual([
    expect.stringMatching(/^Warning: \[test\/job\] algorithmImage: .*HKube breaks an image .* \(HKUBE-DEFECT\)$/),
    expect.stringMatching(/^Warning: \[test\/job\] sideCars\[0\]\.container\.resources\.limits\[a\.b\/c\]: .*drops it/),
  ]);
  expect(job.spec.template.spec.containers[1].image).toBe(image);
});
