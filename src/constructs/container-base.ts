import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { NamedVolumeMount, VolumeMountOptions } from './container-props';
import type { EnvFromSource, EnvVarSource, KubeContainerPort, VolumeDevice } from './pod-types.generated';
import { findPod } from './private/pod-declaration';
import { readMount, readNamedMount, setVariable } from './private/read-container';
import type { SharedVolume } from './shared-volume';
import { finding } from '../apimachinery/finding';
import { fieldToApi, plainValue } from '../apimachinery/to-api';
import { referencesOfEnvValue, renderEnvFrom, sourcesOfEnvFrom } from '../app/cdk8s-plus';
import { rememberPlace } from '../app/written-at';
import { ContainerCondition } from '../render/container-condition';
import { ORDER_RULE } from '../render/container-order';
import type { ContainerPart } from '../render/pod-parts';
import { appendItem, copyOf } from '../text/json-value';

/**
 * A container of an algorithm's pod: the common base of the main container (`Algorithm`) and its sidecars (`SideCar`).
 */
export abstract class ContainerBase extends Construct {
  /**
   * The container as declared so far; set by the constructors of subclasses.
   * @internal
   */
  protected _part!: ContainerPart;

  /**
   * @param scope where the container is declared
   * @param id the construct's id
   */
  protected constructor(scope: Construct, id: string) {
    super(scope, id);
    rememberPlace(this);
  }

  /** Name of the container in the pod. */
  public get containerName(): string {
    return this._part.name!;
  }

  /** Reference of the container's image. */
  public get image(): string {
    return this._part.fields.image;
  }

  /**
   * A copy of the environment variables by name: strings, or objects with `valueFrom` as in the Kubernetes API. The
   * prop `env` takes both. Variables that `addEnvToAll()` sets in all containers are not included.
   */
  public get env(): { [name: string]: any } {
    const entries = this._part.env.map(({ variable: { name, value, ...source } }) => [name, value ?? copyOf(source)]);
    return Object.fromEntries(entries);
  }

  /**
   * Mounts a volume in this container. The same volume can be mounted several times, at different paths.
   *
   * At synth it is an error if the path is relative, contains a `:` or is already used, or if the volume belongs to
   * another algorithm.
   *
   * @param mountPath absolute path in the container
   * @param volume a volume of the same algorithm
   * @param options how to mount it
   */
  public mount(mountPath: string, volume: SharedVolume, options: VolumeMountOptions = {}): void {
    const pod = findPod(this);
    this._part.mounts.push(readMount(volume, mountPath, options, pod));
    pod?.touch();
  }

  /**
   * Mounts a volume by its name, like the prop `volumeMounts`. `mount()` does the same with an object.
   *
   * @param mount the volume, where to mount it, and how
   */
  public addVolumeMount(mount: NamedVolumeMount): void {
    this._part.mounts.push(readNamedMount(mount));
    findPod(this)?.touch();
  }

  /**
   * Adds a block device, after those of the prop `volumeDevices`.
   *
   * @param device the volume's name, and the path of the device in the container
   */
  public addVolumeDevice(device: VolumeDevice): void {
    this.addToList('volumeDevices', device);
  }

  /**
   * Adds a port that the container listens on, after those of the prop `ports`.
   *
   * @param port the port
   */
  public addPort(port: KubeContainerPort): void {
    this.addToList('ports', port);
  }

  /**
   * Sets an environment variable for each entry of a ConfigMap or Secret, after those of the prop `envFrom`. If several
   * sources have the same entry, the last one wins. TypeScript also takes cdk8s-plus' `EnvFrom`.
   *
   * @param source the ConfigMap or Secret
   */
  public addEnvFrom(source: EnvFromSource): void {
    this.addToList('envFrom', renderEnvFrom(source));
    findPod(this)?.dependOn(...sourcesOfEnvFrom(source));
  }

  /**
   * Sets an environment variable. An existing variable keeps its position and gets the new value.
   *
   * @param name name of the variable
   * @param value a plain value, cdk8s-plus' `EnvValue`, or `valueFrom` as in the Kubernetes API
   */
  public addEnv(name: string, value: string | kplus.EnvValue | EnvVarSource): void {
    setVariable(this._part.env, name, value);
    const pod = findPod(this);
    pod?.touch();
    pod?.dependOnReferences(referencesOfEnvValue(value));
  }

  /**
   * Starts this container after another one of the same algorithm. The other one becomes a native sidecar, or an init
   * container if this one waits for it to complete, unless its `mode` is set.
   *
   * At synth it is an error if no pod can keep the order: no container can start after the main container or after a
   * sidecar that is an ordinary container, and containers can't wait for each other.
   *
   * @param container the container to wait for
   * @param condition what to wait for
   */
  public addDependency(container: ContainerBase, condition: ContainerCondition = ContainerCondition.STARTED): void {
    const { dependencies, findings } = this._part;
    const conditions: string[] = Object.values(ContainerCondition);
    if (!conditions.includes(condition)) {
      const path = `dependsOn[${dependencies.length}].condition`;
      const detail = `supported values: ${conditions.join(', ')}`;
      findings.push(finding(ORDER_RULE, path, 'Unsupported value', detail, { value: plainValue(condition) }));
      findPod(this)?.touch();
      return;
    }
    dependencies.push(
      container?.node
        ? { owner: container, constructPath: container.node.path, name: container.containerName, condition }
        : // Plain JavaScript may pass a name, as in `dependsOn`.
          { name: typeof container === 'string' ? container : '', condition },
    );
    findPod(this)?.touch();
  }

  private addToList(field: string, item: unknown): void {
    appendItem(this._part.fields, field, fieldToApi('Container', field, [item])[0]);
    findPod(this)?.touch();
  }
}
