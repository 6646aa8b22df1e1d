import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { VolumeMountOptions } from './container-props';
import { findPod } from './private/pod-declaration';
import { readMount, setVariable } from './private/read-container';
import type { SharedVolume } from './shared-volume';
import { finding } from '../apimachinery/finding';
import { referencesOfEnvValue } from '../app/cdk8s-plus';
import { ContainerCondition } from '../render/container-condition';
import { ORDER_RULE } from '../render/container-order';
import type { ContainerPart } from '../render/pod-parts';

/**
 * A container of an algorithm's pod: what the main container (`Algorithm`) and its sidecars (`SideCar`) have in common.
 */
export abstract class ContainerBase extends Construct {
  /**
   * The container as it is declared by now; set by the constructors of subclasses.
   * @internal
   */
  protected _part!: ContainerPart;

  /**
   * @param scope where the container is declared
   * @param id the construct's id
   */
  protected constructor(scope: Construct, id: string) {
    super(scope, id);
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
   * Environment variables by name: texts, or objects with `valueFrom` as in the Kubernetes API. A copy, without those that
   * `addEnvToAll()` sets in all containers.
   */
  public get env(): { [name: string]: any } {
    const entries = this._part.env.map(({ variable: { name, value, ...source } }) => [name, value ?? source]);
    return Object.fromEntries(entries);
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
  public mount(mountPath: string, volume: SharedVolume, options: VolumeMountOptions = {}): void {
    const pod = findPod(this);
    this._part.mounts.push(readMount(volume, mountPath, options, pod));
    pod?.touch();
  }

  /**
   * Sets an environment variable. One that is there already keeps its place and gets the new value.
   *
   * @param name name of the variable
   * @param value a plain value, or cdk8s-plus' `EnvValue`
   */
  public addEnv(name: string, value: string | kplus.EnvValue): void {
    setVariable(this._part.env, name, value);
    const pod = findPod(this);
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
    const { dependencies, findings } = this._part;
    const conditions: string[] = Object.values(ContainerCondition);
    if (!conditions.includes(condition)) {
      const path = `dependsOn[${dependencies.length}].condition`;
      const detail = `supported values: ${conditions.join(', ')}`;
      findings.push(finding(ORDER_RULE, path, 'Unsupported value', detail, { value: condition }));
    }
    dependencies.push(
      container?.node
        ? { owner: container, constructPath: container.node.path, name: container.containerName, condition }
        : // JavaScript may give a name, as `dependsOn` has it.
          { name: typeof container === 'string' ? container : '', condition },
    );
    findPod(this)?.touch();
  }
}
