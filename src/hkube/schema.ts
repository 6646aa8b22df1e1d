/**
 * HKube's algorithm schema (v2.11) as data: what its API server checks, what its own server writes, and what only its
 * control plane uses.
 *
 * @see https://github.com/kube-HPC/hkube/tree/master/core/openapi-spec/swagger/components/schemas/algorithms
 * @see https://hkube.org/learn/algorithms/
 */

/** What one field may hold. */
export interface FieldSchema {
  /** `map` is an object with keys of the user's choice; `any` is not looked into. */
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'map' | 'array' | 'any';
  /** Whether `null` is allowed, meaning the default. */
  readonly nullable?: boolean;
  /** What HKube wants to see where `null` is not allowed. */
  readonly insteadOfNull?: string;
  /** Fields of an object. */
  readonly fields?: Readonly<Record<string, FieldSchema>>;
  /** Fields of an object that must be there. */
  readonly required?: readonly string[];
  /** Kubernetes' object, judged later by Kubernetes' own rules: other keys pass. */
  readonly kubernetes?: boolean;
  /** Keys that are not this field's but often written here, each with what to do. */
  readonly misplaced?: Readonly<Record<string, string>>;
  readonly items?: FieldSchema;
  /** Whether two equal items are refused (of objects with scalar fields only). */
  readonly unique?: boolean;
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: Format;
  /** Written by HKube's server or its tools: read and kept, of no meaning to a pod. */
  readonly server?: boolean;
  /** Used by HKube's control plane or worker only: kept, of no meaning to a plain pod. */
  readonly controlPlane?: boolean;
  /** May hold a secret: its value never gets into a message. */
  readonly secret?: boolean;
  /** What to do when the value has the wrong type. */
  readonly hint?: string;
}

export type Format = 'algorithm-name' | 'algorithm-memory' | 'memory' | 'pvc' | 'path' | 'url' | 'image';

const text: FieldSchema = { type: 'string' };
const anything: FieldSchema = { type: 'any' };
const server: FieldSchema = { type: 'any', server: true, secret: true };
const noPod = { controlPlane: true } as const;

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

const volumeSource: FieldSchema = { type: 'object', kubernetes: true, insteadOfNull: '{}' };

const volume: FieldSchema = {
  type: 'object',
  required: ['name'],
  fields: { name: text, ...Object.fromEntries(VOLUME_SOURCES.map((name) => [name, volumeSource])) },
};

const volumeMount: FieldSchema = {
  type: 'object',
  required: ['name', 'mountPath'],
  fields: {
    name: text,
    mountPath: text,
    subPath: { ...text, nullable: true },
    subPathExpr: { ...text, nullable: true },
    readOnly: { type: 'boolean', nullable: true },
    recursiveReadOnly: { ...text, nullable: true },
    mountPropagation: { ...text, nullable: true },
  },
};

const env: FieldSchema = { type: 'map', nullable: true, secret: true };

const amounts: FieldSchema = {
  type: 'object',
  fields: { cpu: { type: 'number', minimum: 0 }, memory: { type: 'string', format: 'memory' } },
};

/** @see https://hkube.org/learn/sidecars/ */
const sideCar: FieldSchema = {
  type: 'object',
  // HKube does not require it, and its task-executor fails for the whole cluster without.
  required: ['container'],
  fields: {
    container: {
      type: 'object',
      kubernetes: true,
      required: ['name', 'image'],
      fields: { name: text, image: text },
    },
    volumeMounts: { type: 'array', items: volumeMount, insteadOfNull: '[]' },
    environments: { ...env, nullable: false, insteadOfNull: '{}' },
  },
  misplaced: {
    name: 'a sidecar is named by container.name',
    volumes: "HKube ignores the volumes of a sidecar: declare them in the algorithm's volumes",
    image: 'it belongs into container',
    resources: 'it belongs into container',
    env: 'use environments, or container.env',
  },
};

const commit: FieldSchema = {
  type: 'object',
  nullable: true,
  required: ['id'],
  fields: { id: text, timestamp: anything, message: text },
};

const gitRepository: FieldSchema = {
  type: 'object',
  nullable: true,
  controlPlane: true,
  required: ['url'],
  fields: {
    url: { ...text, format: 'url', secret: true },
    commit: { ...commit, secret: true },
    branchName: { ...text, nullable: true },
    tag: { ...text, nullable: true },
    token: { ...text, nullable: true, secret: true },
    gitKind: { ...text, nullable: true, values: ['github', 'gitlab'] },
    cloneUrl: server,
    webUrl: server,
    fileExt: server,
  },
};

/** An algorithm, as one sends it to `POST /store/algorithms`. */
export const ALGORITHM: FieldSchema = {
  type: 'object',
  required: ['name'],
  fields: {
    name: { ...text, minLength: 1, maxLength: 32, format: 'algorithm-name' },
    kind: { ...text, ...noPod, values: KINDS },
    env: { ...text, ...noPod, values: ['nodejs', 'python', 'java'] },
    algorithmImage: { ...text, format: 'image', nullable: true },
    type: { ...text, ...noPod, values: ['Git', 'Code', 'Image'] },

    cpu: { type: 'number', minimum: 0, nullable: true, hint: 'HKube counts cores: 0.5, not "500m"' },
    gpu: { type: 'number', minimum: 0, nullable: true },
    mem: { ...text, format: 'algorithm-memory', insteadOfNull: `"${DEFAULT_MEMORY}", HKube's default` },
    reservedMemory: { ...text, ...noPod, format: 'memory', nullable: true },
    applyCpuLimits: { type: 'boolean' },
    workerCustomResources: {
      type: 'object',
      ...noPod,
      required: ['requests', 'limits'],
      insteadOfNull: '{"requests": {}, "limits": {}}',
      fields: { requests: amounts, limits: amounts },
    },

    options: {
      type: 'object',
      ...noPod,
      insteadOfNull: '{}',
      fields: {
        devMode: { type: 'boolean', nullable: true },
        devFolder: { ...text, nullable: true },
        opengl: { type: 'boolean', nullable: true },
        pending: { type: 'boolean', nullable: true, server: true },
        debug: { type: 'boolean', nullable: true, server: true },
        // Of older versions, and of no effect since.
        binary: { type: 'boolean', nullable: true, server: true },
      },
    },

    mounts: {
      type: 'array',
      nullable: true,
      unique: true,
      items: {
        type: 'object',
        required: ['pvcName', 'path'],
        fields: {
          pvcName: { ...text, minLength: 1, format: 'pvc' },
          path: { ...text, minLength: 1, format: 'path' },
          volumeType: { ...text, values: ['emptyDir', 'configMap'] },
        },
        misplaced: {
          readOnly: 'mounts know pvcName, path and volumeType only: use volumes and volumeMounts',
          subPath: 'mounts know pvcName, path and volumeType only: use volumes and volumeMounts',
          mountPath: 'it is called path here',
        },
      },
    },
    volumes: { type: 'array', items: volume, insteadOfNull: '[]' },
    volumeMounts: { type: 'array', items: volumeMount, insteadOfNull: '[]' },
    sideCars: { type: 'array', nullable: true, items: sideCar },

    algorithmEnv: env,
    workerEnv: { ...env, ...noPod },
    nodeSelector: { type: 'map', nullable: true },
    labels: { type: 'map', nullable: true },
    annotations: { type: 'map', nullable: true, secret: true },
    kaiObject: {
      type: 'object',
      nullable: true,
      required: ['queue'],
      // HKube's schema lets both be null, its code does not.
      fields: { queue: { ...text, minLength: 1 }, memory: { ...text, format: 'memory' }, fraction: { type: 'number' } },
    },
    securityContext: {
      type: 'object',
      insteadOfNull: '{}',
      fields: {
        fsGroup: { type: 'integer', minimum: 0 },
        fsGroupChangePolicy: { ...text, values: ['Always', 'OnRootMismatch'] },
      },
      misplaced: {
        hasFsGroupChangePolicy: "HKube's schema misspells it, and its task-executor reads fsGroupChangePolicy",
      },
    },

    entryPoint: { ...text, ...noPod, nullable: true },
    dependencyInstallCmd: { ...text, ...noPod, nullable: true, secret: true },
    baseImage: { ...text, ...noPod, nullable: true },
    downloadFileExt: { ...text, ...noPod, nullable: true },
    gitRepository,
    workerImage: { ...text, ...noPod, nullable: true },
    minHotWorkers: { type: 'integer', ...noPod, minimum: 0, nullable: true },
    maxWorkers: { type: 'integer', ...noPod, minimum: 0, nullable: true },
    quotaGuarantee: { type: 'integer', ...noPod, minimum: 0, nullable: true },
    stateType: { ...text, ...noPod, values: ['stateless', 'stateful'] },
    description: { ...text, ...noPod, nullable: true },

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
  },
  misplaced: {
    image: 'it is called algorithmImage',
    memory: 'it is called mem',
    environments: 'it is called algorithmEnv',
    resources: 'HKube takes cpu, mem and gpu at the top level',
    code: 'it is for hkubectl, which sends the code: write entryPoint',
    requests: 'HKube takes cpu, mem and gpu at the top level',
    limits: 'limits are twice the requests; applyCpuLimits: false leaves out the one for cpu',
  },
};

/** An algorithm as HKube's server keeps it: also of the kinds that it makes itself, for its pipelines' nodes. */
export const STORED: FieldSchema = {
  ...ALGORITHM,
  fields: { ...ALGORITHM.fields, kind: { ...ALGORITHM.fields!.kind, values: [...KINDS, ...SERVER_KINDS] } },
};

/** An algorithm that HKube's server made. */
export const SERVER_MADE: FieldSchema = {
  ...STORED,
  fields: {
    ...STORED.fields,
    jobId: server,
    nodeName: server,
    gatewayName: server,
    gatewayUrl: server,
    debugName: server,
    debugUrl: server,
  },
};

/** An algorithm as HKube's task-executor has it; see `ReadOptions.internal`. */
export const INTERNAL: FieldSchema = {
  ...STORED,
  required: [],
  fields: { ...STORED.fields, mem: { type: 'number', minimum: 0, nullable: true } },
};
