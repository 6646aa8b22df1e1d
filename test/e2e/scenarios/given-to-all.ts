import { strict as assert } from 'assert';
import { Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { LAST_MESSAGE } from './scripts';
import { Algorithm, SharedVolume, SideCarMode } from '../../../src';
import { Scenario } from '../scenario';
import { statusOf } from '../states';

/**
 * What is given to all reaches every container; what a container has of its own stays. Labels of the chart reach the
 * pods.
 */
export const givenToAll: Scenario = {
  name: 'given-to-all',
  async run(stage) {
    await stage.create((scope) => {
      const chart = new Chart(scope, 'labelled', { labels: { team: 'vision', track: 'stable' } });
      const tell = `echo "$LOG_LEVEL $(cat /etc/acme/name) $OPTIONS" > ${LAST_MESSAGE}`;
      const algorithm = new Algorithm(chart, 'main', { ...stage.script(tell), env: { OPTIONS: '--log=$(LOG_LEVEL)' } });
      const configMap = new ConfigMap(chart, 'names', { metadata: { name: 'names' }, data: { name: 'acme' } });
      algorithm.addEnvToAll('LOG_LEVEL', 'debug');
      algorithm.mountInAll('/etc/acme', SharedVolume.fromConfigMap(algorithm, 'names', configMap), { readOnly: true });
      algorithm.podMetadata.addLabel('track', 'canary');
      algorithm.podMetadata.addAnnotation('acme.io/note', 'seen');
      algorithm.addSideCar('init', { ...stage.script(tell), mode: SideCarMode.INIT, env: { LOG_LEVEL: 'warn' } });
      algorithm.addSideCar('native', stage.script(`trap '${tell}; exit 0' TERM; sleep 3600 & wait`));
      algorithm.addSideCar('ordinary', { ...stage.script(tell), mode: SideCarMode.CONTAINER });
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const told = ['algorunner', 'init', 'native', 'ordinary'].map((name) =>
      statusOf(pod, name).state.terminated.message.trim(),
    );
    assert.deepEqual(told, ['debug acme --log=debug', 'warn acme', 'debug acme', 'debug acme']);
    const { labels, annotations } = pod.metadata;
    assert.deepEqual([labels.team, labels.track, annotations['acme.io/note']], ['vision', 'canary', 'seen']);
    return `containers say "${told.join('", "')}"; the pod is labelled team=${labels.team}, track=${labels.track}`;
  },
};
