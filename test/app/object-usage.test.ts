import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Deployment, HorizontalPodAutoscaler } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmSettings, ChartResources, AlgorithmWorkload } from '../../src';
import { maxReplicasOf } from '../../src/app/object-usage';
import { errorsOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';
const REF = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

function autoscaler(
  chart: Chart,
  id: string,
  spec: any,
  { apiVersion = 'autoscaling/v2', namespace = undefined as string | undefined } = {},
): ApiObject {
  return new ApiObject(chart, id, { apiVersion, kind: 'HorizontalPodAutoscaler', metadata: { namespace }, spec });
}

function ask(manifest: any, ...specs: any[]): bigint | undefined {
  const chart = Testing.chart();
  specs.forEach((spec, i) => autoscaler(chart, `hpa${i}`, spec));
  return maxReplicasOf(chart.node.root, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    ...manifest,
  });
}

test.each<[string, any, any[], bigint | undefined]>([
  ['its target', {}, [{ scaleTargetRef: REF, maxReplicas: 5 }], 5n],
  ['a target of another version', { apiVersion: 'apps/v1beta2' }, [{ scaleTargetRef: REF, maxReplicas: 5 }], 5n],
  [
    'the most of several',
    {},
    [
      { scaleTargetRef: REF, maxReplicas: 3 },
      { scaleTargetRef: REF, maxReplicas: 5 },
      { scaleTargetRef: REF, maxReplicas: 4 },
    ],
    5n,
  ],
  ['a StatefulSet', { kind: 'StatefulSet' }, [{ scaleTargetRef: { ...REF, kind: 'StatefulSet' }, maxReplicas: 5 }], 5n],
  ['another kind', { kind: 'StatefulSet' }, [{ scaleTargetRef: REF, maxReplicas: 5 }], undefined],
  ['another name', { metadata: { name: 'web2' } }, [{ scaleTargetRef: REF, maxReplicas: 5 }], undefined],
  [
    'another namespace',
    { metadata: { name: 'web', namespace: 'a' } },
    [{ scaleTargetRef: REF, maxReplicas: 5 }],
    undefined,
  ],
  ['another group', {}, [{ scaleTargetRef: { ...REF, apiVersion: 'acme.io/v1' }, maxReplicas: 5 }], undefined],
  ['no group', {}, [{ scaleTargetRef: { ...REF, apiVersion: undefined }, maxReplicas: 5 }], undefined],
  ['what is scaled to 0', { spec: { replicas: 0 } }, [{ scaleTargetRef: REF, maxReplicas: 5 }], undefined],
  [
    'what nothing can scale',
    { kind: 'Job', apiVersion: 'batch/v1' },
    [{ scaleTargetRef: { ...REF, kind: 'Job', apiVersion: 'batch/v1' }, maxReplicas: 5 }],
    undefined,
  ],
  [
    'malformed ones',
    {},
    [
      undefined,
      null,
      5,
      {},
      { scaleTargetRef: null, maxReplicas: 5 },
      { scaleTargetRef: REF, maxReplicas: '5' },
      { scaleTargetRef: REF, maxReplicas: -1 },
    ],
    undefined,
  ],
])('%s', (_, manifest, specs, most) => expect(ask(manifest, ...specs)).toBe(most));

test.each([undefined, null, 5, {}])('no autoscaler matches %j', (manifest) =>
  expect(maxReplicasOf(new App(), manifest)).toBeUndefined(),
);

test('an autoscaler that cannot be rendered is ignored', () => {
  const object = autoscaler(Testing.chart(), 'hpa', { scaleTargetRef: REF, maxReplicas: 5 });
  object.addJsonPatch(JsonPatch.add('/nothing/at/all', 1));
  expect(maxReplicasOf(object.node.root, { ...REF, metadata: { name: 'web' } })).toBeUndefined();
});

describe('the pods of an autoscaler count', () => {
  const resources = { requests: { cpu: '1', memory: '1Gi' } };
  const serving = (chart: Chart) =>
    new Algorithm(chart, 'serve', { image: IMAGE, resources, workload: AlgorithmWorkload.deployment() });

  test.each(['autoscaling/v1', 'autoscaling/v2'])('for an algorithm, with those of a rollout, by %s', (apiVersion) => {
    const chart = Testing.chart();
    const { name } = ApiObject.of(serving(chart));
    expect(ChartResources.of(chart).pods).toBe(2);
    autoscaler(chart, 'hpa', { scaleTargetRef: { ...REF, name }, maxReplicas: 8 }, { apiVersion });
    const total = ChartResources.of(chart);
    expect([total.pods, total.requests]).toEqual([10, { cpu: '10', memory: '10Gi' }]);
    total.toResourceQuota(chart, 'quota');
    expect(Testing.synth(chart).find(({ kind }) => kind === 'ResourceQuota').spec.hard).toMatchObject({
      pods: '10',
      'requests.cpu': '10',
    });
  });

  test('for an algorithm, by an autoscaler of cdk8s-plus in another chart', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id, { namespace: 'vision' }));
    new HorizontalPodAutoscaler(b, 'hpa', { target: serving(a), maxReplicas: 4 });
    expect([ChartResources.of(a).pods, ChartResources.of(b).pods]).toEqual([5, 0]);
  });

  test('for a Deployment of cdk8s-plus', () => {
    const chart = Testing.chart();
    const target = new Deployment(chart, 'web', { containers: [{ image: IMAGE, resources: {} }] });
    new HorizontalPodAutoscaler(chart, 'hpa', { target, maxReplicas: 4 });
    expect(ChartResources.of(chart).pods).toBe(5);
  });

  test('with the initial replicas as the minimum', () => {
    const chart = Testing.chart();
    const { name } = new ApiObject(chart, 'web', {
      ...REF,
      name: undefined,
      spec: { replicas: 4, strategy: { type: 'Recreate' }, template: { spec: { containers: [] } } },
    } as any);
    autoscaler(chart, 'hpa', { scaleTargetRef: { ...REF, name }, maxReplicas: 3 });
    expect(ChartResources.of(chart).pods).toBe(4);
  });

  test('against the quota, also when the autoscaler is added or changed after a synthesis', () => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ capacity: { resourceQuota: { pods: '5' } } });
    const { name } = ApiObject.of(serving(chart));
    expect(errorsOf(chart)).toEqual([]);
    const hpa = autoscaler(chart, 'hpa', { scaleTargetRef: { ...REF, name }, maxReplicas: 4 });
    expect(errorsOf(chart)).toEqual([]);
    hpa.addJsonPatch(JsonPatch.replace('/spec/maxReplicas', 5));
    expect(errorsOf(chart)).toEqual([expect.stringContaining('7 pods in all (test/serve 7), the quota has 5')]);
  });
});
