import { strict as assert } from 'assert';
import { LAST_MESSAGE, UNTIL_STOPPED, waitUntil } from './scripts';
import { Algorithm, SharedVolume } from '../../../src';
import { Scenario } from '../scenario';
import { statusOf } from '../states';

/** What one container writes into a volume the other one reads, both ways; a read-only mount cannot be written. */
export const volumeIsShared: Scenario = {
  name: 'volume-is-shared',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(
        chart,
        'main',
        stage.script(
          'echo ping > /questions/one',
          waitUntil('[ -s /answers/one ]'),
          `cat /answers/one > ${LAST_MESSAGE}`,
        ),
      );
      const questions = SharedVolume.fromEmptyDir(algorithm, 'questions');
      const answers = SharedVolume.fromEmptyDir(algorithm, 'answers');
      algorithm.mount('/questions', questions);
      algorithm.mount('/answers', answers);
      const sidecar = algorithm.addSideCar(
        'sidecar',
        stage.script(
          waitUntil('[ -s /in/one ]'),
          'if touch /in/two; then written=yes; else written=no; fi',
          'echo "$(cat /in/one) pong, written: $written" > /out/new',
          'mv /out/new /out/one',
          UNTIL_STOPPED,
        ),
      );
      sidecar.mount('/in', questions, { readOnly: true });
      sidecar.mount('/out', answers);
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const { message } = statusOf(pod, 'algorunner').state.terminated;
    assert.equal(message, 'ping pong, written: no\n');
    return message.trim();
  },
};
