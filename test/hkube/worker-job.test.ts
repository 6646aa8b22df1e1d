import { Validation } from '../../src/apimachinery/finding';
import { ClusterOptions } from '../../src/hkube/cluster-options';
import { readSpec } from '../../src/hkube/read-spec';
import { internalForm, workerJob, WorkerJobOptions } from '../../src/hkube/worker-job';
import { validateManifest } from '../../src/validation/validate';

const minimal = { name: 'print', algorithmImage: 'acme/print', cpu: 0.1, mem: 256 };

/** The Job of a spec in HKube's internal form. It must be one that Kubernetes takes. */
function job(fields: object = {}, cluster: ClusterOptions = {}, options: WorkerJobOptions = { suffix: 'xxxxx' }): any {
  const v = new Validation(37);
  const result = workerJob(readSpec({ ...minimal, ...fields }, v, { internal: true }), cluster, options);
  expect(v.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(validateManifest(result, 37).filter(({ severity }) => severity === 'error')).toEqual([]);
  return result;
}

const pod = (...args: Parameters<typeof job>) => job(...args).spec.template.spec;
const worker = (...args: Parameters<typeof job>) => pod(...args).containers[0];
const algorunner = (...args: Parameters<typeof job>) => pod(...args).containers[1];
const sideCar = (container: object, more: object = {}, cluster?: ClusterOptions) =>
  pod({ sideCars: [{ container: { name: 'sc', image: 'busybox', ...container }, ...more }] }, cluster).containers[2];
const names = (list: { name: string }[]) => list.map(({ name }) => name);
const variable = (container: any, name: string) => container.env.find((each: any) => each.name === name);
const fromConfigMap = (key: string, name = 'task-executor-configmap') => ({
  name: key,
  valueFrom: { configMapKeyRef: { name, key } },
});

test('the minimal Job is rendered', () => {
  expect(job()).toMatchObject({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'print-xxxxx',
      labels: { type: 'worker', group: 'hkube', core: 'true', 'algorithm-name': 'print', 'metrics-group': 'workers' },
    },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels: { type: 'worker', group: 'hkube', 'algorithm-name': 'print', 'metrics-group': 'workers' } },
        spec: {
          serviceAccountName: 'worker-serviceaccount',
          restartPolicy: 'Never',
          containers: [
            { name: 'worker', image: 'hkube/worker', securityContext: { privileged: true } },
            {
              name: 'algorunner',
              image: 'acme/print',
              resources: { requests: { cpu: 0.1, memory: '256Mi' }, limits: { cpu: 0.2, memory: '512Mi' } },
            },
          ],
        },
      },
    },
  });
  expect(Object.keys(pod())).toEqual(['serviceAccountName', 'containers', 'restartPolicy', 'volumes']);
  expect(names(pod().volumes)).toEqual(['algometrics', 'varlibdockercontainers', 'varlog']);
  expect(names(worker().volumeMounts)).toEqual(['algometrics', 'varlibdockercontainers', 'varlog']);
  expect(names(algorunner().volumeMounts)).toEqual(['algometrics']);
  expect(names(worker().env)).toEqual([
    'NODE_ENV',
    'ALGORITHM_TYPE',
    'METRICS_PORT',
    'INACTIVE_PAUSED_WORKER_TIMEOUT_MS',
    'ALGO_METRICS_DIR',
    'POD_ID',
    'POD_IP',
    'POD_NAME',
    'NAMESPACE',
    'DEFAULT_STORAGE',
    'ALGORITHM_DISCONNECTED_TIMEOUT_MS',
    'STORAGE_ENCODING',
    'DISCOVERY_ENCODING',
    'DISCOVERY_PORT',
    'DISCOVERY_TIMEOUT',
    'DISCOVERY_MAX_CACHE_SIZE',
    'STORAGE_MAX_CACHE_SIZE',
    'WORKER_ALGORITHM_ENCODING',
    'DISCOVERY_SERVING_REPORT_INTERVAL',
    'CLUSTER_NAME',
    'WORKER_SOCKET_MAX_PAYLOAD_BYTES',
    'MONGODB_SERVICE_USER_NAME',
    'MONGODB_SERVICE_PASSWORD',
    'MONGODB_DB_NAME',
    'BASE_DATASOURCES_DIRECTORY',
    'ALGORITHM_IMAGE',
    'ALGORITHM_VERSION',
    'WORKER_IMAGE',
    'STORAGE_BINARY',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'S3_ENDPOINT_URL',
    'JAEGER_AGENT_SERVICE_HOST',
  ]);
  expect(names(algorunner().env)).toEqual([
    'ALGO_METRICS_DIR',
    'POD_IP',
    'DEFAULT_STORAGE',
    'STORAGE_ENCODING',
    'DISCOVERY_ENCODING',
    'DISCOVERY_PORT',
    'DISCOVERY_TIMEOUT',
    'DISCOVERY_MAX_CACHE_SIZE',
    'STORAGE_MAX_CACHE_SIZE',
    'WORKER_ALGORITHM_ENCODING',
    'DISCOVERY_SERVING_REPORT_INTERVAL',
    'CLUSTER_NAME',
    'ALGORITHM_TYPE',
    'STORAGE_BINARY',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'S3_ENDPOINT_URL',
    'JAEGER_AGENT_SERVICE_HOST',
  ]);
});

test('the name ends in a hash, which is equal for equal Jobs only', () => {
  const name = (fields: object) => job(fields, {}, {}).metadata.name;
  expect(name({})).toMatch(/^print-[0-9a-f]{5}$/);
  expect(name({})).toBe(name({}));
  expect(name({ cpu: 0.2 })).not.toBe(name({}));
});

describe('resources of the algorithm', () => {
  test.each([
    [{ cpu: 1, mem: 512 }, {}, { requests: { cpu: 1, memory: '512Mi' }, limits: { cpu: 2, memory: '1024Mi' } }],
    [
      { cpu: 1, mem: 512 },
      { useResourceLimits: true },
      { requests: { cpu: 1, memory: '512Mi' }, limits: { cpu: 1, memory: '512Mi' } },
    ],
    [{ cpu: 0, mem: 0 }, {}, { requests: { cpu: 0.1, memory: '4Mi' }, limits: { cpu: 0.2, memory: '8Mi' } }],
    [
      { cpu: null, mem: undefined },
      {},
      { requests: { cpu: 0.1, memory: '256Mi' }, limits: { cpu: 0.2, memory: '512Mi' } },
    ],
    [{ applyCpuLimits: false }, {}, { requests: { cpu: 0.1, memory: '256Mi' }, limits: { memory: '512Mi' } }],
    [
      { gpu: 2 },
      {},
      {
        requests: { cpu: 0.1, memory: '256Mi', 'nvidia.com/gpu': 2 },
        limits: { cpu: 0.2, memory: '512Mi', 'nvidia.com/gpu': 2 },
      },
    ],
    [{ gpu: 0 }, {}, { requests: { cpu: 0.1, memory: '256Mi' }, limits: { cpu: 0.2, memory: '512Mi' } }],
  ])('%j in %j', (fields, cluster, resources) => {
    expect(algorunner(fields, cluster).resources).toEqual(resources);
  });

  test("include the reserved memory, a fifth of mem, in the API's form", () => {
    expect(internalForm({ name: 'print' })).toEqual({ name: 'print', cpu: 0.1, mem: 308, reservedMemory: '52Mi' });
    expect(internalForm({ mem: '1Gi', cpu: 2 })).toEqual({ cpu: 2, mem: 1024 + 205, reservedMemory: '205Mi' });
    expect(internalForm({ mem: '256Mi', reservedMemory: '1Gi' })).toMatchObject({ mem: 1280, reservedMemory: '1Gi' });
    expect(algorunner(internalForm({ mem: '256Mi' })).resources.requests.memory).toBe('308Mi');
  });
});

describe('variables of the algorithm', () => {
  test.each([
    [{ reservedMemory: '512Mi' }, { DISCOVERY_MAX_CACHE_SIZE: '512' }],
    [{ reservedMemory: '502.552M' }, { DISCOVERY_MAX_CACHE_SIZE: '479' }],
    [{ entryPoint: 'main.py' }, { ALGORITHM_ENTRY_POINT: 'main.py' }],
    [{ env: 'java' }, { JAVA_DERIVED_MEMORY: '410' }],
    [{ env: 'python' }, { JAVA_DERIVED_MEMORY: undefined }],
    [{ algorithmEnv: { N: 5, POD_IP: '1.2.3.4', DEV_MODE: null } }, { N: '5', POD_IP: '1.2.3.4' }],
    [
      { algorithmEnv: { ALGORITHM_TYPE: 'other', ALGORITHM_ENTRY_POINT: 'mine' }, entryPoint: 'main.py' },
      { ALGORITHM_TYPE: 'other', ALGORITHM_ENTRY_POINT: 'main.py' },
    ],
    [{ algorithmEnv: { CLUSTER_NAME: null } }, { CLUSTER_NAME: undefined }],
  ])('%j', (fields, expected) => {
    const container = algorunner(fields);
    for (const [name, value] of Object.entries(expected)) expect(variable(container, name)?.value).toBe(value);
  });

  test('the cache size is not set without reserved memory', () => {
    const [, { env }] = workerJob({ name: 'print', mem: 256, reservedMemory: '' }).spec.template.spec.containers;
    expect(env.filter(({ name }: any) => name === 'DISCOVERY_MAX_CACHE_SIZE')).toEqual([
      fromConfigMap('DISCOVERY_MAX_CACHE_SIZE'),
    ]);
  });

  test('the gateway gets its address', () => {
    const container = algorunner({ kind: 'gateway' });
    expect(container.env.slice(-4)).toEqual([
      { name: 'NODE_ENV', value: 'production' },
      ...['BASE_URL_PATH', 'INGRESS_PREFIX', 'REST_PORT'].map((key) =>
        fromConfigMap(key, 'algorithm-gateway-configmap'),
      ),
    ]);
  });
});

test('the variables of the spec without those of HKube itself', () => {
  const spec = {
    name: 'print',
    mem: 256,
    workerEnv: { A: 'a', POD_ID: 'x', ALGORITHM_IMAGE: 'x', N: null },
    algorithmEnv: { B: 5, STORAGE_BINARY: 'x' },
  };
  const all = workerJob(spec, {}, { suffix: 'x' });
  const own = workerJob(spec, {}, { suffix: 'x', hkubesEnv: false });
  const envs = ({ spec: { template } }: any) => template.spec.containers.map(({ env }: any) => env);
  expect(envs(own)).toEqual([
    [
      { name: 'A', value: 'a' },
      { name: 'POD_ID', value: 'x' },
      { name: 'N', valueFrom: null },
    ],
    [{ name: 'B', value: '5' }],
  ]);
  envs(own).forEach((env: any[], i: number) => expect(envs(all)[i]).toEqual(expect.arrayContaining(env)));
  const others = (value: unknown) =>
    JSON.parse(JSON.stringify(value, (key, member) => (key === 'env' ? undefined : member)));
  expect(others(own)).toEqual(others(all));
});

describe('variables of the worker', () => {
  test('come from the spec, except for those that HKube sets later', () => {
    const container = worker({
      workerEnv: { INACTIVE_WORKER_TIMEOUT_MS: 2000, ALGORITHM_IMAGE: 'x', POD_ID: null, METRICS_PORT: '1' },
      version: 'v7',
    });
    expect(variable(container, 'INACTIVE_WORKER_TIMEOUT_MS').value).toBe('2000');
    expect(variable(container, 'ALGORITHM_IMAGE').value).toBe('acme/print');
    expect(variable(container, 'ALGORITHM_VERSION').value).toBe('v7');
    expect(variable(container, 'METRICS_PORT').value).toBe('1');
    expect(variable(container, 'POD_ID')).toBeUndefined();
  });

  test('show a version that was never stored as HKube prints it', () => {
    expect(variable(worker(), 'ALGORITHM_VERSION').value).toBe('undefined');
    // It takes out what the spec sets, whatever it is.
    for (const version of ['v1', null, { fieldRef: { fieldPath: 'metadata.name' } }]) {
      expect(variable(worker({ workerEnv: { ALGORITHM_VERSION: version } }), 'ALGORITHM_VERSION')).toBeUndefined();
      expect(
        variable(worker({ workerEnv: { ALGORITHM_VERSION: version }, version: 'v7' }), 'ALGORITHM_VERSION').value,
      ).toBe('v7');
    }
  });

  test.each([
    [true, { name: 'HOT_WORKER', value: 'true' }],
    [false, undefined],
  ])('of a hot worker: %s', (hotWorker, expected) => {
    expect(variable(worker({}, { hotWorker }), 'HOT_WORKER')).toEqual(expected);
  });
});

test.each([
  [{}, {}, 'hkube/worker'],
  [{}, { versions: [{ project: 'worker', tag: 'v2' }], registry: 'r.io' }, 'r.io/hkube/worker:v2'],
  [{ workerImage: 'hkube/worker' }, { versions: [{ project: 'worker', tag: 'v2' }] }, 'hkube/worker:v2'],
  [
    { workerImage: 'acme/worker' },
    { versions: [{ project: 'worker', tag: 'v2' }], registry: 'r.io' },
    'r.io/acme/worker',
  ],
  [{ workerImage: '' }, {}, 'hkube/worker'],
])('the image of the worker for %j in %j is %s', (fields, cluster, image) => {
  const container = worker(fields, cluster);
  expect(container.image).toBe(image);
  expect(variable(container, 'WORKER_IMAGE').value).toBe(image);
});

test('a null variable is empty if there is no variable of that name to remove', () => {
  const v = new Validation(37);
  const result: any = workerJob(readSpec({ ...minimal, algorithmEnv: { Z: null } }, v, { internal: true }));
  expect(variable(result.spec.template.spec.containers[1], 'Z')).toEqual({ name: 'Z', valueFrom: null });
});

describe('resources of the worker', () => {
  const custom = { requests: { cpu: 0.1 }, limits: { cpu: 0.2 } };
  test.each([
    [{}, {}, undefined],
    [{ workerCustomResources: custom }, {}, custom],
    [{}, { applyResources: true }, { requests: { cpu: 0.5, memory: '512Mi' }, limits: { cpu: 1, memory: '1024Mi' } }],
    [
      {},
      { applyResources: true, useResourceLimits: true, workerResources: { cpu: 2, mem: 100 } },
      { requests: { cpu: 2, memory: '100Mi' }, limits: { cpu: 2, memory: '100Mi' } },
    ],
    [
      { workerCustomResources: custom },
      { applyResources: true },
      { requests: { cpu: 0.1, memory: '512Mi' }, limits: { cpu: 0.2, memory: '1024Mi' } },
    ],
    [
      { workerCustomResources: { requests: { cpu: 0 }, limits: { cpu: 0 } } },
      { applyResources: true },
      { requests: { cpu: 0.5, memory: '512Mi' }, limits: { cpu: 1, memory: '1024Mi' } },
    ],
  ])('%j in %j', (fields, cluster, resources) => {
    expect(worker(fields, cluster).resources).toEqual(resources);
  });
});

describe('storage', () => {
  test('fs is a claim that both containers mount', () => {
    const result = pod({}, { defaultStorage: 'fs' });
    expect(result.volumes[0]).toEqual({
      name: 'storage-volume',
      persistentVolumeClaim: { claimName: 'hkube-storage-pvc' },
    });
    for (const container of result.containers) {
      expect(container.volumeMounts[0]).toEqual({ name: 'storage-volume', mountPath: '/hkubedata' });
      expect(variable(container, 'BASE_FS_ADAPTER_DIRECTORY')).toEqual(fromConfigMap('BASE_FS_ADAPTER_DIRECTORY'));
      expect(variable(container, 'AWS_ACCESS_KEY_ID')).toBeUndefined();
    }
  });

  test('fs may be at another directory', () => {
    expect(worker({}, { defaultStorage: 'fs', baseFsAdapterDirectory: '/mnt' }).volumeMounts[0].mountPath).toBe('/mnt');
  });

  test.each([
    ['s3', true],
    ['redis', false],
  ])('%s has credentials: %s', (defaultStorage, expected) => {
    expect(variable(algorunner({}, { defaultStorage }), 'S3_ENDPOINT_URL') !== undefined).toBe(expected);
    expect(variable(algorunner({}, { defaultStorage }), 'STORAGE_BINARY')).toEqual(fromConfigMap('STORAGE_BINARY'));
  });
});

describe('logs and tracing', () => {
  test('use directories of the node in a privileged cluster', () => {
    expect(worker({}, { outputMountPath: '/data/containers' }).volumeMounts[1]).toEqual({
      name: 'varlibdockercontainers',
      mountPath: '/data/containers',
      readOnly: true,
    });
    expect(pod({}, { outputMountPath: '/data/containers' }).volumes[1]).toEqual({
      name: 'varlibdockercontainers',
      hostPath: { path: '/data/containers' },
    });
    expect(variable(algorunner({}, { jaeger: { host: 'j' } }), 'JAEGER_AGENT_SERVICE_HOST').valueFrom).toEqual({
      fieldRef: { fieldPath: 'status.hostIP' },
    });
  });

  test('use a directory of the pod in other clusters', () => {
    const result = pod({}, { isPrivileged: false, jaeger: { host: 'j' } });
    expect(names(result.volumes)).toEqual(['algometrics', 'logs']);
    for (const container of result.containers) {
      expect(container.volumeMounts[1]).toEqual({ name: 'logs', mountPath: '/hkube-logs/' });
      expect(container.securityContext).toBeUndefined();
      expect(variable(container, 'JAEGER_AGENT_SERVICE_HOST').value).toBe('j');
    }
    expect(variable(result.containers[0], 'ALGORITHM_LOG_FILE_NAME').value).toBe('stdout.log');
    expect(variable(worker({}, { isPrivileged: false }), 'JAEGER_AGENT_SERVICE_HOST')).toBeUndefined();
  });
});

describe('options of the cluster', () => {
  const devMode = { options: { devMode: true } };
  const isOn = { clusterOptions: { devModeEnabled: true } };

  test('add dev mode', () => {
    const result = pod(devMode, isOn);
    expect(result.restartPolicy).toBe('OnFailure');
    expect(result.volumes).toContainEqual({
      name: 'hkube-dev-sources',
      persistentVolumeClaim: { claimName: 'hkube-dev-sources-pvc' },
    });
    expect(result.containers[1].volumeMounts).toContainEqual({
      name: 'hkube-dev-sources',
      mountPath: '/hkube/algorithm-runner/algorithm_unique_folder',
      subPath: 'algorithms/print',
    });
    for (const container of result.containers) expect(variable(container, 'DEV_MODE').value).toBe('true');
    expect(algorunner({ options: { devMode: true, devFolder: '/dev' } }, isOn).volumeMounts[1].mountPath).toBe('/dev');
  });

  test.each([
    [devMode, {}],
    [{}, isOn],
    [{ options: { devMode: false } }, isOn],
  ])('leave out dev mode of %j in %j', (fields, cluster) => {
    expect(job(fields, cluster)).toEqual(job());
  });

  test('add opengl in a privileged cluster', () => {
    const opengl = { options: { opengl: true } };
    expect(variable(algorunner(opengl), 'DISPLAY').value).toBe(':0');
    expect(variable(algorunner(opengl), 'NVIDIA_DRIVER_CAPABILITIES').value).toBe('all');
    expect(pod(opengl).volumes[3]).toEqual({ name: 'xsocket', hostPath: { path: '/tmp/.X11-unix' } });
    expect(algorunner(opengl).volumeMounts[1]).toEqual({ name: 'xsocket', mountPath: '/tmp/.X11-unix' });
    expect(job(opengl, { isPrivileged: false })).toEqual(job({}, { isPrivileged: false }));
  });

  test('add data sources', () => {
    const result = pod({}, { clusterOptions: { datasourcesServiceEnabled: true } });
    expect(result.volumes[3]).toEqual({
      name: 'datasources-storage',
      persistentVolumeClaim: { claimName: 'hkube-datasources' },
    });
    expect(result.containers[1].volumeMounts[1]).toEqual({
      name: 'datasources-storage',
      mountPath: '/hkube/datasources-storage',
    });
    expect(names(result.containers[0].volumeMounts)).not.toContain('datasources-storage');
  });

  test.each([
    [true, { persistentVolumeClaim: { claimName: 'hkube-datasciencemetrics' } }],
    [false, { emptyDir: {} }],
  ])('add a dashboard to the tuner: %s', (optunaDashboardEnabled, source) => {
    const result = pod({ kind: 'hyperparamsTuner' }, { clusterOptions: { optunaDashboardEnabled } });
    expect(result.volumes[3]).toEqual({ name: 'datasciencemetrics-storage', ...source });
    expect(result.containers[1].volumeMounts[1]).toEqual({
      name: 'datasciencemetrics-storage',
      mountPath: '/hkube/datasciencemetrics-storage',
    });
    expect(variable(result.containers[1], 'SHARED_METRICS').value).toBe('/hkube/datasciencemetrics-storage');
  });

  test('add a pull secret', () => {
    expect(pod({}, { clusterOptions: { imagePullSecretName: 'regcred' } }).imagePullSecrets).toEqual([
      { name: 'regcred' },
    ]);
  });
});

describe('the placement of the pod', () => {
  const terms = (...matchExpressions: object[]) => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  });
  const has = (key: string, ...values: string[]) => ({ key, operator: 'In', values });

  test.each([
    [{ nodeSelector: { type: 'gpu' } }, {}, terms(has('type', 'gpu'))],
    [{ nodeSelector: { type: 'gpu', zone: ['a', 'b'] } }, {}, terms(has('type', 'gpu'), has('zone', 'a', 'b'))],
    [{ gpu: 0.5 }, { node: 'node-7' }, terms(has('kubernetes.io/hostname', 'node-7'))],
    [{ gpu: 2 }, { node: 'node-7' }, undefined],
    [{ gpu: 0.5 }, {}, undefined],
  ])('%j in %j', (fields, cluster, affinity) => {
    expect(pod(fields, cluster).affinity).toEqual(affinity);
  });

  test('is left to KAI', () => {
    expect(job({ kaiObject: { queue: 'q', memory: '1G' } })).toMatchObject({
      metadata: { labels: { 'runai/queue': 'q' }, annotations: { 'gpu-memory': '953' } },
      spec: {
        template: {
          metadata: { labels: { 'runai/queue': 'q' }, annotations: { 'gpu-memory': '953' } },
          spec: { schedulerName: 'kai-scheduler' },
        },
      },
    });
    expect(job({ kaiObject: { queue: 'q', fraction: 0.5 } }).metadata.annotations).toEqual({ 'gpu-fraction': '0.5' });
  });

  test.each([
    [{ fsGroup: 0 }, { fsGroup: 0 }],
    [
      { fsGroup: 1, fsGroupChangePolicy: 'Always' },
      { fsGroup: 1, fsGroupChangePolicy: 'Always' },
    ],
    [{}, undefined],
  ])('has the securityContext %j', (securityContext, expected) => {
    expect(pod({ securityContext }).securityContext).toEqual(expected);
  });
});

describe('labels and annotations', () => {
  test("are added to the Job and its pod, and HKube's own keys stay", () => {
    const { metadata, spec } = job({
      labels: { team: 'vision', core: 'mine', group: 'mine' },
      annotations: { ab: 'cd' },
    });
    expect(metadata.labels).toMatchObject({ team: 'vision', core: 'true', group: 'hkube' });
    expect(spec.template.metadata.labels).toMatchObject({ team: 'vision', core: 'mine', group: 'hkube' });
    expect(metadata.annotations).toEqual({ ab: 'cd' });
    expect(spec.template.metadata.annotations).toEqual({ ab: 'cd' });
  });

  test.each([
    [{}, undefined],
    [{ annotations: {} }, {}],
    [{ gpu: 2 }, { 'nvidia.com/gpu': '2' }],
    [{ gpu: 0.5 }, { 'nvidia.com/gpu': '0.5' }],
  ])('%j', (fields, annotations) => {
    expect(job(fields).metadata.annotations).toEqual(annotations);
  });
});

describe('volumes and mounts', () => {
  test("legacy mounts come before the others, and all come after HKube's own", () => {
    const result = pod({
      mounts: [{ pvcName: 'data', path: '/data' }],
      volumes: [{ name: 'v', emptyDir: {} }],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
    });
    expect(names(result.volumes)).toEqual(['algometrics', 'varlibdockercontainers', 'varlog', 'data-0', 'v']);
    expect(names(result.containers[1].volumeMounts)).toEqual(['algometrics', 'data-0', 'v']);
  });
});

describe('sidecars', () => {
  test('ordinary containers come after the two, with default resources', () => {
    expect(sideCar({ command: ['a'] }, { environments: { A: 1 } })).toEqual({
      name: 'sc',
      image: 'busybox',
      command: ['a'],
      env: [{ name: 'A', value: '1' }],
      resources: { requests: { cpu: 0.1, memory: '128Mi' }, limits: { cpu: 0.2, memory: '256Mi' } },
    });
  });

  test('they are native on request', () => {
    const result = pod({ sideCars: [{ container: { name: 'sc', image: 'busybox' } }] }, {}, { nativeSideCars: true });
    expect(names(result.containers)).toEqual(['worker', 'algorunner']);
    expect(result.initContainers).toMatchObject([{ name: 'sc', restartPolicy: 'Always' }]);
    expect(pod({}, {}, { nativeSideCars: true }).initContainers).toBeUndefined();
  });

  test('those of the cluster come first, if switched on', () => {
    const sidecars = [
      { name: 'fluentbit', container: { name: 'fluentbit', image: 'fluent-bit' } },
      { name: 'other', container: { name: 'other', image: 'x' } },
    ];
    expect(
      names(
        pod(
          { sideCars: [{ container: { name: 'sc', image: 'busybox' } }] },
          { sidecars, clusterOptions: { fluentbitSidecarEnabled: true } },
        ).containers,
      ),
    ).toEqual(['worker', 'algorunner', 'fluentbit', 'sc']);
  });

  test.each<[string, any, any, any]>([
    ['a map', { A: 'b' }, undefined, [{ name: 'A', value: 'b' }]],
    [
      "a list after the container's own",
      [{ name: 'A', value: 'b' }],
      [{ name: 'C' }],
      [{ name: 'C' }, { name: 'A', value: 'b' }],
    ],
    ['null', null, undefined, undefined],
  ])('those of the cluster have variables as %s', (_, environments, env, expected) => {
    const sidecars = [
      { name: 'fluentbit', container: { name: 'fluentbit', image: 'fluent-bit', ...(env && { env }) }, environments },
    ];
    const { containers } = pod({}, { sidecars, clusterOptions: { fluentbitSidecarEnabled: true } });
    expect(containers[2].env).toEqual(expected);
  });
});
