import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { conditionOf, statusesOf } from '../states';

/** A readiness probe that never succeeds means nothing to a Job; a Deployment runs, but none of its pods is ready. */
export const sidecarNeverReady: Scenario = {
  name: 'sidecar-never-ready',
  async run(stage) {
    await stage.create((chart) => {
      const readinessProbe = { exec: { command: ['false'] }, periodSeconds: 1 };
      const job = new Algorithm(chart, 'job', stage.script('exit 0'));
      job.addSideCar('sidecar', { ...stage.script(UNTIL_STOPPED), readinessProbe });
      const deployment = new Algorithm(chart, 'deployment', {
        ...stage.script(UNTIL_STOPPED),
        workload: AlgorithmWorkload.deployment(),
      });
      deployment.addSideCar('sidecar', { ...stage.script(UNTIL_STOPPED), readinessProbe });
    });
    const pod = await stage.untilPod('deployment', 'all containers run', 30, (one) => {
      const statuses = statusesOf(one);
      return statuses.length > 0 && statuses.every(({ state }) => state.running) && one;
    });
    await stage.end('job', 'Complete');
    const deployment = await stage.namespace.get('Deployment', 'deployment');
    assert.deepEqual(
      [conditionOf(pod, 'Ready'), conditionOf(deployment, 'Available'), deployment.status.readyReplicas],
      [undefined, undefined, undefined],
    );
    return 'the Job is complete; the Deployment runs, but is not available';
  },
};
