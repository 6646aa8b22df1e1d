/** `synth.js MAKER CHARTS JOBS OUTDIR`: a program that synthesizes Jobs, as users write it. */
import { mkdirSync } from 'node:fs';
import { App, Chart, Size, Yaml } from 'cdk8s';
import type * as Kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { begin } from './report';
import type * as Ours from '../../src';

/* eslint-disable @typescript-eslint/no-require-imports -- each program loads what it needs */

const IMAGE = 'docker.io/acme/train:v4';
const SIDECAR_IMAGE = 'docker.io/library/httpd:2.4';
const SIDECARS = ['web', 'log', 'proxy'];

/** Declares a Job in a chart: a main container, three sidecars, and a volume that all of them mount. */
type Declare = (chart: Chart, id: string) => void;

function ours({ Algorithm, SharedVolume }: typeof Ours): Declare {
  const resources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '200m', memory: '512Mi' } };
  return (chart, id) => {
    const algorithm = new Algorithm(chart, id, { image: IMAGE, env: { NAME: id }, resources });
    const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
    algorithm.mount('/shared', shared);
    for (const name of SIDECARS) {
      algorithm.addSideCar(name, { image: SIDECAR_IMAGE, resources }).mount('/shared', shared);
    }
  };
}

/** The same by cdk8s-plus, which checks nothing. */
function raw(kplus: typeof Kplus, padding = 0): Declare {
  const resources = {
    cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(200) },
    memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
  };
  return (chart, id) => {
    const job = new kplus.Job(chart, id, { metadata: { name: id } });
    const volume = kplus.Volume.fromEmptyDir(job, 'shared', 'shared');
    const volumeMounts = [{ path: '/shared', volume }];
    const envVariables = { NAME: kplus.EnvValue.fromValue(id) };
    job.addContainer({ name: 'algorunner', image: IMAGE, resources, envVariables, volumeMounts });
    for (const name of SIDECARS) {
      const restartPolicy = kplus.ContainerRestartPolicy.ALWAYS;
      job.addInitContainer({ name, image: SIDECAR_IMAGE, resources, restartPolicy, volumeMounts });
    }
    for (let i = 0; i < padding; i++) new Construct(job, `padding-${i}`);
  };
}

/** The least that any program must do: cdk8s-plus is loaded, and the documents are printed. */
function floor(charts: number, jobs: number): void {
  const chart = new Chart(new App(), 'chart');
  raw(require('cdk8s-plus-28'))(chart, 'job');
  const [job] = chart.toJson();
  begin();
  mkdirSync(outdir, { recursive: true });
  for (let c = 0; c < charts; c++) Yaml.save(`${outdir}/${c}.yaml`, Array(jobs).fill(job));
}

/** As many constructs as each Job of ours has. */
const PADDING = 3;

const MAKERS: Record<string, () => [App, Declare]> = {
  SinglePassApp: () => [
    new (require('../../src') as typeof Ours).SinglePassApp({ outdir }),
    ours(require('../../src')),
  ],
  App: () => [new App({ outdir }), ours(require('../../src'))],
  raw: () => [new App({ outdir }), raw(require('cdk8s-plus-28'))],
  padded: () => [new App({ outdir }), raw(require('cdk8s-plus-28'), PADDING)],
};

function synthesize(maker: string, charts: number, jobs: number): void {
  const [app, declare] = MAKERS[maker]();
  begin();
  for (let c = 0; c < charts; c++) {
    const chart = new Chart(app, `chart-${c}`);
    for (let i = 0; i < jobs; i++) declare(chart, `job-${c}-${i}`);
  }
  app.synth();
}

const [maker, charts, jobs, outdir] = process.argv.slice(2);
if (maker === 'floor') floor(Number(charts), Number(jobs));
else synthesize(maker, Number(charts), Number(jobs));
