import * as fc from 'fast-check';
import { readCapacity } from '../../../src/validation/admission/capacity';
import { printResources } from '../../../src/validation/admission/pod-resources';
import { byQuotaName, needsContent, quotaUsage, resourceOf } from '../../../src/validation/admission/quota-usage';

const POD = {
  containers: [
    {
      name: 'a',
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi', 'nvidia.com/gpu': '1' } },
    },
  ],
};
const template = { spec: POD };
const job = (spec: any = {}) => ({ apiVersion: 'batch/v1', kind: 'Job', spec: { template, ...spec } });
const cronJob = (spec: any = {}, more: any = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  spec: { jobTemplate: { spec: { template, ...spec } }, ...more },
});
const deployment = (spec: any = {}) => ({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template, ...spec } });
const usage = (manifest: any) => quotaUsage(manifest, 37);

test.each<[string, any, number]>([
  ['a Pod', { apiVersion: 'v1', kind: 'Pod', spec: POD }, 1],
  ['a Job', job(), 1],
  ['parallelism', job({ parallelism: 4 }), 4],
  ['no more than the completions', job({ parallelism: 4, completions: 3 }), 3],
  ['completions alone', job({ completions: 3 }), 1],
  ['an Indexed Job', job({ parallelism: 4, completions: 1000, completionMode: 'Indexed' }), 4],
  ['no parallelism', job({ parallelism: 0 }), 0],
  ['a CronJob', cronJob(), 1],
  ['a CronJob in parallel', cronJob({ parallelism: 3 }), 3],
  ['a Deployment with a surge of 25 %', deployment(), 2],
  ['rounded up', deployment({ replicas: 5 }), 7],
  ['a surge in percent', deployment({ replicas: 10, strategy: { rollingUpdate: { maxSurge: '10%' } } }), 11],
  [
    'a surge as a number',
    deployment({ replicas: 10, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3 } } }),
    13,
  ],
  ['no surge', deployment({ replicas: 10, strategy: { rollingUpdate: { maxSurge: 0 } } }), 10],
  ['Recreate', deployment({ replicas: 10, strategy: { type: 'Recreate' } }), 10],
  ['no replicas', deployment({ replicas: 0, strategy: { rollingUpdate: { maxSurge: 3 } } }), 0],
  ['a StatefulSet', { ...deployment({ replicas: 3 }), kind: 'StatefulSet' }, 3],
  ['a DaemonSet: at least one node', { ...deployment(), kind: 'DaemonSet' }, 1],
  ['a ReplicaSet', { ...deployment({ replicas: 3 }), kind: 'ReplicaSet' }, 3],
  ['a ReplicationController', { ...deployment({ replicas: 3 }), apiVersion: 'v1', kind: 'ReplicationController' }, 3],
  ['a Job of another group', { ...job(), apiVersion: 'batch.volcano.sh/v1' }, 0],
  ['malformed numbers count as left out', job({ parallelism: '4', completions: -1 }), 1],
  ['a malformed surge', deployment({ replicas: 2, strategy: { rollingUpdate: { maxSurge: 'half' } } }), 2],
])('the pods that run at the same time: %s', (_, manifest, pods) => {
  expect(usage(manifest).pods).toBe(BigInt(pods));
  expect(printResources(usage(manifest).requests).cpu).toBe(
    usage(manifest).requests.has('cpu') ? String(pods) : undefined,
  );
});

test('a StatefulSet uses its claims', () => {
  const claim = (storage: string, storageClassName?: string) => ({
    metadata: { name: storage.toLowerCase() },
    spec: { storageClassName, resources: { requests: { storage } } },
  });
  const spec = { replicas: 3, volumeClaimTemplates: [claim('1Gi'), claim('2Gi', 'fast'), {}, null] };
  const names = printResources(byQuotaName(usage({ ...deployment(spec), kind: 'StatefulSet' })));
  expect(names).toMatchObject({
    'requests.storage': '9Gi',
    'fast.storageclass.storage.k8s.io/requests.storage': '6Gi',
    'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '3',
    persistentvolumeclaims: '12',
  });
});

test.each<[boolean, any]>([
  [false, job()],
  [true, job({ suspend: true })],
  [false, cronJob()],
  [true, cronJob({}, { suspend: true })],
  [true, cronJob({ suspend: true })],
])('suspended: %p', (isSuspended, manifest) => expect(usage(manifest).isSuspended).toBe(isSuspended));

test('usage is listed by the names of a quota', () => {
  const spec = {
    containers: [
      {
        name: 'a',
        resources: {
          requests: { cpu: '1', 'ephemeral-storage': '1Gi' },
          limits: {
            cpu: '2',
            memory: '1Gi',
            'ephemeral-storage': '2Gi',
            'nvidia.com/gpu': '1',
            'hugepages-2Mi': '4Mi',
            'amd.com/gpu': '0',
          },
        },
      },
    ],
  };
  expect(printResources(byQuotaName(usage(job({ parallelism: 2, template: { spec } }))))).toEqual({
    cpu: '2',
    'requests.cpu': '2',
    'limits.cpu': '4',
    memory: '2Gi',
    'requests.memory': '2Gi',
    'limits.memory': '2Gi',
    'ephemeral-storage': '2Gi',
    'requests.ephemeral-storage': '2Gi',
    'limits.ephemeral-storage': '4Gi',
    'hugepages-2Mi': '8Mi',
    'requests.hugepages-2Mi': '8Mi',
    'requests.nvidia.com/gpu': '2',
    pods: '2',
    'count/pods': '2',
    'count/jobs.batch': '1',
  });
});

test.each<[string, any, any]>([
  [
    'a CronJob, with the Jobs that it keeps',
    cronJob({ parallelism: 0 }),
    { 'count/cronjobs.batch': '1', 'count/jobs.batch': '5' },
  ],
  [
    'with other histories',
    cronJob({ parallelism: 0 }, { successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 2 }),
    { 'count/cronjobs.batch': '1', 'count/jobs.batch': '3' },
  ],
  ['a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap' }, { 'count/configmaps': '1', configmaps: '1' }],
  [
    'a claim',
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { resources: { requests: { storage: '5Gi' } } } },
    { 'count/persistentvolumeclaims': '1', persistentvolumeclaims: '1', 'requests.storage': '5Gi' },
  ],
  [
    'a claim with a class',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      spec: { storageClassName: 'gold', resources: { requests: { storage: '5Gi' } } },
    },
    {
      'count/persistentvolumeclaims': '1',
      persistentvolumeclaims: '1',
      'requests.storage': '5Gi',
      'gold.storageclass.storage.k8s.io/requests.storage': '5Gi',
      'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
    },
  ],
  [
    'anything else',
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    { 'count/networkpolicies.networking.k8s.io': '1' },
  ],
])('objects are counted: %s', (_, manifest, amounts) =>
  expect(printResources(byQuotaName(usage(manifest)))).toEqual(amounts),
);

test.each([
  ['v1', 'Pod', 'pods'],
  ['batch/v1', 'Job', 'jobs.batch'],
  ['networking.k8s.io/v1', 'Ingress', 'ingresses.networking.k8s.io'],
  ['v1', 'Endpoints', 'endpoints'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies.networking.k8s.io'],
])('%s %s is named %s in a quota', (apiVersion, kind, resource) => expect(resourceOf(apiVersion, kind)).toBe(resource));

test.each([
  ['v1', 'Pod', true],
  ['batch/v1', 'Job', true],
  ['v1', 'PersistentVolumeClaim', true],
  ['v1', 'ConfigMap', false],
  ['acme.com/v1', 'Job', false],
])('the content of %s %s matters: %p', (apiVersion, kind, needed) =>
  expect(needsContent(apiVersion, kind)).toBe(needed),
);

test('resources that containers do not declare are listed', () => {
  const spec = {
    containers: [{ resources: { requests: { cpu: '1' } } }],
    initContainers: [{ resources: { limits: { cpu: '1', memory: '1' } } }],
  };
  expect([...usage(job({ template: { spec } })).unsaid].sort()).toEqual([
    'limits.cpu',
    'limits.memory',
    'memory',
    'requests.memory',
  ]);
  expect([...usage(job({ template: { spec }, parallelism: 0 })).unsaid]).toEqual([]);
  expect([...usage(job({ template: { spec: { ...spec, resources: { limits: { cpu: '1' } } } } })).unsaid]).toEqual([]);
  const { limitRange } = readCapacity({ limitRange: [{ type: 'Container', default: { cpu: '1', memory: '1Gi' } }] });
  expect([...quotaUsage(job({ template: { spec } }), 37, limitRange).unsaid]).toEqual([]);
});

test('the namespace is read', () => {
  expect(usage({ ...job(), metadata: { namespace: 'vision' } }).namespace).toBe('vision');
  expect(usage({ ...job(), metadata: { namespace: 1 } }).namespace).toBeUndefined();
});

test('any manifest is counted without throwing', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('Job', 'CronJob', 'Deployment', 'Pod', 'PersistentVolumeClaim'),
      (value: any, kind) => {
        byQuotaName(usage(value));
        const apiVersion = kind === 'Deployment' ? 'apps/v1' : kind.endsWith('Job') ? 'batch/v1' : 'v1';
        const fields = [
          'template',
          'jobTemplate',
          'strategy',
          'resources',
          'replicas',
          'parallelism',
          'completions',
          'storageClassName',
        ];
        byQuotaName(usage({ apiVersion, kind, spec: value }));
        byQuotaName(
          usage({ apiVersion, kind, metadata: value, spec: Object.fromEntries(fields.map((field) => [field, value])) }),
        );
      },
    ),
  );
});
