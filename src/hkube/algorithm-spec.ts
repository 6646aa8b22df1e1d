import type { EnvVarSource } from '../constructs/pod-types.generated';

/**
 * An algorithm in the form that HKube's API accepts (v2.11), such as parsed JSON. Synth checks all fields, also those
 * that this type does not have.
 *
 * @see https://hkube.org/learn/algorithms/
 */
export interface HkubeAlgorithmSpec {
  /** Name of the algorithm: 2 to 32 lowercase letters, digits, `-` or `.`. */
  readonly name: string;

  /** `batch` or `stream`. @default batch */
  readonly kind?: 'batch' | 'stream' | (string & {});

  /** The image. @default - none: HKube builds it, from `gitRepository` or from code that hkubectl sends */
  readonly algorithmImage?: string;

  /** `Image`, `Git` or `Code`: where the program comes from. @default - by the other fields */
  readonly type?: 'Image' | 'Git' | 'Code' | (string & {});

  /** Cores that are requested: 0.5. The limit is twice as many. @default 0.1 */
  readonly cpu?: number;

  /** GPUs of NVIDIA. @default - none */
  readonly gpu?: number;

  /** Memory that is requested, with a unit: `512Mi`. The limit is twice as much. @default 256Mi */
  readonly mem?: string;

  /** Memory that the worker leaves free in addition: `128Mi`. @default - a fifth of `mem` */
  readonly reservedMemory?: string;

  /** Whether there is a limit for `cpu`. @default true */
  readonly applyCpuLimits?: boolean;

  /** Requests and limits of HKube's worker. @default - those of the cluster */
  readonly workerCustomResources?: HkubeWorkerCustomResources;

  /** How the algorithm is developed. @default - none */
  readonly options?: HkubeDevelopmentOptions;

  /** Mounts of PersistentVolumeClaims, ConfigMaps or emptyDirs, each with a volume of its own. @default - none */
  readonly mounts?: HkubeMount[];

  /** Volumes of the pod, spelled as in the Kubernetes API: `{ name: 'cache', emptyDir: {} }`. @default - none */
  readonly volumes?: { readonly [key: string]: any }[];

  /** Mounts of the algorithm's container. @default - none */
  readonly volumeMounts?: HkubeVolumeMount[];

  /** Sidecars. @default - none */
  readonly sideCars?: HkubeSideCarSpec[];

  /** Environment variables of the algorithm: plain values, or sources as in the Kubernetes API. @default - none */
  readonly algorithmEnv?: { readonly [name: string]: string | number | boolean | EnvVarSource };

  /** Environment variables of HKube's worker. @default - none */
  readonly workerEnv?: { readonly [name: string]: string | number | boolean | EnvVarSource };

  /** Labels that the node must have: a value, or a list of which one must match. @default - any node */
  readonly nodeSelector?: { readonly [key: string]: string | string[] };

  /** Labels of the Job and the pod. @default - only HKube's own */
  readonly labels?: { readonly [key: string]: string };

  /** Annotations of the Job and the pod. @default - none */
  readonly annotations?: { readonly [key: string]: string };

  /** Part of a GPU, or a queue, by the KAI scheduler. @default - the default scheduler */
  readonly kaiObject?: HkubeKaiObject;

  /** Owner of the files in volumes. @default - as the volumes have it */
  readonly securityContext?: HkubeSecurityContext;

  /** Language of the program that HKube builds an image for: `python`, `nodejs` or `java`. @default - none */
  readonly env?: 'python' | 'nodejs' | 'java' | (string & {});

  /** File with the program's entry, when HKube builds the image. @default - none */
  readonly entryPoint?: string;

  /** Command that installs dependencies, when HKube builds the image. @default - none */
  readonly dependencyInstallCmd?: string;

  /** Image that HKube builds on. @default - HKube's own for the language */
  readonly baseImage?: string;

  /** Extension of the files that the algorithm's results are downloaded as. @default - none */
  readonly downloadFileExt?: string;

  /** Repository that HKube builds the image from. @default - none */
  readonly gitRepository?: HkubeGitRepository;

  /** Image of HKube's worker. @default - the cluster's */
  readonly workerImage?: string;

  /** Workers that HKube keeps running when they have no work. @default 0 */
  readonly minHotWorkers?: number;

  /** How many workers there may be. @default - no limit */
  readonly maxWorkers?: number;

  /** Workers that the algorithm gets before others. @default 0 */
  readonly quotaGuarantee?: number;

  /** Of streaming algorithms, `stateless` or `stateful`. @default stateless */
  readonly stateType?: 'stateless' | 'stateful' | (string & {});

  /** What the algorithm does. @default - none */
  readonly description?: string;
}

/** Requests and limits of HKube's worker. Each resource needs both. */
export interface HkubeWorkerCustomResources {
  /** What is requested. */
  readonly requests: HkubeAmounts;
  /** What may be used at most. */
  readonly limits: HkubeAmounts;
}

/** Amounts of CPU and memory. */
export interface HkubeAmounts {
  /** Cores: 0.5. @default - none */
  readonly cpu?: number;
  /** Memory with a unit: `512Mi`. @default - none */
  readonly memory?: string;
}

/** How an algorithm is developed. */
export interface HkubeDevelopmentOptions {
  /** Whether the code is taken from a folder that is shared with the developer. @default false */
  readonly devMode?: boolean;
  /** The folder. @default - HKube's own */
  readonly devFolder?: string;
  /** Whether the image with OpenGL is used. @default false */
  readonly opengl?: boolean;
}

/** A mount with a volume of its own. */
export interface HkubeMount {
  /** Name of the PersistentVolumeClaim or ConfigMap; of an emptyDir, any name. */
  readonly pvcName: string;
  /** Path in the container: letters, digits, `_`, `.` and `/`. */
  readonly path: string;
  /** `emptyDir` or `configMap`. @default - a PersistentVolumeClaim */
  readonly volumeType?: 'emptyDir' | 'configMap' | (string & {});
}

/** A mount, spelled as in the Kubernetes API. */
export interface HkubeVolumeMount {
  /** Name of the volume. */
  readonly name: string;
  /** Path in the container. */
  readonly mountPath: string;
  /** Path in the volume. @default - its root */
  readonly subPath?: string;
  /** Like `subPath`, with `$(VARIABLES)`. @default - none */
  readonly subPathExpr?: string;
  /** Whether the container can only read. @default false */
  readonly readOnly?: boolean;
  /** Whether mounts inside are read-only too: `Disabled`, `IfPossible` or `Enabled`. @default Disabled */
  readonly recursiveReadOnly?: 'Disabled' | 'IfPossible' | 'Enabled' | (string & {});
  /** How mounts are shared with the node: `None`, `HostToContainer` or `Bidirectional`. @default None */
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional' | (string & {});
}

/**
 * A sidecar of an HKube spec.
 *
 * @see https://hkube.org/learn/sidecars/
 */
export interface HkubeSideCarSpec {
  /** The container, spelled as in the Kubernetes API; `name` and `image` are required. */
  readonly container: { readonly [key: string]: any };
  /** Its mounts. @default - none */
  readonly volumeMounts?: HkubeVolumeMount[];
  /** Its environment variables: plain values, or sources as in the Kubernetes API. @default - none */
  readonly environments?: { readonly [name: string]: string | number | boolean | EnvVarSource };
}

/** What the KAI scheduler gets. Set at most one of `memory` and `fraction`. */
export interface HkubeKaiObject {
  /** Name of the queue. */
  readonly queue: string;
  /** Memory of a GPU: `2Gi`. @default - none */
  readonly memory?: string;
  /** Part of a GPU, between 0 and 1. @default - none */
  readonly fraction?: number;
}

/** Owner of the files in volumes. */
export interface HkubeSecurityContext {
  /** Group of the files. @default - none */
  readonly fsGroup?: number;
  /** When the group is set: `Always` or `OnRootMismatch`. @default Always */
  readonly fsGroupChangePolicy?: 'Always' | 'OnRootMismatch' | (string & {});
}

/** A Git repository. */
export interface HkubeGitRepository {
  /** Its address. */
  readonly url: string;
  /** The commit. @default - the newest one */
  readonly commit?: HkubeGitCommit;
  /** The branch. @default - the repository's default branch */
  readonly branchName?: string;
  /** A tag. @default - none */
  readonly tag?: string;
  /** Token to read it with. @default - none */
  readonly token?: string;
  /** `github` or `gitlab`. @default github */
  readonly gitKind?: 'github' | 'gitlab' | (string & {});
}

/** A commit of a Git repository. */
export interface HkubeGitCommit {
  /** Its hash. */
  readonly id: string;
  /** When it was made. @default - none */
  readonly timestamp?: string;
  /** Its message. @default - none */
  readonly message?: string;
}
