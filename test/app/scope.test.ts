import { Testing } from 'cdk8s';
import { AlgorithmDefaults, ChartResources, ManifestValidator, SharedVolume, Warnings } from '../../src';

describe.each([[undefined], [null], ['chart'], [{}], [[]], [{ resources: { enabled: false } }]])(
  '%p as a scope',
  (none: any) => {
    test.each<[string, () => unknown]>([
      ['AlgorithmDefaults.set', () => AlgorithmDefaults.set(none, {})],
      ['Warnings.acknowledge', () => Warnings.acknowledge(none, 'WARN-IMAGE-LATEST', 'for a test')],
      ['ManifestValidator.validateAll', () => ManifestValidator.validateAll(none)],
      ['ChartResources.of', () => ChartResources.of(none)],
      ['SharedVolume and SideCar', () => SharedVolume.emptyDir(none, 'v')],
    ])('of %s', (call, run) =>
      expect(run).toThrow(`${call}: the scope is no construct: give an app, a chart, or what is in one`),
    );
  },
);

test('a chart is one', () => {
  const chart = Testing.chart();
  expect(() => AlgorithmDefaults.set(chart, {})).not.toThrow();
  expect(ChartResources.of(chart).pods).toBe(0);
});
