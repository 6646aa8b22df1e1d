import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmProps,
  Capacity,
  HkubeWorkerJob,
  AlgorithmWorkload,
  ManifestValidator,
} from '../../src';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const HINT = 'The server would reject whatever comes last: request less, or correct capacity.resourceQuota';
const exceeded = (text: string) => `spec: Forbidden: exceeds the quota${text}. ${HINT}`;

function algorithm(chart: Chart, id: string, cpu = '1', props: Partial<AlgorithmProps> = {}): Algorithm {
  return new Algorithm(chart, id, { image: IMAGE, resources: { requests: { cpu } }, ...props });
}

/** Objects that are not ours are only counted: they need not be complete. */
function chartWith(capacity: Capacity): Chart {
  const chart = Testing.chart();
  ManifestValidator.of(chart).disable();
  AlgorithmSettings.of(chart).set({ capacity });
  return chart;
}

test('objects that just fit the quota together are accepted', () => {
  const chart = chartWith({
    resourceQuota: { 'requests.cpu': '3', pods: '2', 'count/jobs.batch': '2', 'limits.memory': '1Gi' },
  });
  algorithm(chart, 'a');
  algorithm(chart, 'b', '2');
  expect(errorsOf(chart)).toEqual([]);
});

test('the first object that does not fit is reported, with what all objects request', () => {
  const chart = chartWith({ resourceQuota: { 'requests.cpu': '10' } });
  algorithm(chart, 'a', '4');
  algorithm(chart, 'b', '4', { workload: AlgorithmWorkload.job({ parallelism: 2 }) });
  algorithm(chart, 'c', '1');
  expect(errorsOf(chart)).toEqual([
    `[test/b] ${exceeded(': 13 requests.cpu in all (test/b 8 in 2 pods, test/a 4, test/c 1), the quota has 10')}`,
  ]);
});

test('each resource of the quota is checked, and the largest of many objects is named', () => {
  const chart = chartWith({ resourceQuota: { pods: '6', 'limits.memory': '3Gi' } });
  for (let i = 0; i < 7; i++) algorithm(chart, `a${i}`);
  const five = (amount: string) => [0, 1, 2, 3, 4].map((i) => `test/a${i} ${amount}`).join(', ');
  expect(errorsOf(chart)).toEqual([
    `[test/a6] ${exceeded(`: 7 pods in all (${five('1')}, 2 more), the quota has 6`)}`,
    `[test/a6] ${exceeded(`: 3584Mi limits.memory in all (${five('512Mi')}, 2 more), the quota has 3Gi`)}`,
  ]);
});

test('each namespace is checked on its own', () => {
  const app = Testing.app();
  AlgorithmSettings.of(app).set({ capacity: { resourceQuota: { pods: '1' } } });
  const [a, b] = ['a', 'b'].map((namespace) => new Chart(app, namespace, { namespace }));
  algorithm(a, 'one');
  algorithm(b, 'one');
  expect(errorsOf(a)).toEqual([]);
  algorithm(b, 'two', '1', { metadata: { namespace: 'a' } });
  expect(errorsOf(a)).toEqual([
    `[b/two] ${exceeded(' of namespace "a": 2 pods in all (a/one 1, b/two 1), the quota has 1')}`,
  ]);
});

test('a quota holds for all charts of the scope that declares it', () => {
  const app = Testing.app();
  AlgorithmSettings.of(app).set({ capacity: { resourceQuota: { pods: '1' } } });
  const charts = ['a', 'b'].map((id) => new Chart(app, id));
  algorithm(charts[0], 'one');
  algorithm(charts[1], 'two');
  expect(errorsOf(charts[0])[0]).toContain(
    '[b/two] spec: Forbidden: exceeds the quota: 2 pods in all (a/one 1, b/two 1)',
  );
});

test('a nearer scope has its own quota, resource by resource', () => {
  const app = Testing.app();
  AlgorithmSettings.of(app).set({ capacity: { resourceQuota: { pods: '1', 'requests.cpu': '2' } } });
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  AlgorithmSettings.of(b).set({ capacity: { resourceQuota: { pods: '2' } } });
  algorithm(a, 'zero');
  algorithm(b, 'one', '500m');
  algorithm(b, 'two', '500m');
  expect(errorsOf(a)).toEqual([]);
  algorithm(b, 'three', '500m');
  expect(errorsOf(a).map((error) => error.split(':')[3])).toEqual([
    ' 2500m requests.cpu in all (a/zero 1, b/one 500m, b/two 500m, b/three 500m), the quota has 2. The ' +
      'server would reject whatever comes last',
    ' 3 pods in all (b/one 1, b/two 1, b/three 1), the quota has 2. The server would reject whatever comes last',
  ]);
});

test('a nearer limit range replaces the whole one', () => {
  const app = Testing.app();
  AlgorithmSettings.of(app).set({
    capacity: {
      limitRange: [
        { type: 'Container', max: { cpu: '1' } },
        { type: 'Pod', max: { cpu: '1' } },
      ],
    },
  });
  const chart = new Chart(app, 'test');
  algorithm(chart, 'a', '1');
  expect(errorsOf(chart)).toHaveLength(2);
  AlgorithmSettings.of(chart).set({ capacity: { limitRange: [{ type: 'Container', max: { cpu: '2' } }] } });
  expect(errorsOf(chart)).toEqual([]);
  AlgorithmSettings.of(chart).set({ capacity: { limitRange: [] } });
  expect(errorsOf(chart)).toEqual([]);
});

test('the Jobs of HKube count and are checked', () => {
  const chart = chartWith({ resourceQuota: { pods: '1' }, largestNode: { memory: '1Gi' } });
  new HkubeWorkerJob(chart, 'worker', { spec: { name: 'print', algorithmImage: IMAGE, mem: '2Gi', cpu: 1 } });
  algorithm(chart, 'a');
  let errors: string[] = [];
  captureStderr(() => {
    errors = errorsOf(chart);
  });
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain(
    '[test/worker] spec.template.spec: Forbidden: requests 2458Mi memory (algorunner 2458Mi), but the ' +
      'largest node has 1Gi',
  );
  expect(errors[1]).toContain('[test/a] spec: Forbidden: exceeds the quota: 2 pods in all (test/worker 1, test/a 1)');
});

test('a suspended workload has no pods, but counts as an object', () => {
  const chart = chartWith({ resourceQuota: { pods: '1', 'requests.cpu': '1', 'count/jobs.batch': '2' } });
  algorithm(chart, 'a');
  algorithm(chart, 'b', '1', { workload: AlgorithmWorkload.job({ suspend: true }) });
  expect(errorsOf(chart)).toEqual([]);
  algorithm(chart, 'c', '1', { workload: AlgorithmWorkload.job({ suspend: true }) });
  expect(errorsOf(chart)).toEqual([
    `[test/c] ${exceeded(': 3 count/jobs.batch in all (test/a 1, test/b 1, test/c 1), the quota has 2')}`,
  ]);
});

describe('other objects of the scope', () => {
  const template = { spec: { containers: [{ name: 'a', image: IMAGE, resources: { limits: { cpu: '1' } } }] } };

  test('count too, and findings about them are reported there', () => {
    const chart = chartWith({ resourceQuota: { pods: '3', configmaps: '1' } });
    algorithm(chart, 'a');
    new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 2, template } });
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });
    new ApiObject(chart, 'config2', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(errorsOf(chart)).toEqual([
      `[test/raw] ${exceeded(': 4 pods in all (test/raw 3, test/a 1), the quota has 3')}`,
      `[test/config2] ${exceeded(': 2 configmaps in all (test/config 1, test/config2 1), the quota has 1')}`,
    ]);
  });

  test('count once, even if validated twice', () => {
    const chart = chartWith({ resourceQuota: { pods: '1' } });
    ManifestValidator.of(chart).enable();
    algorithm(chart, 'a');
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec: template.spec });
    expect([errorsOf(chart).length, errorsOf(chart).length]).toEqual([1, 1]);
  });

  test('are left out if they cannot be rendered', () => {
    const chart = chartWith({ resourceQuota: { pods: '1' } });
    algorithm(chart, 'a');
    const broken = algorithm(chart, 'b');
    ApiObject.of(broken).addJsonPatch(JsonPatch.add('/nothing/at/all', 1));
    expect(errorsOf(chart)).toEqual([expect.stringContaining("[test/b] JSON patch 1 of 1 can't be applied")]);
  });

  test('include claims that a limit range refuses', () => {
    const chart = chartWith({
      limitRange: [{ type: 'PersistentVolumeClaim', max: { storage: '1Gi' }, min: { storage: '10Mi' } }],
    });
    algorithm(chart, 'a');
    const claim = (id: string, storage?: string) =>
      new ApiObject(chart, id, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        spec: { resources: { requests: { storage } } },
      });
    claim('fits', '1Gi');
    expect(errorsOf(chart)).toEqual([]);
    claim('large', '2Gi');
    claim('small', '1Mi');
    claim('none');
    expect(errorsOf(chart)).toEqual([
      '[test/large] spec.resources: Forbidden: maximum storage usage per PersistentVolumeClaim is 1Gi, ' +
        'but request is 2Gi',
      '[test/small] spec.resources: Forbidden: minimum storage usage per PersistentVolumeClaim is 10Mi, ' +
        'but request is 1Mi',
      '[test/none] spec.resources: Forbidden: minimum storage usage per PersistentVolumeClaim is 10Mi.  ' +
        'No request is specified',
      '[test/none] spec.resources: Forbidden: maximum storage usage per PersistentVolumeClaim is 1Gi.  ' +
        'No request is specified',
    ]);
  });
});

test('a mistake in a capacity is reported once, where it is declared', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'chart');
  AlgorithmSettings.of(app).set({ capacity: { resourceQuota: { cpu: 'much' } } });
  AlgorithmSettings.of(chart).set({ capacity: { largestNode: { cpus: '8' } } });
  algorithm(chart, 'a');
  algorithm(chart, 'b');
  const errors = errorsOf(chart);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toMatch(/^\[\] capacity\.resourceQuota\[cpu\]: Type invalid: "much"/);
  expect(errors[1]).toMatch(/^\[chart\] capacity\.largestNode\[cpus\]: Invalid value: "cpus"/);
});

test('no setting makes synthesis crash', () => {
  for (const capacity of [
    null,
    'lots',
    [],
    { limitRange: 'x' },
    { resourceQuota: [] },
    { largestNode: null },
  ] as any[]) {
    const chart = chartWith(capacity);
    algorithm(chart, 'a');
    expect(() => errorsOf(chart)).not.toThrow();
  }
});

describe('a change is noticed by the next synthesis', () => {
  test('of another algorithm: in its props and patches, or its removal', () => {
    const chart = chartWith({ resourceQuota: { 'requests.cpu': '2' } });
    const a = algorithm(chart, 'a');
    algorithm(chart, 'b');
    expect(errorsOf(chart)).toEqual([]);
    a.addSideCar('web', { image: IMAGE });
    expect(errorsOf(chart)[0]).toContain(
      '[test/b] spec: Forbidden: exceeds the quota: 2100m requests.cpu in all (test/a 1100m, test/b 1)',
    );
    ApiObject.of(a).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/resources/requests/cpu', '100m'));
    expect(errorsOf(chart)).toEqual([]);
    algorithm(chart, 'c');
    expect(errorsOf(chart)).toHaveLength(1);
    chart.node.tryRemoveChild('c');
    expect(errorsOf(chart)).toEqual([]);
  });

  test('of the namespace, by a patch', () => {
    const chart = chartWith({ resourceQuota: { pods: '1' } });
    algorithm(chart, 'a');
    const b = algorithm(chart, 'b');
    expect(errorsOf(chart)).toHaveLength(1);
    ApiObject.of(b).addJsonPatch(JsonPatch.add('/metadata/namespace', 'other'));
    expect(errorsOf(chart)).toEqual([]);
  });

  test('of the quota', () => {
    const chart = chartWith({ resourceQuota: { pods: '1' } });
    algorithm(chart, 'a');
    algorithm(chart, 'b');
    expect(errorsOf(chart)).toHaveLength(1);
    AlgorithmSettings.of(chart).set({ capacity: { resourceQuota: { pods: '2' } } });
    expect(errorsOf(chart)).toEqual([]);
  });

  test('of a mistake in the quota, where no object can be rendered', () => {
    const chart = chartWith({ resourceQuota: { pods: 'few' } });
    ApiObject.of(algorithm(chart, 'a')).addJsonPatch(JsonPatch.add('/nothing/at/all', 1));
    expect(errorsOf(chart)).toHaveLength(2);
    AlgorithmSettings.of(chart).set({ capacity: { resourceQuota: { pods: '5' } } });
    expect(errorsOf(chart)).toHaveLength(1);
  });

  test('of a plain object', () => {
    const chart = chartWith({ resourceQuota: { pods: '2' } });
    algorithm(chart, 'a');
    const plain = new ApiObject(chart, 'plain', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: { template: { spec: { containers: [] } } },
    });
    expect(errorsOf(chart)).toEqual([]);
    plain.addJsonPatch(JsonPatch.add('/spec/parallelism', 5));
    expect(errorsOf(chart)).toHaveLength(1);
  });
});

test('exceeded capacity is reported together with the errors of a single pod', () => {
  const chart = chartWith({ resourceQuota: { pods: '0' }, largestNode: { cpu: '1' } });
  algorithm(chart, 'a', '2').addSideCar('web', { image: IMAGE });
  expect(errorsOf(chart)).toEqual([
    '[test/a] spec.template.spec: Forbidden: requests 2100m cpu (algorunner 2, web 100m), but the largest ' +
      'node has 1. ' +
      'No node has room for the pod: request less, or correct capacity.largestNode',
    `[test/a] ${exceeded(': 1 pods in all (test/a 1), the quota has 0')}`,
  ]);
});

test('a finding about a container is reported at its construct', () => {
  const chart = chartWith({ limitRange: [{ type: 'Container', max: { memory: '1Gi' } }] });
  algorithm(chart, 'a').addSideCar('web', { image: IMAGE, resources: { limits: { memory: '2Gi' } } });
  expect(errorsOf(chart)).toEqual([
    expect.stringContaining(
      '[test/a/web] spec.template.spec.initContainers[0].resources: Forbidden: maximum memory usage per ' +
        'Container is 1Gi, but limit is 2Gi',
    ),
  ]);
});

test('of many charts under one quota, each reports its own findings', () => {
  const app = new App();
  AlgorithmSettings.of(app).set({ capacity: { resourceQuota: { pods: '1', 'requests.cpu': '1' } } });
  const charts = Array.from({ length: 100 }, (_, i) => new Chart(app, `c${i}`));
  for (const chart of charts) algorithm(chart, 'a');
  captureStderr(() => expect(errorsOf(charts[0])).toHaveLength(2));
});

describe('the largest node holds for all pods in the scope', () => {
  const pod = (cpu: string) => ({ containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu } } }] });
  const object = (apiVersion: string, kind: string, spec: any) => (chart: Chart) =>
    new ApiObject(chart, 'other', { apiVersion, kind, spec });

  test.each<[string, (chart: Chart) => unknown, string]>([
    ['a Deployment', object('apps/v1', 'Deployment', { template: { spec: pod('8') } }), 'spec.template.spec'],
    ['a Pod', object('v1', 'Pod', pod('8')), 'spec'],
    [
      'a CronJob',
      object('batch/v1', 'CronJob', { jobTemplate: { spec: { template: { spec: pod('8') } } } }),
      'spec.jobTemplate.spec.template.spec',
    ],
  ])('%s', (_, declare, path) => {
    const chart = chartWith({ largestNode: { cpu: '4' } });
    declare(chart);
    new Algorithm(chart, 'own', { image: 'a:1' });
    expect(errorsOf(chart)).toEqual([
      expect.stringContaining(`[${chart.node.path}/other] ${path}: Forbidden: requests 8 cpu (a 8), but the largest`),
    ]);
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['that fit', object('v1', 'Pod', pod('4'))],
    ['that have none', object('v1', 'ConfigMap', undefined)],
  ])('but does not hold for objects %s', (_, declare) => {
    const chart = chartWith({ largestNode: { cpu: '4' } });
    declare(chart);
    new Algorithm(chart, 'own', { image: 'a:1' });
    expect(errorsOf(chart)).toEqual([]);
  });

  test('and the nearest scope counts', () => {
    const chart = chartWith({ largestNode: { cpu: '4' } });
    const other = object('v1', 'Pod', pod('8'))(chart);
    AlgorithmSettings.of(other).set({ capacity: { largestNode: { cpu: '16' } } });
    new Algorithm(chart, 'own', { image: 'a:1' });
    expect(errorsOf(chart)).toEqual([]);
  });
});
