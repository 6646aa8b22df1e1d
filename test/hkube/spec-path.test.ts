import { specPathOf } from '../../src/hkube/spec-path';

const SPEC = {
  name: 'print',
  mounts: [{ pvcName: 'data', path: '/data' }],
  volumes: [{ name: 'shared', emptyDir: {} }],
  volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
  algorithmEnv: { A: 'b' },
  sideCars: [
    {},
    {
      container: { name: 'web', image: 'x', env: [{ name: 'D' }] },
      volumeMounts: [{ name: 'shared', mountPath: '/web' }],
      environments: { C: 'd' },
    },
  ],
};
const POD = {
  containers: [
    {
      name: 'algorunner',
      env: [{ name: 'A' }, { name: 'OWN' }],
      volumeMounts: [
        { name: 'own', mountPath: '/own' },
        { name: 'shared', mountPath: '/shared' },
        { name: 'data-0', mountPath: '/data' },
      ],
    },
    { name: 'web', env: [{ name: 'C' }, { name: 'D' }], volumeMounts: [{ name: 'shared', mountPath: '/web' }] },
    { name: 'worker' },
  ],
  volumes: [{ name: 'own' }, { name: 'shared' }, { name: 'data-0' }],
};

test.each([
  ['name', 'name'],
  ['sideCars[0].container', 'sideCars[0].container'],
  ['metadata.name', 'name'],
  ['metadata.labels[a.b/c]', 'labels[a.b/c]'],
  ['spec.template.metadata.annotations[x]', 'annotations[x]'],
  ['spec.template.spec.containers[0].image', 'algorithmImage'],
  ['spec.template.spec.containers[0].resources.requests', 'cpu'],
  ['spec.template.spec.containers[0].resources.limits[memory]', 'mem'],
  ['spec.template.spec.containers[0].resources.limits[nvidia.com/gpu]', 'gpu'],
  ['spec.template.spec.containers[0].env[0].name', 'algorithmEnv[A]'],
  ['spec.template.spec.containers[0].volumeMounts[1].mountPath', 'volumeMounts[0].mountPath'],
  ['spec.template.spec.containers[0].volumeMounts[0].mountPath', ''],
  ['spec.template.spec.containers[0].volumeMounts[2].mountPath', 'mounts[0].path'],
  ['spec.template.spec.containers[0].volumeMounts[2].name', 'mounts[0]'],
  ['spec.template.spec.containers[1].image', 'sideCars[1].container.image'],
  ['spec.template.spec.containers[1].env[0].value', 'sideCars[1].environments[C]'],
  ['spec.template.spec.containers[1].env[1].value', 'sideCars[1].container.env[0].value'],
  ['spec.template.spec.containers[0].env[1].value', ''],
  ['spec.template.spec.containers[1].volumeMounts[0].name', 'sideCars[1].volumeMounts[0].name'],
  ['spec.template.spec.containers[1].volumeMounts[7].name', 'sideCars[1].container.volumeMounts[7].name'],
  ['spec.template.spec.containers[2].image', ''],
  ['spec.template.spec.containers[9].image', ''],
  ['spec.template.spec.volumes[1].emptyDir', 'volumes[0].emptyDir'],
  ['spec.template.spec.volumes[2]', 'mounts[0]'],
  ['spec.template.spec.volumes[0]', ''],
  ['spec.template.spec.affinity.nodeAffinity', 'nodeSelector'],
  ['spec.template.spec.securityContext.fsGroup', 'securityContext.fsGroup'],
  ['spec.backoffLimit', ''],
])('%s → %s', (path, expected) => {
  expect(specPathOf(path, { spec: { template: { spec: POD } } }, SPEC)).toBe(expected);
  expect(
    specPathOf(
      path.replace('spec.template', 'spec.jobTemplate.spec.template'),
      { spec: { jobTemplate: { spec: { template: { spec: POD } } } } },
      SPEC,
    ),
  ).toBe(expected);
  const ofPod = path.replace('spec.template.', '');
  expect(specPathOf(ofPod, { kind: 'Pod', spec: POD }, SPEC)).toBe(expected);
});

describe('the worker container', () => {
  const worker = { name: 'worker', image: 'x', env: [{ name: 'W' }, { name: 'POD_ID' }] };
  const object = {
    spec: { template: { spec: { containers: [worker, { name: 'algorunner' }, { name: 'worker', image: 'y' }] } } },
  };

  test.each<[string, object, string]>([
    ['image', {}, ''],
    ['image', { workerImage: 'x' }, 'workerImage'],
    ['resources.limits[cpu]', {}, ''],
    ['resources.limits[cpu]', { workerCustomResources: {} }, 'workerCustomResources.limits[cpu]'],
    ['env[0].name', {}, ''],
    ['env[0].name', { workerEnv: { W: 'x' } }, 'workerEnv[W]'],
    ['env[1].name', { workerEnv: { W: 'x' } }, ''],
    ['env[7].name', { workerEnv: { W: 'x' } }, ''],
    ['image', { sideCars: [{ container: { name: 'worker' } }] }, ''],
  ])('%s of %j → %s', (field, spec, expected) => {
    expect(specPathOf(`spec.template.spec.containers[0].${field}`, object, spec)).toBe(expected);
  });

  test('a sidecar with the name of the worker has its own path', () => {
    expect(
      specPathOf('spec.template.spec.containers[2].image', object, { sideCars: [{ container: { name: 'worker' } }] }),
    ).toBe('sideCars[0].container.image');
  });
});

test.each([[undefined], [null], [5], [{ volumes: 'x', sideCars: [null, 5], volumeMounts: {} }]])(
  'a spec with wrong types has no path: %j',
  (spec) => {
    for (const path of [
      'spec.template.spec.containers[0].env[0]',
      'spec.template.spec.containers[1].volumeMounts[0]',
      'spec.template.spec.volumes[1]',
    ]) {
      expect(typeof specPathOf(path, { spec: { template: { spec: POD } } }, spec)).toBe('string');
      expect(typeof specPathOf(path, null, spec)).toBe('string');
    }
  },
);
