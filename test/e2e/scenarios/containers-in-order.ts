import { strict as assert } from 'assert';
import { LAST_MESSAGE, note, noteStart } from './scripts';
import { Algorithm, SharedVolume } from '../../../src';
import { Scenario } from '../scenario';
import { statusOf, timesOf } from '../states';

const TIMES = '/shared/times';

/**
 * Native sidecars start in the order of their declaration, each when the one before is healthy, then the main
 * container; they stop in reverse, after it.
 */
export const containersInOrder: Scenario = {
  name: 'containers-in-order',
  async run(stage) {
    const names = ['first', 'second', 'third'];
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script(noteStart('main starts', TIMES), `cp ${TIMES} ${LAST_MESSAGE}`),
        pod: { restartPolicy: 'OnFailure' },
      });
      const shared = SharedVolume.fromEmptyDir(algorithm, 'shared');
      algorithm.mount('/shared', shared);
      for (const name of names) {
        const sidecar = algorithm.addSideCar(name, {
          ...stage.script(
            noteStart(`${name} starts`, TIMES),
            `trap '${note(`${name} stops`, LAST_MESSAGE)}; exit 0' TERM`,
            'sleep 1',
            note(`${name} is healthy`, TIMES),
            'touch /tmp/healthy',
            'sleep 3600 & wait',
          ),
          startupProbe: { exec: { command: ['test', '-f', '/tmp/healthy'] }, periodSeconds: 1, failureThreshold: 60 },
        });
        sidecar.mount('/shared', shared);
      }
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const messageOf = (name: string) => statusOf(pod, name).state.terminated.message;
    const times = [...timesOf(messageOf('algorunner')), ...timesOf(names.map(messageOf).join(''))];
    assert.deepEqual(
      times.map(({ what }) => what),
      [
        'first starts',
        'first is healthy',
        'second starts',
        'second is healthy',
        'third starts',
        'third is healthy',
        'main starts',
        'third stops',
        'second stops',
        'first stops',
      ],
    );
    return times.map(({ what, seconds }) => `${what} ${(seconds - times[0].seconds).toFixed(1)}`).join(', ');
  },
};
