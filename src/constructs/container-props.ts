import type * as kplus from 'cdk8s-plus-28';
import { Gpu } from './gpu';
import type {
  ContainerResizePolicy,
  ContainerRestartRule,
  EnvFromSource,
  EnvVarSource,
  KubeContainerPort,
  KubeProbe,
  Lifecycle,
  ResourceClaim,
  SecurityContext,
  VolumeDevice,
} from './pod-types.generated';
import { ContainerCondition } from '../render/container-condition';

/**
 * Another container of the pod that must start first.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export interface ContainerDependency {
  /** Name of the other container. */
  readonly name: string;

  /**
   * What to wait for.
   *
   * @default ContainerCondition.STARTED
   */
  readonly condition?: ContainerCondition;
}

/** How a volume is mounted. */
export interface VolumeMountOptions {
  /**
   * Whether the container may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Path inside the volume to mount instead of its root: relative, without `..`.
   *
   * @default - the volume's root
   */
  readonly subPath?: string;

  /**
   * Like `subPath`, but `$(VAR)` is expanded from the container's environment. Must not be set together with `subPath`.
   *
   * @default - the volume's root
   */
  readonly subPathExpr?: string;

  /**
   * Whether the container sees mounts that are made later: `None`, `HostToContainer` or `Bidirectional`.
   *
   * @default - None
   */
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional' | (string & {});

  /**
   * Whether mounts below a read-only mount are read-only too: `Disabled`, `IfPossible` or `Enabled` (Kubernetes 1.31
   * and newer).
   *
   * @default - Disabled
   */
  readonly recursiveReadOnly?: 'Disabled' | 'IfPossible' | 'Enabled' | (string & {});

  /**
   * Options of the bind mount: `noexec`, `nodev` and `nosuid` (Kubernetes 1.37 and newer, with the feature gate
   * VolumeBindMountOptions).
   *
   * @default - none
   */
  readonly bindMountOptions?: ('noexec' | 'nodev' | 'nosuid' | (string & {}))[];

  /**
   * Further fields of the volume mount, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}

/**
 * A volume of the pod, mounted by its name.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1
 */
export interface NamedVolumeMount extends VolumeMountOptions {
  /** Name of a volume of the pod. */
  readonly name: string;
  /** Absolute path in the container, without `:`. A container can mount only one volume at a path. */
  readonly mountPath: string;
}

/**
 * What a container, or a pod as a whole, requests and may use at most, by resource name: `cpu`, `memory`,
 * `ephemeral-storage`, `nvidia.com/gpu` … The quantities are printed as they are written.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ResourceRequirements {
  /**
   * The amounts that are reserved.
   *
   * @default - of a container by scope, see AlgorithmSettings; of a pod the sum of its containers
   */
  readonly requests?: { readonly [name: string]: string | number | kplus.k8s.Quantity };

  /**
   * The maximum amounts that may be used.
   *
   * @default - of a container by scope, see AlgorithmSettings; for devices such as nvidia.com/gpu, the request
   */
  readonly limits?: { readonly [name: string]: string | number | kplus.k8s.Quantity };

  /**
   * Claims of the pod's `resourceClaims` that the container uses. Not for a pod as a whole.
   *
   * @default - none
   */
  readonly claims?: ResourceClaim[];
}

/**
 * A container: every field of the Kubernetes API's container.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
 */
export interface ContainerBaseProps {
  /** Reference of the container's image, such as `docker.io/acme/print:v4`. */
  readonly image: string;

  /**
   * Name of the container, unique in the pod: a DNS label.
   *
   * @default - `algorunner` for an algorithm's main container, the construct's id for a sidecar
   */
  readonly name?: string;

  /**
   * The program to run, instead of the image's entry point. Not run in a shell.
   *
   * @default - the image's ENTRYPOINT
   */
  readonly command?: string[];

  /**
   * Arguments of the program.
   *
   * @default - the image's CMD
   */
  readonly args?: string[];

  /**
   * Directory in which the program starts.
   *
   * @default - the image's
   */
  readonly workingDir?: string;

  /**
   * Ports that the container listens on.
   *
   * @default - none
   */
  readonly ports?: KubeContainerPort[];

  /**
   * Environment variables by name, in this order: plain values, or cdk8s-plus' `EnvValue` for those that come from a
   * Secret, a ConfigMap, a field of the pod or a resource of the container. What the Kubernetes API has as `valueFrom`
   * may be given, too: a `secretKeyRef`, for example.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string | kplus.EnvValue | EnvVarSource };

  /**
   * ConfigMaps and Secrets whose entries all become environment variables. cdk8s-plus' `Env.fromConfigMap` and
   * `Env.fromSecret` create such items.
   *
   * @default - none
   */
  readonly envFrom?: (kplus.EnvFrom | EnvFromSource)[];

  /**
   * Requests and limits.
   *
   * @default - by scope, see AlgorithmSettings
   */
  readonly resources?: ResourceRequirements;

  /**
   * GPUs or other devices of a vendor, in addition to `resources`. The pod tolerates nodes that are reserved for them.
   *
   * @default - none
   */
  readonly gpu?: Gpu;

  /**
   * Volumes of the pod to mount, by name. `mount()` does the same with objects.
   *
   * @default - none
   */
  readonly volumeMounts?: NamedVolumeMount[];

  /**
   * Block devices for the container, by the name of the volume.
   *
   * @default - none
   */
  readonly volumeDevices?: VolumeDevice[];

  /**
   * Restarts the container when it fails. Uses the Kubernetes API type, not cdk8s-plus' `Probe` class.
   *
   * @default - none
   */
  readonly livenessProbe?: KubeProbe;

  /**
   * Removes the pod from its services while it fails. Uses the Kubernetes API type, not cdk8s-plus' `Probe` class.
   *
   * @default - none
   */
  readonly readinessProbe?: KubeProbe;

  /**
   * Must succeed once before the other probes start; for a native sidecar, also before the next container starts. Uses
   * the Kubernetes API type, not cdk8s-plus' `Probe` class.
   *
   * @default - none
   */
  readonly startupProbe?: KubeProbe;

  /**
   * Handlers that run after the start and before the stop. Not allowed for plain init containers.
   *
   * @default - none
   */
  readonly lifecycle?: Lifecycle;

  /**
   * Privileges of the container.
   *
   * @default - the pod's
   */
  readonly securityContext?: SecurityContext;

  /**
   * When to pull the image: `Always`, `IfNotPresent` or `Never`.
   *
   * @default - Always for the tag `latest` or no tag, else IfNotPresent
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | (string & {});

  /**
   * For each resource, whether changing it in a running pod restarts the container (Kubernetes 1.33 and newer).
   *
   * @default - no restart
   */
  readonly resizePolicy?: ContainerResizePolicy[];

  /**
   * What happens when this container ends, instead of the pod's `restartPolicy`: `Always`, `OnFailure` or `Never`
   * (Kubernetes 1.35 and newer). Required with `restartPolicyRules`. Don't set it for native sidecars: they are always
   * restarted.
   *
   * @default - the pod's
   */
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never' | (string & {});

  /**
   * Restarts this container, or all containers, depending on its exit code (Kubernetes 1.35 and newer). The first rule
   * that matches applies; if none matches, `restartPolicy` does.
   *
   * @default - none
   */
  readonly restartPolicyRules?: ContainerRestartRule[];

  /**
   * File from which the container's last message is read.
   *
   * @default /dev/termination-log
   */
  readonly terminationMessagePath?: string;

  /**
   * `File`, or `FallbackToLogsOnError` to use the end of the log if the file is empty.
   *
   * @default - File
   */
  readonly terminationMessagePolicy?: 'File' | 'FallbackToLogsOnError' | (string & {});

  /**
   * Whether the container keeps a buffer for its standard input.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Whether standard input closes after the first client disconnects.
   *
   * @default false
   */
  readonly stdinOnce?: boolean;

  /**
   * Whether the container gets a terminal. Needs `stdin`.
   *
   * @default false
   */
  readonly tty?: boolean;

  /**
   * Containers that must start before this one, by name. `addDependency()` does the same with objects. A sidecar
   * that others wait for becomes a native sidecar, or an init container if they wait for it to complete, unless its
   * `mode` is set.
   *
   * @default - native sidecars and init containers start one after the other, in order of declaration; then all others
   * at once
   */
  readonly dependsOn?: ContainerDependency[];

  /**
   * Fields of the container that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}
