import { App, Chart } from 'cdk8s';
import { LogShipper } from './log-shipper';
import { Algorithm } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'log-shipper');

const print = new Algorithm(chart, 'print', { image: 'docker.io/acme/print-every-10-sec:v4' });
new LogShipper(print, 'log-shipper', { target: 'stdout', directory: '/var/log/print' });

const train = new Algorithm(chart, 'train', { image: 'docker.io/acme/train:v4' });
new LogShipper(train, 'log-shipper', { target: 'stdout', directory: '/train/logs' });

app.synth();
