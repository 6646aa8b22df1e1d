import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, SharedVolume, Warnings } from '../../../src';
import { Scenario } from '../scenario';
import { statusOf } from '../states';

/**
 * A native sidecar that crashes at its first start and is healthy at its second, in a pod with restartPolicy: Never,
 * and another container with probes. Kubelets before 1.33.6 and 1.34.2 don't probe it again: the main container never
 * starts.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/132826
 */
export const sidecarHealthyLater: Scenario = {
  name: 'sidecar-healthy-later',
  async run(stage) {
    const probe = { periodSeconds: 1, failureThreshold: 60 };
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script('exit 0'),
        startupProbe: { exec: { command: ['true'] }, ...probe },
      });
      const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
      const sidecar = algorithm.addSideCar('sidecar', {
        ...stage.script('[ -f /shared/started ] || { touch /shared/started; exit 3; }', UNTIL_STOPPED),
        startupProbe: { exec: { command: ['true'] }, initialDelaySeconds: 2, ...probe },
      });
      sidecar.mount('/shared', shared);
      Warnings.of(algorithm).acknowledge('WARN-STARTUP-PROBE-NEVER', 'it is what is looked at');
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const { restartCount, lastState } = statusOf(pod, 'sidecar');
    assert.deepEqual([restartCount, lastState.terminated.exitCode], [1, 3]);
    return 'sidecar exited 3, was started again and became healthy; the Job is complete';
  },
};
