import { Chart, Testing } from 'cdk8s';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmSettingsOptions,
  ChartResources,
  ManifestValidator,
  SharedVolume,
  SideCar,
  Warnings,
} from '../../src';
import { podOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

/**
 * The resources of the main container and of a sidecar, with defaults for the app, the chart, the algorithm and the
 * sidecar.
 */
function resources(scopes: { [scope in 'app' | 'chart' | 'algorithm' | 'sideCar']?: AlgorithmSettingsOptions }) {
  const app = Testing.app();
  const chart = new Chart(app, 'test');
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE, settings: scopes.algorithm });
  const sideCar = algorithm.addSideCar('web', { image: 'httpd:2.4' });
  // Set late: they are read at synth.
  if (scopes.app) AlgorithmSettings.of(app).set(scopes.app);
  if (scopes.chart) AlgorithmSettings.of(chart).set(scopes.chart);
  if (scopes.sideCar) AlgorithmSettings.of(sideCar).set(scopes.sideCar);
  const pod = podOf(chart);
  return [pod.containers[0].resources, pod.initContainers[0].resources];
}

const MAIN = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '200m', memory: '512Mi' } };
const SIDECAR = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } };

test('built in', () => expect(resources({})).toEqual([MAIN, SIDECAR]));

test('the nearest scope wins, each resource name by itself', () => {
  expect(
    resources({
      app: { resources: { sideCarRequests: { cpu: '1', memory: '1Gi' } } },
      chart: { resources: { sideCarRequests: { cpu: '2' } } },
      algorithm: { resources: { algorithmRequests: { memory: '2Gi' } } },
    }),
  ).toEqual([
    { requests: { cpu: '100m', memory: '2Gi' }, limits: { cpu: '200m', memory: '4Gi' } },
    { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '4', memory: '2Gi' } },
  ]);
});

test('a single sidecar is a scope too', () => {
  expect(resources({ sideCar: { resources: { sideCarRequests: { cpu: '5m' } } } })[1].requests.cpu).toBe('5m');
});

test('limits by scope', () => {
  expect(
    resources({
      chart: { resources: { algorithmLimits: { cpu: '1', memory: '128Mi' }, sideCarLimits: { memory: '1Gi' } } },
    }),
  ).toEqual([
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '128Mi' } },
    { requests: SIDECAR.requests, limits: { cpu: '200m', memory: '1Gi' } },
  ]);
});

test('useResourceLimits: limits equal requests', () => {
  expect(resources({ app: { resources: { useResourceLimits: true } } })[1]).toEqual({
    requests: SIDECAR.requests,
    limits: SIDECAR.requests,
  });
});

test('applyCpuLimits: no CPU limits, and back again in a nearer scope', () => {
  const without = { resources: { applyCpuLimits: false } };
  expect(resources({ app: without })[1].limits).toEqual({ memory: '256Mi' });
  expect(resources({ app: without, algorithm: { resources: { applyCpuLimits: true } } })[1].limits).toEqual(
    SIDECAR.limits,
  );
});

test('enabled: no defaults at all', () => {
  expect(resources({ chart: { resources: { enabled: false } } })).toEqual([undefined, undefined]);
});

test('what is set later for the same scope is added', () => {
  const chart = Testing.chart();
  AlgorithmSettings.of(chart).set({ resources: { algorithmRequests: { cpu: '1' } } });
  AlgorithmSettings.of(chart).set({ resources: { algorithmRequests: { memory: '1Gi' }, enabled: undefined } });
  new Algorithm(chart, 'print', { image: IMAGE });
  expect(podOf(chart).containers[0].resources.requests).toEqual({ cpu: '1', memory: '1Gi' });
});

test('a change after a synthesis shows in the next', () => {
  const chart = Testing.chart();
  new SideCar(new Algorithm(chart, 'print', { image: IMAGE }), 'web', { image: 'httpd:2.4' });
  expect(podOf(chart).initContainers[0].resources).toEqual(SIDECAR);
  AlgorithmSettings.of(chart).set({ resources: { enabled: false } });
  expect(podOf(chart).initContainers[0]).not.toHaveProperty('resources');
});

describe.each([[undefined], [null], ['chart'], [{}], [[]], [{ resources: { enabled: false } }]])(
  '%p as a scope',
  (none: any) => {
    test.each<[string, () => unknown]>([
      ['AlgorithmSettings.of', () => AlgorithmSettings.of(none).set({})],
      ['Warnings.of', () => Warnings.of(none).acknowledge('WARN-IMAGE-LATEST', 'for a test')],
      ['ManifestValidator.of', () => ManifestValidator.of(none).enable()],
      ['ChartResources.of', () => ChartResources.of(none)],
      ['SharedVolume and SideCar', () => SharedVolume.fromEmptyDir(none, 'v')],
    ])('of %s', (call, run) =>
      expect(run).toThrow(`${call}: the scope must be a construct: pass an app, a chart, or a construct in one`),
    );
  },
);

test('a chart is one', () => {
  const chart = Testing.chart();
  expect(() => AlgorithmSettings.of(chart).set({})).not.toThrow();
  expect(ChartResources.of(chart).pods).toBe(0);
});
