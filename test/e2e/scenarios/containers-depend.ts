import { strict as assert } from 'assert';
import { LAST_MESSAGE, note, noteStart } from './scripts';
import { Algorithm, ContainerCondition, SharedVolume } from '../../../src';
import { Scenario } from '../scenario';
import { statusOf, timesOf } from '../states';

const TIMES = '/shared/times';

/**
 * Containers start after what they depend on, whatever the order of their declaration: when it runs, when it is
 * healthy, when it is done. An init container runs between native sidecars, which stay.
 */
export const containersDepend: Scenario = {
  name: 'containers-depend',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script(noteStart('main starts', TIMES), `cp ${TIMES} ${LAST_MESSAGE}`),
        dependsOn: [{ name: 'migrate', condition: ContainerCondition.COMPLETED }],
        pod: { restartPolicy: 'OnFailure' },
      });
      const migrate = algorithm.addSideCar(
        'migrate',
        stage.script(noteStart('migrate starts', TIMES), 'sleep 1', note('migrate ends', TIMES)),
      );
      const database = algorithm.addSideCar('database', {
        ...stage.script(
          noteStart('database starts', TIMES),
          `trap '${note('database stops', LAST_MESSAGE)}; exit 0' TERM`,
          'sleep 1',
          note('database is healthy', TIMES),
          'touch /tmp/healthy',
          'sleep 3600 & wait',
        ),
        readinessProbe: { exec: { command: ['test', '-f', '/tmp/healthy'] }, periodSeconds: 1, failureThreshold: 60 },
      });
      const network = algorithm.addSideCar(
        'network',
        stage.script(
          noteStart('network starts', TIMES),
          `trap '${note('network stops', LAST_MESSAGE)}; exit 0' TERM`,
          'sleep 3600 & wait',
        ),
      );
      migrate.addDependency(database, ContainerCondition.HEALTHY);
      database.addDependency(network);
      algorithm.mountInAll('/shared', SharedVolume.fromEmptyDir(algorithm, 'shared'));
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const messageOf = (name: string) => statusOf(pod, name).state.terminated.message;
    const times = [...timesOf(messageOf('algorunner')), ...timesOf(['database', 'network'].map(messageOf).join(''))];
    assert.deepEqual(
      times.map(({ what }) => what),
      [
        'network starts',
        'database starts',
        'database is healthy',
        'migrate starts',
        'migrate ends',
        'main starts',
        'database stops',
        'network stops',
      ],
    );
    return times.map(({ what, seconds }) => `${what} ${(seconds - times[0].seconds).toFixed(1)}`).join(', ');
  },
};
