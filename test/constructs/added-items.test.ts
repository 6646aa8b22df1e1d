import { Chart, Lazy, Testing } from 'cdk8s';
import { ConfigMap, Env, Secret } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmProps, HkubeAlgorithm, SharedVolume, Warnings } from '../../src';
import { errorsOf, podOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

interface Row {
  /** With one item in the list. */
  readonly props: Partial<AlgorithmProps>;
  readonly add: (algorithm: Algorithm, item: any) => void;
  readonly item: any;
  /** As printed. */
  readonly printed: { readonly first: any; readonly added: any };
  readonly listOf: (pod: any) => any;
  /** An item that is refused, and what is reported at the added place. */
  readonly wrong: readonly [item: any, path: string, detail: string];
}

const VOLUMES = { first: { name: 'v', mountPath: '/1' }, added: { name: 'v', mountPath: '/2', readOnly: true } };

const ROWS: { readonly [method: string]: Row } = {
  addPort: {
    props: { ports: [{ containerPort: 1 }] },
    add: (a, item) => a.addPort(item),
    item: { containerPort: 2, hostIp: '10.0.0.1' },
    printed: { first: { containerPort: 1 }, added: { containerPort: 2, hostIP: '10.0.0.1' } },
    listOf: (pod) => pod.containers[0].ports,
    wrong: [{ containerPort: 70_000 }, 'containers[0].ports[1].containerPort', 'must be between 1 and 65535'],
  },
  addEnvFrom: {
    props: { envFrom: [{ secretRef: { name: 'a' } }] },
    add: (a, item) => a.addEnvFrom(item),
    item: { configMapRef: { name: 'b', optional: true }, prefix: 'P_' },
    printed: {
      first: { secretRef: { name: 'a' } },
      added: { configMapRef: { name: 'b', optional: true }, prefix: 'P_' },
    },
    listOf: (pod) => pod.containers[0].envFrom,
    wrong: [{ secretRef: { name: 'A_' } }, 'containers[0].envFrom[1].secretRef.name', 'Invalid value'],
  },
  addVolumeMount: {
    props: { volumeMounts: [VOLUMES.first] },
    add: (a, item) => a.addVolumeMount(item),
    item: VOLUMES.added,
    printed: VOLUMES,
    listOf: (pod) => pod.containers[0].volumeMounts,
    wrong: [{ name: 'w', mountPath: '/2' }, 'containers[0].volumeMounts[1].name', 'Did you mean "v"?'],
  },
  addVolumeDevice: {
    props: { volumeDevices: [{ name: 'block', devicePath: '/dev/a' }] },
    add: (a, item) => a.addVolumeDevice(item),
    item: { name: 'block2', devicePath: '/dev/b' },
    printed: {
      first: { name: 'block', devicePath: '/dev/a' },
      added: { name: 'block2', devicePath: '/dev/b' },
    },
    listOf: (pod) => pod.containers[0].volumeDevices,
    wrong: [{ name: 'block2' }, 'containers[0].volumeDevices[1].devicePath', 'Required value'],
  },
  addToleration: {
    props: { pod: { tolerations: [{ key: 'a', operator: 'Exists' }] } },
    add: (a, item) => a.addToleration(item),
    item: { key: 'b', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 },
    printed: {
      first: { key: 'a', operator: 'Exists' },
      added: { key: 'b', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 },
    },
    listOf: (pod) => pod.tolerations,
    wrong: [{ key: 'b', operator: 'Is' }, 'tolerations[1].operator', 'supported values'],
  },
  addTopologySpreadConstraint: {
    props: {
      pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }] },
    },
    add: (a, item) => a.addTopologySpreadConstraint(item),
    item: { maxSkew: 2, topologyKey: 'b', whenUnsatisfiable: 'DoNotSchedule' },
    printed: {
      first: { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
      added: { maxSkew: 2, topologyKey: 'b', whenUnsatisfiable: 'DoNotSchedule' },
    },
    listOf: (pod) => pod.topologySpreadConstraints,
    wrong: [
      { maxSkew: 0, topologyKey: 'b', whenUnsatisfiable: 'DoNotSchedule' },
      'topologySpreadConstraints[1].maxSkew',
      'must be greater than zero',
    ],
  },
  addHostAlias: {
    props: { pod: { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] } },
    add: (a, item) => a.addHostAlias(item),
    item: { ip: '10.0.0.2', hostnames: ['b'] },
    printed: { first: { ip: '10.0.0.1', hostnames: ['a'] }, added: { ip: '10.0.0.2', hostnames: ['b'] } },
    listOf: (pod) => pod.hostAliases,
    wrong: [{ ip: 'x', hostnames: ['b'] }, 'hostAliases[1].ip', 'must be a valid IP address'],
  },
  addResourceClaim: {
    props: { pod: { resourceClaims: [{ name: 'a', resourceClaimName: 'one' }] } },
    add: (a, item) => a.addResourceClaim(item),
    item: { name: 'b', resourceClaimTemplateName: 'two' },
    printed: {
      first: { name: 'a', resourceClaimName: 'one' },
      added: { name: 'b', resourceClaimTemplateName: 'two' },
    },
    listOf: (pod) => pod.resourceClaims,
    wrong: [{ name: 'a', resourceClaimName: 'two' }, 'resourceClaims[1].name', 'Duplicate value'],
  },
  addImagePullSecret: {
    props: { pod: { imagePullSecrets: [{ name: 'a' }] } },
    add: (a, item) => a.addImagePullSecret(item),
    item: 'b',
    printed: { first: { name: 'a' }, added: { name: 'b' } },
    listOf: (pod) => pod.imagePullSecrets,
    wrong: [5, 'imagePullSecrets', 'must be a Secret'],
  },
};

const algorithmIn = (chart: Chart, props: Partial<AlgorithmProps>) => {
  Warnings.of(chart).acknowledge('WARN-VOLUME-UNMOUNTED', 'only some rows mount them');
  const algorithm = new Algorithm(chart, 'a', { image: IMAGE, ...props });
  SharedVolume.fromEmptyDir(algorithm, 'v');
  for (const name of ['block', 'block2']) SharedVolume.fromPersistentVolumeClaim(algorithm, name, name);
  return algorithm;
};

describe.each(Object.entries(ROWS))('%s', (_, { props, add, item, printed, listOf, wrong }) => {
  test('adds after the items of the props, also after a synthesis', () => {
    const chart = Testing.chart();
    const algorithm = algorithmIn(chart, props);
    expect(listOf(podOf(chart))).toEqual([printed.first]);
    add(algorithm, item);
    expect(listOf(podOf(chart))).toEqual([printed.first, printed.added]);
    expect(errorsOf(chart)).toEqual([]);
  });

  test('creates the list', () => {
    const chart = Testing.chart();
    add(algorithmIn(chart, {}), item);
    expect(listOf(podOf(chart))).toEqual([printed.added]);
  });

  test('keeps a copy of the item', () => {
    const chart = Testing.chart();
    const given = structuredClone(item);
    add(algorithmIn(chart, {}), given);
    if (typeof given === 'object') for (const key of Object.keys(given)) given[key] = 'changed';
    expect(listOf(podOf(chart))).toEqual([printed.added]);
  });

  test.each<readonly [any, string, string]>([
    wrong,
    [undefined, wrong[1].replace(/\[1\].*/, ''), ''],
    [7, wrong[1].replace(/\[1\].*/, ''), ''],
  ])('refuses %j at its path', (value, path, detail) => {
    const chart = Testing.chart();
    add(algorithmIn(chart, props), value);
    const errors = errorsOf(chart).join('\n');
    expect(errors).toContain(`[test/a] spec.template.spec.${path}`);
    expect(errors).toContain(detail);
  });
});

test('a value in the props that is not a list stays, and is reported', () => {
  const chart = Testing.chart();
  algorithmIn(chart, { ports: 'none' as any }).addPort({ containerPort: 1 });
  expect(errorsOf(chart).join()).toContain('spec.template.spec.containers[0].ports: Type invalid');
});

test('sidecars have the methods of containers too', () => {
  const chart = Testing.chart();
  const sideCar = algorithmIn(chart, {}).addSideCar('s', { image: IMAGE });
  sideCar.addPort({ containerPort: 2 });
  sideCar.addVolumeMount(VOLUMES.added);
  expect(podOf(chart).initContainers[0]).toMatchObject({
    ports: [{ containerPort: 2 }],
    volumeMounts: [VOLUMES.added],
  });
});

test('algorithms of HKube specs have these methods too', () => {
  const chart = Testing.chart();
  const algorithm = new HkubeAlgorithm(chart, 'a', { spec: { name: 'print', algorithmImage: IMAGE } });
  algorithm.addPort({ containerPort: 2 });
  algorithm.addToleration({ operator: 'Exists' });
  expect(podOf(chart)).toMatchObject({
    containers: [{ ports: [{ containerPort: 2 }] }],
    tolerations: [{ operator: 'Exists' }],
  });
});

test('values that cdk8s resolves at synth are accepted', () => {
  const chart = Testing.chart();
  algorithmIn(chart, {}).addPort({ containerPort: Lazy.any({ produce: () => 8080 }) as any });
  expect(podOf(chart).containers[0].ports).toEqual([{ containerPort: 8080 }]);
});

test('objects of cdk8s-plus that are added are printed first', () => {
  const chart = Testing.chart();
  const algorithm = algorithmIn(chart, {});
  algorithm.addImagePullSecret(new Secret(chart, 'pull', { metadata: { name: 'pull' } }));
  algorithm.addEnvFrom(Env.fromConfigMap(new ConfigMap(chart, 'env', { metadata: { name: 'env' } }), 'P_') as any);
  const objects = Testing.synth(chart);
  expect(objects.map(({ kind }) => kind)).toEqual(['Secret', 'ConfigMap', 'Job']);
  expect(podOf(chart)).toMatchObject({
    imagePullSecrets: [{ name: 'pull' }],
    containers: [{ envFrom: [{ configMapRef: { name: 'env' }, prefix: 'P_' }] }],
  });
});

test('only a Secret can be a pull secret', () => {
  const chart = Testing.chart();
  algorithmIn(chart, {}).addImagePullSecret(ConfigMap.fromConfigMapName(chart, 'map', 'map') as any);
  expect(errorsOf(chart)).toEqual([
    '[test/a] spec.template.spec.imagePullSecrets: Invalid value: must be a Secret. ' +
      'Use one of cdk8s-plus, or the name of an existing one',
  ]);
});
