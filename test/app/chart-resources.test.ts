import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmSettings, ChartResources, ResourceQuotaOptions, AlgorithmWorkload } from '../../src';
import { errorsOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';
/** cpu 1 (limit 2), memory 1Gi (limit 2Gi). */
const resources = { requests: { cpu: '1', memory: '1Gi' } };

function hardOf(chart: Chart, props?: ResourceQuotaOptions): any {
  ChartResources.of(chart).toResourceQuota(chart, 'quota', props);
  return Testing.synth(chart).find(({ kind }) => kind === 'ResourceQuota').spec.hard;
}

function mixedChart(): Chart {
  const chart = Testing.chart();
  new Algorithm(chart, 'train', {
    image: IMAGE,
    resources: { requests: { ...resources.requests, 'nvidia.com/gpu': '2' } },
    workload: AlgorithmWorkload.job({ parallelism: 3 }),
  });
  new Algorithm(chart, 'clean', {
    image: IMAGE,
    resources,
    workload: AlgorithmWorkload.cronJob({ schedule: '@daily' }),
  });
  new Algorithm(chart, 'serve', { image: IMAGE, resources, workload: AlgorithmWorkload.deployment({ replicas: 2 }) });
  return chart;
}

test('the totals of a chart', () => {
  const total = ChartResources.of(mixedChart());
  expect(total.pods).toBe(7);
  expect(total.requests).toEqual({ cpu: '7', memory: '7Gi', 'nvidia.com/gpu': '6' });
  expect(total.limits).toEqual({ cpu: '14', memory: '14Gi', 'nvidia.com/gpu': '6' });
  // The CronJob keeps four Jobs beside the one that runs.
  expect(total.objects).toEqual({ 'cronjobs.batch': 1, 'deployments.apps': 1, 'jobs.batch': 6 });
});

test('the totals of an empty chart', () => {
  const total = ChartResources.of(Testing.chart());
  expect([total.pods, total.requests, total.limits, total.objects]).toEqual([0, {}, {}, {}]);
});

test('the totals of an app include objects of cdk8s-plus and objects added later', () => {
  const app = Testing.app();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  const total = ChartResources.of(app);
  new Algorithm(a, 'train', { image: IMAGE, resources });
  expect(total.pods).toBe(1);
  // cdk8s-plus asks for cpu 1, memory 512Mi by default.
  new Deployment(b, 'web', { replicas: 1, containers: [{ image: IMAGE }] });
  expect([total.pods, total.requests, ChartResources.of(b).pods]).toEqual([3, { cpu: '3', memory: '2Gi' }, 2]);
});

test('an object that cannot be rendered is left out', () => {
  const chart = Testing.chart();
  ApiObject.of(new Algorithm(chart, 'a', { image: IMAGE })).addJsonPatch(JsonPatch.add('/nothing/at/all', 1));
  expect(ChartResources.of(chart).pods).toBe(0);
});

describe('toResourceQuota', () => {
  test('is exactly as large as needed', () => {
    expect(hardOf(mixedChart())).toEqual({
      'requests.cpu': '7',
      'requests.memory': '7Gi',
      'limits.cpu': '14',
      'limits.memory': '14Gi',
      'requests.nvidia.com/gpu': '6',
      pods: '7',
    });
  });

  const REQUESTS = { cpu: '1', memory: '1Gi' };
  const LIMITS = { cpu: '2', memory: '2Gi' };
  test.each<[string, any, any]>([
    ['nothing', undefined, {}],
    ['a request', { requests: { memory: '1Gi' } }, { 'requests.memory': '1Gi' }],
    ['requests', { requests: REQUESTS }, { 'requests.cpu': '1', 'requests.memory': '1Gi' }],
    [
      'limits, which are requests as well',
      { limits: LIMITS },
      { 'requests.cpu': '2', 'requests.memory': '2Gi', 'limits.cpu': '2', 'limits.memory': '2Gi' },
    ],
    [
      'all',
      { requests: REQUESTS, limits: LIMITS },
      { 'requests.cpu': '1', 'requests.memory': '1Gi', 'limits.cpu': '2', 'limits.memory': '2Gi' },
    ],
  ])('includes an init container that declares %s', (_, ofInitContainer, hard) => {
    const chart = Testing.chart();
    new Algorithm(chart, 'a', {
      image: IMAGE,
      resources,
      pod: { initContainers: [{ name: 'fetch', image: IMAGE, resources: ofInitContainer }] },
    });
    expect(hardOf(chart)).toEqual({ pods: '1', ...hard });
  });

  test('contains the numbers of objects', () => {
    const chart = mixedChart();
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(hardOf(chart, { objectCounts: true })).toMatchObject({
      pods: '7',
      'count/jobs.batch': '6',
      'count/cronjobs.batch': '1',
      'count/deployments.apps': '1',
    });
    expect(Object.keys(hardOf(mixedChart(), { objectCounts: true }))).not.toContain('count/configmaps');
  });

  test('adds the headroom, rounded up', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'a', {
      image: IMAGE,
      resources: {
        requests: { cpu: '333m', memory: '100Mi', 'ephemeral-storage': '1G', 'nvidia.com/gpu': '1' },
        limits: { cpu: '333m', memory: '100Mi' },
      },
    });
    expect(hardOf(chart, { headroom: 1.015 })).toEqual({
      'requests.cpu': '338m',
      'limits.cpu': '338m',
      'requests.memory': '102Mi',
      'limits.memory': '102Mi',
      'requests.ephemeral-storage': '1015M',
      'requests.nvidia.com/gpu': '2',
      pods: '2',
    });
  });

  test.each([0.99, 0, -1, NaN, Infinity, '2' as any])('refuses a headroom of %p', (headroom) => {
    const chart = Testing.chart();
    expect(() => ChartResources.of(chart).toResourceQuota(chart, 'quota', { headroom })).toThrow(
      `[test/quota] headroom: Invalid value: ${headroom}: must be a number of at least 1`,
    );
  });

  test('leaves out resources that some container does not declare', () => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ resources: { applyCpuLimits: false } });
    new Algorithm(chart, 'a', { image: IMAGE, resources });
    new Algorithm(chart, 'b', { image: IMAGE, resources: { limits: { cpu: '1' } } });
    expect(hardOf(chart)).toEqual({
      'requests.cpu': '1100m',
      'requests.memory': '1280Mi',
      'limits.memory': '2560Mi',
      pods: '2',
    });
  });

  test('has no pods when nothing runs', () => expect(hardOf(Testing.chart())).toEqual({ pods: '0' }));

  test('leaves room for suspended Jobs', () => {
    const chart = Testing.chart();
    new Algorithm(chart, 'a', { image: IMAGE, resources, workload: AlgorithmWorkload.job({ suspend: true }) });
    expect(hardOf(chart).pods).toBe('1');
  });

  test('includes the storage of claims', () => {
    const chart = Testing.chart();
    new ApiObject(chart, 'claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      spec: { resources: { requests: { storage: '1Gi' } } },
    });
    expect(hardOf(chart)).toEqual({ pods: '0' });
  });

  test('by default has the id as its name, and counts the objects in the namespace of its chart', () => {
    const chart = new Chart(Testing.app(), 'test', { namespace: 'vision' });
    new Algorithm(chart, 'a', { image: IMAGE, resources });
    new Algorithm(chart, 'b', { image: IMAGE, resources, metadata: { namespace: 'other' } });
    ChartResources.of(chart).toResourceQuota(chart, 'quota');
    expect(Testing.synth(chart)[2]).toEqual({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: 'vision' },
      spec: {
        hard: { 'limits.cpu': '2', 'limits.memory': '2Gi', pods: '1', 'requests.cpu': '1', 'requests.memory': '1Gi' },
      },
    });
  });

  test('may be in another chart, has metadata, and grows with its scope', () => {
    const app = new App();
    const [jobs, admin] = ['jobs', 'admin'].map((id) => new Chart(app, id));
    const quota = ChartResources.of(jobs).toResourceQuota(admin, 'quota', {
      metadata: { name: 'jobs', namespace: 'vision', labels: { team: 'a' } },
    });
    new Algorithm(jobs, 'a', { image: IMAGE, resources, metadata: { namespace: 'vision' } });
    expect(quota.toJson()).toMatchObject({
      metadata: { name: 'jobs', namespace: 'vision', labels: { team: 'a' } },
      spec: { hard: { pods: '1' } },
    });
    new Algorithm(jobs, 'b', { image: IMAGE, resources, metadata: { namespace: 'vision' } });
    expect(quota.toJson().spec.hard.pods).toBe('2');
  });

  test('accepts all objects of the chart and refuses one more', () => {
    const chart = mixedChart();
    const hard = hardOf(chart, { objectCounts: true });
    AlgorithmSettings.of(chart).set({ capacity: { resourceQuota: hard } });
    expect(errorsOf(chart)).toEqual([]);
    new Algorithm(chart, 'more', { image: IMAGE, resources: { requests: { cpu: '1m', memory: '1Mi' } } });
    expect(errorsOf(chart).map((error) => /\d+[A-Za-z]* (\S+) in all/.exec(error)?.[1])).toEqual([
      'count/jobs.batch',
      'limits.cpu',
      'limits.memory',
      'pods',
      'requests.cpu',
      'requests.memory',
    ]);
  });
});
