import { Construct } from 'constructs';
import { ContainerCondition, SideCar } from 'cdk8s-hkube';

/** What a CloudSqlProxy needs to know. */
export interface CloudSqlProxyProps {
  /** The instance: `project:region:instance`. */
  readonly instance: string;
  /** Port on which the main container finds the database. @default 5432 */
  readonly port?: number;
}

/** Connects the main container to a Cloud SQL database on localhost. The main container waits until it is ready. */
export class CloudSqlProxy extends SideCar {
  constructor(scope: Construct, id: string, props: CloudSqlProxyProps) {
    const port = props.port ?? 5432;
    super(scope, id, {
      image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
      args: ['--structured-logs', '--health-check', '--http-address=0.0.0.0', `--port=${port}`, props.instance],
      ports: [{ containerPort: 9090, name: 'health' }],
      startupProbe: { httpGet: { path: '/startup', port: 'health' }, periodSeconds: 1, failureThreshold: 30 },
      livenessProbe: { httpGet: { path: '/liveness', port: 'health' } },
    });
    this.mainContainer.addEnv('DB_HOST', '127.0.0.1');
    this.mainContainer.addEnv('DB_PORT', `${port}`);
    this.mainContainer.addDependency(this, ContainerCondition.HEALTHY);
  }
}
