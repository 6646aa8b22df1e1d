/** A thousand Jobs with a sidecar and a shared volume: ours, judged, against cdk8s-plus', unchecked. */
import { App, Chart, Size } from 'cdk8s';
import { ContainerRestartPolicy, Job, Volume } from 'cdk8s-plus-28';
import { Algorithm, SharedVolume } from '../src';
import { ratio } from './ratio';

const IMAGE = 'docker.io/acme/train:v4';
const SIDECAR = 'docker.io/library/httpd:2.4';

function ours(jobs: number, charts: number): void {
  const app = new App();
  for (let c = 0; c < charts; c++) {
    const chart = new Chart(app, `chart-${c}`);
    for (let i = 0; i < jobs; i++) {
      const algorithm = new Algorithm(chart, `job-${c}-${i}`, { image: IMAGE, env: { NAME: `${i}` } });
      const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
      algorithm.mount('/shared', shared);
      algorithm.addSideCar('web', { image: SIDECAR }).mount('/shared', shared);
    }
  }
  app.synthYaml();
}

function cdk8sPlus(jobs: number, charts: number): void {
  const app = new App();
  for (let c = 0; c < charts; c++) {
    const chart = new Chart(app, `chart-${c}`);
    for (let i = 0; i < jobs; i++) {
      const job = new Job(chart, `job-${c}-${i}`, { metadata: { name: `job-${c}-${i}` } });
      const shared = Volume.fromEmptyDir(job, 'shared', 'shared', { sizeLimit: Size.gibibytes(1) });
      job.addContainer({ name: 'algorunner', image: IMAGE, volumeMounts: [{ path: '/shared', volume: shared }] });
      job.addInitContainer({
        name: 'web',
        image: SIDECAR,
        restartPolicy: ContainerRestartPolicy.ALWAYS,
        volumeMounts: [{ path: '/shared', volume: shared }],
      });
    }
  }
  app.synthYaml();
}

export function synth(): void {
  for (const [jobs, charts] of [
    [1000, 1],
    [1, 100],
    [1, 300],
  ]) {
    ratio(
      `${charts} charts of ${jobs} Jobs`,
      ['ours', () => ours(jobs, charts)],
      ['cdk8s-plus', () => cdk8sPlus(jobs, charts)],
      5,
    );
  }
}
