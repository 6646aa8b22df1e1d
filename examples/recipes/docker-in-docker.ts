import { Construct } from 'constructs';
import { ContainerCondition, SharedVolume, SideCar } from 'cdk8s-hkube';

/** What a DockerInDocker needs to know. */
export interface DockerInDockerProps {
  /** Room for images and layers. @default 10Gi */
  readonly sizeLimit?: string;
}

/** A Docker daemon for the main container, which builds images with it. It starts when the daemon answers. */
export class DockerInDocker extends SideCar {
  constructor(scope: Construct, id: string, props: DockerInDockerProps = {}) {
    super(scope, id, {
      image: 'docker.io/library/docker:27-dind',
      args: ['dockerd', '--host=unix:///run/docker/docker.sock'],
      resources: { requests: { cpu: '500m', memory: '1Gi' } },
      // The daemon mounts file systems and makes network interfaces.
      securityContext: { privileged: true },
      startupProbe: {
        exec: { command: ['docker', '--host=unix:///run/docker/docker.sock', 'version'] },
        periodSeconds: 1,
        failureThreshold: 60,
      },
    });
    const socket = SharedVolume.fromEmptyDir(this, `${id}-socket`);
    this.mount('/run/docker', socket);
    this.mount(
      '/var/lib/docker',
      SharedVolume.fromEmptyDir(this, `${id}-data`, { sizeLimit: props.sizeLimit ?? '10Gi' }),
    );
    this.mainContainer.mount('/run/docker', socket);
    this.mainContainer.addEnv('DOCKER_HOST', 'unix:///run/docker/docker.sock');
    this.mainContainer.addDependency(this, ContainerCondition.HEALTHY);
  }
}
