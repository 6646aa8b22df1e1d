/** Objects that random updates start from: valid, harmless, and with something in them that must not change. */
import { Random } from './random';
import { Base, CLUSTER_BASES } from './update-cluster-bases';
import { WORKLOAD_BASES } from './update-workload-bases';

const LABELS = { app: 'a', tier: 'front' };
/** No scheduler has this name, so no pod runs. */
const NOBODY = 'nobody';
const container = {
  name: 'main',
  image: 'busybox:1',
  ports: [{ name: 'http', containerPort: 80 }],
  env: [{ name: 'A', value: 'b' }],
  resources: { requests: { cpu: '100m' }, limits: { memory: '128Mi' } },
  volumeMounts: [{ name: 'data', mountPath: '/data' }],
};
const podSpec = {
  schedulerName: NOBODY,
  automountServiceAccountToken: false,
  containers: [container],
  volumes: [{ name: 'data', emptyDir: {} }],
};
const template = { metadata: { labels: LABELS }, spec: podSpec };
const jobTemplate = { ...template, spec: { ...podSpec, restartPolicy: 'Never' } };
const selector = { matchLabels: { app: 'a' } };
const claimSpec = {
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'none',
  resources: { requests: { storage: '1Gi' } },
};
const ports = [{ name: 'http', port: 80 }];
const path = { path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } } };
const affinityTerms = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] };
const gated = {
  ...podSpec,
  schedulingGates: [{ name: 'a.b/c' }, { name: 'a.b/d' }],
  nodeSelector: { a: 'b' },
  activeDeadlineSeconds: 100,
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: affinityTerms } },
};
const request = { name: 'r', exactly: { deviceClassName: 'c.d' } };
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' };
const utilization = { type: 'Utilization', averageUtilization: 50 };

const BASES: readonly Base[] = [
  ['batch/v1', 'Job', { spec: { completions: 2, template: jobTemplate } }],
  ['batch/v1', 'Job', { spec: { suspend: true, template: jobTemplate } }],
  ['batch/v1', 'Job', { spec: { completionMode: 'Indexed', completions: 2, parallelism: 2, template: jobTemplate } }],
  ['batch/v1', 'CronJob', { spec: { schedule: '0 0 1 1 *', jobTemplate: { spec: { template: jobTemplate } } } }],
  ['apps/v1', 'Deployment', { spec: { replicas: 0, selector, template } }],
  ['apps/v1', 'ReplicaSet', { spec: { replicas: 0, selector, template } }],
  [
    'apps/v1',
    'DaemonSet',
    { spec: { selector, template: { ...template, spec: { ...podSpec, nodeSelector: { no: 'ne' } } } } },
  ],
  [
    'apps/v1',
    'StatefulSet',
    {
      spec: {
        replicas: 0,
        serviceName: 's',
        selector,
        template,
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }],
      },
    },
  ],
  ['v1', 'ReplicationController', { spec: { replicas: 0, template } }],
  ['v1', 'PodTemplate', { template }],
  ['v1', 'Pod', { spec: podSpec }],
  ['v1', 'Pod', { spec: gated }],
  ['v1', 'Service', { spec: { selector: { app: 'a' }, ports } }],
  ['v1', 'Service', { spec: { type: 'NodePort', selector: { app: 'a' }, ports } }],
  [
    'v1',
    'Service',
    { spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerClass: 'a.b/c', ports } },
  ],
  ['v1', 'Service', { spec: { clusterIP: 'None', selector: { app: 'a' }, ports } }],
  ['v1', 'Service', { spec: { type: 'ExternalName', externalName: 'a.example.com' } }],
  ['v1', 'ConfigMap', { data: { a: '1' } }],
  ['v1', 'ConfigMap', { immutable: true, data: { a: '1' } }],
  ['v1', 'Secret', { stringData: { a: '1' } }],
  ['v1', 'Secret', { immutable: true, type: 'a.b/c', data: { a: 'MQ==' } }],
  ['v1', 'PersistentVolumeClaim', { spec: claimSpec }],
  ['v1', 'ResourceQuota', { spec: { hard: { pods: '1000', 'count/jobs.batch': '5000' }, scopes: ['Terminating'] } }],
  ['v1', 'LimitRange', { spec: { limits: [{ type: 'PersistentVolumeClaim', max: { storage: '100Gi' } }] } }],
  ['v1', 'ServiceAccount', {}],
  ['networking.k8s.io/v1', 'Ingress', { spec: { rules: [{ host: 'a.example.com', http: { paths: [path] } }] } }],
  ['networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] } }],
  ['rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef, subjects: [{ kind: 'User', name: 'u' }] }],
  ['policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1, selector } }],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    {
      spec: {
        scaleTargetRef,
        maxReplicas: 2,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: utilization } }],
      },
    },
  ],
  ['coordination.k8s.io/v1', 'Lease', { spec: { holderIdentity: 'a', leaseDurationSeconds: 10 } }],
  ['discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.1'] }], ports }],
  ['apps/v1', 'ControllerRevision', { revision: 1, data: { a: 1 } }],
  ['resource.k8s.io/v1', 'ResourceClaim', { spec: { devices: { requests: [request] } } }],
  ['resource.k8s.io/v1', 'ResourceClaimTemplate', { spec: { spec: { devices: { requests: [request] } } } }],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', { storageClassName: 'none', capacity: '1Gi', nodeTopology: selector }],
  [
    'v1',
    'PersistentVolume',
    {
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        storageClassName: 'upd',
        csi: { driver: 'a.b', volumeHandle: 'v' },
        nodeAffinity: { required: affinityTerms },
      },
    },
    'cluster',
  ],
  ['storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.b/c', parameters: { a: 'b' } }, 'cluster'],
  ['storage.k8s.io/v1', 'CSIDriver', { spec: { attachRequired: false } }, 'cluster'],
  ['storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'a.b', parameters: { a: 'b' } }, 'cluster'],
  ['scheduling.k8s.io/v1', 'PriorityClass', { value: 5 }, 'cluster'],
  ['node.k8s.io/v1', 'RuntimeClass', { handler: 'h' }, 'cluster'],
  ['networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'a.b/c' } }, 'cluster'],
  [
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    { roleRef, subjects: [{ kind: 'User', name: 'u' }] },
    'cluster',
  ],
];

/** Where an object goes. */
export interface UpdatePlace {
  readonly name: string;
  readonly namespace: string;
  readonly number: number;
}

export interface UpdateBase {
  readonly place: UpdatePlace;
  readonly manifest: any;
  readonly isClusterScoped: boolean;
}

const ALL: readonly Base[] = [...BASES, ...WORKLOAD_BASES, ...CLUSTER_BASES];

/** One of all bases, with a name; some kinds have names of a form of their own. */
export function updateBase(choice: number, place: UpdatePlace): UpdateBase {
  const { name, number } = place;
  const [apiVersion, kind, fields, scope, nameOf] = ALL[choice % ALL.length];
  const isLabelled = apiVersion === 'discovery.k8s.io/v1' || apiVersion === 'policy/v1';
  const { metadata: given, ...rest } = fieldsOf(fields, place);
  const metadata = { ...given, name: nameOf ? nameOf(name, number) : name, ...(isLabelled && { labels: { a: 'b' } }) };
  return {
    place,
    manifest: JSON.parse(JSON.stringify({ apiVersion, kind, metadata, ...rest })),
    isClusterScoped: scope !== undefined,
  };
}

const fieldsOf = (fields: any, place: UpdatePlace) => (typeof fields === 'function' ? fields(place) : fields);

/** The fields of another base of the same kind, or of the same if there is no other. */
export function otherBase(random: Random, { manifest, place }: UpdateBase): any {
  const { apiVersion, kind } = manifest;
  const same = ALL.filter(([version, other]) => version === apiVersion && other === kind);
  const [, , fields] = random.pick(same);
  return JSON.parse(JSON.stringify({ ...fieldsOf(fields, place), apiVersion, kind }));
}
