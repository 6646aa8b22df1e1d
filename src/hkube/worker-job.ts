/**
 * The Job that HKube's task-executor creates for an algorithm: worker, algorunner and sidecars, with everything HKube
 * gives them.
 *
 * It equals HKube's Job field by field, except where Kubernetes would refuse HKube's own, or where that would lose
 * something from the spec. Those places bear the number of the defect in docs/hkube-defects.md.
 */

import { ClusterOptions, limitFactor } from './cluster-options';
import { memoryInMi, memoryProblem, reservedMemoryFor } from './memory';
import {
  addMounts,
  GPU,
  KAI_SCHEDULER,
  kaiAnnotations,
  KAI_QUEUE,
  mergeEnv,
  mountsOf,
  nodeAffinity,
} from './plain-pod';
import type { HkubeEnv, ReadSpec } from './read-spec';
import { DEFAULT_CPU, DEFAULT_MEMORY } from './schema';
import { resolveImage, withRegistry } from './worker-image';
import { sideCarResources } from './worker-side-car-resources';
import * as template from './worker-template';
import { sha256, sortedJson } from '../text/hash';
import { isObject, JsonObject, listOf } from '../text/json-value';

/** How the Job differs from HKube's own. */
export interface WorkerJobOptions {
  /**
   * Whether sidecars are native ones (init containers that restart), so that they end with the algorithm.
   *
   * @default false
   */
  readonly nativeSideCars?: boolean;
  /**
   * The end of the Job's name, after the algorithm's. HKube uses five random characters.
   *
   * @default - five characters of the Job's hash
   */
  readonly suffix?: string;
  /**
   * Whether the variables that HKube itself sets are rendered. They are most of a Job, and always valid.
   *
   * @default true
   */
  readonly hkubesEnv?: boolean;
}

/** Characters of the hash in a Job's name. */
export const HASH_LENGTH = 5;

/** Stands for the hash where only the rest of the Job matters. */
export const ANY_SUFFIX = 'xxxxx';

/**
 * Renders the Job for a spec in a cluster.
 *
 * @param spec in HKube's internal form; see `internalForm`
 */
export function workerJob(spec: ReadSpec, cluster: ClusterOptions = {}, options: WorkerJobOptions = {}): JsonObject {
  const name = spec.name ?? '';
  const metadata = metadataOf(spec, name);
  const sideCars = [...clusterSideCars(cluster), ...userSideCars(spec, cluster)];
  const pod = {
    serviceAccountName: template.SERVICE_ACCOUNT,
    containers: [
      workerContainer(spec, name, cluster, options),
      algorunner(spec, name, cluster, options),
      ...(options.nativeSideCars ? [] : sideCars),
    ],
    ...(options.nativeSideCars &&
      sideCars.length > 0 && { initContainers: sideCars.map((each) => ({ ...each, restartPolicy: 'Always' })) }),
    restartPolicy: isDevMode(spec, cluster) ? 'OnFailure' : 'Never',
    ...withAny('volumes', volumes(spec, cluster)),
    ...affinity(spec, cluster),
    ...(cluster.clusterOptions?.imagePullSecretName && {
      imagePullSecrets: [{ name: cluster.clusterOptions.imagePullSecretName }],
    }),
    ...securityContext(spec),
    ...(spec.kaiObject && { schedulerName: KAI_SCHEDULER }),
  };
  const job = { spec: { template: { metadata: metadata.pod, spec: pod }, backoffLimit: 0 } };
  const suffix = options.suffix ?? sha256(sortedJson(job)).slice(0, HASH_LENGTH);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${name}-${suffix}`, ...metadata.job },
    ...job,
  };
}

function workerContainer(spec: ReadSpec, name: string, cluster: ClusterOptions, options: WorkerJobOptions): JsonObject {
  const isPrivileged = cluster.isPrivileged ?? true;
  return {
    name: template.WORKER,
    image: workerImage(spec, cluster),
    env: variables(template.WORKER_ENV, name, spec.workerEnv, () => lateWorkerEnv(spec, cluster), options),
    ...withAny('resources', workerResources(spec, cluster)),
    volumeMounts: [
      ...storageMounts(cluster),
      { name: 'algometrics', mountPath: template.METRICS_DIRECTORY },
      ...(isPrivileged
        ? [
            { name: 'varlibdockercontainers', mountPath: containerLogs(cluster), readOnly: true },
            { name: 'varlog', mountPath: '/var/log' },
          ]
        : [{ name: 'logs', mountPath: template.LOGS_DIRECTORY }]),
    ],
    ...(isPrivileged && { securityContext: { privileged: true } }),
  };
}

function algorunner(spec: ReadSpec, name: string, cluster: ClusterOptions, options: WorkerJobOptions): JsonObject {
  return {
    name: template.ALGORUNNER,
    image: algorithmImage(spec, cluster),
    env: variables(template.ALGORUNNER_ENV, name, spec.algorithmEnv, () => lateAlgorunnerEnv(spec, cluster), options),
    resources: algorithmResources(spec, cluster),
    // 5.10, 5.11: the user's mounts are added. HKube would replace mounts of the same volume, even its own.
    volumeMounts: addMounts(
      [
        ...storageMounts(cluster),
        { name: 'algometrics', mountPath: template.METRICS_DIRECTORY },
        ...((cluster.isPrivileged ?? true) ? [] : [{ name: 'logs', mountPath: template.LOGS_DIRECTORY }]),
        ...(isOpengl(spec, cluster) ? [{ name: 'xsocket', mountPath: '/tmp/.X11-unix' }] : []),
        ...(isDevMode(spec, cluster)
          ? [
              {
                name: 'hkube-dev-sources',
                mountPath: spec.options?.devFolder || template.DEV_DIRECTORY,
                subPath: `algorithms/${name}`,
              },
            ]
          : []),
        ...(cluster.clusterOptions?.datasourcesServiceEnabled
          ? [{ name: 'datasources-storage', mountPath: '/hkube/datasources-storage' }]
          : []),
        ...mountsOf(spec).map(({ mount }) => mount),
        ...(spec.kind === 'hyperparamsTuner'
          ? [{ name: 'datasciencemetrics-storage', mountPath: template.TUNER_DIRECTORY }]
          : []),
      ],
      spec.volumeMounts,
    ),
  };
}

/** The worker's variables that HKube sets after the spec's. */
export function lateWorkerEnv(spec: ReadSpec, cluster: ClusterOptions): HkubeEnv {
  return {
    ALGORITHM_IMAGE: algorithmImage(spec, cluster),
    // HKube prints its value: "undefined" before the first version is stored, where it removes one that the spec sets.
    ALGORITHM_VERSION:
      spec.version === undefined && Object.hasOwn(spec.workerEnv ?? {}, 'ALGORITHM_VERSION')
        ? null
        : String(spec.version),
    WORKER_IMAGE: workerImage(spec, cluster),
    ...(cluster.hotWorker && { HOT_WORKER: 'true' }),
    ...storageEnv(cluster),
    ...(cluster.isPrivileged === false && {
      ALGORITHM_LOG_FILE_NAME: 'stdout.log',
      BASE_LOGS_PATH: template.LOGS_DIRECTORY,
    }),
    ...tracingEnv(cluster),
    ...(isDevMode(spec, cluster) && { DEV_MODE: 'true' }),
  };
}

/** The algorithm's variables that HKube sets after the spec's. */
export function lateAlgorunnerEnv(spec: ReadSpec, cluster: ClusterOptions): HkubeEnv {
  return {
    ...(spec.env === 'java' && {
      JAVA_DERIVED_MEMORY: Math.round(memoryInMi(algorithmResources(spec, cluster).limits.memory) * 0.8),
    }),
    ...(spec.entryPoint !== undefined && { ALGORITHM_ENTRY_POINT: spec.entryPoint }),
    ...storageEnv(cluster),
    ...(spec.reservedMemory && { DISCOVERY_MAX_CACHE_SIZE: Math.trunc(memoryInMi(spec.reservedMemory)) }),
    ...(isOpengl(spec, cluster) && { DISPLAY: ':0', NVIDIA_DRIVER_CAPABILITIES: 'all' }),
    ...tracingEnv(cluster),
    ...(isDevMode(spec, cluster) && { DEV_MODE: 'true' }),
    ...(spec.kind === 'gateway' && template.GATEWAY_ENV),
    ...(spec.kind === 'hyperparamsTuner' && { SHARED_METRICS: template.TUNER_DIRECTORY }),
  };
}

/** Volumes in HKube's order. Of two volumes with the same name the last one wins (the checks refuse them). */
function volumes(spec: ReadSpec, cluster: ClusterOptions): JsonObject[] {
  const all = [
    ...platformVolumes(spec, cluster),
    ...(spec.volumes ?? []),
    ...enabledSideCars(cluster).flatMap((each) => each.volumes ?? []),
  ];
  return [...new Map(all.map((volume) => [volume.name, volume])).values()];
}

/** The volumes that HKube itself puts into the pod. */
export function platformVolumes(spec: ReadSpec, cluster: ClusterOptions): JsonObject[] {
  const claim = (name: string, claimName: string) => ({ name, persistentVolumeClaim: { claimName } });
  return [
    ...(cluster.defaultStorage === 'fs' ? [claim('storage-volume', 'hkube-storage-pvc')] : []),
    { name: 'algometrics', emptyDir: {} },
    ...((cluster.isPrivileged ?? true)
      ? [
          { name: 'varlibdockercontainers', hostPath: { path: containerLogs(cluster) } },
          { name: 'varlog', hostPath: { path: '/var/log' } },
        ]
      : [{ name: 'logs', emptyDir: {} }]),
    ...(isOpengl(spec, cluster) ? [{ name: 'xsocket', hostPath: { path: '/tmp/.X11-unix' } }] : []),
    ...(isDevMode(spec, cluster) ? [claim('hkube-dev-sources', 'hkube-dev-sources-pvc')] : []),
    ...(cluster.clusterOptions?.datasourcesServiceEnabled ? [claim('datasources-storage', 'hkube-datasources')] : []),
    ...mountsOf(spec).map(({ volume }) => volume),
    ...(spec.kind === 'hyperparamsTuner'
      ? [
          cluster.clusterOptions?.optunaDashboardEnabled
            ? claim('datasciencemetrics-storage', 'hkube-datasciencemetrics')
            : { name: 'datasciencemetrics-storage', emptyDir: {} },
        ]
      : []),
  ];
}

const isDevMode = ({ options }: ReadSpec, cluster: ClusterOptions) =>
  options?.devMode === true && cluster.clusterOptions?.devModeEnabled === true;
const isOpengl = ({ options }: ReadSpec, cluster: ClusterOptions) =>
  options?.opengl === true && (cluster.isPrivileged ?? true);
const containerLogs = (cluster: ClusterOptions) => cluster.outputMountPath || '/var/lib/docker/containers';
const workerImage = (spec: ReadSpec, cluster: ClusterOptions) =>
  resolveImage(spec.workerImage || 'hkube/worker', cluster);
const algorithmImage = (spec: ReadSpec, cluster: ClusterOptions) => resolveImage(spec.algorithmImage ?? '', cluster);

/** Merges variables: later ones replace earlier ones in their place. */
function variables(
  early: HkubeEnv,
  name: string,
  given: HkubeEnv = {},
  late: () => HkubeEnv,
  { hkubesEnv = true }: WorkerJobOptions,
): unknown[] {
  const steps: HkubeEnv[] = hkubesEnv ? [early, { ALGORITHM_TYPE: name }, given, late()] : [withoutNames(given, late)];
  return steps.reduce<unknown[]>((env, step) => mergeEnv(env, step, 'empty'), []);
}

function withoutNames(given: HkubeEnv, others: () => HkubeEnv): HkubeEnv {
  const entries = Object.entries(given);
  if (entries.length === 0) return given;
  const names = new Set(Object.keys(others()));
  return Object.fromEntries(entries.filter(([name]) => !names.has(name)));
}

function storageEnv({ defaultStorage = 's3' }: ClusterOptions): HkubeEnv {
  return {
    ...template.fromConfigMap(template.CONFIG_MAP, ['STORAGE_BINARY']),
    ...(defaultStorage === 's3' && template.S3_ENV),
    ...(defaultStorage === 'fs' && template.fromConfigMap(template.CONFIG_MAP, ['BASE_FS_ADAPTER_DIRECTORY'])),
  };
}

function storageMounts({ defaultStorage, baseFsAdapterDirectory }: ClusterOptions): JsonObject[] {
  return defaultStorage === 'fs' ? [{ name: 'storage-volume', mountPath: baseFsAdapterDirectory || '/hkubedata' }] : [];
}

function tracingEnv({ isPrivileged = true, jaeger }: ClusterOptions): HkubeEnv {
  const host = isPrivileged ? template.HOST_IP : jaeger?.host;
  return host ? { JAEGER_AGENT_SERVICE_HOST: host } : {};
}

/** Requests, and limits of so many times as much. */
function scaled(cpu: number, memoryMi: number, cluster: ClusterOptions) {
  const factor = limitFactor(cluster);
  return {
    requests: { cpu, memory: `${memoryMi}Mi` },
    limits: { cpu: cpu * factor, memory: `${memoryMi * factor}Mi` },
  };
}

function algorithmResources(
  spec: ReadSpec,
  cluster: ClusterOptions,
): { requests: JsonObject; limits: { memory: string } & JsonObject } {
  const { requests, limits } = scaled(
    (spec.cpu ?? DEFAULT_CPU) || 0.1,
    ((spec.mem ?? memoryInMi(DEFAULT_MEMORY)) as number) || 4,
    cluster,
  );
  const gpu = spec.gpu && Number.isInteger(spec.gpu) ? { [GPU]: spec.gpu } : {};
  const { cpu, ...withoutCpu } = limits;
  return {
    requests: { ...requests, ...gpu },
    limits: { ...(spec.applyCpuLimits === false ? withoutCpu : { ...withoutCpu, cpu }), ...gpu },
  };
}

function metadataOf(spec: ReadSpec, name: string): { job: JsonObject; pod: JsonObject } {
  const kai = spec.kaiObject;
  const labels = { ...template.labelsFor(name), ...(kai?.queue !== undefined && { [KAI_QUEUE]: kai.queue }) };
  const annotations = { ...(spec.gpu ? { [GPU]: String(spec.gpu) } : {}), ...kaiAnnotations(spec) };
  const merged = mergeTexts(annotations, spec.annotations);
  const withAnnotations =
    spec.annotations !== undefined || Object.keys(merged).length > 0 ? { annotations: merged } : {};
  return {
    job: { labels: mergeTexts({ ...labels, core: 'true' }, spec.labels), ...withAnnotations },
    pod: { labels: mergeTexts(labels, spec.labels), ...withAnnotations },
  };
}

/** HKube's own keys win. (HKube looks them up as paths, so it does not find those with a dot: 5.32.) */
function mergeTexts(
  own: { readonly [key: string]: string },
  given: ReadSpec['labels'] = {},
): { readonly [key: string]: string } {
  const entries = Object.entries(given)
    .filter(([key]) => !Object.hasOwn(own, key))
    .map(([key, value]): [string, string] => [key, String(value)]);
  return { ...own, ...Object.fromEntries(entries) };
}

/**
 * The algorithm's node selector and, for part of a GPU, the node that HKube's scheduler chose (5.15: HKube drops the
 * node where there is a selector).
 */
function affinity(spec: ReadSpec, { node }: ClusterOptions): JsonObject {
  const pin: [string, string][] =
    spec.gpu && !Number.isInteger(spec.gpu) && node !== undefined ? [['kubernetes.io/hostname', node]] : [];
  const entries = [...Object.entries(spec.nodeSelector ?? {}), ...pin];
  // 5.16: no expression at all would match no node.
  return entries.length > 0 ? { affinity: nodeAffinity(entries) } : {};
}

function securityContext({ securityContext: { fsGroup, fsGroupChangePolicy } = {} }: ReadSpec): JsonObject {
  const context = {
    ...(fsGroup !== undefined && { fsGroup }),
    ...(fsGroupChangePolicy !== undefined && { fsGroupChangePolicy }),
  };
  return withAny('securityContext', context);
}

/** None, unless the algorithm or the cluster sets some. Then the cluster's are used where the algorithm has none. */
function workerResources({ workerCustomResources: custom }: ReadSpec, cluster: ClusterOptions): JsonObject {
  if (!cluster.applyResources) return custom ?? {};
  const defaults = scaled(cluster.workerResources?.cpu || 0.5, cluster.workerResources?.mem || 512, cluster);
  // To HKube, 0 means "not given".
  const given = (amounts: object = {}) =>
    Object.fromEntries(Object.entries(amounts).filter(([, amount]) => Boolean(amount)));
  return {
    requests: { ...defaults.requests, ...given(custom?.requests) },
    limits: { ...defaults.limits, ...given(custom?.limits) },
  };
}

function userSideCars({ sideCars = [] }: ReadSpec, cluster: ClusterOptions): JsonObject[] {
  return sideCars
    .filter(({ container }) => container !== undefined)
    .map(({ container, volumeMounts, environments }) => sideCar(container!, volumeMounts, environments, cluster));
}

const enabledSideCars = ({ sidecars = [], clusterOptions }: ClusterOptions) =>
  sidecars.filter(({ name }) => clusterOptions?.[`${name}SidecarEnabled`] === true);

/** 5.13: HKube expects one container where its chart has a list, and leaves out the volumes. */
function clusterSideCars(cluster: ClusterOptions): JsonObject[] {
  return enabledSideCars(cluster).flatMap(({ container, volumeMounts, environments }) =>
    [container]
      .flat()
      .filter(isObject)
      .map((each) =>
        Array.isArray(environments)
          ? sideCar(
              { ...each, env: isListOrNone(each.env) ? [...listOf(each.env), ...environments] : each.env },
              volumeMounts,
              {},
              cluster,
            )
          : sideCar(each, volumeMounts, environments ?? {}, cluster),
      ),
  );
}

function sideCar(
  container: JsonObject,
  volumeMounts: readonly JsonObject[] = [],
  environments: HkubeEnv = {},
  cluster: ClusterOptions,
): JsonObject {
  return {
    ...container,
    // 5.26: from the cluster's registry, like the pod's other images.
    ...(typeof container.image === 'string' && { image: withRegistry(container.image, cluster.registry) }),
    resources: sideCarResources(container.resources, cluster),
    ...(volumeMounts.length > 0 && { volumeMounts: addMounts(container.volumeMounts, volumeMounts) }),
    ...(Object.keys(environments).length > 0 &&
      isListOrNone(container.env) && { env: mergeEnv(listOf(container.env), environments, 'empty') }),
  };
}

/** The rules report anything else. */
const isListOrNone = (value: unknown) => value == null || Array.isArray(value);

const withAny = (key: string, value: object): JsonObject => (Object.keys(value).length > 0 ? { [key]: value } : {});

/**
 * A spec as HKube's server stores it and its task-executor reads it: with defaults, and `mem` in Mi including the
 * reserved memory.
 */
export function internalForm(spec: ReadSpec): ReadSpec & { readonly mem: number } {
  const mem = typeof spec.mem === 'string' && memoryProblem(spec.mem) === undefined ? spec.mem : DEFAULT_MEMORY;
  const isReserved = spec.reservedMemory !== undefined && memoryProblem(spec.reservedMemory) === undefined;
  const reservedMemory = isReserved ? spec.reservedMemory! : reservedMemoryFor(mem);
  return { ...spec, cpu: spec.cpu ?? DEFAULT_CPU, mem: memoryInMi(mem) + memoryInMi(reservedMemory), reservedMemory };
}
