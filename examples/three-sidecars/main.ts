import { App, Chart } from 'cdk8s';
import { Algorithm } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'three-sidecars');

const algorithm = new Algorithm(chart, 'print', { image: 'docker.io/acme/print-every-10-sec:v4' });

// They start in this order, before the main container, and are stopped after it.
algorithm.addSideCar('mycar1', { image: 'docker.io/library/nginx:1.27' });
algorithm.addSideCar('mycar2', { image: 'docker.io/library/redis:7.4' });
algorithm.addSideCar('mycar3', { image: 'docker.io/library/httpd:2.4' });

app.synth();
