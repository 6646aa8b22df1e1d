import { Construct } from 'constructs';
import { SharedVolume, SideCar } from 'cdk8s-hkube';

/** What a LogShipper needs to know. */
export interface LogShipperProps {
  /** Where the logs go. */
  readonly target: string;
  /** Directory in which the main container writes its logs. */
  readonly directory: string;
}

/** Ships what the main container writes into a directory: the sidecar owns the volume, and mounts it into both. */
export class LogShipper extends SideCar {
  constructor(scope: Construct, id: string, props: LogShipperProps) {
    super(scope, id, {
      image: 'docker.io/fluent/fluent-bit:3.1',
      args: ['-i', 'tail', '-p', 'path=/logs/*.log', '-o', props.target],
    });
    const logs = SharedVolume.fromEmptyDir(this, 'logs', { sizeLimit: '100Mi' });
    this.mount('/logs', logs, { readOnly: true });
    this.mainContainer.mount(props.directory, logs);
  }
}
