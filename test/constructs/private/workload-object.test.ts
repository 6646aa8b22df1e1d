import { ApiObjectMetadataDefinition, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { Algorithm } from '../../../src';
import * as pods from '../../../src/render/render-pod';
import { errorsOf, podOf, workloadOf } from '../../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

describe('JSON patches', () => {
  test('keep fields that the typed props do not have', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.apiObject.addJsonPatch(
      JsonPatch.add('/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu', '1'),
      JsonPatch.add('/spec/managedBy', 'acme.io/queue'),
      JsonPatch.add('/spec/template/spec/containers/0/readinessProbe', { tcpSocket: { port: 80 } }),
    );
    const { spec } = workloadOf(chart);
    expect(spec.managedBy).toBe('acme.io/queue');
    expect(spec.template.spec.containers[0]).toMatchObject({
      resources: { limits: { 'nvidia.com/gpu': '1' } },
      readinessProbe: { tcpSocket: { port: 80 } },
    });
  });

  test('are applied after a synthesis too, like edits of the metadata', () => {
    const chart = Testing.chart();
    const { apiObject } = new Algorithm(chart, 'print', { image: IMAGE });
    expect(workloadOf(chart).spec.suspend).toBeUndefined();
    apiObject.addJsonPatch(JsonPatch.add('/spec/suspend', true));
    apiObject.metadata.addLabel('team', 'vision');
    expect(workloadOf(chart)).toMatchObject({ spec: { suspend: true }, metadata: { labels: { team: 'vision' } } });
  });

  test('are named if they cannot be applied', () => {
    const chart = Testing.chart();
    const { apiObject } = new Algorithm(chart, 'print', { image: IMAGE });
    apiObject.addJsonPatch(JsonPatch.add('/spec/suspend', true), JsonPatch.replace('/spec/nope/deeper', 1));
    expect(errorsOf(chart)[0]).toBe(
      '[test/print] JSON patch 2 of 2 can\'t be applied: {"op":"replace","path":"/spec/nope/deeper"}: ' +
        'there is no /spec/nope',
    );
  });
});

test('a value that cannot be rendered is a finding, not a crash', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: IMAGE, fields: { odd: new Map() } });
  expect(errorsOf(chart)[0]).toMatch(/^\[test\/print\] spec\.template\.spec\.containers\[0\]\.odd: Unknown field/);
});

test('a circular reference is a finding, not a hang', () => {
  const circle: any = { operator: 'Exists' };
  circle.again = circle;
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: IMAGE, fields: { circle } });
  new Algorithm(chart, 'list', { image: IMAGE, pod: { tolerations: [{ key: 'a' }, circle] } });
  expect(errorsOf(chart)).toEqual([
    expect.stringContaining('[test/print] spec.template.spec.containers[0].fields.circle.again: Invalid value: '),
    expect.stringContaining('[test/print] spec.template.spec.containers[0].circle: Unknown field'),
    expect.stringContaining('[test/list] spec.template.spec.tolerations[1].again: Invalid value: '),
  ]);
});

test('a key that cdk8s would lose is refused', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: IMAGE, pod: { nodeSelector: JSON.parse('{"__proto__": "x"}') } });
  expect(errorsOf(chart)).toEqual([
    '[test/print] spec.template.spec.nodeSelector.__proto__: Forbidden: cdk8s silently drops a key of ' +
      'this name. Rename it',
  ]);
});

describe('the manifest is kept until something changes', () => {
  const countRenderings = (run: () => void) => {
    const spy = jest.spyOn(pods, 'renderPod');
    run();
    const { length } = spy.mock.calls;
    spy.mockRestore();
    return length;
  };

  test('so ten charts render each algorithm once', () => {
    const app = new App();
    for (let i = 0; i < 10; i++) new Algorithm(new Chart(app, `c${i}`), `print-${i}`, { image: IMAGE });
    expect(countRenderings(() => app.synthYaml())).toBe(10);
  });

  test('but the parts it is made of are only kept until it is validated', () => {
    const app = new App();
    const algorithm = new Algorithm(new Chart(app, 'chart'), 'print', { image: IMAGE });
    const judge = () => algorithm._findings().map(({ finding }) => finding.rule);
    expect(countRenderings(() => app.synthYaml())).toBe(1);
    expect(countRenderings(() => expect(judge()).toEqual(judge()))).toBe(1);
    expect(countRenderings(() => algorithm.apiObject.toJson())).toBe(0);
  });

  test('but an object with a computed value is rendered each time it is printed', () => {
    const args = [Lazy.any({ produce: () => 'computed' })];
    const { apiObject } = new Algorithm(Testing.chart(), 'print', { image: IMAGE, args });
    expect(countRenderings(() => apiObject.toJson())).toBe(1);
  });

  test('and callers get copies', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE });
    podOf(chart).containers[0].image = 'changed';
    expect(podOf(chart).containers[0].image).toBe(IMAGE);
  });

  test('but computed values are computed each time', () => {
    let i = 0;
    const chart = Testing.chart();
    new Algorithm(chart, 'print', { image: IMAGE, args: [Lazy.any({ produce: () => `${++i}` })] });
    const first = Number(podOf(chart).containers[0].args[0]);
    expect(Number(podOf(chart).containers[0].args[0])).toBeGreaterThan(first);
  });

  test('the resolvers of an app see every value', () => {
    const app = new App({
      resolvers: [
        {
          resolve: (context) => {
            if (context.value === 'magic') context.replaceValue('resolved');
          },
        },
      ],
    });
    const chart = new Chart(app, 'c');
    new Algorithm(chart, 'print', { image: IMAGE, args: ['magic'] });
    expect(podOf(chart).containers[0].args).toEqual(['resolved']);
  });
});

test('keys are in the order of cdk8s', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: IMAGE });
  expect(Object.keys(workloadOf(chart))).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
});

test.each<[string, (metadata: ApiObjectMetadataDefinition) => void, any]>([
  ['label', (m) => m.addLabel('a', 'b'), { labels: { a: 'b' } }],
  ['annotation', (m) => m.addAnnotation('a', 'b'), { annotations: { a: 'b' } }],
  ['finalizer', (m) => m.addFinalizers('acme.io/x'), { finalizers: ['acme.io/x'] }],
  [
    'owner',
    (m) => m.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'y' }),
    { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'y' }] },
  ],
  ['anything else', (m) => m.add('generateName', 'x-'), { generateName: 'x-' }],
])('an edit of the metadata after a synthesis is seen: %s', (_, edit, expected) => {
  const chart = Testing.chart();
  const { apiObject } = new Algorithm(chart, 'print', { image: IMAGE });
  expect(workloadOf(chart).metadata).toEqual({ name: 'print' });
  edit(apiObject.metadata);
  expect(workloadOf(chart).metadata).toMatchObject(expected);
});

test('a computed label is computed each time', () => {
  let i = 0;
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: IMAGE, metadata: { labels: { run: Lazy.any({ produce: () => `${++i}` }) } } });
  const first = Number(workloadOf(chart).metadata.labels.run);
  expect(Number(workloadOf(chart).metadata.labels.run)).toBeGreaterThan(first);
});
