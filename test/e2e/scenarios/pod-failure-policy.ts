import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, JobOptions, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { conditionOf, statusOf } from '../states';

const IGNORE_DISRUPTION = {
  rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
};
const FAIL_ON_42 = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] };

/**
 * A pod that is lost with its node, or evicted, is made again and not counted; an exit code that means a bug ends the
 * Job at once.
 */
export const podFailurePolicy: Scenario = {
  name: 'pod-failure-policy',
  async run(stage) {
    await stage.create((chart) => {
      const declare = (name: string, script: string, job: JobOptions) => {
        const algorithm = new Algorithm(chart, name, { ...stage.script(script), workload: AlgorithmWorkload.job(job) });
        algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
      };
      // Its pod has failed when it is stopped.
      const stopped = 'trap "exit 1" TERM; sleep 3600 & wait';
      declare('counted', stopped, { backoffLimit: 0 });
      declare('ignored', stopped, { backoffLimit: 0, podFailurePolicy: IGNORE_DISRUPTION });
      declare('bug', 'exit 42', { backoffLimit: 6, podFailurePolicy: FAIL_ON_42 });
    });
    const isRunning = (pod: any) => statusOf(pod, 'algorunner')?.state.running && pod.metadata.name;
    for (const name of ['counted', 'ignored']) {
      await stage.namespace.evict(await stage.untilPod(name, 'the main container runs', 30, isRunning));
    }
    const counted = await stage.end('counted', 'Failed');
    const bug = await stage.end('bug', 'Failed');
    assert.deepEqual([counted.reason, bug.reason], ['BackoffLimitExceeded', 'PodFailurePolicy']);
    await stage.untilPod('ignored', 'another pod runs', 45, (pod) => !pod.metadata.deletionTimestamp && isRunning(pod));
    const ignored = await stage.namespace.get('Job', 'ignored');
    assert.deepEqual([ignored.status.failed, conditionOf(ignored, 'Failed')], [undefined, undefined]);
    return (
      'evicted, with Ignore: another pod ran, and no failure was counted; without: BackoffLimitExceeded; ' +
      'exit code 42 with FailJob: PodFailurePolicy'
    );
  },
};
