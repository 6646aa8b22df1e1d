import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm } from '../../../src';
import { Scenario } from '../scenario';
import { stateText, statusOf } from '../states';

/** A native sidecar that would run forever does not keep a Job from ending. */
export const jobCompletes: Scenario = {
  name: 'job-completes',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', stage.script('exit 0'));
      algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    assert.equal(pod.status.phase, 'Succeeded');
    return ['algorunner', 'sidecar'].map((name) => `${name} ${stateText(statusOf(pod, name))}`).join(', ');
  },
};
