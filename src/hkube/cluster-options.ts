import { amount, anything, flag, formatted, kubernetesObject, listOf, text } from './schema';
import { readValue, typeProblem, withoutEditorKeys } from './spec-dialect';
import { Validation } from '../apimachinery/finding';
import { structOf } from '../apimachinery/schema';
import { isObject } from '../text/json-value';
import { nearest } from '../text/suggest';

/** The tracer of an HKube cluster. */
export interface HkubeTracer {
  /**
   * Host of the tracer's agent. In a privileged cluster it is the node instead.
   *
   * @default - no tracing
   */
  readonly host?: string;
}

/** What HKube's workers get in a cluster that gives them resources. */
export interface HkubeWorkerResources {
  /**
   * Cores (`WORKER_CPU`).
   *
   * @default 0.5
   */
  readonly cpu?: number;

  /**
   * Memory in Mi (`WORKER_MEMORY`).
   *
   * @default 512
   */
  readonly mem?: number;
}

/** Default requests of sidecars that set none. */
export interface HkubeSideCarResources {
  /**
   * Cores (`DEFAULT_SIDECAR_CPU`).
   *
   * @default 0.1
   */
  readonly cpu?: number;

  /**
   * Memory, with a unit that HKube knows (`DEFAULT_SIDECAR_MEMORY`).
   *
   * @default 128Mi
   */
  readonly memory?: string;
}

/** The version of one of HKube's own projects: an entry of the ConfigMap `hkube-versions`. */
export interface HkubeProjectVersion {
  /** Name of the project, such as `worker`. */
  readonly project: string;

  /**
   * Tag of its image.
   *
   * @default - none
   */
  readonly tag?: string;

  /**
   * The image that is taken instead of the project's.
   *
   * @default - the project's
   */
  readonly image?: string;
}

/** Switches of an HKube cluster (`clusterOptions` in its Helm chart). */
export interface HkubeClusterSwitches {
  /**
   * Whether algorithms may run in dev mode.
   *
   * @default false
   */
  readonly devModeEnabled?: boolean;

  /**
   * Whether pods get the volume of the data sources.
   *
   * @default false
   */
  readonly datasourcesServiceEnabled?: boolean;

  /**
   * Whether the tuner's metrics are kept on a volume of the cluster.
   *
   * @default false
   */
  readonly optunaDashboardEnabled?: boolean;

  /**
   * Whether the cluster's sidecar `fluentbit` is in every pod.
   *
   * @default false
   */
  readonly fluentbitSidecarEnabled?: boolean;

  /**
   * The Secret with the registries' credentials.
   *
   * @default - none
   */
  readonly imagePullSecretName?: string;
}

/** A sidecar that an HKube cluster puts into every pod, when its switch (`fluentbitSidecarEnabled`) is on. */
export interface HkubeClusterSideCar {
  /** Name of the sidecar; `fluentbit` is the only one that HKube knows. */
  readonly name: string;

  /** The container, spelled as in the Kubernetes API, or a list of containers, as HKube's Helm chart has it. */
  readonly container: any;

  /**
   * Volumes of the pod, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly volumes?: any[];

  /**
   * Mounts of the container, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly volumeMounts?: any[];

  /**
   * Variables: a map as in HKube's specs, or a list as in the Kubernetes API.
   *
   * @default - none
   */
  readonly environments?: any;
}

/**
 * What HKube's task-executor knows of its cluster when it creates a Job. Its own settings' names are in parentheses.
 *
 * @see https://hkube.org/learn/
 */
export interface HkubeClusterOptions {
  /**
   * Where results are kept (`DEFAULT_STORAGE`): `s3`, `fs`, or another storage that needs nothing in the pod.
   *
   * @default s3
   */
  readonly defaultStorage?: string;

  /**
   * Where the shared file system is mounted with storage `fs` (`BASE_FS_ADAPTER_DIRECTORY`).
   *
   * @default /hkubedata
   */
  readonly baseFsAdapterDirectory?: string;

  /**
   * Whether workers may read the node's logs (`IS_PRIVILEGED`).
   *
   * @default true
   */
  readonly isPrivileged?: boolean;

  /**
   * Where the node keeps the output of containers, if not where Docker does.
   *
   * @default /var/lib/docker/containers
   */
  readonly outputMountPath?: string;

  /**
   * The tracer. It is used only if the cluster is not privileged.
   *
   * @default - no tracing, unless the cluster is privileged
   */
  readonly jaeger?: HkubeTracer;

  /**
   * Whether limits equal requests (`USE_RESOURCE_LIMITS`).
   *
   * @default false - limits are twice the requests
   */
  readonly useResourceLimits?: boolean;

  /**
   * Whether workers get resources by default (`RESOURCES_ENABLE`).
   *
   * @default false
   */
  readonly applyResources?: boolean;

  /**
   * The resources that workers get if `applyResources` is set.
   *
   * @default - 0.5 cores, 512 Mi
   */
  readonly workerResources?: HkubeWorkerResources;

  /**
   * Default requests of sidecars that set none.
   *
   * @default - 0.1 cores, 128Mi
   */
  readonly sideCarResources?: HkubeSideCarResources;

  /**
   * The registry for images without one.
   *
   * @default - none
   */
  readonly registry?: string;

  /**
   * Versions of HKube's own projects.
   *
   * @default - none: their images have no tag
   */
  readonly versions?: HkubeProjectVersion[];

  /**
   * Switches of the cluster.
   *
   * @default - all off
   */
  readonly clusterOptions?: HkubeClusterSwitches;

  /**
   * Sidecars of the cluster.
   *
   * @default - none
   */
  readonly sidecars?: HkubeClusterSideCar[];

  /**
   * The node that HKube's scheduler chose. It matters for parts of a GPU.
   *
   * @default - none
   */
  readonly node?: string;

  /**
   * Whether the worker stays up without work.
   *
   * @default false
   */
  readonly hotWorker?: boolean;
}

/** As read: a cluster has further switches, among them `NAMESidecarEnabled` for each of its sidecars. */
export interface ClusterOptions extends HkubeClusterOptions {
  readonly clusterOptions?: HkubeClusterSwitches & { readonly [option: string]: unknown };
}

// Every cluster has further options that make no difference to a pod, and one for each of its sidecars.
const SWITCHES = structOf(
  'ClusterSwitches',
  {
    devModeEnabled: flag,
    datasourcesServiceEnabled: flag,
    optunaDashboardEnabled: flag,
    fluentbitSidecarEnabled: flag,
    imagePullSecretName: { ...text, nullable: true },
  },
  { isOpen: true },
);

export const CLUSTER = structOf('ClusterOptions', {
  defaultStorage: text,
  baseFsAdapterDirectory: text,
  isPrivileged: flag,
  outputMountPath: text,
  jaeger: structOf('Tracer', { host: text }),
  useResourceLimits: flag,
  applyResources: flag,
  workerResources: structOf('WorkerResources', { cpu: amount, mem: amount }),
  sideCarResources: structOf('SideCarResources', { cpu: amount, memory: formatted('memory') }),
  registry: text,
  versions: listOf(structOf('ProjectVersion', { project: text, tag: text, image: text }, { required: ['project'] })),
  clusterOptions: SWITCHES,
  sidecars: listOf(
    structOf(
      'ClusterSideCar',
      {
        name: text,
        container: anything,
        volumes: { ...listOf(kubernetesObject('Volume')), nullable: true },
        volumeMounts: { ...listOf(kubernetesObject('VolumeMount')), nullable: true },
        environments: { ...anything, secret: true },
      },
      { required: ['name', 'container'] },
    ),
  ),
  node: text,
  hotWorker: flag,
});

/**
 * Reads cluster options, from a file for instance. What is wrong goes to `v`.
 *
 * @param path path of the options, before every finding
 */
export function readClusterOptions(value: unknown, v: Validation, path = ''): ClusterOptions {
  const cluster = (readValue(withoutEditorKeys(value), CLUSTER, path, v) as ClusterOptions | undefined) ?? {};
  const place = (field: string) => (path === '' ? field : `${path}.${field}`);
  for (const option of Object.keys(cluster.clusterOptions ?? {})) {
    // Any name may be an option of the cluster, except one that looks like a typo of an option that we know.
    const meant = SWITCHES.fields.has(option) ? undefined : nearest(option, SWITCHES.fields.keys(), SLIP);
    if (meant === undefined) continue;
    const hint = `did you mean ${JSON.stringify(meant)}?`;
    v.add('HKUBE-UNKNOWN', place(`clusterOptions.${option}`), 'Unknown field', '', { hint });
  }
  cluster.sidecars?.forEach(({ container, environments }, i) => {
    if (environments != null && typeof environments !== 'object') {
      typeProblem(v, place(`sidecars[${i}].environments`), 'an object or an array', environments);
    }
    if (container !== undefined && ![container].flat().every(isObject)) {
      typeProblem(v, place(`sidecars[${i}].container`), 'an object, or an array of objects', container);
    }
  });
  return cluster;
}

/** So many letters may be wrong. */
const SLIP = 2;

/** Limits are so many times the requests. */
export const limitFactor = ({ useResourceLimits }: ClusterOptions) => (useResourceLimits ? 1 : 2);

/** Default requests of sidecars that set none. */
export const sideCarDefaults = ({ sideCarResources: { cpu = 0.1, memory = '128Mi' } = {} }: ClusterOptions) => ({
  cpu,
  memory,
});
