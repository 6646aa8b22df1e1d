import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { Algorithm, AlgorithmSettings, AlgorithmWorkload } from '../../../src';
import { readCapacity } from '../../../src/validation/admission/capacity';
import { askedBy, createdPod, podResourcesOf } from '../../../src/validation/admission/pod-resources';

type List = { [name: string]: string | number };

const ask = (requests?: List, limits?: List, more: any = {}) => ({
  name: 'c',
  image: 'i',
  resources: { ...(requests && { requests }), ...(limits && { limits }) },
  ...more,
});
const cpu = (request: string, more: any = {}) => ask({ cpu: request }, undefined, more);
const sidecar = (requests?: List, limits?: List) => ask(requests, limits, { restartPolicy: 'Always' });
const NONE = { name: 'c', image: 'i' };

/**
 * KEP-753, "Resources calculation for scheduling and pod admission":
 *
 *   InitContainerUse(i) = Sum(sidecar containers with index < i) + InitContainer(i)
 *   Max(Max(each InitContainerUse), Sum(sidecar containers) + Sum(containers)) + pod overhead
 *
 * each resource by itself; and for the pod's own resources KEP-2837. The numbers are worked out by hand.
 */
const PODS: [what: string, spec: any, requests: List, limits: List][] = [
  // Containers.
  ['nothing asked for', { containers: [NONE] }, {}, {}],
  ['one container', { containers: [ask({ cpu: '1', memory: '1Gi' })] }, { cpu: '1', memory: '1Gi' }, {}],
  ['two containers: the sum', { containers: [cpu('1'), cpu('500m')] }, { cpu: '1500m' }, {}],
  ['a sum that is a round number', { containers: [cpu('500m'), cpu('500m')] }, { cpu: '1' }, {}],
  [
    'memory in binary units',
    { containers: [ask({ memory: '512Mi' }), ask({ memory: '512Mi' })] },
    { memory: '1Gi' },
    {},
  ],
  [
    'memory in both units: printed like the first',
    { containers: [ask({ memory: '1G' }), ask({ memory: '24Mi' })] },
    { memory: '1025165824' },
    {},
  ],
  [
    'the other way round',
    { containers: [ask({ memory: '24Mi' }), ask({ memory: '1024M' })] },
    { memory: '1024576Ki' },
    {},
  ],
  ['a zero has no units', { containers: [ask({ memory: '0' }), ask({ memory: '1Gi' })] }, { memory: '1Gi' }, {}],
  ['different resources', { containers: [ask({ cpu: '1' }), ask({ memory: '1Gi' })] }, { cpu: '1', memory: '1Gi' }, {}],
  ['one of two says', { containers: [cpu('1'), NONE] }, { cpu: '1' }, {}],
  [
    'devices',
    {
      containers: [ask({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '1' }), ask(undefined, { 'nvidia.com/gpu': 2 })],
    },
    { 'nvidia.com/gpu': '3' },
    { 'nvidia.com/gpu': '3' },
  ],
  ['numbers', { containers: [ask({ cpu: 1 }), ask({ cpu: 0.5 })] }, { cpu: '1500m' }, {}],
  [
    'finer than a thousandth: rounded up, each by itself',
    { containers: [cpu('0.1m'), cpu('0.1m')] },
    { cpu: '2m' },
    {},
  ],
  [
    'exact beyond floating point',
    { containers: [ask({ memory: '9007199254740993' }), ask({ memory: '2' })] },
    { memory: '9007199254740995' },
    {},
  ],
  [
    'ephemeral storage and huge pages',
    {
      containers: [
        ask({ cpu: '1', 'ephemeral-storage': '1Gi' }, { 'hugepages-2Mi': '4Mi' }),
        ask({ 'ephemeral-storage': '1Gi' }),
      ],
    },
    { cpu: '1', 'ephemeral-storage': '2Gi', 'hugepages-2Mi': '4Mi' },
    { 'hugepages-2Mi': '4Mi' },
  ],

  // Limits.
  ['a limit alone is the request too', { containers: [ask(undefined, { cpu: '2' })] }, { cpu: '2' }, { cpu: '2' }],
  ['a request of zero is not left out', { containers: [ask({ cpu: '0' }, { cpu: '2' })] }, { cpu: '0' }, { cpu: '2' }],
  [
    'each resource by itself',
    { containers: [ask({ cpu: '1' }, { cpu: '2', memory: '1Gi' })] },
    { cpu: '1', memory: '1Gi' },
    { cpu: '2', memory: '1Gi' },
  ],
  [
    'limits: the sum of those there are',
    { containers: [ask({ cpu: '1' }, { cpu: '2' }), cpu('1')] },
    { cpu: '2' },
    { cpu: '2' },
  ],

  // Init containers: one after the other, before the others.
  ['a smaller init container', { initContainers: [cpu('1')], containers: [cpu('2')] }, { cpu: '2' }, {}],
  ['a larger init container', { initContainers: [cpu('3')], containers: [cpu('2')] }, { cpu: '3' }, {}],
  [
    'the largest of them, not their sum',
    { initContainers: [cpu('2'), cpu('3'), cpu('2')], containers: [cpu('1')] },
    { cpu: '3' },
    {},
  ],
  [
    'each resource by itself',
    { initContainers: [ask({ cpu: '4', memory: '1Gi' })], containers: [ask({ cpu: '1', memory: '2Gi' })] },
    { cpu: '4', memory: '2Gi' },
    {},
  ],
  [
    'a resource of the init container alone',
    { initContainers: [ask({ 'example.com/fpga': '1' }, { 'example.com/fpga': '1' })], containers: [cpu('1')] },
    { cpu: '1', 'example.com/fpga': '1' },
    { 'example.com/fpga': '1' },
  ],
  [
    'limits of init containers',
    { initContainers: [ask(undefined, { memory: '4Gi' })], containers: [ask({ memory: '1Gi' }, { memory: '2Gi' })] },
    { memory: '4Gi' },
    { memory: '4Gi' },
  ],

  // Native sidecars: they go on.
  ['a sidecar and a container', { initContainers: [sidecar({ cpu: '1' })], containers: [cpu('2')] }, { cpu: '3' }, {}],
  [
    'two sidecars',
    { initContainers: [sidecar({ cpu: '1' }), sidecar({ cpu: '500m' })], containers: [cpu('2')] },
    { cpu: '3500m' },
    {},
  ],
  ['a sidecar alone asks', { initContainers: [sidecar({ cpu: '1' })], containers: [NONE] }, { cpu: '1' }, {}],
  [
    'an init container together with the sidecar before it',
    { initContainers: [sidecar({ cpu: '1' }), cpu('4')], containers: [cpu('2')] },
    { cpu: '5' },
    {},
  ],
  [
    'an init container before the sidecar',
    { initContainers: [cpu('4'), sidecar({ cpu: '1' })], containers: [cpu('2')] },
    { cpu: '4' },
    {},
  ],
  [
    'between two sidecars',
    { initContainers: [sidecar({ cpu: '1' }), cpu('4'), sidecar({ cpu: '3' })], containers: [cpu('500m')] },
    { cpu: '5' },
    {},
  ],
  [
    'between two sidecars, which need more than it later',
    { initContainers: [sidecar({ cpu: '1' }), cpu('2'), sidecar({ cpu: '3' })], containers: [cpu('500m')] },
    { cpu: '4500m' },
    {},
  ],
  [
    'after two sidecars',
    { initContainers: [sidecar({ cpu: '1' }), sidecar({ cpu: '2' }), cpu('3')], containers: [cpu('1')] },
    { cpu: '6' },
    {},
  ],
  [
    'the same for running and for starting',
    { initContainers: [sidecar({ cpu: '1' }), cpu('2')], containers: [cpu('2')] },
    { cpu: '3' },
    {},
  ],
  [
    'one resource most while starting, the other while running',
    {
      initContainers: [sidecar({ cpu: '1', memory: '1Gi' }), ask({ cpu: '4', memory: '1Gi' })],
      containers: [ask({ cpu: '2', memory: '2Gi' })],
    },
    { cpu: '5', memory: '3Gi' },
    {},
  ],
  [
    'limits of sidecars',
    {
      initContainers: [sidecar({ cpu: '1' }, { cpu: '2' }), ask(undefined, { cpu: '4' })],
      containers: [ask({ cpu: '1' }, { cpu: '1' })],
    },
    { cpu: '5' },
    { cpu: '6' },
  ],
  [
    'a device of a sidecar',
    {
      initContainers: [sidecar(undefined, { 'nvidia.com/gpu': '1' })],
      containers: [ask(undefined, { 'nvidia.com/gpu': '1' })],
    },
    { 'nvidia.com/gpu': '2' },
    { 'nvidia.com/gpu': '2' },
  ],
  [
    'another restart policy makes no sidecar',
    { initContainers: [cpu('4', { restartPolicy: 'OnFailure' })], containers: [cpu('2')] },
    { cpu: '4' },
    {},
  ],
  [
    'a regular container has no such policy',
    { containers: [cpu('1', { restartPolicy: 'Always' }), cpu('1')] },
    { cpu: '2' },
    {},
  ],

  // Overhead of a runtime class.
  [
    'overhead',
    { containers: [cpu('1')], overhead: { cpu: '250m', memory: '64Mi' } },
    { cpu: '1250m', memory: '64Mi' },
    {},
  ],
  [
    'overhead over init containers',
    { initContainers: [cpu('2')], containers: [cpu('1')], overhead: { cpu: '250m' } },
    { cpu: '2250m' },
    {},
  ],
  [
    'overhead over limits, where there are any',
    { containers: [ask({ cpu: '1' }, { cpu: '2' })], overhead: { cpu: '250m', memory: '64Mi' } },
    { cpu: '1250m', memory: '64Mi' },
    { cpu: '2250m' },
  ],
  [
    'but not over a limit of zero',
    { containers: [ask({ cpu: '0' }, { cpu: '0' })], overhead: { cpu: '250m' } },
    { cpu: '250m' },
    { cpu: '0' },
  ],

  // The pod's own resources.
  ['its own requests', { containers: [cpu('1')], resources: { requests: { cpu: '4' } } }, { cpu: '4' }, {}],
  [
    'only of what it says',
    { containers: [ask({ cpu: '1', memory: '1Gi' })], resources: { requests: { cpu: '4' } } },
    { cpu: '4', memory: '1Gi' },
    {},
  ],
  [
    'its own limits: requests are those of the containers',
    { containers: [cpu('1')], resources: { limits: { cpu: '4', memory: '2Gi' } } },
    { cpu: '1', memory: '2Gi' },
    { cpu: '4', memory: '2Gi' },
  ],
  [
    'its own limits, and no container says',
    { containers: [NONE], resources: { limits: { cpu: '4' } } },
    { cpu: '4' },
    { cpu: '4' },
  ],
  [
    'its own, sidecars or not',
    {
      initContainers: [sidecar({ cpu: '1' }), cpu('3')],
      containers: [cpu('2')],
      resources: { requests: { cpu: '4' } },
    },
    { cpu: '4' },
    {},
  ],
  [
    'its own and overhead',
    { containers: [cpu('1')], overhead: { cpu: '250m' }, resources: { requests: { cpu: '4' }, limits: { cpu: '5' } } },
    { cpu: '4250m' },
    { cpu: '5250m' },
  ],
  [
    'its own do not have devices',
    { containers: [ask(undefined, { 'nvidia.com/gpu': '1' })], resources: { limits: { cpu: '4' } } },
    { cpu: '4', 'nvidia.com/gpu': '1' },
    { cpu: '4', 'nvidia.com/gpu': '1' },
  ],
  [
    'its own huge pages',
    {
      containers: [ask({ cpu: '1' }, { 'hugepages-2Mi': '2Mi' })],
      resources: { limits: { cpu: '2', 'hugepages-2Mi': '8Mi' } },
    },
    { cpu: '1', 'hugepages-2Mi': '8Mi' },
    { cpu: '2', 'hugepages-2Mi': '8Mi' },
  ],
  [
    '1.37: its limits from those of the containers, when all have one',
    {
      containers: [ask({ cpu: '1' }, { cpu: '2' }), ask({ cpu: '1' }, { cpu: '2' })],
      resources: { requests: { cpu: '3' } },
    },
    { cpu: '3' },
    { cpu: '4' },
  ],
  [
    '1.37: but not when one has none',
    { containers: [ask({ cpu: '1' }, { cpu: '2' }), cpu('1')], resources: { requests: { cpu: '3' } } },
    { cpu: '3' },
    { cpu: '2' },
  ],
  [
    '1.37: but no less than its request',
    { containers: [ask({ cpu: '1' }, { cpu: '2' })], resources: { requests: { cpu: '3' } } },
    { cpu: '3' },
    { cpu: '3' },
  ],
];

test('the table has at least 40 pods', () => expect(PODS.length).toBeGreaterThanOrEqual(40));

test.each(PODS)('%s', (_, spec, requests, limits) => {
  expect(podResourcesOf(spec, 37)).toMatchObject({ requests, limits });
  const result = podResourcesOf(spec, 37);
  expect([Object.keys(result.requests), Object.keys(result.limits)]).toEqual([
    Object.keys(requests).sort(),
    Object.keys(limits).sort(),
  ]);
});

test.each([
  [28, 'has no native sidecars', { initContainers: [sidecar({ cpu: '4' })], containers: [cpu('2')] }, { cpu: '4' }, {}],
  [29, 'has them', { initContainers: [sidecar({ cpu: '4' })], containers: [cpu('2')] }, { cpu: '6' }, {}],
  [
    33,
    "forgets the pod's own resources",
    { containers: [cpu('1')], resources: { requests: { cpu: '4' } } },
    { cpu: '1' },
    {},
  ],
  [34, 'has them', { containers: [cpu('1')], resources: { requests: { cpu: '4' } } }, { cpu: '4' }, {}],
  [
    36,
    "leaves the pod's limits alone",
    { containers: [ask({ cpu: '1' }, { cpu: '2' })], resources: { requests: { cpu: '3' } } },
    { cpu: '3' },
    { cpu: '2' },
  ],
])('Kubernetes 1.%d: %s', (minor, _, spec, requests, limits) =>
  expect(podResourcesOf(spec, minor)).toMatchObject({ requests, limits }),
);

test("a limit range fills in values of containers, before 1.37 after the pod's own resources", () => {
  const { limitRange } = readCapacity({
    limitRange: [{ type: 'Container', default: { cpu: '2' }, defaultRequest: { cpu: '1', memory: '1Gi' } }],
  });
  const spec = {
    initContainers: [ask({ cpu: '4' })],
    containers: [NONE, ask({ cpu: '500m' }), ask(undefined, { cpu: '3' })],
  };
  expect(podResourcesOf(spec, 37, limitRange)).toMatchObject({
    requests: { cpu: '4500m', memory: '3Gi' },
    limits: { cpu: '7' },
  });
  const own = { containers: [NONE], resources: { limits: { cpu: '4' } } };
  expect(podResourcesOf(own, 37, limitRange).requests.cpu).toBe('1');
  expect(podResourcesOf(own, 36, limitRange).requests.cpu).toBe('4');
});

test.each<[string, any]>([
  ['BestEffort', { containers: [NONE] }],
  ['BestEffort', { containers: [ask(undefined, { 'nvidia.com/gpu': '1' })] }],
  ['BestEffort', { containers: [] }],
  ['Guaranteed', { containers: [ask(undefined, { cpu: '1', memory: '1Gi' })] }],
  [
    'Guaranteed',
    {
      containers: [ask({ cpu: '1' }, { cpu: '1000m', memory: '1Gi' })],
      initContainers: [ask(undefined, { cpu: '2', memory: '1Gi' })],
    },
  ],
  ['Burstable', { containers: [ask({ cpu: '1' }, { cpu: '2', memory: '1Gi' })] }],
  ['Burstable', { containers: [ask(undefined, { cpu: '1' })] }],
  ['Burstable', { containers: [ask(undefined, { cpu: '1', memory: '1Gi' }), NONE] }],
  ['Burstable', { containers: [ask(undefined, { cpu: '1', memory: '1Gi' })], initContainers: [NONE] }],
  [
    'Guaranteed',
    {
      containers: [cpu('500m')],
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
    },
  ],
  ['Burstable', { containers: [NONE], resources: { limits: { cpu: '1' } } }],
])('the quality of service is %s', (qosClass, spec) => expect(podResourcesOf(spec, 37).qosClass).toBe(qosClass));

test.each<[string, any, string]>([
  [
    'what runs',
    {
      containers: [cpu('8', { name: 'algorunner' })],
      initContainers: [cpu('4', { name: 'web', restartPolicy: 'Always' }), cpu('1', { name: 'setup' })],
    },
    'algorunner 8, web 4',
  ],
  [
    'what starts',
    {
      containers: [cpu('1', { name: 'algorunner' })],
      initContainers: [
        cpu('4', { name: 'web', restartPolicy: 'Always' }),
        cpu('2', { name: 'a' }),
        cpu('3', { name: 'b' }),
      ],
    },
    'b 3, web 4 while the pod starts',
  ],
  [
    'both alike',
    { containers: [cpu('1', { name: 'algorunner' })], initContainers: [cpu('1', { name: 'setup' })] },
    'algorunner 1',
  ],
  [
    'overhead',
    { containers: [cpu('1', { name: 'algorunner' })], overhead: { cpu: '250m' } },
    'algorunner 1, overhead 250m',
  ],
  [
    'the pod itself',
    { containers: [cpu('1')], resources: { requests: { cpu: '2' } }, overhead: { cpu: '250m' } },
    "the pod's own resources 2, overhead 250m",
  ],
  ['no container', { containers: [ask({ memory: '1Gi' })] }, ''],
])('the container with the largest request: %s', (_, spec, by) =>
  expect(askedBy(createdPod(spec, 37), 'cpu')).toBe(by),
);

test.each<[string, any]>([
  ['no spec', undefined],
  ['no object', 'spec'],
  ['lists of another type', { containers: 'a', initContainers: { 0: NONE }, overhead: [1], resources: 'x' }],
  ['null, and no objects, in lists', { containers: [null, 'x', 1, []] }],
  [
    'resources of another type',
    { containers: [{ resources: 'x' }, { resources: { requests: 'cpu', limits: ['cpu'] } }, { resources: null }] },
  ],
  [
    'malformed quantities',
    { containers: [ask({ cpu: 'x', memory: '1Gb' }, { cpu: { a: 1 }, memory: true } as any)], overhead: { cpu: {} } },
  ],
])('malformed parts count as empty: %s', (_, spec) =>
  expect(podResourcesOf(spec, 37)).toEqual({ requests: {}, limits: {}, qosClass: 'BestEffort' }),
);

test('the well-formed part counts, and null counts as 0', () => {
  expect(
    podResourcesOf({ containers: [ask({ cpu: 'x', memory: '1Gi' }), ask({ cpu: '1', memory: null } as any)] }, 37)
      .requests,
  ).toEqual({ cpu: '1', memory: '1Gi' });
});

test('any pod is summed up without throwing, and keys stay unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 28, max: 37 }), (value: any, minor) => {
      podResourcesOf(value, minor);
      podResourcesOf({ containers: [value], initContainers: [value], overhead: value, resources: value }, minor);
      podResourcesOf({ containers: [{ resources: { requests: value, limits: value } }] }, minor);
    }),
  );
  const own = JSON.parse('{"__proto__": "1"}');
  expect(Object.keys(podResourcesOf({ containers: [{ resources: { requests: own } }] }, 37).requests)).toEqual([
    '__proto__',
  ]);
});

describe('laws', () => {
  const milli = fc.integer({ min: 0, max: 5000 });
  const container = milli.map((value) => cpu(`${value}m`));
  const init = fc
    .tuple(milli, fc.boolean())
    .map(([value, isSidecar]) => cpu(`${value}m`, isSidecar ? { restartPolicy: 'Always' } : {}));
  const spec = fc.record({
    containers: fc.array(container, { minLength: 1, maxLength: 4 }),
    initContainers: fc.array(init, { maxLength: 6 }),
  });
  const milliOf = (text: string) =>
    text.endsWith('m')
      ? Number(text.slice(0, -1))
      : text.endsWith('k')
        ? Number(text.slice(0, -1)) * 1e6
        : Number(text) * 1000;
  const total = (pod: any) => milliOf(podResourcesOf(pod, 37).requests.cpu);
  const value = (c: any) => milliOf(c.resources.requests.cpu);

  test('the sum follows the formula', () =>
    fc.assert(
      fc.property(spec, (pod) => {
        const isSidecar = ({ restartPolicy }: any) => restartPolicy === 'Always';
        const sum = (list: any[]) => list.reduce((before, c) => before + value(c), 0);
        const uses = pod.initContainers.map((c, i) => sum(pod.initContainers.slice(0, i).filter(isSidecar)) + value(c));
        expect(total(pod)).toBe(Math.max(...uses, sum(pod.initContainers.filter(isSidecar)) + sum(pod.containers)));
      }),
    ));

  test('the order of regular containers makes no difference', () =>
    fc.assert(
      fc.property(spec, (pod) => {
        expect(total({ ...pod, containers: [...pod.containers].reverse() })).toBe(total(pod));
      }),
    ));

  test('another container never reduces the sum', () =>
    fc.assert(
      fc.property(spec, init, fc.nat(6), (pod, more, at) => {
        const initContainers = [...pod.initContainers];
        initContainers.splice(at, 0, more);
        expect(total({ ...pod, initContainers })).toBeGreaterThanOrEqual(total(pod));
      }),
    ));
});

describe('Algorithm.podResources', () => {
  const IMAGE = 'docker.io/acme/print:v4';

  test('is computed from the final manifest, with defaults', () => {
    const algorithm = new Algorithm(Testing.chart(), 'print', { image: IMAGE });
    algorithm.addSideCar('web', { image: IMAGE, resources: { requests: { 'nvidia.com/gpu': '1' } } });
    expect(algorithm.podResources).toEqual({
      requests: { cpu: '200m', memory: '384Mi', 'nvidia.com/gpu': '1' },
      limits: { cpu: '400m', memory: '768Mi', 'nvidia.com/gpu': '1' },
      qosClass: 'Burstable',
    });
    ApiObject.of(algorithm).addJsonPatch(JsonPatch.add('/spec/template/spec/overhead', { cpu: '50m' }));
    expect(algorithm.podResources.requests.cpu).toBe('250m');
  });

  test.each([
    ['CronJob', AlgorithmWorkload.cronJob({ schedule: '@daily' })],
    ['Deployment', AlgorithmWorkload.deployment({ replicas: 3 })],
  ])('is that of one pod of a %s', (_, workload) => {
    expect(new Algorithm(Testing.chart(), 'print', { image: IMAGE, workload }).podResources.requests).toEqual({
      cpu: '100m',
      memory: '256Mi',
    });
  });

  test('depends on the version and the limit range of the scope', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', {
      image: IMAGE,
      settings: { resources: { enabled: false } },
      pod: { fields: { resources: { requests: { cpu: '4' } } } },
    });
    expect(algorithm.podResources.requests).toEqual({ cpu: '4' });
    AlgorithmSettings.of(chart).set({
      kubernetesVersion: '1.33',
      capacity: { limitRange: [{ type: 'Container', defaultRequest: { memory: '1Gi' } }] },
    });
    expect(algorithm.podResources.requests).toEqual({ memory: '1Gi' });
  });

  test('leaves out malformed quantities, which rules report', () => {
    const algorithm = new Algorithm(Testing.chart(), 'print', {
      image: IMAGE,
      resources: { requests: { cpu: 'lots', memory: '1Gi' } },
    });
    expect(algorithm.podResources.requests).toEqual({ memory: '1Gi' });
  });
});
