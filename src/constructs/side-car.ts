import { Construct } from 'constructs';
import { ContainerBase } from './container-base';
import { ContainerProps } from './container-props';
import { isOptions, optionFindings, Options, optionsOf } from '../apimachinery/options';
import { defaultsOf, SideCarMode } from '../app/settings';
import { podModelOf } from '../render/pod-parts';

/** A sidecar: a container, and how it runs beside the main one. */
export interface SideCarProps extends ContainerProps {
  /**
   * How the sidecar runs.
   *
   * @default - as the containers that start after it need it, see `dependsOn`; else by scope, see AlgorithmDefaults; else native in Jobs
   * and CronJobs, an ordinary container in Deployments
   */
  readonly mode?: SideCarMode;

  /**
   * Whether the sidecar gets all volume mounts of the main container. A path that it mounts itself stays its own.
   *
   * @default false
   */
  readonly mirrorVolumeMounts?: boolean;
}

const OPTIONS: Options<any> = { mirrorVolumeMounts: 'boolean' };

/**
 * A container beside an algorithm's main container, in the same pod.
 *
 * Subclass it for a sidecar that is used in many algorithms: in its constructor it may also declare volumes, and
 * configure the main container.
 *
 * @example
 * class LogShipper extends SideCar {
 *   constructor(scope: Construct, id: string) {
 *     super(scope, id, { image: 'fluent/fluent-bit:3.1' });
 *     const logs = SharedVolume.emptyDir(this, 'logs');
 *     this.mount('/logs', logs, { readOnly: true });
 *     this.mainContainer.mount('/var/log/algorithm', logs);
 *   }
 * }
 */
export class SideCar extends ContainerBase {
  /** The main container of the sidecar's algorithm. */
  public readonly mainContainer: ContainerBase;

  /**
   * @param scope an algorithm, or something inside it
   * @param id the construct's id, and the container's name unless the props give another
   * @param props the container
   * @throws when the scope is in no algorithm
   */
  constructor(scope: Construct, id: string, props: SideCarProps) {
    const { mode, mirrorVolumeMounts, ...container } = optionsOf(props);
    super(scope, id, container.name ?? id, isOptions(props) ? container : props);
    const pod = podModelOf(this);
    this.mainContainer = pod.main.construct as ContainerBase;
    pod.addSideCar({
      construct: this,
      name: this.containerName,
      dependencies: this._dependencies,
      gpu: container.gpu,
      mode: mode ?? undefined,
      defaultMode: (kind) =>
        defaultsOf(this).sideCarMode ?? (kind === 'Deployment' ? SideCarMode.CONTAINER : SideCarMode.NATIVE),
      render: (context) => {
        const { manifest, findings } = this._renderContainer(
          pod,
          'sideCar',
          context,
          mirrorVolumeMounts === true ? context.mainMounts : [],
        );
        return { manifest, findings: [...findings, ...optionFindings({ mirrorVolumeMounts }, OPTIONS, 'HKUBE-TYPE')] };
      },
    });
    this._dependOnSources(pod);
  }
}
