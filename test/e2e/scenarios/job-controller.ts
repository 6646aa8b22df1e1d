import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, JobOptions, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { conditionOf, statusOf } from '../states';

/** A suspended Job has no pods until it is resumed, and loses those that it has when it is suspended. */
export const suspendedJob: Scenario = {
  name: 'suspended-job',
  async run(stage) {
    const apply = (suspend: boolean) =>
      stage.apply((chart) => {
        new Algorithm(chart, 'main', {
          ...stage.script(UNTIL_STOPPED),
          workload: AlgorithmWorkload.job({ suspend }),
        }).addSideCar('sidecar', stage.script(UNTIL_STOPPED));
      });
    const suspended = () =>
      stage.until('the Job is suspended', 30, async () =>
        conditionOf(await stage.namespace.get('Job', 'main'), 'Suspended'),
      );
    await apply(true);
    await suspended();
    assert.deepEqual(await stage.pods('main'), []);
    await apply(false);
    await stage.untilPod('main', 'the main container runs', 30, (pod) => statusOf(pod, 'algorunner')?.state.running);
    await apply(true);
    await suspended();
    await stage.until('the pod is gone', 45, async () => ((await stage.pods('main')).length === 0 ? true : undefined));
    return 'no pod; resumed: it ran; suspended again: its pod was stopped and deleted';
  },
};

/**
 * Without `completions` there are as many pods as run side by side, and no other after the first success; with them, as
 * many as have to succeed.
 */
export const jobsInParallel: Scenario = {
  name: 'jobs-in-parallel',
  async run(stage) {
    const jobs: Record<string, JobOptions> = {
      queue: { parallelism: 2 },
      'three-times': { parallelism: 2, completions: 3 },
    };
    await stage.create((chart) => {
      for (const [name, job] of Object.entries(jobs)) {
        new Algorithm(chart, name, { ...stage.script('exit 0'), workload: AlgorithmWorkload.job(job) });
      }
    });
    const counts: number[] = [];
    for (const name of Object.keys(jobs)) {
      await stage.end(name, 'Complete');
      counts.push((await stage.pods(name)).length);
    }
    assert.deepEqual(counts, [2, 3]);
    return 'parallelism 2: two pods; with completions 3: three';
  },
};

/** The Job controller makes no pods for a Job that another controller runs. */
export const jobOfAnotherController: Scenario = {
  name: 'job-of-another-controller',
  async run(stage) {
    await stage.create((chart) => {
      // The first one is looked at first.
      for (const [name, job] of Object.entries<JobOptions>({ theirs: { managedBy: 'acme.io/runner' }, ours: {} })) {
        new Algorithm(chart, name, { ...stage.script('exit 0'), workload: AlgorithmWorkload.job(job) });
      }
    });
    await stage.end('ours', 'Complete');
    const theirs = await stage.namespace.get('Job', 'theirs');
    assert.deepEqual([await stage.pods('theirs'), theirs.status], [[], {}]);
    return 'no pods and no status, while another Job ran to its end';
  },
};
