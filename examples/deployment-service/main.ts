import { App, Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { Algorithm, SharedVolume, AlgorithmWorkload } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'deployment-service');

const algorithm = new Algorithm(chart, 'model-server', {
  image: 'docker.io/acme/model-server:v4',
  ports: [{ containerPort: 8080, name: 'http' }],
  workload: AlgorithmWorkload.deployment({ replicas: 2 }),
});

// In a Deployment sidecars are ordinary containers. This one keeps the model up to date, in a volume that both see.
const models = SharedVolume.fromEmptyDir(algorithm, 'models');
algorithm.mount('/models', models, { readOnly: true });
algorithm.addSideCar('model-sync', { image: 'docker.io/acme/model-sync:1.3' }).mount('/models', models);

// The Algorithm is a pod selector of cdk8s-plus.
new Service(chart, 'service', {
  metadata: { name: 'model-server' },
  selector: algorithm,
  ports: [{ port: 80, targetPort: 8080 }],
});

app.synth();
