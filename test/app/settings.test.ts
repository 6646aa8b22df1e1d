import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Algorithm,
  AlgorithmPod,
  AlgorithmSettings,
  AlgorithmSettingsOptions,
  AlgorithmWorkload,
  ChartResources,
  ManifestValidator,
  SharedVolume,
  SideCar,
  Warnings,
} from '../../src';
import { podOf, workloadOf } from '../fixtures/manifests';

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

test('the built-in defaults', () => expect(resources({})).toEqual([MAIN, SIDECAR]));

test('the nearest scope wins, resource by resource', () => {
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

test('limits are set by scope', () => {
  expect(
    resources({
      chart: { resources: { algorithmLimits: { cpu: '1', memory: '128Mi' }, sideCarLimits: { memory: '1Gi' } } },
    }),
  ).toEqual([
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '128Mi' } },
    { requests: SIDECAR.requests, limits: { cpu: '200m', memory: '1Gi' } },
  ]);
});

test('useResourceLimits makes limits equal to requests', () => {
  expect(resources({ app: { resources: { useResourceLimits: true } } })[1]).toEqual({
    requests: SIDECAR.requests,
    limits: SIDECAR.requests,
  });
});

test('applyCpuLimits: false removes CPU limits, and a nearer scope sets them again', () => {
  const without = { resources: { applyCpuLimits: false } };
  expect(resources({ app: without })[1].limits).toEqual({ memory: '256Mi' });
  expect(resources({ app: without, algorithm: { resources: { applyCpuLimits: true } } })[1].limits).toEqual(
    SIDECAR.limits,
  );
});

test('enabled: false removes all default resources', () => {
  expect(resources({ chart: { resources: { enabled: false } } })).toEqual([undefined, undefined]);
});

describe('defaults: false', () => {
  const withoutDefaults = (workload?: AlgorithmWorkload, pod?: AlgorithmPod) => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ defaults: false });
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, workload, pod });
    algorithm.addSideCar('web', { image: 'httpd:2.4' });
    return { chart, algorithm, template: () => workloadOf(chart).spec.template };
  };
  const selector = { matchLabels: { app: 'print' } };
  const web = { name: 'web', image: 'httpd:2.4' };
  const main = { name: 'algorunner', image: IMAGE };

  test('a pod has only declared fields', () => {
    expect(withoutDefaults().template()).toEqual({
      metadata: { labels: {} },
      spec: { containers: [main], initContainers: [{ ...web, restartPolicy: 'Always' }], restartPolicy: 'Never' },
    });
  });

  test('a nearer scope switches the defaults on again', () => {
    const { algorithm, template } = withoutDefaults();
    AlgorithmSettings.of(algorithm).set({ defaults: true });
    expect(template().metadata.labels).toEqual({ 'app.kubernetes.io/name': 'print' });
    expect(template().spec.automountServiceAccountToken).toBe(false);
    expect(template().spec.containers[0].resources).toEqual(MAIN);
  });

  test.each<[string, AlgorithmWorkload, boolean]>([
    ['a Deployment without a selector', AlgorithmWorkload.deployment(), true],
    ['a Deployment with a selector', AlgorithmWorkload.deployment({ selector }), false],
    ['a StatefulSet with a headless Service of ours', AlgorithmWorkload.statefulSet({ selector }), true],
    ['a StatefulSet with another Service', AlgorithmWorkload.statefulSet({ selector, serviceName: 'db' }), false],
    ['a Job', AlgorithmWorkload.job(), false],
  ])('whether the pods of %s have the label of their name', (_, workload, isLabelled) => {
    const { template } = withoutDefaults(workload, { labels: { app: 'print' } });
    const label = isLabelled ? { 'app.kubernetes.io/name': 'print' } : {};
    expect(template().metadata.labels).toEqual({ app: 'print', ...label });
  });

  test('pods that a Service selects have the label, even if they were rendered before', () => {
    const labels = { app: 'print' };
    const { algorithm, chart, template } = withoutDefaults(AlgorithmWorkload.deployment({ selector }), { labels });
    expect(template().metadata.labels).toEqual(labels);
    new kplus.Service(chart, 'service', { selector: algorithm, ports: [{ port: 80 }] });
    expect(template().metadata.labels).toEqual({ ...labels, 'app.kubernetes.io/name': 'print' });
  });
});

test('settings that are set later for the same scope are added', () => {
  const chart = Testing.chart();
  AlgorithmSettings.of(chart).set({ resources: { algorithmRequests: { cpu: '1' } } });
  AlgorithmSettings.of(chart).set({ resources: { algorithmRequests: { memory: '1Gi' }, enabled: undefined } });
  new Algorithm(chart, 'print', { image: IMAGE });
  expect(podOf(chart).containers[0].resources.requests).toEqual({ cpu: '1', memory: '1Gi' });
});

test('a setting that changes after a synthesis counts in the next one', () => {
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
    ])('is refused by %s', (call, run) =>
      expect(run).toThrow(`${call}: the scope must be a construct: pass an app, a chart, or a construct in one`),
    );
  },
);

test('a chart is accepted as a scope', () => {
  const chart = Testing.chart();
  expect(() => AlgorithmSettings.of(chart).set({})).not.toThrow();
  expect(ChartResources.of(chart).pods).toBe(0);
});
