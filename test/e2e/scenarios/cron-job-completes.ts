import { strict as assert } from 'assert';
import { runNow } from './run-now';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';

/** The Job that a CronJob would make at New Year completes, made now. */
export const cronJobCompletes: Scenario = {
  name: 'cron-job-completes',
  async run(stage) {
    const [cronJob] = await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'report', {
        ...stage.script('exit 0'),
        workload: AlgorithmWorkload.cronJob({ schedule: '0 0 1 1 *' }),
      });
      algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
    });
    const job = await runNow(stage, cronJob);
    await stage.end(job, 'Complete');
    const [pod] = await stage.pods('report');
    assert.equal(pod.status.phase, 'Succeeded');
    return `Job ${job} of CronJob ${cronJob.metadata.name} is complete`;
  },
};
