import { strict as assert } from 'assert';
import { LAST_MESSAGE, waitUntil } from './scripts';
import { Algorithm, SharedVolume, SideCarMode, AlgorithmWorkload } from '../../../src';
import { Scenario, Stage } from '../scenario';
import { statusOf } from '../states';

/**
 * A Job of a main container and an ordinary container that crashes once. The main container is done when the other one
 * was started `starts` times.
 */
function declare(stage: Stage, restartPolicy: string, starts: number) {
  return stage.create((chart) => {
    const algorithm = new Algorithm(chart, 'main', {
      ...stage.script(waitUntil(`[ "$(wc -l < /shared/starts)" -ge ${starts} ]`), `echo done > ${LAST_MESSAGE}`),
      workload: AlgorithmWorkload.job({ backoffLimit: restartPolicy === 'Never' ? 0 : 6 }),
      pod: { restartPolicy },
    });
    const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
    algorithm.mount('/shared', shared);
    const sidecar = algorithm.addSideCar('sidecar', {
      ...stage.script('echo started >> /shared/starts', '[ "$(wc -l < /shared/starts)" -ge 2 ] || exit 3'),
      mode: SideCarMode.CONTAINER,
    });
    sidecar.mount('/shared', shared);
  });
}

/**
 * An ordinary container that crashes is not started again; the main container runs to its end, and then the pod has
 * failed.
 */
export const containerCrashes: Scenario = {
  name: 'container-crashes',
  async run(stage) {
    await declare(stage, 'Never', 1);
    const { reason } = await stage.end('main', 'Failed');
    const [pod] = await stage.pods('main');
    const main = statusOf(pod, 'algorunner').state.terminated;
    const sidecar = statusOf(pod, 'sidecar');
    assert.equal(reason, 'BackoffLimitExceeded');
    assert.equal(pod.status.phase, 'Failed');
    assert.deepEqual([main.exitCode, main.message], [0, 'done\n']);
    assert.deepEqual([sidecar.restartCount, sidecar.state.terminated.exitCode], [0, 3]);
    return 'sidecar exited 3, main container exited 0 after it; pod and Job failed';
  },
};

/** With OnFailure it is started again, in the same pod. */
export const containerCrashesOnFailure: Scenario = {
  name: 'container-crashes-on-failure',
  async run(stage) {
    await declare(stage, 'OnFailure', 2);
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const sidecar = statusOf(pod, 'sidecar');
    assert.deepEqual([sidecar.restartCount, sidecar.state.terminated.exitCode], [1, 0]);
    return 'sidecar exited 3, was started again and exited 0; the Job is complete';
  },
};

/** One that ends well is what a Job needs: it completes with the main container. */
export const containerExits0: Scenario = {
  name: 'container-exits-0',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', stage.script('sleep 1'));
      algorithm.addSideCar('sidecar', { ...stage.script('exit 0'), mode: SideCarMode.CONTAINER });
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const sidecar = statusOf(pod, 'sidecar');
    assert.deepEqual([sidecar.restartCount, sidecar.state.terminated.exitCode], [0, 0]);
    return 'sidecar exited 0 and was not started again; the Job is complete';
  },
};
