import * as fs from 'fs';
import * as path from 'path';
import { Testing } from 'cdk8s';
import { Algorithm, CronJobOptions, AlgorithmWorkload } from '../../src';
import { blocksOf, runBlock } from '../fixtures/doc-blocks';
import { captureStderr } from '../fixtures/stderr';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'lifetime.md'), 'utf8');

test('the block runs without a warning', () => {
  const [block, ...others] = blocksOf(DOCS, 'ts');
  let written: { [name: string]: string } = {};
  expect(
    captureStderr(() => {
      written = runBlock(block, {});
    }),
  ).toEqual([]);
  expect(Object.values(written).join('')).toMatch(/activeDeadlineSeconds: 3600[^]*startupProbe:/);
  expect(others).toEqual([]);
}, 60_000);

test('the page states the deadline of the Jobs of a CronJob', () => {
  const [, jobTemplate] = /`AlgorithmWorkload\.cronJob\(\{ schedule, (jobTemplate: .*) \}\)`/.exec(DOCS)!;
  const chart = Testing.chart();
  const props: CronJobOptions = { schedule: '@daily', ...new Function(`return { ${jobTemplate} }`)() };
  new Algorithm(chart, 'report', { image: 'docker.io/acme/report:v4', workload: AlgorithmWorkload.cronJob(props) });
  expect(Testing.synth(chart)[0].spec.jobTemplate.spec.activeDeadlineSeconds).toBe(3600);
});
