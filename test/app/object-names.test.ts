import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Algorithm, AlgorithmSettings, AlgorithmWorkload, ManifestValidator, Warnings } from '../../src';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const named = (chart: Chart, id: string, name: string, more: any = {}) =>
  new Algorithm(chart, id, { image: IMAGE, metadata: { name }, ...more });

test('two objects of one kind, namespace and name in a chart are refused', () => {
  const chart = Testing.chart();
  named(chart, 'one', 'print');
  named(chart, 'two', 'print');
  expect(errorsOf(chart)).toEqual([
    '[test/two] metadata.name: Duplicate value: "print": test/one/Resource is a Job of the same name. ' +
      'Change the metadata.name of one of them',
  ]);
});

test("an object with the name of an algorithm's object is refused", () => {
  const chart = Testing.chart();
  ManifestValidator.of(chart).disable();
  named(chart, 'one', 'print');
  new ApiObject(chart, 'raw', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'print' } });
  expect(errorsOf(chart)).toEqual([
    '[test/raw] metadata.name: Duplicate value: "print": test/one/Resource is a Job of the same name. ' +
      'Change the metadata.name of one of them',
  ]);
});

test.each<[string, any, any]>([
  ['another kind', {}, { workload: AlgorithmWorkload.deployment() }],
  ['another namespace', {}, { metadata: { name: 'print', namespace: 'other' } }],
  ['another name', {}, { metadata: { name: 'other' } }],
])('%s is accepted', (_, one, two) => {
  const chart = Testing.chart();
  named(chart, 'one', 'print', one);
  named(chart, 'two', 'print', two);
  expect(errorsOf(chart)).toEqual([]);
});

test('a namespace that is set equals the same one inherited from the chart', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'vision' });
  named(chart, 'one', 'print');
  named(chart, 'two', 'print', { metadata: { name: 'print', namespace: 'vision' } });
  expect(errorsOf(chart)[0]).toContain('is a Job of the same name in namespace "vision"');
});

test('in different charts, which may go to different clusters, they are one warning', () => {
  const app = new App();
  for (const id of ['a', 'b']) named(new Chart(app, id), 'one', 'print');
  const output = captureStderr(() => {
    app.synthYaml();
    app.synthYaml();
  });
  expect(output.filter((line) => line.includes('WARN-OBJECT-DUPLICATE'))).toEqual([
    expect.stringContaining(
      'Warning: [b/one] metadata.name: Duplicate value: "print": a/one/Resource is a Job of the ' +
        'same name. Change the metadata.name of one of them, unless the charts go to different clusters ' +
        '(WARN-OBJECT-DUPLICATE)',
    ),
  ]);
});

test('in different charts the warning can be acknowledged or made an error', () => {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  for (const chart of [a, b]) named(chart, 'one', 'print');
  AlgorithmSettings.of(app).set({ warningsAsErrors: true });
  const text =
    '[b/one] metadata.name: Duplicate value: "print": a/one/Resource is a Job of the same name. Change ' +
    'the metadata.name of one of them, unless the charts go to different clusters (WARN-OBJECT-DUPLICATE)';
  const output = captureStderr(() => {
    expect(() => app.synthYaml()).toThrow(text);
    Warnings.of(b).acknowledge('WARN-OBJECT-DUPLICATE', 'b goes to another cluster');
    expect(() => app.synthYaml()).not.toThrow();
    AlgorithmSettings.of(app).set({ warningsAsErrors: false });
    app.synthYaml();
  });
  expect(output).toEqual([]);
});

test('an object that is added later is noticed by the next synthesis', () => {
  const chart = Testing.chart();
  named(chart, 'one', 'print');
  expect(errorsOf(chart)).toEqual([]);
  named(chart, 'two', 'print');
  expect(errorsOf(chart)).toHaveLength(1);
  chart.node.tryRemoveChild('two');
  expect(errorsOf(chart)).toEqual([]);
});
