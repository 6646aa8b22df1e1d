import { strict as assert } from 'assert';
import { Algorithm } from '../../../src';
import { Scenario } from '../scenario';
import { statusOf } from '../states';

const GRACE = 3;

/** A native sidecar that ignores SIGTERM is killed when the pod's grace period is over, and the Job completes. */
export const sidecarIgnoresSigterm: Scenario = {
  name: 'sidecar-ignores-sigterm',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script('exit 0'),
        pod: { terminationGracePeriodSeconds: GRACE },
      });
      algorithm.addSideCar('sidecar', stage.script('trap "" TERM', 'while :; do sleep 1; done'));
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const [main, sidecar] = ['algorunner', 'sidecar'].map((name) => statusOf(pod, name).state.terminated);
    const seconds = (Date.parse(sidecar.finishedAt) - Date.parse(main.finishedAt)) / 1000;
    assert.equal(pod.status.phase, 'Succeeded');
    assert.equal(sidecar.exitCode, 137);
    // Times in a pod's status are cut to whole seconds.
    assert.ok(seconds >= GRACE - 1, `killed ${seconds} s after the main container's end`);
    return (
      `sidecar exited 137, ${seconds} s after the main container with a grace period of ${GRACE} s; the Job ` +
      'is complete'
    );
  },
};
