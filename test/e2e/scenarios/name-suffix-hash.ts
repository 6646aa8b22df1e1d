import { strict as assert } from 'assert';
import { k8s } from 'cdk8s-plus-28';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, JobOptions, AlgorithmWorkload } from '../../../src';
import { Scenario, Stage } from '../scenario';

async function apply(stage: Stage, job: JobOptions, env: Record<string, string> = {}): Promise<any> {
  const [applied] = await stage.apply((chart) => {
    const algorithm = new Algorithm(chart, 'main', {
      ...stage.script('exit 0'),
      env,
      nameSuffixHash: true,
      workload: AlgorithmWorkload.job(job),
    });
    algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
  });
  return applied;
}

const nameOf = ({ metadata }: any): string => metadata.name;

/**
 * With a name by its content, what has changed is another Job and runs; what has not is the same and does not run
 * again.
 */
export const changedJobRuns: Scenario = {
  name: 'changed-job-runs',
  async run(stage) {
    const first = await apply(stage, {});
    await stage.end(nameOf(first), 'Complete');
    const same = await apply(stage, {});
    assert.deepEqual([same.metadata.uid, same.metadata.generation], [first.metadata.uid, first.metadata.generation]);
    const changed = await apply(stage, {}, { RELEASE: 'second' });
    assert.notEqual(nameOf(changed), nameOf(first));
    await stage.end(nameOf(changed), 'Complete');
    const jobs = await stage.namespace.list('Job');
    const runs = (await stage.pods('main')).map(({ metadata }) => metadata.labels['batch.kubernetes.io/job-name']);
    assert.deepEqual(
      [jobs.map(nameOf).sort(), runs.sort()],
      [[nameOf(first), nameOf(changed)].sort(), [nameOf(first), nameOf(changed)].sort()],
    );
    return (
      `${nameOf(first)} ran, and not again when it was unchanged; with another variable it was ` +
      `${nameOf(changed)}, which ran; both have the label app.kubernetes.io/name=main`
    );
  },
};

/** With `nameSuffixHashConfig`, a Job whose configuration has changed is another Job, too. */
export const changedConfigRuns: Scenario = {
  name: 'changed-config-runs',
  async run(stage) {
    const applyWith = async (color: string) => {
      const applied = await stage.apply((chart) => {
        const colors = new k8s.KubeConfigMap(chart, 'colors', { metadata: { name: 'colors' }, data: { color } });
        const algorithm = new Algorithm(chart, 'main', {
          ...stage.script('test -n "$COLOR"'),
          env: { COLOR: { configMapKeyRef: { name: 'colors', key: 'color' } } },
          nameSuffixHash: true,
          nameSuffixHashConfig: true,
        });
        algorithm.node.addDependency(colors);
      });
      return applied.find(({ kind }) => kind === 'Job');
    };
    const [first, same, changed] = [await applyWith('red'), await applyWith('red'), await applyWith('blue')];
    assert.deepEqual([same.metadata.uid, nameOf(same)], [first.metadata.uid, nameOf(first)]);
    assert.notEqual(nameOf(changed), nameOf(first));
    for (const job of [first, changed]) await stage.end(nameOf(job), 'Complete');
    return `${nameOf(first)} ran; with another value in its ConfigMap it was ${nameOf(changed)}, which ran, too`;
  },
};

/** What can be changed of a Job is no part of its name. */
export const jobChangedInPlace: Scenario = {
  name: 'job-changed-in-place',
  async run(stage) {
    const before: JobOptions = {
      suspend: true,
      completionMode: 'Indexed',
      completions: 2,
      parallelism: 2,
      backoffLimit: 1,
      backoffLimitPerIndex: 1,
      maxFailedIndexes: 1,
    };
    const changes: JobOptions = {
      completions: 3,
      parallelism: 3,
      backoffLimit: 2,
      maxFailedIndexes: 2,
      activeDeadlineSeconds: 3600,
      ttlSecondsAfterFinished: 3600,
      podReplacementPolicy: 'Failed',
    };
    const first = await apply(stage, before);
    const changed = await apply(stage, { ...before, ...changes });
    assert.deepEqual([nameOf(changed), changed.metadata.uid], [nameOf(first), first.metadata.uid]);
    for (const [field, value] of Object.entries(changes)) assert.equal(changed.spec[field], value, field);
    const resumed = await apply(stage, { ...before, ...changes, suspend: false });
    assert.equal(resumed.metadata.uid, first.metadata.uid);
    await stage.end(nameOf(first), 'Complete');
    return `${nameOf(first)} took other ${Object.keys(changes).join(', ')}, and was resumed`;
  },
};

/** A Job that is gone after its time to live is made again by the next apply. */
export const jobGoneRunsAgain: Scenario = {
  name: 'job-gone-runs-again',
  async run(stage) {
    const applyAndLose = async () => {
      const job = await apply(stage, { ttlSecondsAfterFinished: 0 });
      await stage.until('the Job has ended and is gone', 60, async () =>
        (await stage.namespace.get('Job', nameOf(job))) === undefined ? true : undefined,
      );
      return job;
    };
    const [first, second] = [await applyAndLose(), await applyAndLose()];
    assert.equal(nameOf(second), nameOf(first));
    assert.notEqual(second.metadata.uid, first.metadata.uid);
    return `${nameOf(first)} was deleted after its end; applied again it was made, and ran, again`;
  },
};
