import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, SideCarMode, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { conditionOf, statusOf } from '../states';

/**
 * An ordinary container that does not end keeps the Job alive after the main container has ended, until a deadline ends
 * it.
 */
export const containerKeepsJobAlive: Scenario = {
  name: 'container-keeps-job-alive',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script('exit 0'),
        workload: AlgorithmWorkload.job({ activeDeadlineSeconds: 12 }),
      });
      algorithm.addSideCar('sidecar', { ...stage.script(UNTIL_STOPPED), mode: SideCarMode.CONTAINER });
    });
    const pod = await stage.untilPod('main', 'the main container ends', 30, (one) =>
      statusOf(one, 'algorunner')?.state.terminated ? one : undefined,
    );
    const job = await stage.namespace.get('Job', 'main');
    assert.equal(statusOf(pod, 'algorunner').state.terminated.exitCode, 0);
    assert.equal(pod.status.phase, 'Running');
    assert.deepEqual([conditionOf(job, 'Complete'), job.status.active], [undefined, 1]);
    const { reason } = await stage.end('main', 'Failed');
    assert.equal(reason, 'DeadlineExceeded');
    return 'main container exited 0, the Job stayed active and failed at its deadline';
  },
};
