import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, JobOptions, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { stateText, statusOf } from '../states';

/**
 * A native sidecar whose startup probe never succeeds is started again and again, and the main container never starts,
 * until the Job fails.
 */
function neverHealthy(name: string, restartPolicy: string, job: JobOptions, reason: string): Scenario {
  return {
    name,
    async run(stage) {
      await stage.create((chart) => {
        const algorithm = new Algorithm(chart, 'main', {
          ...stage.script('exit 0'),
          workload: AlgorithmWorkload.job(job),
          pod: { restartPolicy, terminationGracePeriodSeconds: 1 },
        });
        algorithm.addSideCar('sidecar', {
          ...stage.script(UNTIL_STOPPED),
          startupProbe: { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 1 },
        });
      });
      const main = await stage.untilPod(
        'main',
        'the sidecar is started again',
        30,
        (pod) => statusOf(pod, 'sidecar')?.restartCount >= 1 && statusOf(pod, 'algorunner'),
      );
      assert.equal(stateText(main), 'waiting: PodInitializing');
      const failed = await stage.end('main', 'Failed');
      assert.equal(failed.reason, reason);
      return (
        `with restartPolicy ${restartPolicy} the sidecar was started again, the main container never; the Job ` +
        `failed: ${reason}`
      );
    },
  };
}

export const sidecarNeverHealthy = neverHealthy(
  'sidecar-never-healthy',
  'Never',
  { activeDeadlineSeconds: 15, backoffLimit: 1 },
  'DeadlineExceeded',
);
export const sidecarNeverHealthyOnFailure = neverHealthy(
  'sidecar-never-healthy-on-failure',
  'OnFailure',
  { backoffLimit: 2 },
  'BackoffLimitExceeded',
);
