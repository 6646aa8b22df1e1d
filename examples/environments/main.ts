import { App, Chart } from 'cdk8s';
import { EnvFieldPaths, EnvValue, Secret } from 'cdk8s-plus-28';
import { Algorithm } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'environments');

// A Secret that exists in the cluster; one made in this app would be printed before the Job.
const secret = Secret.fromSecretName(chart, 'credentials', 'upload-credentials');

const algorithm = new Algorithm(chart, 'upload', {
  image: 'docker.io/acme/upload:v4',
  env: {
    TARGET: 'https://store.example.com',
    TOKEN: EnvValue.fromSecretValue({ secret, key: 'token' }),
    POD_IP: EnvValue.fromFieldRef(EnvFieldPaths.POD_IP),
  },
});

algorithm.addSideCar('mycar', {
  image: 'docker.io/library/httpd:2.4',
  env: { env1: 'val1' },
});

app.synth();
