/** What judging a manifest costs, against what printing it costs anyway. */
import { App, Chart, Yaml } from 'cdk8s';
import { Algorithm, ManifestValidator, SharedVolume } from '../src';
import { ratio } from './ratio';

function jobWithSideCars(sideCars: number): any {
  const algorithm = new Algorithm(new Chart(new App(), 'chart'), 'train', {
    image: 'docker.io/acme/train:v4',
    env: { TARGET: 'https://store.example.com', LEVEL: 'info' },
    ports: [{ containerPort: 8080 }],
  });
  const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
  algorithm.mount('/shared', shared);
  for (let i = 0; i < sideCars; i++) {
    const sideCar = algorithm.addSideCar(`sidecar-${i}`, {
      image: 'docker.io/library/httpd:2.4',
      env: { NAME: `sidecar-${i}` },
      ports: [{ containerPort: 9000 + i }],
    });
    sideCar.mount('/shared', shared);
  }
  return algorithm.apiObject.toJson();
}

const TIMES = 1000;

export function validation(): void {
  const job = jobWithSideCars(3);
  ratio(
    `A Job with three sidecars, ${TIMES} times`,
    [
      'judged',
      () => {
        for (let i = 0; i < TIMES; i++) ManifestValidator.validate(job);
      },
    ],
    [
      'printed as YAML',
      () => {
        for (let i = 0; i < TIMES; i++) Yaml.stringify(job);
      },
    ],
  );

  // Linear: ten times as many containers cost ten times as much.
  const [small, large] = [jobWithSideCars(50), jobWithSideCars(500)];
  ratio(
    'A Job with 500 sidecars',
    [
      'once',
      () => {
        ManifestValidator.validate(large);
      },
    ],
    [
      'ten times one with 50',
      () => {
        for (let i = 0; i < 10; i++) ManifestValidator.validate(small);
      },
    ],
  );
}
