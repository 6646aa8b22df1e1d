import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { stateText, statusOf } from '../states';

/**
 * When the main container fails, native sidecars do not keep the pod alive: it fails, and the Job makes another one, as
 * often as it may.
 */
export const mainCrashes: Scenario = {
  name: 'main-crashes',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script('exit 3'),
        workload: AlgorithmWorkload.job({ backoffLimit: 0 }),
      });
      algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
    });
    const { reason } = await stage.end('main', 'Failed');
    const [pod] = await stage.pods('main');
    assert.equal(reason, 'BackoffLimitExceeded');
    assert.equal(pod.status.phase, 'Failed');
    assert.equal(stateText(statusOf(pod, 'sidecar')), 'exited 0: Completed');
    return 'main container exited 3, the sidecar was stopped; pod and Job failed';
  },
};
