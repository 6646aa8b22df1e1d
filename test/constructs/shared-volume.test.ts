import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import {
  ConfigMap,
  EnvValue,
  Env,
  k8s,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Secret,
  ServiceAccount,
  Volume,
} from 'cdk8s-plus-28';
import {
  Algorithm,
  PersistentVolumeClaimOptions,
  ServiceAccountTokenOptions,
  SharedVolume,
  SharedVolumeProps,
} from '../../src';
import { structType } from '../../src/apimachinery/schema';
import { apiName } from '../../src/apimachinery/to-api';
import { errorsOf, podOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

/** The volume that a factory makes, as the pod has it. */
function volumeOf(make: (algorithm: Algorithm) => SharedVolume): any {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  algorithm.mount('/v', make(algorithm));
  return podOf(chart).volumes[0];
}

const items = [{ key: 'a', path: 'b', mode: 0o400 }];

test.each<[string, (a: Algorithm) => SharedVolume, any]>([
  ['emptyDir', (a) => SharedVolume.fromEmptyDir(a, 'v'), { emptyDir: {} }],
  [
    'emptyDir, all options',
    (a) => SharedVolume.fromEmptyDir(a, 'v', { medium: 'Memory', sizeLimit: '1.5Gi' }),
    { emptyDir: { medium: 'Memory', sizeLimit: '1.5Gi' } },
  ],
  [
    'claim',
    (a) => SharedVolume.fromPersistentVolumeClaim(a, 'v', 'data'),
    { persistentVolumeClaim: { claimName: 'data' } },
  ],
  [
    'claim, all options',
    (a) => SharedVolume.fromPersistentVolumeClaim(a, 'v', 'data', { readOnly: true }),
    { persistentVolumeClaim: { claimName: 'data', readOnly: true } },
  ],
  ['configMap', (a) => SharedVolume.fromConfigMap(a, 'v', 'settings'), { configMap: { name: 'settings' } }],
  [
    'configMap, all options',
    (a) => SharedVolume.fromConfigMap(a, 'v', 'settings', { items, defaultMode: 0o440, optional: true }),
    { configMap: { name: 'settings', items, defaultMode: 0o440, optional: true } },
  ],
  ['secret', (a) => SharedVolume.fromSecret(a, 'v', 'keys'), { secret: { secretName: 'keys' } }],
  [
    'secret, all options',
    (a) => SharedVolume.fromSecret(a, 'v', 'keys', { items, defaultMode: 0o440, optional: true }),
    { secret: { secretName: 'keys', items, defaultMode: 0o440, optional: true } },
  ],
  ['hostPath', (a) => SharedVolume.fromHostPath(a, 'v', '/var/log'), { hostPath: { path: '/var/log' } }],
  [
    'hostPath, all options',
    (a) => SharedVolume.fromHostPath(a, 'v', '/var/log', { type: 'Directory' }),
    { hostPath: { path: '/var/log', type: 'Directory' } },
  ],
  [
    'nfs',
    (a) => SharedVolume.fromNfs(a, 'v', { server: 'nas', path: '/export', readOnly: true }),
    { nfs: { server: 'nas', path: '/export', readOnly: true } },
  ],
  [
    'csi',
    (a) => SharedVolume.fromCsi(a, 'v', { driver: 'csi.acme.io', volumeAttributes: { hostIp: '1' } }),
    { csi: { driver: 'csi.acme.io', volumeAttributes: { hostIp: '1' } } },
  ],
  [
    'projected',
    (a) =>
      SharedVolume.fromProjected(a, 'v', {
        sources: [{ downwardApi: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }],
      }),
    {
      projected: {
        sources: [{ downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }],
      },
    },
  ],
  [
    'downwardAPI',
    (a) =>
      SharedVolume.fromDownwardApi(a, 'v', {
        items: [
          {
            path: 'cpu',
            resourceFieldRef: {
              containerName: 'algorunner',
              resource: 'limits.cpu',
              divisor: k8s.Quantity.fromString('1m'),
            },
          },
        ],
      }),
    {
      downwardAPI: {
        items: [
          { path: 'cpu', resourceFieldRef: { containerName: 'algorunner', resource: 'limits.cpu', divisor: '1m' } },
        ],
      },
    },
  ],
  [
    'ephemeral',
    (a) =>
      SharedVolume.fromEphemeral(a, 'v', {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
          },
        },
      }),
    {
      ephemeral: {
        volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
      },
    },
  ],
  [
    'image',
    (a) => SharedVolume.fromImage(a, 'v', { reference: 'docker.io/acme/model:1', pullPolicy: 'Always' }),
    { image: { reference: 'docker.io/acme/model:1', pullPolicy: 'Always' } },
  ],
  [
    'any other source',
    (a) =>
      SharedVolume.fromSource(a, 'v', {
        scaleIo: { gateway: 'g', system: 's', secretRef: { name: 'x' }, volumeName: 'vol' },
      }),
    { scaleIO: { gateway: 'g', system: 's', secretRef: { name: 'x' }, volumeName: 'vol' } },
  ],
  [
    "a source that the props don't know",
    (a) => SharedVolume.fromSource(a, 'v', { fields: { emptyDir: {} } }),
    { emptyDir: {} },
  ],
])('%s', (_, make, source) => expect(volumeOf(make)).toEqual({ name: 'v', ...source }));

test('every source of the API is a prop', () => {
  const every: Required<Record<keyof SharedVolumeProps, true>> = {
    name: true,
    emptyDir: true,
    configMap: true,
    secret: true,
    persistentVolumeClaim: true,
    hostPath: true,
    nfs: true,
    csi: true,
    projected: true,
    downwardApi: true,
    ephemeral: true,
    image: true,
    awsElasticBlockStore: true,
    azureDisk: true,
    azureFile: true,
    cephfs: true,
    cinder: true,
    fc: true,
    flexVolume: true,
    flocker: true,
    gcePersistentDisk: true,
    gitRepo: true,
    glusterfs: true,
    iscsi: true,
    photonPersistentDisk: true,
    portworxVolume: true,
    quobyte: true,
    rbd: true,
    scaleIo: true,
    storageos: true,
    vsphereVolume: true,
    fields: true,
  };
  const props = Object.keys(every)
    .filter((prop) => prop !== 'fields')
    .map((prop) => apiName('Volume', prop));
  expect(props.sort()).toEqual([...structType('Volume')!.fields.keys()].sort());
});

test('the name is the prop or else the id', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  expect(SharedVolume.fromEmptyDir(algorithm, 'v').volumeName).toBe('v');
  expect(SharedVolume.fromSource(algorithm, 'w', { name: 'x', emptyDir: {} }).volumeName).toBe('x');
});

test('a volume of cdk8s-plus keeps its name and its source', () => {
  const volume = volumeOf((algorithm) => {
    const configMap = ConfigMap.fromConfigMapName(algorithm, 'settings', 'settings');
    return SharedVolume.fromVolume(
      algorithm,
      'v',
      Volume.fromConfigMap(algorithm, 'kplus', configMap, { name: 'config', items: { a: { path: 'b' } } }),
    );
  });
  expect(volume).toEqual({ name: 'config', configMap: { name: 'settings', items: [{ key: 'a', path: 'b' }] } });
});

/** A claim of cdk8s-plus that the API server accepts. */
const CLAIM = { accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(1) };

describe('objects that a pod refers to are printed before it', () => {
  /** The app's charts and the kinds in them as they are printed, when the object is in the same chart or in another. */
  function order(refer: (algorithm: Algorithm, source: Chart) => void, sameChart: boolean): string[] {
    const app = new App();
    const chart = new Chart(app, 'a');
    const source = sameChart ? chart : new Chart(app, 'b');
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    refer(algorithm, source);
    const kinds = [...app.synthYaml().matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind);
    return [...app.charts.map(({ node }) => node.id), ...kinds];
  }

  const references: [string, string, (algorithm: Algorithm, source: Chart) => void][] = [
    [
      'ConfigMap volume',
      'ConfigMap',
      (a, s) => a.mount('/v', SharedVolume.fromConfigMap(a, 'v', new ConfigMap(s, 'x'))),
    ],
    ['Secret volume', 'Secret', (a, s) => a.mount('/v', SharedVolume.fromSecret(a, 'v', new Secret(s, 'x')))],
    [
      'claim',
      'PersistentVolumeClaim',
      (a, s) => a.mount('/v', SharedVolume.fromPersistentVolumeClaim(a, 'v', new PersistentVolumeClaim(s, 'x', CLAIM))),
    ],
    [
      'volume of cdk8s-plus',
      'Secret',
      (a, s) => a.mount('/v', SharedVolume.fromVolume(a, 'v', Volume.fromSecret(s, 'kplus', new Secret(s, 'x')))),
    ],
    [
      'EnvValue of a Secret',
      'Secret',
      (a, s) => a.addEnv('A', EnvValue.fromSecretValue({ secret: new Secret(s, 'x'), key: 'k' })),
    ],
    [
      'EnvValue of a ConfigMap',
      'ConfigMap',
      (a, s) =>
        a.addSideCar('web', { image: 'httpd:2.4', env: { A: EnvValue.fromConfigMap(new ConfigMap(s, 'x'), 'k') } }),
    ],
    [
      'EnvFrom',
      'ConfigMap',
      (a, s) => a.addSideCar('web', { image: 'httpd:2.4', envFrom: [Env.fromConfigMap(new ConfigMap(s, 'x'))] }),
    ],
  ];
  test.each(references)('%s', (_, kind, refer) => {
    expect(order(refer, true)).toEqual(['a', kind, 'Job']);
    expect(order(refer, false)).toEqual(['b', 'a', kind, 'Job']);
  });

  test('the service account, pull secrets, and sources of an init container', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    const source = new Chart(app, 'b');
    const serviceAccount = new ServiceAccount(source, 'account');
    const secret = new Secret(source, 'secret');
    const initContainers = [
      { name: 'setup', image: IMAGE, env: { A: EnvValue.fromConfigMap(new ConfigMap(source, 'map'), 'k') } },
    ];
    const algorithm = new Algorithm(chart, 'print', {
      image: IMAGE,
      pod: { serviceAccount, imagePullSecrets: [secret], initContainers },
    });
    expect(algorithm.apiObject.node.dependencies.map(({ node }) => node.scope!.node.id).sort()).toEqual([
      'account',
      'map',
      'secret',
    ]);
  });

  test('two claims below the algorithm make no circle of dependencies', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    for (const id of ['c', 'd']) {
      algorithm.mount(
        `/${id}`,
        SharedVolume.fromPersistentVolumeClaim(algorithm, id, new PersistentVolumeClaim(algorithm, id, CLAIM)),
      );
    }
    expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual([
      'PersistentVolumeClaim',
      'PersistentVolumeClaim',
      'Job',
    ]);
  });

  test('a reference by name alone does not change the order', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.addEnv(
      'A',
      EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 's', 'elsewhere'), key: 'k' }),
    );
    SharedVolume.fromConfigMap(algorithm, 'v', 'settings');
    expect(algorithm.apiObject.node.dependencies).toEqual([]);
  });
});

describe('a claim that is created with its volume', () => {
  const claimOf = (chart: Chart) => Testing.synth(chart).find(({ kind }) => kind === 'PersistentVolumeClaim');

  test('minimal props', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.mount('/data', SharedVolume.createPersistentVolumeClaim(algorithm, 'data', { storage: '10Gi' }));
    expect(claimOf(chart)).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'print-data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    });
    expect(podOf(chart).volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'print-data' } }]);
  });

  test('all props', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, metadata: { name: 'other' } });
    algorithm.mount(
      '/data',
      SharedVolume.createPersistentVolumeClaim(algorithm, 'data', {
        storage: '10Gi',
        storageClassName: '',
        accessModes: ['ReadWriteMany'],
        volumeMode: 'Filesystem',
        readOnly: true,
        metadata: { name: 'mine', labels: { a: 'b' } },
        fields: { volumeName: 'disk-1' },
      }),
    );
    expect(claimOf(chart)).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'mine', labels: { a: 'b' } },
      spec: {
        accessModes: ['ReadWriteMany'],
        resources: { requests: { storage: '10Gi' } },
        storageClassName: '',
        volumeMode: 'Filesystem',
        volumeName: 'disk-1',
      },
    });
    expect(podOf(chart).volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'mine', readOnly: true } },
    ]);
  });

  test.each<[any, any]>([
    [
      { fields: { resources: { limits: { storage: '2Gi' } } } },
      { accessModes: ['ReadWriteOnce'], resources: { limits: { storage: '2Gi' }, requests: { storage: '1Gi' } } },
    ],
    [
      { fields: { resources: { requests: { storage: '3Gi' } } } },
      { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '3Gi' } } },
    ],
    [
      { fields: { accessModes: ['ReadWriteMany'] } },
      { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
    ],
    [
      { accessModes: undefined, fields: { accessModes: ['ReadWriteMany'] } },
      { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
    ],
  ])('fields of the API are merged with the props: %j', (props, spec) => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.mount('/data', SharedVolume.createPersistentVolumeClaim(algorithm, 'data', { storage: '1Gi', ...props }));
    expect(claimOf(chart).spec).toEqual(spec);
  });

  test('a field that is set twice is refused', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.mount(
      '/data',
      SharedVolume.createPersistentVolumeClaim(algorithm, 'data', {
        storage: '1Gi',
        volumeMode: 'Block',
        fields: { volumeMode: 'Filesystem' },
      }),
    );
    expect(errorsOf(chart)).toContain(
      '[test/print/Volume:data] spec.template.spec.volumes[0].fields.volumeMode: Forbidden: is set twice. ' +
        'Set it once, by its property or in fields',
    );
  });

  test('is printed before its pod, and its name lacks the hash of a Job', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE, nameSuffixHash: true });
    const volume = SharedVolume.createPersistentVolumeClaim(algorithm, 'data', { storage: '10Gi' });
    algorithm.mount('/data', volume);
    expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['PersistentVolumeClaim', 'Job']);
    expect(ApiObject.of(volume).name).toBe('print-data');
  });

  test.each<[string, Partial<PersistentVolumeClaimOptions>, string]>([
    ['no quantity', { storage: 'much' }, 'spec.resources.requests[storage]: Type invalid'],
    [
      'no size',
      { storage: undefined },
      'spec.resources[storage]: Required value. Set resources.requests.storage, such as "1Gi"',
    ],
    ['nothing', { storage: '0' }, 'spec.resources[storage]: Invalid value: "0"'],
    ['an unknown access mode', { accessModes: ['ReadWrite'] }, 'spec.accessModes: Unsupported value: "ReadWrite"'],
    ["a name that can't be", { metadata: { name: 'A' } }, 'metadata.name: Invalid value: "A"'],
  ])('is reported if it is wrong: %s', (_, props, error) => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
    algorithm.mount('/data', SharedVolume.createPersistentVolumeClaim(algorithm, 'data', { storage: '1Gi', ...props }));
    expect(errorsOf(chart).join('\n')).toContain(`[test/print/Volume:data/Claim] ${error}`);
  });
});

test('shared memory', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE, resources: { limits: { memory: '2Gi' } } });
  algorithm.mount('/dev/shm', SharedVolume.sharedMemory(algorithm, 'shm', '1Gi'));
  expect(podOf(chart).volumes).toEqual([{ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }]);
});

test.each<[ServiceAccountTokenOptions | undefined, any]>([
  [undefined, { path: 'token' }],
  [
    { audience: 'vault', expirationSeconds: 600, path: 'vault/token' },
    { audience: 'vault', expirationSeconds: 600, path: 'vault/token' },
  ],
])('a token of the service account %j', (options, serviceAccountToken) => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  algorithm.mount('/token', SharedVolume.fromServiceAccountToken(algorithm, 'token', options));
  expect(podOf(chart).volumes).toEqual([{ name: 'token', projected: { sources: [{ serviceAccountToken }] } }]);
  expect(podOf(chart).automountServiceAccountToken).toBe(false);
});

test('a token that expires too early is refused', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', { image: IMAGE });
  algorithm.mount('/token', SharedVolume.fromServiceAccountToken(algorithm, 'token', { expirationSeconds: 599 }));
  expect(errorsOf(chart).join('\n')).toContain(
    '[test/print/Volume:token] ' +
      'spec.template.spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid ' +
      'value: 599',
  );
});
