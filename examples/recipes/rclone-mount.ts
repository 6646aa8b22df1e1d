import { Construct } from 'constructs';
import { ContainerCondition, SharedVolume, SideCar } from 'cdk8s-hkube';

/** What an RcloneMount needs to know. */
export interface RcloneMountProps {
  /** What is mounted: `remote:bucket/path`. */
  readonly remote: string;
  /** Where the main container finds it. */
  readonly path: string;
  /** A Secret with the key rclone.conf. */
  readonly secretName: string;
}

/** Mounts a bucket by FUSE. The main container sees the mount, and starts when it is there. */
export class RcloneMount extends SideCar {
  constructor(scope: Construct, id: string, props: RcloneMountProps) {
    super(scope, id, {
      image: 'docker.io/rclone/rclone:1.68',
      args: [
        'mount',
        props.remote,
        '/data',
        '--config=/config/rclone.conf',
        '--allow-other',
        '--vfs-cache-mode=writes',
      ],
      // A mount that other containers see has to be made by a privileged one.
      securityContext: { privileged: true },
      startupProbe: { exec: { command: ['mountpoint', '-q', '/data'] }, periodSeconds: 1, failureThreshold: 30 },
      lifecycle: { preStop: { exec: { command: ['fusermount3', '-u', '/data'] } } },
    });
    const data = SharedVolume.fromEmptyDir(this, `${id}-data`);
    this.mount('/config', SharedVolume.fromSecret(this, `${id}-config`, props.secretName), { readOnly: true });
    this.mount('/data', data, { mountPropagation: 'Bidirectional' });
    this.mainContainer.mount(props.path, data, { mountPropagation: 'HostToContainer' });
    this.mainContainer.addDependency(this, ContainerCondition.HEALTHY);
  }
}
