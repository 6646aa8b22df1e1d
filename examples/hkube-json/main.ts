import * as path from 'path';
import { App, Chart } from 'cdk8s';
import { HkubeAlgorithm } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'hkube-json');

HkubeAlgorithm.fromFile(chart, 'print', path.join(__dirname, 'print.json'));

app.synth();
