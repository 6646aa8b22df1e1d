import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmProps,
  Capacity,
  ChartResources,
  SideCarMode,
  AlgorithmWorkload,
} from '../../../src';
import { Refusal } from '../namespace';
import { podOf } from '../pod-of';
import { Scenario, Stage } from '../scenario';
import { outcomeOf, statusOf } from '../states';

/** A quota that is sized from a chart has room for just that: all of it is used up, and one more is refused. */
export const quotaFitsChart: Scenario = {
  name: 'quota-fits-chart',
  async run(stage) {
    const documents = stage.synth((chart) => {
      const train = new Algorithm(chart, 'train', {
        ...stage.script(UNTIL_STOPPED),
        workload: AlgorithmWorkload.job({ parallelism: 2 }),
      });
      train.addSideCar('fetch', {
        ...stage.script('exit 0'),
        mode: SideCarMode.INIT,
        resources: { requests: { memory: '80Mi' }, limits: { memory: '100Mi' } },
      });
      train.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
      new Algorithm(chart, 'clean', { ...stage.script(UNTIL_STOPPED), resources: { requests: { memory: '20Mi' } } });
      ChartResources.of(chart).toResourceQuota(chart, 'quota');
    });
    const isQuota = ({ object }: { object: any }) => object.kind === 'ResourceQuota';
    await stage.createAll(documents.filter(isQuota));
    const quota = async () => (await stage.namespace.get('ResourceQuota', 'quota')).status;
    // Until it is counted for the first time, it refuses all.
    await stage.until('the quota is counted', 30, async () => ((await quota()).used ? true : undefined));
    await stage.createAll(documents.filter((document) => !isQuota(document)));
    await stage.until('three pods run', 60, async () => {
      const pods = [...(await stage.pods('train')), ...(await stage.pods('clean'))];
      return pods.filter((pod) => statusOf(pod, 'algorunner')?.state.running).length === 3 ? true : undefined;
    });
    const { hard, used } = await stage.until('the quota counts three pods', 30, async () => {
      const status = await quota();
      return status.used.pods === '3' ? status : undefined;
    });
    assert.deepEqual(used, hard);
    await stage.create((chart) => void new Algorithm(chart, 'more', stage.script('exit 0')));
    await stage.until('the pod of one more Job is refused', 30, async () => {
      const events = await stage.namespace.list('Event');
      return events.find(
        ({ reason, message, involvedObject }) =>
          reason === 'FailedCreate' && involvedObject.name === 'more' && message.includes('exceeded quota: quota'),
      );
    });
    assert.deepEqual(await stage.pods('more'), []);
    return `three pods used up ${Object.entries(hard)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}; one more was refused: exceeded quota`;
  },
};

/** What synth says of an algorithm that there is no room for, and its manifest all the same. */
function synthError(
  stage: Stage,
  capacity: Capacity,
  props: Partial<AlgorithmProps>,
): { manifest: any; error: string } {
  let manifest: any;
  try {
    stage.synth((chart) => {
      AlgorithmSettings.of(chart).set({ capacity });
      manifest = new Algorithm(chart, 'main', { ...stage.script('exit 0'), ...props }).apiObject.toJson();
    });
  } catch (error) {
    return { manifest, error: (error as Error).message };
  }
  throw new Error('synth accepts it');
}

/** What no node has room for is an error at synth; on the cluster its pod waits forever. */
export const podTooLarge: Scenario = {
  name: 'pod-too-large',
  async run(stage) {
    const props = { resources: { requests: { cpu: '500' }, limits: { cpu: '500' } } };
    const { error } = synthError(stage, { largestNode: { cpu: '64' } }, props);
    assert.match(error, /requests 500 cpu \(algorunner 500\), but the largest node has 64\./);
    await stage.create((chart) => void new Algorithm(chart, 'main', { ...stage.script('exit 0'), ...props }));
    const outcome = await stage.untilPod('main', 'the pod is unschedulable', 30, outcomeOf);
    assert.match(outcome, /^Unschedulable: .*Insufficient cpu/);
    return outcome;
  },
};

/** A limit range says the same as synth. */
export const limitRangeRefuses: Scenario = {
  name: 'limit-range-refuses',
  async run(stage) {
    const limits = [{ type: 'Container', max: { memory: '64Mi' } }];
    const limitRange = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits } };
    await stage.namespace.create(limitRange, JSON.stringify(limitRange));
    const { manifest, error } = synthError(
      stage,
      { limitRange: limits },
      { resources: { requests: { memory: '64Mi' }, limits: { memory: '65Mi' } } },
    );
    const pod = podOf(manifest);
    // The server looks limit ranges up, and may learn of a new one a little later.
    const refusal: Refusal = await stage.until('the server refuses the pod', 30, async () => {
      return stage.namespace.create(pod, JSON.stringify(pod), true).then(
        () => undefined,
        (other) => other,
      );
    });
    const reason = 'maximum memory usage per Container is 64Mi, but limit is 65Mi';
    assert.ok(
      refusal instanceof Refusal && refusal.answer.code === 403 && refusal.message.includes(reason),
      String(refusal),
    );
    assert.ok(error.includes(reason), error);
    return `synth and the server say: ${reason}`;
  },
};
