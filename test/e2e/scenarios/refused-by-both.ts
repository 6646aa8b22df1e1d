import { strict as assert } from 'assert';
import { Chart } from 'cdk8s';
import { Algorithm, SideCarMode } from '../../../src';
import { Refusal } from '../namespace';
import { Scenario } from '../scenario';

type Mistake = (chart: Chart, image: string) => Algorithm;

/** Mistakes that are easily made. */
const MISTAKES: Record<string, Mistake> = {
  'two containers of one name': (chart, image) => {
    const algorithm = new Algorithm(chart, 'main', { image });
    algorithm.addSideCar('algorunner', { image, mode: SideCarMode.CONTAINER });
    return algorithm;
  },
  'a mount of no volume': (chart, image) =>
    new Algorithm(chart, 'main', { image, volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
  'a request above its limit': (chart, image) =>
    new Algorithm(chart, 'main', { image, resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
  'a Job that restarts always': (chart, image) =>
    new Algorithm(chart, 'main', { image, pod: { restartPolicy: 'Always' } }),
  'upper case in a name': (chart, image) => new Algorithm(chart, 'main', { image, name: 'Algorunner' }),
};

/** What synth refuses the server refuses, too: at the same field, for the same reason. */
export const refusedByBoth: Scenario = {
  name: 'refused-by-both',
  async run(stage) {
    for (const [what, make] of Object.entries(MISTAKES)) {
      let manifest: any;
      let synth = '';
      try {
        stage.synth((chart) => {
          manifest = make(chart, stage.image).apiObject.toJson();
        });
      } catch (error) {
        synth = (error as Error).message;
      }
      const refusal: Refusal = await stage.namespace.create(manifest, JSON.stringify(manifest), true).then(
        () => assert.fail(`${what}: the server accepts it`),
        (error) => error,
      );
      assert.ok(refusal instanceof Refusal, String(refusal));
      assert.ok(refusal.causes.length > 0, `${what}: ${refusal.message}`);
      for (const { field, message } of refusal.causes) {
        assert.ok(
          synth.includes(`${field}: ${message}`),
          `${what}: the server says "${field}: ${message}", synth says ${synth || 'nothing'}`,
        );
      }
    }
    return `${Object.keys(MISTAKES).length} mistakes: ${Object.keys(MISTAKES).join(', ')}`;
  },
};
