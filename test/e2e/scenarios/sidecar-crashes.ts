import { strict as assert } from 'assert';
import { UNTIL_STOPPED, waitUntil } from './scripts';
import { Algorithm, SharedVolume, SideCarProps, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { lastEndOf, statusOf } from '../states';

/**
 * A native sidecar that ends is started again while the main container runs, whatever its exit code, and the Job
 * completes.
 */
function sidecarEnds(name: string, exitCode: number, lastLine: string, props: Partial<SideCarProps> = {}): Scenario {
  return {
    name,
    async run(stage) {
      await stage.create((chart) => {
        const algorithm = new Algorithm(chart, 'main', {
          // The status of a container that has ended may be lost when the pod ends: there has to be time to look at it.
          ...stage.script(waitUntil('[ "$(wc -l < /shared/starts)" -ge 2 ]'), 'sleep 5'),
          workload: AlgorithmWorkload.job({ backoffLimit: 0 }),
        });
        const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
        algorithm.mount('/shared', shared);
        const sidecar = algorithm.addSideCar('sidecar', {
          ...stage.script('echo started >> /shared/starts', lastLine),
          ...props,
        });
        sidecar.mount('/shared', shared);
      });
      const status = await stage.untilPod('main', 'the sidecar is started again', 45, (pod) => {
        const sidecar = statusOf(pod, 'sidecar');
        return sidecar?.restartCount >= 1 && statusOf(pod, 'algorunner').state.running && sidecar;
      });
      assert.equal(lastEndOf(status).exitCode, exitCode);
      await stage.end('main', 'Complete');
      const [pod, ...others] = await stage.pods('main');
      assert.equal(others.length, 0, 'one pod is enough');
      assert.equal(pod.status.phase, 'Succeeded');
      return `sidecar exited ${exitCode} and was started again while the main container ran; the Job is complete`;
    },
  };
}

export const sidecarCrashes = sidecarEnds('sidecar-crashes', 3, 'exit 3');
export const sidecarExits0 = sidecarEnds('sidecar-exits-0', 0, 'exit 0');
export const sidecarNotLive = sidecarEnds('sidecar-not-live', 0, UNTIL_STOPPED, {
  livenessProbe: { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 1 },
});

/**
 * With OnFailure, restarts of native sidecars count towards the Job's backoffLimit: it fails although the main
 * container runs.
 */
export const sidecarCrashesOnFailure: Scenario = {
  name: 'sidecar-crashes-on-failure',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script(UNTIL_STOPPED),
        workload: AlgorithmWorkload.job({ backoffLimit: 2 }),
        pod: { restartPolicy: 'OnFailure' },
      });
      algorithm.addSideCar('sidecar', stage.script('exit 3'));
    });
    await stage.untilPod('main', 'the main container runs', 30, (pod) => statusOf(pod, 'algorunner')?.state.running);
    const { reason } = await stage.end('main', 'Failed');
    assert.equal(reason, 'BackoffLimitExceeded');
    return (
      'sidecar exited 3 and was started again twice; with a backoffLimit of 2 the Job failed while the main ' +
      'container ran'
    );
  },
};
