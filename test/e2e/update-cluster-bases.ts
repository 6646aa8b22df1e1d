/** Objects of other kinds that random updates start from. None of them does anything to what else is in the cluster. */
import { samplesOf } from './samples';
import type { UpdatePlace } from './update-bases';

/** The fields, or what makes them of the place that the object gets. */
export type Base = readonly [
  apiVersion: string,
  kind: string,
  fields: any,
  scope?: 'cluster',
  nameOf?: (name: string, number: number) => string,
];

/** The fields of a sample. */
const sample = (apiVersion: string, kind: string, i = 0) => {
  const { apiVersion: _version, kind: _kind, metadata, ...fields } = samplesOf(apiVersion, kind)[i];
  const { name: _name, namespace: _namespace, ...rest } = metadata;
  return { metadata: rest, ...fields };
};

const GROUP = 'none.example.com';
const matchRules = [{ apiGroups: [GROUP], apiVersions: ['v1'], operations: ['CREATE'], resources: ['things'] }];
const webhook = {
  name: 'a.example.com',
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  clientConfig: { service: { namespace: 'none', name: 'none' } },
  rules: matchRules,
};
const webhooks = [webhook, { ...webhook, name: 'b.example.com', failurePolicy: 'Ignore', timeoutSeconds: 5 }];
const policySpec = {
  matchConstraints: { resourceRules: matchRules },
  matchConditions: [{ name: 'a', expression: 'true' }],
  validations: [{ expression: 'true', message: 'm' }],
};
const mutation = "Object{metadata: Object.metadata{labels: {'a': 'b'}}}";
const mutatingSpec = {
  matchConstraints: { resourceRules: matchRules },
  reinvocationPolicy: 'Never',
  mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: mutation } }],
};
const subjects = [{ kind: 'User', user: { name: 'nobody' } }];
const limited = { nominalConcurrencyShares: 1, limitResponse: { type: 'Queue', queuing: { queues: 4, handSize: 2 } } };
/** Events are in the namespace of what they are about. */
const eventOf =
  (apiVersion: string, field: string) =>
  ({ namespace }: UpdatePlace) => ({
    ...sample(apiVersion, 'Event'),
    [field]: { kind: 'Pod', namespace, name: 'pod-a' },
  });
const schema = { openAPIV3Schema: { type: 'object', properties: { a: { type: 'string' } } } };
const version = (name: string, fields: any = {}) => ({ name, served: true, storage: false, schema, ...fields });
const definition =
  (scope: string, versions: any[]) =>
  ({ name }: UpdatePlace) => {
    const group = `${name}.example.com`;
    return { spec: { group, scope, names: { plural: 'things', kind: 'Thing', shortNames: ['th'] }, versions } };
  };
const ofGroup = (name: string) => `things.${name}.example.com`;
const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
const CERTIFICATES = 'certificates.k8s.io/v1';
const ADMISSION = 'admissionregistration.k8s.io/v1';
const RBAC = 'rbac.authorization.k8s.io/v1';
const DEFINITIONS = 'apiextensions.k8s.io/v1';
const FLOW = 'flowcontrol.apiserver.k8s.io/v1';

export const CLUSTER_BASES: readonly Base[] = [
  [
    DEFINITIONS,
    'CustomResourceDefinition',
    definition('Namespaced', [version('v1', { storage: true })]),
    'cluster',
    ofGroup,
  ],
  [
    DEFINITIONS,
    'CustomResourceDefinition',
    definition('Cluster', [version('v1', { storage: true }), version('v1beta1', { deprecated: true })]),
    'cluster',
    ofGroup,
  ],
  ['v1', 'Node', sample('v1', 'Node'), 'cluster'],
  ['v1', 'Node', { spec: { unschedulable: true } }, 'cluster'],
  ['resource.k8s.io/v1', 'ResourceSlice', sample('resource.k8s.io/v1', 'ResourceSlice'), 'cluster'],
  ['resource.k8s.io/v1', 'ResourceSlice', sample('resource.k8s.io/v1', 'ResourceSlice', 1), 'cluster'],
  ['resource.k8s.io/v1', 'ResourceSlice', sample('resource.k8s.io/v1', 'ResourceSlice', 2), 'cluster'],
  [
    'resource.k8s.io/v1',
    'DeviceClass',
    { spec: { config: [{ opaque: { driver: 'a.b', parameters: { c: 1 } } }] } },
    'cluster',
  ],
  ['resource.k8s.io/v1', 'DeviceTaintRule', sample('resource.k8s.io/v1', 'DeviceTaintRule'), 'cluster'],
  [CERTIFICATES, 'CertificateSigningRequest', sample(CERTIFICATES, 'CertificateSigningRequest'), 'cluster'],
  [
    CERTIFICATES,
    'ClusterTrustBundle',
    sample(CERTIFICATES, 'ClusterTrustBundle'),
    'cluster',
    (name) => `acme.io:client:${name}`,
  ],
  [CERTIFICATES, 'ClusterTrustBundle', sample(CERTIFICATES, 'ClusterTrustBundle', 1), 'cluster'],
  [CERTIFICATES, 'PodCertificateRequest', sample(CERTIFICATES, 'PodCertificateRequest')],
  [ADMISSION, 'ValidatingWebhookConfiguration', { webhooks }, 'cluster'],
  [ADMISSION, 'MutatingWebhookConfiguration', { webhooks }, 'cluster'],
  [ADMISSION, 'ValidatingAdmissionPolicy', { spec: policySpec }, 'cluster'],
  [ADMISSION, 'MutatingAdmissionPolicy', { spec: mutatingSpec }, 'cluster'],
  [
    ADMISSION,
    'ValidatingAdmissionPolicyBinding',
    {
      spec: { policyName: 'none', validationActions: ['Deny', 'Audit'], matchResources: { resourceRules: matchRules } },
    },
    'cluster',
  ],
  [ADMISSION, 'MutatingAdmissionPolicyBinding', { spec: { policyName: 'none' } }, 'cluster'],
  [
    FLOW,
    'FlowSchema',
    {
      spec: {
        priorityLevelConfiguration: { name: 'none' },
        rules: [{ subjects, nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/a'] }] }],
      },
    },
    'cluster',
  ],
  [FLOW, 'PriorityLevelConfiguration', { spec: { type: 'Limited', limited } }, 'cluster'],
  [FLOW, 'PriorityLevelConfiguration', sample(FLOW, 'PriorityLevelConfiguration', 1), 'cluster'],
  [
    'networking.k8s.io/v1',
    'IPAddress',
    sample('networking.k8s.io/v1', 'IPAddress', 1),
    'cluster',
    (name, number) => `2001:db8:${name.startsWith('ssa') ? 1 : 2}::${number.toString(16)}`,
  ],
  [
    'networking.k8s.io/v1',
    'IngressClass',
    { spec: { controller: 'a.b/c', parameters: { apiGroup: 'a.b', kind: 'C', name: 'd' } } },
    'cluster',
  ],
  ['storage.k8s.io/v1', 'VolumeAttachment', sample('storage.k8s.io/v1', 'VolumeAttachment'), 'cluster'],
  ['storage.k8s.io/v1', 'CSINode', sample('storage.k8s.io/v1', 'CSINode'), 'cluster'],
  [
    'storage.k8s.io/v1',
    'CSIDriver',
    { spec: { volumeLifecycleModes: ['Persistent', 'Ephemeral'], tokenRequests: [{ audience: 'a' }] } },
    'cluster',
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    {
      provisioner: 'a.b/c',
      allowVolumeExpansion: true,
      mountOptions: ['a'],
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    'cluster',
  ],
  ['scheduling.k8s.io/v1', 'PriorityClass', { value: -5, preemptionPolicy: 'Never', description: 'd' }, 'cluster'],
  [
    'node.k8s.io/v1',
    'RuntimeClass',
    {
      handler: 'h',
      overhead: { podFixed: { cpu: '10m' } },
      scheduling: { nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] },
    },
    'cluster',
  ],
  [
    'storagemigration.k8s.io/v1',
    'StorageVersionMigration',
    { spec: { resource: { group: GROUP, resource: 'things' } } },
    'cluster',
  ],
  ['v1', 'Namespace', { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }, 'cluster'],
  ['v1', 'Endpoints', sample('v1', 'Endpoints')],
  ['v1', 'Event', eventOf('v1', 'involvedObject')],
  ['events.k8s.io/v1', 'Event', eventOf('events.k8s.io/v1', 'regarding')],
  [
    'autoscaling/v1',
    'HorizontalPodAutoscaler',
    {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' },
        maxReplicas: 3,
        targetCPUUtilizationPercentage: 50,
      },
    },
  ],
  [
    'policy/v1',
    'PodDisruptionBudget',
    {
      spec: { maxUnavailable: '50%', selector: { matchLabels: { a: 'b' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    },
  ],
  [RBAC, 'ClusterRole', { rules: [rule, { nonResourceURLs: ['/a'], verbs: ['get'] }] }, 'cluster'],
  [
    RBAC,
    'ClusterRole',
    { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { none: 'none' } }] }, rules: [] },
    'cluster',
  ],
];
