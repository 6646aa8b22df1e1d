import { strict as assert } from 'assert';
import { LAST_MESSAGE, UNTIL_STOPPED } from './scripts';
import { Algorithm, SharedVolume } from '../../../src';
import { Scenario } from '../scenario';
import { outcomeOf, statusOf } from '../states';

/**
 * A claim is created with its volume, and stays when the algorithm is gone; that its pod runs takes a storage class.
 */
export const claimStays: Scenario = {
  name: 'claim-stays',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'train', stage.script(UNTIL_STOPPED));
      algorithm.mount('/data', SharedVolume.createPersistentVolumeClaim(algorithm, 'data', { storage: '1Gi' }));
    });
    const outcome = await stage.untilPod('train', 'the pod gets as far as its claim', 60, outcomeOf);
    assert.match(outcome, /^Running$|^Unschedulable: .*PersistentVolumeClaim/);
    await stage.namespace.delete('Job', 'train');
    await stage.until('the pod is gone', 45, async () => ((await stage.pods('train')).length === 0 ? true : undefined));
    const { metadata, spec, status } = await stage.namespace.get('PersistentVolumeClaim', 'train-data');
    assert.deepEqual(
      [metadata.deletionTimestamp, spec.accessModes, spec.resources.requests.storage],
      [undefined, ['ReadWriteOnce'], '1Gi'],
    );
    return `claim train-data is ${status.phase}, the pod was ${outcome}; the Job was deleted, the claim stayed`;
  },
};

/** /dev/shm has the size that is asked for, and 64 MiB when nobody asks. */
export const sharedMemoryIsSized: Scenario = {
  name: 'shared-memory-is-sized',
  async run(stage) {
    await stage.create((chart) => {
      const script = stage.script(`df -k /dev/shm | tail -1 > ${LAST_MESSAGE}`);
      new Algorithm(chart, 'plain', script);
      const sized = new Algorithm(chart, 'sized', {
        ...script,
        resources: { requests: { memory: '16Mi' }, limits: { memory: '128Mi' } },
      });
      sized.mount('/dev/shm', SharedVolume.sharedMemory(sized, 'shm', '96Mi'));
    });
    const sizes: string[] = [];
    for (const name of ['plain', 'sized']) {
      await stage.end(name, 'Complete');
      const [pod] = await stage.pods(name);
      const [, kilobytes] = /^\S+\s+(\d+)/.exec(statusOf(pod, 'algorunner').state.terminated.message) ?? [];
      sizes.push(`${Number(kilobytes) / 1024}Mi`);
    }
    assert.deepEqual(sizes, ['64Mi', '96Mi']);
    return `/dev/shm has ${sizes[0]}, with sharedMemory of 96Mi ${sizes[1]}`;
  },
};

/** A token of the service account lies in its file, for the audience and the time that it is for; there is no other. */
export const tokenForAudience: Scenario = {
  name: 'token-for-audience',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(
        chart,
        'main',
        stage.script(
          // Without its signature it is no secret.
          `cut -d. -f2 /tokens/token > ${LAST_MESSAGE}`,
          '[ ! -e /var/run/secrets/kubernetes.io ]',
        ),
      );
      algorithm.mount(
        '/tokens',
        SharedVolume.fromServiceAccountToken(algorithm, 'token', { audience: 'vault', expirationSeconds: 600 }),
      );
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const { aud, sub, iat, exp } = JSON.parse(
      Buffer.from(statusOf(pod, 'algorunner').state.terminated.message, 'base64url').toString(),
    );
    assert.deepEqual([aud, sub, exp - iat], [['vault'], `system:serviceaccount:${stage.namespace.name}:default`, 600]);
    return 'a token of the service account, for "vault" and 600 s; no other was mounted';
  },
};
