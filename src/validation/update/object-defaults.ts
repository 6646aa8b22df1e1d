/** Defaults of whole objects and of their parts, except pods. */
import { Defaulting, filled, filledIn, filledZeros } from './fill';
import { JsonObject } from '../../text/json-value';

const RBAC = 'rbac.authorization.k8s.io';
const INT32_MAX = 2 ** 31 - 1;

const inSpec =
  (defaults: JsonObject): Defaulting =>
  (object) =>
    filledIn(object, 'spec', (spec) => filled(spec, defaults));

/** Labels of the template become the object's, where it has none. */
function withTemplateLabels(object: JsonObject): JsonObject {
  const labels = object.spec?.template?.metadata?.labels;
  const own = object.metadata?.labels;
  return !labels || Object.keys(own ?? {}).length > 0
    ? object
    : { ...object, metadata: { ...object.metadata, labels } };
}

const job: Defaulting = (object) => {
  const spec = object.spec ?? {};
  const isParallel = (spec.parallelism ?? undefined) !== undefined;
  const hasIndexLimit = (spec.backoffLimitPerIndex ?? undefined) !== undefined;
  return inSpec({
    ...(!isParallel && { completions: 1 }),
    parallelism: 1,
    backoffLimit: hasIndexLimit ? INT32_MAX : 6,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
    manualSelector: false,
  })(withTemplateLabels(object), 0);
};

const deployment: Defaulting = (object) =>
  filledIn(object, 'spec', (spec) => ({
    ...filled(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
    strategy: rollingUpdate(spec.strategy ?? {}, { maxUnavailable: '25%', maxSurge: '25%' }),
  }));

const daemonSet: Defaulting = (object) =>
  filledIn(object, 'spec', (spec) => ({
    ...filled(spec, { revisionHistoryLimit: 10 }),
    updateStrategy: rollingUpdate(spec.updateStrategy ?? {}, { maxUnavailable: 1, maxSurge: 0 }),
  }));

function rollingUpdate(strategy: JsonObject, defaults: JsonObject): JsonObject {
  const typed = filledZeros(strategy, { type: 'RollingUpdate' });
  if (typed.type !== 'RollingUpdate') return typed;
  return filledIn(typed, 'rollingUpdate', (given) => filled(given, defaults));
}

const statefulSet: Defaulting = (object, minor) =>
  filledIn(object, 'spec', (spec) => {
    const { type, rollingUpdate: given } = spec.updateStrategy ?? {};
    const isDefault = !type;
    const rolling = isDefault || given ? (given ?? {}) : undefined;
    const defaults = { partition: 0, ...(minor >= 37 && { maxUnavailable: 1 }) };
    const isRolling = isDefault || type === 'RollingUpdate';
    return {
      ...filled(filledZeros(spec, { podManagementPolicy: 'OrderedReady' }), { replicas: 1, revisionHistoryLimit: 10 }),
      updateStrategy: {
        ...spec.updateStrategy,
        type: type || 'RollingUpdate',
        ...(rolling && { rollingUpdate: isRolling ? filled(rolling, defaults) : rolling }),
      },
      persistentVolumeClaimRetentionPolicy: filledZeros(spec.persistentVolumeClaimRetentionPolicy ?? {}, {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      }),
      ...(spec.volumeClaimTemplates && { volumeClaimTemplates: spec.volumeClaimTemplates.map(claimTemplate) }),
    };
  });

/** Claims in a StatefulSet are whole objects, with their kind, whatever is given as that, and status. */
const claimTemplate = (claim: any) => ({
  ...claim,
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  status: { phase: 'Pending', ...claim?.status },
});

const replicationController: Defaulting = (object) => {
  const labels = object.spec?.template?.metadata?.labels;
  const labelled = withTemplateLabels(object);
  return filledIn(labelled, 'spec', (spec) => {
    const isSelecting = Object.keys(spec.selector ?? {}).length > 0;
    return filled(isSelecting || !labels ? spec : { ...spec, selector: labels }, { replicas: 1 });
  });
};

const service: Defaulting = (object) =>
  filledIn(object, 'spec', (spec) => {
    const affinity = spec.sessionAffinity || 'None';
    const type = spec.type || 'ClusterIP';
    const isOnNodes = type === 'NodePort' || type === 'LoadBalancer';
    const isExternal = isOnNodes || (type === 'ClusterIP' && spec.externalIPs?.length > 0);
    const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10800;
    const { sessionAffinityConfig, ...rest } = spec;
    const config = affinity === 'ClientIP' ? { clientIP: { timeoutSeconds: seconds } } : undefined;
    return {
      ...rest,
      ...(affinity === 'None'
        ? {}
        : (config ?? sessionAffinityConfig) && {
            sessionAffinityConfig: config ?? sessionAffinityConfig,
          }),
      sessionAffinity: affinity,
      type,
      ...(isExternal && { externalTrafficPolicy: spec.externalTrafficPolicy || 'Cluster' }),
      ...(type !== 'ExternalName' && { internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster' }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }),
    };
  });

const servicePort: Defaulting = (port) => filledZeros(port, { protocol: 'TCP', targetPort: port.port });

const definitionSpec: Defaulting = (spec) => {
  const kind: string = spec.names?.kind ?? '';
  const listKind = kind === '' ? '' : `${kind}List`;
  const named = filledIn(spec, 'names', (names) => filledZeros(names, { singular: kind.toLowerCase(), listKind }));
  return filled(named, { conversion: { strategy: 'None' } });
};

const limitRangeItem: Defaulting = (item) => {
  if (item.type !== 'Container') return item;
  const limits = { ...item.max, ...item.default };
  return { ...item, default: limits, defaultRequest: { ...item.min, ...limits, ...item.defaultRequest } };
};

const roleBinding: Defaulting = (object) =>
  filledIn(object, 'roleRef', (roleRef) => filledZeros(roleRef, { apiGroup: RBAC }));

const deviceRequest: Defaulting = (request) => {
  const typed = filledZeros(request, { allocationMode: 'ExactCount' });
  return typed.allocationMode === 'ExactCount' ? filledZeros(typed, { count: 1 }) : typed;
};

const webhook = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};

export const OBJECT_DEFAULTS: Readonly<Record<string, Defaulting>> = {
  Job: job,
  CronJob: (object) =>
    filledIn(object, 'spec', (spec) =>
      filled(filledZeros(spec, { concurrencyPolicy: 'Allow' }), {
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
      }),
    ),
  PodFailurePolicyOnPodConditionsPattern: (object) => filledZeros(object, { status: 'True' }),
  Deployment: deployment,
  DaemonSet: daemonSet,
  ReplicaSet: inSpec({ replicas: 1 }),
  StatefulSet: statefulSet,
  ReplicationController: replicationController,
  Service: service,
  ServicePort: servicePort,
  CustomResourceDefinitionSpec: definitionSpec,
  Secret: (object) => filledZeros(object, { type: 'Opaque' }),
  PersistentVolume: (object) =>
    filledIn(object, 'spec', (spec) =>
      filled(filledZeros(spec, { persistentVolumeReclaimPolicy: 'Retain' }), { volumeMode: 'Filesystem' }),
    ),
  Namespace: (object) => {
    const { metadata = {} } = object;
    if (!metadata?.name) return object;
    return filledIn(object, 'metadata', () => ({
      ...metadata,
      labels: { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name },
    }));
  },
  LimitRangeItem: limitRangeItem,
  EndpointPort: (object) => filledZeros(object, { protocol: 'TCP' }),
  HorizontalPodAutoscaler: inSpec({ minReplicas: 1 }),
  RoleBinding: roleBinding,
  ClusterRoleBinding: roleBinding,
  'Subject@rbac/v1': (subject) =>
    subject.kind === 'User' || subject.kind === 'Group' ? filledZeros(subject, { apiGroup: RBAC }) : subject,
  StorageClass: (object) => filled(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  CSIDriver: (object) =>
    filledIn(object, 'spec', (spec) =>
      filled(filledZeros(spec, { volumeLifecycleModes: ['Persistent'] }), {
        attachRequired: true,
        podInfoOnMount: false,
        storageCapacity: false,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        requiresRepublish: false,
        seLinuxMount: false,
      }),
    ),
  ExactDeviceRequest: deviceRequest,
  DeviceSubRequest: deviceRequest,
  PriorityClass: (object) => filled(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  IngressClass: (object) => {
    const parameters = object.spec?.parameters;
    if (!parameters) return object;
    return { ...object, spec: { ...object.spec, parameters: filled(parameters, { scope: 'Cluster' }) } };
  },
  NetworkPolicyPort: (object) => filled(object, { protocol: 'TCP' }),
  NetworkPolicy: (object) =>
    filledIn(object, 'spec', (spec) =>
      filledZeros(spec, { policyTypes: spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'] }),
    ),
  ValidatingWebhook: (object) => filled(object, webhook),
  MutatingWebhook: (object) => filled(object, { ...webhook, reinvocationPolicy: 'Never' }),
  RuleWithOperations: (object) => filled(object, { scope: '*' }),
  NamedRuleWithOperations: (object) => filled(object, { scope: '*' }),
  ValidatingAdmissionPolicySpec: (object) => filled(object, { failurePolicy: 'Fail' }),
  MutatingAdmissionPolicySpec: (object) => filled(object, { failurePolicy: 'Fail' }),
  MatchResources: (object) => filled(object, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} }),
  PodCertificateRequest: inSpec({ maxExpirationSeconds: 86400 }),
  FlowSchemaSpec: (object) => filledZeros(object, { matchingPrecedence: 1000 }),
  ExemptPriorityLevelConfiguration: (object) => filled(object, { nominalConcurrencyShares: 0, lendablePercent: 0 }),
  LimitedPriorityLevelConfiguration: (object) => filled(object, { nominalConcurrencyShares: 30, lendablePercent: 0 }),
  QueuingConfiguration: (object) => filledZeros(object, { handSize: 8, queues: 64, queueLengthLimit: 50 }),
};
