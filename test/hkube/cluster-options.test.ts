import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { readClusterOptions } from '../../src/hkube/cluster-options';

function read(value: unknown) {
  const v = new Validation(37);
  return {
    options: readClusterOptions(value, v),
    findings: v.findings.map((error) => `${error.path}: ${typeAndDetail(error)}`),
  };
}

test('every option is read unchanged, and unknown options of clusterOptions too', () => {
  const all = {
    defaultStorage: 'fs',
    baseFsAdapterDirectory: '/mnt',
    isPrivileged: false,
    outputMountPath: '/out',
    jaeger: { host: 'j' },
    useResourceLimits: true,
    applyResources: true,
    workerResources: { cpu: 1, mem: 2 },
    sideCarResources: { cpu: 1, memory: '1Gi' },
    registry: 'r.io',
    versions: [{ project: 'worker', tag: 'v1', image: 'i' }],
    clusterOptions: { devModeEnabled: true, imagePullSecretName: 's', ingressHost: 'h' },
    sidecars: [
      {
        name: 'fluentbit',
        container: [{ name: 'f' }],
        volumes: [{ name: 'v' }],
        volumeMounts: [{ name: 'v' }],
        environments: [{ name: 'A' }],
      },
    ],
    node: 'n',
    hotWorker: true,
  };
  expect(read(all)).toEqual({ options: all, findings: [] });
});

test.each([
  [{ clusterOptions: { fluentdSidecarEnabled: true, devMode: true, gatewayEnabled: false } }],
  [
    {
      sidecars: [
        { name: 'f', container: {}, environments: { A: 'b' } },
        { name: 'g', container: {}, environments: null },
      ],
    },
  ],
])('%j is accepted', (value) => expect(read(value)).toEqual({ options: value, findings: [] }));

test.each([
  [{ defaultstorage: 's3' }, 'defaultstorage: Unknown field'],
  [{ isPrivileged: 'maybe' }, 'isPrivileged: Type invalid: "maybe": expected true or false, found a string'],
  [
    { clusterOptions: { devModeEnabled: [] } },
    'clusterOptions.devModeEnabled: Type invalid: expected true or false, found an array',
  ],
  [
    { sideCarResources: { memory: '128' } },
    'sideCarResources.memory: Invalid value: "128": must have a unit: one of m, K, M, G, T, Ki, Mi, Gi, Ti',
  ],
  [{ versions: [{}] }, 'versions[0].project: Required value'],
  [{ clusterOptions: { devModeEnable: true } }, 'clusterOptions.devModeEnable: Unknown field'],
  [{ clusterOptions: { fluentbitSideCarEnabled: true } }, 'clusterOptions.fluentbitSideCarEnabled: Unknown field'],
  [
    { sidecars: [{ name: 'f', container: {}, environments: 'TOKEN=hunter2' }] },
    'sidecars[0].environments: Type invalid: expected an object or an array, found a string',
  ],
  [
    { sidecars: [{ name: 'f', container: 'fluent:1' }] },
    'sidecars[0].container: Type invalid: expected an object, or an array of objects, found a string',
  ],
  [
    { sidecars: [{ name: 'f', container: [{}, null] }] },
    'sidecars[0].container: Type invalid: expected an object, or an array of objects, found an array',
  ],
  [[], ': Type invalid: expected an object, found an array'],
])('%j is reported', (value, finding) => {
  expect(read(value).findings).toEqual([finding]);
});
