import { App, Chart } from 'cdk8s';
import { Algorithm, AlgorithmWorkload, SharedVolume } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'stateful-set');

// Three pods that keep their names (vector-db-0 …) and their claims. The headless Service comes with it.
const database = new Algorithm(chart, 'vector-db', {
  image: 'docker.io/acme/vector-db:2.1',
  ports: [{ containerPort: 6334, name: 'grpc' }],
  resources: { requests: { cpu: '1', memory: '2Gi' } },
  workload: AlgorithmWorkload.statefulSet({ replicas: 3 }),
});

// A claim for each pod: data-vector-db-0 and so on.
const data = SharedVolume.fromVolumeClaimTemplate(database, 'data', { storage: '20Gi' });
database.mount('/data', data);

// Backs up the files that the main container writes.
database.addSideCar('backup', { image: 'docker.io/acme/backup:1.4' }).mount('/data', data, { readOnly: true });

app.synth();
