import { App, Chart } from 'cdk8s';
import { Algorithm, AlgorithmSettings } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'resources');

// Defaults for the whole chart; each resource name can be given by itself.
AlgorithmSettings.of(chart).set({ resources: { sideCarRequests: { memory: '64Mi' } } });

const algorithm = new Algorithm(chart, 'train', {
  image: 'docker.io/acme/train:v4',
  // The limit of a GPU is its request; cpu and memory get limits of twice their requests.
  resources: { requests: { cpu: '2', memory: '4Gi', 'nvidia.com/gpu': '1' } },
});

// Given in full: nothing is added.
algorithm.addSideCar('mycar', {
  image: 'docker.io/library/httpd:2.4',
  resources: {
    requests: { cpu: '500m', memory: '256Mi' },
    limits: { cpu: '1', memory: '512Mi' },
  },
});

// Not given at all: the chart's defaults.
algorithm.addSideCar('metrics', { image: 'docker.io/acme/metrics:1.2' });

app.synth();
