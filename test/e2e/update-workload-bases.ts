/** More workloads, Services and claims that random updates start from: each with lists and states of another sort. */
import type { Base } from './update-cluster-bases';

const NOBODY = 'nobody';
const LABELS = { app: 'a', tier: 'front' };
const selector = { matchLabels: { app: 'a' } };

/** Lists whose items are merged: some with the same key twice, some atomic, some where one field excludes another. */
const richSpec = {
  schedulerName: NOBODY,
  automountServiceAccountToken: false,
  terminationGracePeriodSeconds: 5,
  containers: [
    {
      name: 'main',
      image: 'busybox:1',
      command: ['sh', '-c'],
      args: ['a', 'b'],
      ports: [
        { name: 'dns', containerPort: 53, protocol: 'UDP' },
        { name: 'dns-tcp', containerPort: 53 },
      ],
      env: [
        { name: 'A', value: 'b' },
        { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ],
      envFrom: [{ configMapRef: { name: 'settings', optional: true } }],
      livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5 },
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'data', mountPath: '/more', subPath: 'a' },
      ],
      securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
    },
    { name: 'other', image: 'busybox', imagePullPolicy: 'Never' },
  ],
  initContainers: [
    { name: 'side', image: 'busybox:1', restartPolicy: 'Always' },
    { name: 'init', image: 'busybox:1' },
  ],
  volumes: [
    { name: 'data', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'config', configMap: { name: 'settings', optional: true, items: [{ key: 'a', path: 'b' }] } },
    { name: 'all', projected: { sources: [{ secret: { name: 's', optional: true } }] } },
  ],
  hostAliases: [{ ip: '192.0.2.1', hostnames: ['a', 'b'] }],
  imagePullSecrets: [{ name: 'one' }, { name: 'two' }],
  tolerations: [
    { key: 'a', operator: 'Exists' },
    { key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 5 },
  ],
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: selector },
    { maxSkew: 1, topologyKey: 'host', whenUnsatisfiable: 'ScheduleAnyway' },
  ],
  dnsConfig: { options: [{ name: 'ndots', value: '2' }], searches: ['a.b'] },
};
const rich = { metadata: { labels: LABELS, annotations: { a: 'b' } }, spec: richSpec };
const container = { name: 'main', image: 'busybox:1' };
const plain = { schedulerName: NOBODY, containers: [container] };
const never = (spec: any = plain) => ({ metadata: { labels: LABELS }, spec: { ...spec, restartPolicy: 'Never' } });
const claim = (name: string) => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources: { requests: { storage: '1Gi' } } },
});
const onExit = { containerName: 'main', operator: 'In', values: [3] };
const podFailurePolicy = {
  rules: [
    { action: 'FailJob', onExitCodes: onExit },
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
  ],
};
const nodeAffinity = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }],
  },
};
const manual = { manualSelector: true, selector: { matchLabels: { app: 'a' } } };
const ports = [
  { name: 'http', port: 80 },
  { name: 'dns', port: 53, protocol: 'UDP', targetPort: 'dns' },
];

export const WORKLOAD_BASES: readonly Base[] = [
  ['batch/v1', 'Job', { spec: { template: never(richSpec), parallelism: 2, ttlSecondsAfterFinished: 100000 } }],
  ['batch/v1', 'Job', { spec: { ...manual, template: never() } }],
  ['batch/v1', 'Job', { spec: { ...manual, suspend: true, template: never({ ...plain, nodeSelector: { a: 'b' } }) } }],
  ['batch/v1', 'Job', { spec: { suspend: true, template: never({ ...plain, affinity: { nodeAffinity } }) } }],
  ['batch/v1', 'Job', { spec: { managedBy: 'a.b/c', template: never() } }],
  ['batch/v1', 'Job', { spec: { ...manual, managedBy: 'a.b/c', suspend: true, template: never(richSpec) } }],
  ['batch/v1', 'Job', { spec: { podFailurePolicy, backoffLimit: 2, template: never() } }],
  [
    'batch/v1',
    'Job',
    {
      spec: {
        ...manual,
        completionMode: 'Indexed',
        completions: 3,
        parallelism: 3,
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 2,
        successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 1 }] },
        template: never(),
      },
    },
  ],
  [
    'batch/v1',
    'CronJob',
    {
      spec: {
        schedule: '@daily',
        timeZone: 'Etc/UTC',
        suspend: true,
        jobTemplate: { spec: { template: never(richSpec) } },
      },
    },
  ],
  ['apps/v1', 'Deployment', { spec: { replicas: 0, selector, template: rich } }],
  ['apps/v1', 'Deployment', { spec: { replicas: 0, strategy: { type: 'Recreate' }, selector, template: rich } }],
  [
    'apps/v1',
    'Deployment',
    { spec: { replicas: 0, strategy: { rollingUpdate: { maxSurge: 2 } }, selector, template: rich, paused: true } },
  ],
  ['apps/v1', 'DaemonSet', { spec: { updateStrategy: { type: 'OnDelete' }, selector, template: rich } }],
  [
    'apps/v1',
    'StatefulSet',
    {
      spec: {
        replicas: 0,
        selector,
        template: rich,
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'OnDelete' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
        ordinals: { start: 2 },
        volumeClaimTemplates: [claim('data'), claim('more')],
      },
    },
  ],
  ['apps/v1', 'StatefulSet', { spec: { replicas: 0, serviceName: 's', selector, template: rich } }],
  ['v1', 'ReplicationController', { spec: { replicas: 0, selector: { app: 'a' }, template: rich } }],
  ['v1', 'Pod', { metadata: { labels: { app: 'pod' }, annotations: { a: 'b' } }, spec: richSpec }],
  ['v1', 'Pod', { spec: { ...plain, schedulingGates: [{ name: 'a.b/c' }], restartPolicy: 'Never' } }],
  ['v1', 'Pod', { spec: { ...plain, hostNetwork: true, nodeSelector: { a: 'b' }, serviceAccountName: 'default' } }],
  ['v1', 'Service', { spec: { selector: { app: 'a' }, ports, sessionAffinity: 'ClientIP' } }],
  ['v1', 'Service', { spec: { selector: { app: 'a' }, ports, externalIPs: ['192.0.2.7'] } }],
  ['v1', 'Service', { spec: { clusterIP: 'None', ports } }],
  ['v1', 'Service', { spec: { clusterIP: 'None', selector: { app: 'a' }, publishNotReadyAddresses: true } }],
  [
    'v1',
    'Service',
    { spec: { selector: { app: 'a' }, ports, ipFamilies: ['IPv4'], ipFamilyPolicy: 'PreferDualStack' } },
  ],
  [
    'v1',
    'Service',
    { spec: { type: 'NodePort', ports, externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' } },
  ],
  ['v1', 'Service', { spec: { type: 'LoadBalancer', ports, allocateLoadBalancerNodePorts: false } }],
  ['v1', 'Service', { spec: { type: 'LoadBalancer', ports, loadBalancerSourceRanges: ['192.0.2.0/24'] } }],
  ['v1', 'Service', { spec: { type: 'ExternalName', externalName: 'a.example.com', ports } }],
  ['v1', 'PersistentVolumeClaim', { spec: { ...claim('a').spec, storageClassName: undefined, volumeName: 'nothing' } }],
  ['v1', 'PersistentVolumeClaim', { spec: { ...claim('a').spec, storageClassName: '', selector } }],
  [
    'v1',
    'PersistentVolumeClaim',
    { spec: { ...claim('a').spec, dataSource: { kind: 'PersistentVolumeClaim', name: 'b' } } },
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    {
      spec: {
        ...claim('a').spec,
        volumeMode: 'Block',
        volumeAttributesClassName: 'fast',
        dataSourceRef: { apiGroup: 'a.b', kind: 'C', name: 'd' },
      },
    },
  ],
  ['v1', 'ConfigMap', { data: { a: '1', b: '2' }, binaryData: { c: 'MQ==' } }],
  ['v1', 'Secret', { type: 'kubernetes.io/basic-auth', stringData: { username: 'a' }, data: { password: 'Yg==' } }],
  [
    'v1',
    'ServiceAccount',
    { secrets: [{ name: 'a' }, { name: 'b' }], imagePullSecrets: [{ name: 'c' }, { name: 'd' }] },
  ],
];
