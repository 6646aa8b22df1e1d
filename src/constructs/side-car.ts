import { Construct } from 'constructs';
import { ContainerBase } from './container-base';
import { ContainerBaseProps } from './container-props';
import { podOf } from './private/pod-declaration';
import { dependOnSources, readContainer } from './private/read-container';
import { decodeOptions, flag, isOptions, oneOf, optionsType } from '../apimachinery/options';
import type { SideCarPart } from '../render/pod-parts';
import { SideCarMode } from '../render/side-car-mode';

/** A sidecar: a container, and how it runs next to the main one. */
export interface SideCarProps extends ContainerBaseProps {
  /**
   * How the sidecar runs.
   *
   * @default - as required by the containers that wait for it, see `dependsOn`; else by scope, see AlgorithmSettings;
   * else native in Jobs, CronJobs and Pods, an ordinary container in other workloads
   */
  readonly mode?: SideCarMode;

  /**
   * Whether the sidecar gets all volume mounts of the main container. Its own mount at the same path stays.
   *
   * @default false
   */
  readonly mirrorVolumeMounts?: boolean;
}

const OPTIONS = optionsType<Pick<SideCarProps, 'mode' | 'mirrorVolumeMounts'>>('SideCarProps', {
  mode: oneOf(Object.values(SideCarMode)),
  mirrorVolumeMounts: flag,
});

/**
 * A container next to an algorithm's main container, in the same pod.
 *
 * Write a subclass to use a sidecar in many algorithms. Its constructor can also declare volumes and configure the main
 * container.
 *
 * @example
 * import { Construct } from 'constructs';
 * import { SharedVolume, SideCar } from 'cdk8s-hkube';
 *
 * class LogShipper extends SideCar {
 *   constructor(scope: Construct, id: string) {
 *     super(scope, id, { image: 'fluent/fluent-bit:3.1' });
 *     const logs = SharedVolume.fromEmptyDir(this, 'logs');
 *     this.mount('/logs', logs, { readOnly: true });
 *     this.mainContainer.mount('/var/log/algorithm', logs);
 *   }
 * }
 */
export class SideCar extends ContainerBase {
  /** The main container of the sidecar's algorithm. */
  public readonly mainContainer: ContainerBase;

  /**
   * @param scope an algorithm, or a construct in one
   * @param id the construct's id, and the container's name unless the props set another
   * @param props the container
   * @throws when the scope is not inside an algorithm
   */
  constructor(scope: Construct, id: string, props: SideCarProps) {
    super(scope, id);
    const pod = podOf(this);
    const part = this._read(id, props);
    this._part = part;
    this.mainContainer = pod.construct as ContainerBase;
    pod.addSideCar(this, part);
    dependOnSources(pod, props);
  }

  /**
   * What the props declare.
   * @internal
   */
  protected _read(id: string, props: SideCarProps): SideCarPart {
    if (!isOptions(props)) return readContainer(props, id, this);
    const { mode, mirrorVolumeMounts, ...container } = props as SideCarProps;
    const { options, findings } = decodeOptions({ mode, mirrorVolumeMounts }, OPTIONS, '', 'HKUBE-TYPE');
    const part = readContainer(container, id, this);
    const { mode: knownMode, mirrorVolumeMounts: mirrorsMounts } = options;
    return { mode: knownMode, mirrorsMounts, ...part, findings: [...part.findings, ...findings] };
  }
}
