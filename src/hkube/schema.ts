/**
 * HKube's algorithm schema (v2.11) as data: what its API server checks, what its own server writes, and what only its
 * control plane uses.
 *
 * @see https://github.com/kube-HPC/hkube/tree/master/core/openapi-spec/swagger/components/schemas/algorithms
 * @see https://hkube.org/learn/algorithms/
 */

import { FieldType, ListType, ScalarType, StructNotes, structOf, StructType } from '../apimachinery/schema';

export type Format = 'algorithm-name' | 'algorithm-memory' | 'memory' | 'pvc' | 'path' | 'url' | 'image';

/** What the values of an object with keys of the user's own are. The reader of specs looks at them. */
export type MapFormat = 'variables' | 'texts' | 'selector';

/** A text that is of a format, too. */
export const formatted = (format: Format): ScalarType => ({ kind: 'string', format });

export const text: ScalarType = { kind: 'string' };
export const flag: ScalarType = { kind: 'bool' };
export const anything: ScalarType = { kind: 'json' };
export const amount: ScalarType = { kind: 'number', minimum: 0 };
export const listOf = (of: FieldType): ListType => ({ kind: 'list', of, keys: [] });

/** Kubernetes' object, judged later by Kubernetes' own rules: other fields pass. */
export const kubernetesObject = (
  name: string,
  fields: Readonly<Record<string, FieldType>> = {},
  notes?: StructNotes,
): StructType => structOf(name, fields, { ...notes, isOpen: true });

const count: ScalarType = { kind: 'integer', minimum: 0 };
const noPod = { role: 'controlPlane' } as const;
const server: ScalarType = { ...anything, role: 'server', secret: true };
const optional = { nullable: true } as const;

/** What HKube's API puts where a spec says nothing: cores, memory. */
export const DEFAULT_CPU = 0.1;
export const DEFAULT_MEMORY = '256Mi';

/** The least memory HKube's API takes, in Mi. */
export const MIN_MEMORY_MI = 4;

/** Kinds that users may give; the others belong to HKube's server. */
export const KINDS = ['batch', 'stream'] as const;
export const SERVER_KINDS = ['gateway', 'debug', 'output', 'hyperparamsTuner'] as const;

/** What an env variable may be taken from. */
export const VALUE_SOURCES = ['fieldRef', 'configMapKeyRef', 'resourceFieldRef', 'secretKeyRef'] as const;

/** Kubernetes' volume sources: HKube names four of them and hands on the rest. */
const VOLUME_SOURCES = [
  'emptyDir',
  'persistentVolumeClaim',
  'configMap',
  'secret',
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'downwardAPI',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

const volumeSource = kubernetesObject('VolumeSource', {}, { insteadOfNull: '{}' });

const volume = structOf(
  'Volume',
  { name: text, ...Object.fromEntries(VOLUME_SOURCES.map((name) => [name, volumeSource])) },
  { required: ['name'] },
);

const volumeMount = structOf(
  'VolumeMount',
  {
    name: text,
    mountPath: text,
    subPath: { ...text, ...optional },
    subPathExpr: { ...text, ...optional },
    readOnly: { ...flag, ...optional },
    recursiveReadOnly: { ...text, ...optional },
    mountPropagation: { ...text, ...optional },
  },
  { required: ['name', 'mountPath'] },
);

const mapOf = (format: MapFormat): ScalarType => ({ kind: 'object', format, ...optional });
const env: ScalarType = { ...mapOf('variables'), secret: true };

const amounts = structOf('Amounts', { cpu: amount, memory: formatted('memory') });

/** @see https://hkube.org/learn/sidecars/ */
const sideCar = structOf(
  'SideCar',
  {
    container: kubernetesObject('Container', { name: text, image: text }, { required: ['name', 'image'] }),
    volumeMounts: { ...listOf(volumeMount), insteadOfNull: '[]' },
    environments: { ...env, nullable: false, insteadOfNull: '{}' },
  },
  {
    // HKube does not require it, and its task-executor fails for the whole cluster without.
    required: ['container'],
    misplaced: {
      name: 'a sidecar is named by container.name',
      volumes: "HKube ignores the volumes of a sidecar: declare them in the algorithm's volumes",
      image: 'it belongs in container',
      resources: 'it belongs in container',
      env: 'use environments, or container.env',
    },
  },
);

const commit = structOf(
  'Commit',
  { id: text, timestamp: anything, message: text },
  { ...optional, required: ['id'], secret: true },
);

const gitRepository = structOf(
  'GitRepository',
  {
    url: { ...formatted('url'), secret: true },
    commit,
    branchName: { ...text, ...optional },
    tag: { ...text, ...optional },
    token: { ...text, ...optional, secret: true },
    gitKind: { ...text, ...optional, values: ['github', 'gitlab'] },
    cloneUrl: server,
    webUrl: server,
    fileExt: server,
  },
  { ...optional, ...noPod, required: ['url'] },
);

const mount = structOf(
  'Mount',
  {
    pvcName: { ...formatted('pvc'), minLength: 1 },
    path: { ...formatted('path'), minLength: 1 },
    volumeType: { ...text, values: ['emptyDir', 'configMap'] },
  },
  {
    required: ['pvcName', 'path'],
    misplaced: {
      readOnly: 'mounts have only pvcName, path and volumeType: use volumes and volumeMounts',
      subPath: 'mounts have only pvcName, path and volumeType: use volumes and volumeMounts',
    },
    otherNames: { mountPath: 'path' },
  },
);

const options = structOf(
  'Options',
  {
    devMode: { ...flag, ...optional },
    devFolder: { ...text, ...optional },
    opengl: { ...flag, ...optional },
    pending: { ...flag, ...optional, role: 'server' },
    debug: { ...flag, ...optional, role: 'server' },
    // Of older versions, and of no effect since.
    binary: { ...flag, ...optional, role: 'server' },
  },
  { ...noPod, insteadOfNull: '{}' },
);

// HKube's schema lets both be null, its code does not.
const kaiObject = structOf(
  'KaiObject',
  { queue: { ...text, minLength: 1 }, memory: formatted('memory'), fraction: { kind: 'number' } },
  { ...optional, required: ['queue'] },
);

const securityContext = structOf(
  'SecurityContext',
  { fsGroup: count, fsGroupChangePolicy: { ...text, values: ['Always', 'OnRootMismatch'] } },
  {
    insteadOfNull: '{}',
    misplaced: {
      hasFsGroupChangePolicy: "HKube's schema misspells it, and its task-executor reads fsGroupChangePolicy",
    },
  },
);

const ALGORITHM_FIELDS: Readonly<Record<string, FieldType>> = {
  name: { ...formatted('algorithm-name'), minLength: 1, maxLength: 32 },
  kind: { ...text, ...noPod, values: KINDS },
  env: { ...text, ...noPod, values: ['nodejs', 'python', 'java'] },
  algorithmImage: { ...formatted('image'), ...optional },
  type: { ...text, ...noPod, values: ['Git', 'Code', 'Image'] },

  cpu: { ...amount, ...optional, hint: 'HKube counts cores: 0.5, not "500m"' },
  gpu: { ...amount, ...optional },
  mem: { ...formatted('algorithm-memory'), insteadOfNull: `"${DEFAULT_MEMORY}", HKube's default` },
  reservedMemory: { ...formatted('memory'), ...noPod, ...optional },
  applyCpuLimits: flag,
  workerCustomResources: structOf(
    'WorkerCustomResources',
    { requests: amounts, limits: amounts },
    { ...noPod, required: ['requests', 'limits'], insteadOfNull: '{"requests": {}, "limits": {}}' },
  ),
  options,

  mounts: { ...listOf(mount), ...optional, unique: true },
  volumes: { ...listOf(volume), insteadOfNull: '[]' },
  volumeMounts: { ...listOf(volumeMount), insteadOfNull: '[]' },
  sideCars: { ...listOf(sideCar), ...optional },

  algorithmEnv: env,
  workerEnv: { ...env, ...noPod },
  nodeSelector: mapOf('selector'),
  labels: mapOf('texts'),
  annotations: { ...mapOf('texts'), secret: true },
  kaiObject,
  securityContext,

  entryPoint: { ...text, ...noPod, ...optional },
  dependencyInstallCmd: { ...text, ...noPod, ...optional, secret: true },
  baseImage: { ...text, ...noPod, ...optional },
  downloadFileExt: { ...text, ...noPod, ...optional },
  gitRepository,
  workerImage: { ...text, ...noPod, ...optional },
  minHotWorkers: { ...count, ...noPod, ...optional },
  maxWorkers: { ...count, ...noPod, ...optional },
  quotaGuarantee: { ...count, ...noPod, ...optional },
  stateType: { ...text, ...noPod, values: ['stateless', 'stateful'] },
  description: { ...text, ...noPod, ...optional },

  version: server,
  fileInfo: server,
  created: server,
  modified: server,
  auditTrail: server,
  errors: server,
  userInfo: server,
  unscheduledReason: server,
  buildId: server,
  buildStats: server,
};

const ALGORITHM_NOTES: StructNotes = {
  required: ['name'],
  otherNames: { image: 'algorithmImage', memory: 'mem', environments: 'algorithmEnv' },
  misplaced: {
    resources: 'HKube reads cpu, mem and gpu at the top level',
    code: 'it is for hkubectl, which sends the code: write entryPoint',
    requests: 'HKube reads cpu, mem and gpu at the top level',
    limits: 'limits are twice the requests; applyCpuLimits: false leaves out the one for cpu',
  },
};

/** What is posted to `…/store/algorithms`. */
export const ALGORITHM = structOf('Algorithm', ALGORITHM_FIELDS, ALGORITHM_NOTES);

const STORED_FIELDS = { ...ALGORITHM_FIELDS, kind: { ...text, ...noPod, values: [...KINDS, ...SERVER_KINDS] } };

/** An algorithm as HKube's server keeps it: also of the kinds that it makes itself, for its pipelines' nodes. */
export const STORED = structOf('StoredAlgorithm', STORED_FIELDS, ALGORITHM_NOTES);

/** An algorithm that HKube's server made. */
export const SERVER_MADE = structOf(
  'ServerMadeAlgorithm',
  {
    ...STORED_FIELDS,
    jobId: server,
    nodeName: server,
    gatewayName: server,
    gatewayUrl: server,
    debugName: server,
    debugUrl: server,
  },
  ALGORITHM_NOTES,
);

/** An algorithm as HKube's task-executor has it; see `ReadOptions.internal`. */
export const INTERNAL = structOf(
  'InternalAlgorithm',
  { ...STORED_FIELDS, mem: { ...amount, ...optional } },
  { ...ALGORITHM_NOTES, required: [] },
);
