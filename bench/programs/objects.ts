/** `objects.js validate|print COUNT`: validates an object in memory, or prints it as YAML, again and again. */
import { App, Chart, Yaml } from 'cdk8s';
import { begin } from './report';
import { Algorithm, ManifestValidator, SharedVolume } from '../../src';

const chart = new Chart(new App(), 'chart');
const algorithm = new Algorithm(chart, 'train', { image: 'docker.io/acme/train:v4', env: { LEVEL: 'info' } });
const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
algorithm.mount('/shared', shared);
for (const name of ['web', 'log', 'proxy']) {
  algorithm.addSideCar(name, { image: 'docker.io/library/httpd:2.4' }).mount('/shared', shared);
}
const [job] = chart.toJson();
const run = process.argv[2] === 'validate' ? () => ManifestValidator.validate(job) : () => Yaml.stringify(job);
begin();
for (let i = 0; i < Number(process.argv[3]); i++) run();
