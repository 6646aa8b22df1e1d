import { App, Chart } from 'cdk8s';
import { Algorithm, SharedVolume } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'shared-volume');

const algorithm = new Algorithm(chart, 'algo-car-with-volume-mount', {
  image: 'docker.io/acme/print-every-10-sec:v4',
});

// Declared once, mounted by both containers.
const shared = SharedVolume.fromEmptyDir(algorithm, 'shared-volume', { sizeLimit: '1Gi' });
algorithm.mount('/shared-dir', shared);

const web = algorithm.addSideCar('mycar', { image: 'docker.io/library/httpd:2.4' });
web.mount('/shared-dir', shared, { readOnly: true });

app.synth();
