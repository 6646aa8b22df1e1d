import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { lastEndOf, statusOf } from '../states';

/** In a Deployment a container that ends is started again, whatever its exit code; the others run on. */
export const deploymentRestartsContainers: Scenario = {
  name: 'deployment-restarts-containers',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script(UNTIL_STOPPED),
        workload: AlgorithmWorkload.deployment(),
      });
      algorithm.addSideCar('crashes', stage.script('exit 3'));
      algorithm.addSideCar('ends', stage.script('exit 0'));
    });
    const pod = await stage.untilPod(
      'main',
      'both sidecars are started again',
      45,
      (one) => ['crashes', 'ends'].every((name) => statusOf(one, name)?.restartCount >= 1) && one,
    );
    assert.deepEqual(
      ['crashes', 'ends'].map((name) => lastEndOf(statusOf(pod, name)).exitCode),
      [3, 0],
    );
    assert.equal(statusOf(pod, 'algorunner').restartCount, 0);
    return 'sidecars exited 3 and 0 and were started again; the main container ran on';
  },
};
