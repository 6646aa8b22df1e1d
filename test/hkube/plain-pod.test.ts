import * as fc from 'fast-check';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { plainPod, PlainPod } from '../../src/hkube/plain-pod';
import { readSpec } from '../../src/hkube/read-spec';

function plain(fields: object): { pod: PlainPod; findings: string[] } {
  const v = new Validation(37);
  const result = plainPod(readSpec({ name: 'print', algorithmImage: 'acme/print', ...fields }, v), v);
  return {
    pod: result,
    findings: v.findings.map(
      (error) => `${error.severity === 'warning' ? '~' : ''}${error.path}: ${typeAndDetail(error)}`,
    ),
  };
}

/** The pod of a spec that is fine. */
function pod(fields: object): PlainPod {
  const { pod: result, findings } = plain(fields);
  expect(findings.filter((finding) => !finding.startsWith('~'))).toEqual([]);
  return result;
}

const sideCar = (container: object, more: object = {}) =>
  pod({ sideCars: [{ container: { name: 'sc', image: 'busybox', ...container }, ...more }] }).sideCars[0];

test('a minimal spec contributes only the image', () => {
  expect(plain({})).toEqual({
    pod: {
      main: { name: 'algorunner', image: 'acme/print' },
      sideCars: [],
      volumes: [],
      pod: {},
      labels: {},
      annotations: {},
      cpuLimit: true,
    },
    findings: [],
  });
});

test('fields that only HKube uses change nothing', () => {
  const forHkube = {
    entryPoint: 'main.py',
    env: 'java',
    workerEnv: { A: 1 },
    reservedMemory: '1Gi',
    minHotWorkers: 2,
    maxWorkers: 3,
    stateType: 'stateful',
    kind: 'stream',
    options: { devMode: true, opengl: true },
    workerImage: 'w',
    workerCustomResources: { requests: { cpu: 1 }, limits: { cpu: 1 } },
    version: 'v',
    created: 1,
    gitRepository: { url: 'https://x' },
    type: 'Git',
    description: 'd',
  };
  expect(pod(forHkube)).toEqual(pod({}));
});

describe('resources', () => {
  test.each([
    [{ cpu: 0.1, mem: '256Mi' }, { requests: { cpu: '0.1', memory: '256Mi' } }],
    [{ cpu: 0.25 }, { requests: { cpu: '0.25' } }],
    [{ cpu: 0.3, applyCpuLimits: false }, { requests: { cpu: '0.3' } }],
    [{ mem: '0.5Gi', reservedMemory: '1Gi' }, { requests: { memory: '0.5Gi' } }],
    [{ mem: '4200K' }, { requests: { memory: '4200k' } }],
    [{ mem: '1 Gi' }, { requests: { memory: '1Gi' } }],
    [{ gpu: 2 }, { requests: { 'nvidia.com/gpu': 2 }, limits: { 'nvidia.com/gpu': 2 } }],
    [{ cpu: 0, gpu: 0 }, undefined],
    [{ gpu: 0.5, kaiObject: { queue: 'q', fraction: 0.5 } }, undefined],
    [{ cpu: 1e-7 }, { requests: { cpu: '1e-7' } }],
    [{ cpu: 1e21 }, { requests: { cpu: '1e+21' } }],
  ])('%j', (fields, resources) => {
    expect(pod(fields).main.resources).toEqual(resources);
  });

  test('applyCpuLimits: false also applies to default limits', () => {
    expect(pod({ applyCpuLimits: false }).cpuLimit).toBe(false);
  });

  test.each([{ gpu: 0.5 }, { gpu: 1.5, kaiObject: { queue: 'q' } }])('%j is refused without KAI', (fields) => {
    expect(plain(fields).findings).toEqual([
      `gpu: Invalid value: ${fields.gpu}: must be a whole number: Kubernetes cannot share a GPU`,
    ]);
  });
});

test('an algorithm that HKube builds requires an image here', () => {
  expect(plain({ algorithmImage: undefined, type: 'Code' }).findings).toEqual(['algorithmImage: Required value']);
});

test('variables keep their order, become strings or valueFrom, and null is left out', () => {
  expect(
    pod({ algorithmEnv: { Z: 'z', N: 5, B: true, X: null, F: { fieldRef: { fieldPath: 'status.podIP' } }, A: '' } })
      .main.env,
  ).toEqual([
    { name: 'Z', value: 'z' },
    { name: 'N', value: '5' },
    { name: 'B', value: 'true' },
    { name: 'F', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'A', value: '' },
  ]);
});

describe('volumes', () => {
  test('volumes and mounts stay unchanged', () => {
    const fields = {
      volumes: [
        { name: 'v', emptyDir: { sizeLimit: '1Gi' } },
        { name: 'h', hostPath: { path: '/x' } },
      ],
      volumeMounts: [
        { name: 'v', mountPath: '/a', subPath: 'a' },
        { name: 'v', mountPath: '/b', subPath: 'b' },
      ],
    };
    expect(pod(fields).volumes).toEqual(fields.volumes);
    expect(pod(fields).main.volumeMounts).toEqual(fields.volumeMounts);
  });

  test('legacy mounts come before the others', () => {
    const { main, volumes } = pod({
      mounts: [
        { pvcName: 'data', path: '/data' },
        { pvcName: 'scratch', path: '/scratch', volumeType: 'emptyDir' },
        { pvcName: 'cm', path: '/cm', volumeType: 'configMap' },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
    });
    expect(volumes).toEqual([
      { name: 'data-0', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'scratch-1', emptyDir: {} },
      { name: 'cm-2', configMap: { name: 'cm' } },
      { name: 'v', emptyDir: {} },
    ]);
    expect(main.volumeMounts).toEqual([
      { name: 'data-0', mountPath: '/data' },
      { name: 'scratch-1', mountPath: '/scratch' },
      { name: 'cm-2', mountPath: '/cm' },
      { name: 'v', mountPath: '/v' },
    ]);
  });
});

describe('sidecars', () => {
  test('may have any field of a container', () => {
    const container = {
      name: 'sc',
      image: 'busybox',
      command: ['a'],
      ports: [{ containerPort: 80 }],
      securityContext: { privileged: false },
      args: [],
      somethingNew: { x: 1 },
    };
    expect(sideCar(container)).toEqual(container);
  });

  test.each([
    [
      { requests: { cpu: '500m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
      { requests: { cpu: '500m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
    ],
    [
      { limits: { 'nvidia.com/gpu': 1, 'ephemeral-storage': '1Gi' } },
      { limits: { 'nvidia.com/gpu': 1, 'ephemeral-storage': '1Gi' } },
    ],
    [{ requests: { memory: '134217728' } }, { requests: { memory: '134217728' } }],
    [{ requests: { memory: '200K' } }, { requests: { memory: '200k' } }],
    [{ requests: { cpu: 0.2, memory: '1Pi' } }, { requests: { cpu: 0.2, memory: '1Pi' } }],
    [{ requests: null, claims: [{ name: 'c' }] }, { claims: [{ name: 'c' }] }],
    [{}, {}],
    [null, undefined],
    ['banana', 'banana'],
  ])('have the resources %j', (given, resources) => {
    expect(sideCar({ resources: given }).resources).toEqual(resources);
  });

  test('have mounts added, also of one volume several times', () => {
    expect(
      sideCar(
        { volumeMounts: [{ name: 'v', mountPath: '/a' }] },
        {
          volumeMounts: [
            { name: 'v', mountPath: '/b' },
            { name: 'v', mountPath: '/a' },
          ],
        },
      ).volumeMounts,
    ).toEqual([
      { name: 'v', mountPath: '/a' },
      { name: 'v', mountPath: '/b' },
    ]);
  });

  test('have environments among the variables of the container, in place of those with the same name', () => {
    expect(
      sideCar(
        {
          env: [
            { name: 'K', value: 'old' },
            { name: 'X', value: 'x' },
            { name: 'Y', value: 'y' },
          ],
        },
        {
          environments: { N: 5, K: 'new', X: null, Z: null, S: { secretKeyRef: { name: 's', key: 'k' } } },
        },
      ).env,
    ).toEqual([
      { name: 'K', value: 'new' },
      { name: 'Y', value: 'y' },
      { name: 'N', value: '5' },
      { name: 'S', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    ]);
  });

  test('are reported without a container', () => {
    const {
      pod: { sideCars },
      findings,
    } = plain({ sideCars: [{}] });
    expect(sideCars).toEqual([]);
    expect(findings).toEqual(['sideCars[0].container: Required value']);
  });
});

describe('the pod', () => {
  test.each([
    [{ nodeSelector: { type: 'gpu', zone: 'a' } }, { nodeSelector: { type: 'gpu', zone: 'a' } }],
    [{ nodeSelector: {} }, {}],
    [
      { nodeSelector: { type: 'gpu', zone: ['a', 'b'] } },
      {
        nodeSelector: { type: 'gpu' },
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }],
                },
              ],
            },
          },
        },
      },
    ],
    [
      { securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' } },
      { securityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' } },
    ],
    [{ securityContext: {} }, {}],
    [{ kaiObject: { queue: 'q' } }, { schedulerName: 'kai-scheduler' }],
  ])('%j', (fields, expected) => {
    expect(pod(fields).pod).toEqual(expected);
  });

  test.each([
    [{ labels: { ab: 'cd' }, annotations: { ef: 'gh' } }, { ab: 'cd' }, { ef: 'gh' }],
    [
      { kaiObject: { queue: 'q', memory: '1G' }, labels: { ab: 'cd' } },
      { ab: 'cd', 'runai/queue': 'q' },
      { 'gpu-memory': '953' },
    ],
    [
      { kaiObject: { queue: 'q', fraction: 0.5 }, annotations: { ef: 'gh' } },
      { 'runai/queue': 'q' },
      { ef: 'gh', 'gpu-fraction': '0.5' },
    ],
    [{ kaiObject: { queue: 'q' }, labels: { 'runai/queue': 'q' } }, { 'runai/queue': 'q' }, {}],
  ])('labels and annotations of %j', (fields, labels, annotations) => {
    expect(pod(fields)).toMatchObject({ labels, annotations });
  });

  test('a label with another queue than kaiObject is refused', () => {
    expect(plain({ kaiObject: { queue: 'q' }, labels: { 'runai/queue': 'other' } }).findings).toEqual([
      'labels[runai/queue]: Forbidden: kaiObject.queue sets this label to another queue',
    ]);
  });

  test('a label named __proto__ stays a label', () => {
    expect(Object.keys(pod(JSON.parse('{"labels": {"__proto__": "x", "ab": "cd"}}')).labels)).toEqual([
      '__proto__',
      'ab',
    ]);
  });
});

test('any JSON is read without throwing, and the input is not changed', () => {
  const fields = [
    'mem',
    'mounts',
    'volumes',
    'volumeMounts',
    'algorithmEnv',
    'labels',
    'annotations',
    'nodeSelector',
    'kaiObject',
    'cpu',
    'gpu',
    'securityContext',
  ];
  const container = fc.dictionary(
    fc.constantFrom('name', 'image', 'env', 'volumeMounts', 'resources'),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const sideCars = fc.array(
    fc.record(
      {
        container,
        volumeMounts: fc.jsonValue({ maxDepth: 3 }),
        environments: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 3 })), sideCars, (values, cars) => {
      const spec = { ...values, sideCars: cars };
      const before = JSON.stringify(spec);
      expect(plain(spec).pod.main.name).toBe('algorunner');
      expect(JSON.stringify(spec)).toBe(before);
    }),
  );
});

test('long lists and maps are read', () => {
  const many = Array.from({ length: 5000 }, (_, i) => i);
  const map = (value: unknown) => Object.fromEntries(many.map((i) => [`F${i}`, value]));
  const {
    pod: {
      sideCars: [sideCarPod],
    },
    findings,
  } = plain({
    ...map(1),
    algorithmEnv: map({}),
    sideCars: [
      {
        container: {
          name: 'a',
          image: 'i',
          env: many.map((i) => ({ name: `F${i}`, value: 'x' })),
          volumeMounts: many.map((i) => ({ name: 'v', mountPath: `/${i}` })),
        },
        environments: map('y'),
        volumeMounts: many.map((i) => ({ name: 'w', mountPath: `/w${i}` })),
      },
    ],
  });
  expect(findings).toHaveLength(10_000);
  expect(sideCarPod.env).toHaveLength(5000);
  expect(sideCarPod.volumeMounts).toHaveLength(10_000);
});
