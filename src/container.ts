import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ContainerCondition, ContainerDependency, Dependency } from './container-order';
import { resourceDefaultsOf } from './defaults';
import { referencesOfEnvValue, renderEnvFrom, renderEnvVar, sourcesOfEnvFrom } from './kplus';
import { applyFields, findPodModel, PodModel, RenderContext, Rendered } from './pod-model';
import { mergeResources, ResourceDefaults } from './resources';
import { SharedVolume } from './shared-volume';
import { fieldToApi, toApi } from './to-api';

/** How a volume is mounted. */
export interface MountOptions {
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
export interface VolumeMount extends MountOptions {
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
   * @default - by scope, see AlgorithmDefaults
   */
  readonly requests?: { readonly [name: string]: string };

  /**
   * What the container may use at most.
   *
   * @default - by scope, see AlgorithmDefaults; of devices such as nvidia.com/gpu the request
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
export interface ContainerProps {
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
   * @default - by scope, see AlgorithmDefaults
   */
  readonly resources?: ResourceRequirements;

  /**
   * Volumes of the pod to mount, by name. `mount()` mounts them by object.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * Block devices to show in the container, by name of the volume.
   *
   * @default - none
   */
  readonly volumeDevices?: kplus.k8s.VolumeDevice[];

  /**
   * Restarts the container when it fails.
   *
   * @default - none
   */
  readonly livenessProbe?: kplus.k8s.Probe;

  /**
   * Takes the pod out of its services while it fails.
   *
   * @default - none
   */
  readonly readinessProbe?: kplus.k8s.Probe;

  /**
   * Has to succeed once before the other probes start; of a native sidecar, before the next container starts.
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

/** Fields that are the same in props and API but for the types of cdk8s-plus. */
const PLAIN_FIELDS = [
  'image', 'command', 'args', 'workingDir', 'ports', 'resources', 'volumeDevices', 'livenessProbe', 'readinessProbe',
  'startupProbe', 'lifecycle', 'securityContext', 'imagePullPolicy', 'resizePolicy', 'terminationMessagePath',
  'terminationMessagePolicy', 'stdin', 'stdinOnce', 'tty',
] as const satisfies readonly (keyof ContainerProps)[];

/** A mount by object or, where it is a string, by name. */
interface Mount {
  readonly volume: SharedVolume | string;
  readonly mountPath: string;
  readonly options: MountOptions;
}

type Env = readonly (readonly [name: string, value: string | kplus.EnvValue])[];

/**
 * A container of an algorithm's pod: what the main container (`Algorithm`) and its sidecars (`SideCar`) have in common.
 */
export abstract class ContainerBase extends Construct {
  /** Name of the container in the pod. */
  public readonly containerName: string;

  private readonly containerProps: ContainerProps;
  private readonly env: [string, string | kplus.EnvValue][];
  private readonly mounts: Mount[];
  /**
   * What it starts after.
   * @internal
   */
  protected readonly _dependencies: Dependency[];

  /**
   * @param scope where the container is declared
   * @param id the construct's id
   * @param containerName name of the container in the pod
   * @param props the container
   */
  constructor(scope: Construct, id: string, containerName: string, props: ContainerProps) {
    super(scope, id);
    this.containerName = containerName;
    this.containerProps = props;
    this.env = Object.entries(props.env ?? {});
    this.mounts = mountsOf(props);
    this._dependencies = dependenciesOf(props);
  }

  /**
   * Mounts a volume in this container. The same volume may be mounted as often as wanted, at different paths.
   *
   * At synth it is an error when the path is relative, holds a `:` or is taken already, and when the volume belongs to
   * another algorithm.
   *
   * @param mountPath absolute path in the container
   * @param volume a volume of the same algorithm
   * @param options how to mount it
   */
  public mount(mountPath: string, volume: SharedVolume, options: MountOptions = {}): void {
    this.mounts.push({ volume, mountPath, options });
    findPodModel(this)?.touch();
  }

  /**
   * Sets an environment variable. One that is there already keeps its place and gets the new value.
   *
   * @param name name of the variable
   * @param value a plain value, or cdk8s-plus' `EnvValue`
   */
  public addEnv(name: string, value: string | kplus.EnvValue): void {
    const known = this.env.find(([key]) => key === name);
    if (known) known[1] = value;
    else this.env.push([name, value]);
    const pod = findPodModel(this);
    pod?.touch();
    pod?.dependOnReferences(referencesOfEnvValue(value));
  }

  /**
   * Starts this container after another one of the same algorithm, which becomes a native sidecar or, if it is to complete, an init
   * container, unless its `mode` says otherwise.
   *
   * At synth it is an error when no pod can keep the order: nothing can start after the main container or after a sidecar that is an
   * ordinary container, and containers can't wait for each other.
   *
   * @param container the container to wait for
   * @param condition what to wait for
   */
  public addDependency(container: ContainerBase, condition: ContainerCondition = ContainerCondition.STARTED): void {
    this._dependencies.push({ container, name: container.containerName, condition });
    findPodModel(this)?.touch();
  }

  /**
   * Adds a variable even if there is one of its name: for input that may hold duplicates, which are to be reported.
   * @internal
   */
  protected _appendEnv(name: string, value: any): void {
    this.env.push([name, value]);
  }

  /** @internal */
  protected _resourceDefaults(role: 'algorithm' | 'sideCar'): ResourceDefaults | undefined {
    return resourceDefaultsOf(this, role);
  }

  /** @internal */
  protected _dependOnSources(pod: PodModel): void {
    dependOnSources(pod, this.containerProps);
  }

  /**
   * @param mirrored mounts of another container, which give way where this one mounts something itself
   * @internal
   */
  protected _renderContainer(pod: PodModel, role: 'algorithm' | 'sideCar', context: RenderContext, mirrored: any[] = []): Rendered {
    const own = this.mounts.map((mount) => mount.mountPath);
    const kept = mirrored.filter(({ mountPath }) => !own.some((path) => samePath(path, mountPath)));
    const rendered = render(this.containerProps, this.containerName, this.env, this.mounts, kept);
    this.mounts.forEach(({ volume }, i) => {
      if (typeof volume === 'string' || volume._belongsTo(pod)) return;
      rendered.problems.push({
        rule: 'HKUBE-VOLUME-FOREIGN',
        severity: 'error',
        type: 'Invalid value',
        path: `volumeMounts[${kept.length + i}].name`,
        value: volume.volumeName,
        detail: `is a volume of another algorithm (${volume.node.path})`,
        hint: 'Pods share no volumes: declare one in this algorithm, with the same PersistentVolumeClaim if the content is to be shared',
      });
    });
    const resources = mergeResources(rendered.manifest.resources, context.defaultResources ? this._resourceDefaults(role) : undefined);
    if (resources !== undefined) rendered.manifest.resources = resources;
    return rendered;
  }
}

/** A container that is no construct, such as an init container. */
export function renderContainer(props: ContainerProps): Rendered {
  return render(props, props.name, Object.entries(props.env ?? {}), mountsOf(props), []);
}

/** Makes the pod depend on what a container's environment comes from. */
export function dependOnSources(pod: PodModel, { env = {}, envFrom = [] }: ContainerProps): void {
  for (const value of Object.values(env)) pod.dependOnReferences(referencesOfEnvValue(value));
  for (const source of envFrom) pod.dependOn(...sourcesOfEnvFrom(source));
}

/** What a container's props say that it starts after. */
export function dependenciesOf({ dependsOn = [] }: ContainerProps): Dependency[] {
  return dependsOn.map(({ name, condition = ContainerCondition.STARTED }) => ({ name, condition }));
}

function mountsOf(props: ContainerProps): Mount[] {
  return (props.volumeMounts ?? []).map(({ name, mountPath, ...options }) => ({ volume: name, mountPath, options }));
}

function render(props: ContainerProps, name: string | undefined, env: Env, mounts: readonly Mount[], mirrored: readonly any[]): Rendered {
  const rendered: Rendered = { manifest: {}, problems: [] };
  const { manifest } = rendered;
  if (name !== undefined) manifest.name = name;
  for (const field of PLAIN_FIELDS) {
    if (props[field] !== undefined) manifest[field] = fieldToApi('Container', field, props[field]);
  }
  if (env.length > 0) manifest.env = env.map(([key, value]) => renderEnvVar(key, value));
  if (props.envFrom !== undefined) manifest.envFrom = props.envFrom.map(renderEnvFrom);
  if (mounts.length + mirrored.length > 0) {
    manifest.volumeMounts = [...mirrored.map((mount) => ({ ...mount })), ...mounts.map((mount, i) => {
      const one = renderMount(mount);
      rendered.problems.push(...one.problems.map((problem) => ({ ...problem, path: `volumeMounts[${mirrored.length + i}].${problem.path}` })));
      return one.manifest;
    })];
  }
  applyFields(rendered, props.fields);
  return rendered;
}

function renderMount({ volume, mountPath, options: { fields, ...options } }: Mount): Rendered {
  const name = typeof volume === 'object' && volume !== null ? volume.volumeName : volume;
  const rendered: Rendered = { manifest: toApi('VolumeMount', { name, mountPath, ...options }), problems: [] };
  applyFields(rendered, fields);
  return rendered;
}

/** Whether two mount paths mean the same directory. */
function samePath(a: string, b: string): boolean {
  return normalizePath(a) === normalizePath(b);
}

/** The path without double and trailing slashes. */
export function normalizePath(path: unknown): unknown {
  return typeof path === 'string' ? path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1') : path;
}
