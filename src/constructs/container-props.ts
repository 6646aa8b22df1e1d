import * as kplus from 'cdk8s-plus-28';
import { Gpu } from './gpu';
import { ContainerCondition } from '../render/container-condition';

/**
 * Another container of the pod to start after.
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
   * As `subPath`, with `$(VAR)` expanded from the container's environment. Not together with `subPath`.
   *
   * @default - the volume's root
   */
  readonly subPathExpr?: string;

  /**
   * Whether mounts made later are seen: `None`, `HostToContainer` or `Bidirectional`.
   *
   * @default - None
   */
  readonly mountPropagation?: string;

  /**
   * Whether mounts below a read-only mount are read-only too: `Disabled`, `IfPossible` or `Enabled` (Kubernetes 1.31
   * and newer).
   *
   * @default - Disabled
   */
  readonly recursiveReadOnly?: string;

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
  /** Absolute path in the container, without `:`; used once in a container. */
  readonly mountPath: string;
}

/**
 * What a container asks for and may use at most, by resource name: `cpu`, `memory`, `ephemeral-storage`,
 * `nvidia.com/gpu` … The quantities are printed as they are written.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ResourceRequirements {
  /**
   * What is set aside for the container.
   *
   * @default - by scope, see AlgorithmSettings
   */
  readonly requests?: { readonly [name: string]: string };

  /**
   * What the container may use at most.
   *
   * @default - by scope, see AlgorithmSettings; of devices such as nvidia.com/gpu the request
   */
  readonly limits?: { readonly [name: string]: string };

  /**
   * Claims of the pod's `resourceClaims` that the container uses.
   *
   * @default - none
   */
  readonly claims?: kplus.k8s.ResourceClaim[];
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
  readonly ports?: kplus.k8s.ContainerPort[];

  /**
   * Environment variables by name, in this order: plain values, or cdk8s-plus' `EnvValue` for those that come from a
   * Secret, a ConfigMap, a field of the pod or a resource of the container.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string | kplus.EnvValue };

  /**
   * ConfigMaps and Secrets whose entries all become environment variables; cdk8s-plus' `Env.fromConfigMap` and
   * `Env.fromSecret` make such entries.
   *
   * @default - none
   */
  readonly envFrom?: (kplus.EnvFrom | kplus.k8s.EnvFromSource)[];

  /**
   * Requests and limits.
   *
   * @default - by scope, see AlgorithmSettings
   */
  readonly resources?: ResourceRequirements;

  /**
   * GPUs or other devices of a vendor, beside the resources; the pod tolerates nodes that are kept for them.
   *
   * @default - none
   */
  readonly gpu?: Gpu;

  /**
   * Volumes of the pod to mount, by name. `mount()` mounts them by object.
   *
   * @default - none
   */
  readonly volumeMounts?: NamedVolumeMount[];

  /**
   * Block devices to show in the container, by name of the volume.
   *
   * @default - none
   */
  readonly volumeDevices?: kplus.k8s.VolumeDevice[];

  /**
   * Restarts the container when it fails. As in the Kubernetes API: cdk8s-plus' own class `Probe` is another.
   *
   * @default - none
   */
  readonly livenessProbe?: kplus.k8s.Probe;

  /**
   * Takes the pod out of its services while it fails. As in the Kubernetes API: cdk8s-plus' own class `Probe` is another.
   *
   * @default - none
   */
  readonly readinessProbe?: kplus.k8s.Probe;

  /**
   * Has to succeed once before the other probes start; of a native sidecar, before the next container starts. As in the
   * Kubernetes API: cdk8s-plus' own class `Probe` is another.
   *
   * @default - none
   */
  readonly startupProbe?: kplus.k8s.Probe;

  /**
   * What to run after the start and before the stop. Not for plain init containers.
   *
   * @default - none
   */
  readonly lifecycle?: kplus.k8s.Lifecycle;

  /**
   * Privileges of the container.
   *
   * @default - the pod's
   */
  readonly securityContext?: kplus.k8s.SecurityContext;

  /**
   * When to pull the image: `Always`, `IfNotPresent` or `Never`.
   *
   * @default - Always for the tag `latest` or no tag, else IfNotPresent
   */
  readonly imagePullPolicy?: string;

  /**
   * What a change of the resources of a running pod restarts (Kubernetes 1.33 and newer).
   *
   * @default - nothing is restarted
   */
  readonly resizePolicy?: kplus.k8s.ContainerResizePolicy[];

  /**
   * File that the container's last message is read from.
   *
   * @default /dev/termination-log
   */
  readonly terminationMessagePath?: string;

  /**
   * `File`, or `FallbackToLogsOnError` to take the end of the log when the file is empty.
   *
   * @default - File
   */
  readonly terminationMessagePolicy?: string;

  /**
   * Whether the container keeps a buffer for its standard input.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Whether standard input closes after the first client has left.
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
   * Containers of the pod that this one starts after, by name. `addDependency()` takes them by object. A sidecar that another container
   * starts after becomes a native sidecar, or an init container if it is to complete, unless its `mode` says otherwise.
   *
   * @default - sidecars that run natively and init containers start one after the other, as they are declared; then all others
   */
  readonly dependsOn?: ContainerDependency[];

  /**
   * Further fields of the container, spelled as in the Kubernetes API: what these props don't know yet.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}
