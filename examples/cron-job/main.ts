import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmWorkload } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'cron-job');

const algorithm = new Algorithm(chart, 'nightly-report', {
  image: 'docker.io/acme/report:v4',
  env: { DATABASE: 'localhost:5432' },
  workload: AlgorithmWorkload.cronJob({
    schedule: '0 3 * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    // Restarts of the sidecar count, too.
    jobTemplate: { spec: { backoffLimit: 10 } },
  }),
  pod: { restartPolicy: 'OnFailure' },
});

// A native sidecar: the report starts when the proxy is ready, and the Job ends although the proxy would run forever.
algorithm.addSideCar('database-proxy', {
  image: 'docker.io/acme/database-proxy:1.8',
  ports: [{ containerPort: 5432 }],
  startupProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(5432) }, periodSeconds: 1, failureThreshold: 30 },
});

app.synth();
