/**
 * The fields that an API server accepts and silently drops, because their feature gate is off.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
import { FeatureGates, isGateOff, NO_GATES, oncePerServer } from './feature-gates';
import { goName, NEWEST_MINOR, OLDEST_MINOR } from './schema';

export interface Drop {
  /** The feature gate that keeps the field; undefined for a field that is dropped always. */
  readonly gate?: string;
  /** First and last minor version that drops the field, where not all do that know it and have the gate off. */
  readonly first?: number;
  readonly last?: number;
  /** Drops only such values: of a struct that is read already, at a path that ends with the struct. */
  readonly when?: (value: any, struct: any, path: ReadonlyArray<string | number>) => boolean;
  /** Is only a warning: the object does the same without it, if less exactly. */
  readonly isMinor?: boolean;
  /** Even an empty value is missed: what it stands in goes with it. */
  readonly evenEmpty?: boolean;
  /** What to do, when waiting for another version is not the answer. */
  readonly hint?: string;
}

/** A field that is dropped where its feature gate is off. */
const gated = (gate: string, when?: Drop['when'], hint?: string): Drop => ({ gate, when, hint });
/** A field that is dropped always. */
const always = (when: Drop['when'], hint: string): Drop => ({ when, hint });

/** The spec of the object itself, not of a template in it. */
const ownSpec: Drop['when'] = (_value, _struct, path) => path.length === 1;
const ofContainer: Drop['when'] = (_value, _struct, path) => /ontainers$/.test(String(path[path.length - 3]));
const ofInitContainer = (path: ReadonlyArray<string | number>) => path[path.length - 2] === 'initContainers';

const namesOther = (ref: any) => (ref?.namespace ?? '') !== '';

/** In `dataSource` alone only claims and snapshots are kept. */
function isPopulator({ kind, apiGroup }: any): boolean {
  return (
    !(kind === 'PersistentVolumeClaim' && (apiGroup ?? '') === '') &&
    !(kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io')
  );
}

const ofServiceAccount: Drop['when'] = (_value, _struct, path) => path.length === 2 && path[0] === 'secrets';

/** Without session affinity the server forgets how long it lasts. */
const withoutAffinity: Drop['when'] = (_value, { sessionAffinity }) => (sessionAffinity || 'None') === 'None';

/** The same drops for several fields of a struct. */
const rows = (struct: string, fields: readonly string[], drop: Drop): Record<string, readonly Drop[]> =>
  Object.fromEntries(fields.map((field) => [`${struct}.${field}`, [drop]]));

/**
 * Requests for devices: `exactly` and `firstAvailable` of newer versions, and what stands without them in older ones.
 */
const deviceRequests = (field: string, drop: Drop): Record<string, readonly Drop[]> =>
  Object.fromEntries(
    ['ExactDeviceRequest', 'DeviceSubRequest', 'DeviceRequest'].map((struct) => [`${struct}.${field}`, [drop]]),
  );

/** A device, in whose place older versions have a basic one. */
const devices = (fields: readonly string[], drop: Drop): Record<string, readonly Drop[]> => ({
  ...rows('Device', fields, drop),
  ...rows('BasicDevice', fields, drop),
});

/** By struct and field, where the struct has its Go name in all versions of the API. */
const DROPS: Record<string, readonly Drop[]> = {
  // A CronJob keeps what its Jobs will drop; that is found when a Job is made.
  'JobSpec.backoffLimitPerIndex': [gated('JobBackoffLimitPerIndex', ownSpec)],
  'JobSpec.maxFailedIndexes': [gated('JobBackoffLimitPerIndex', ownSpec)],
  'JobSpec.podReplacementPolicy': [gated('JobPodReplacementPolicy', ownSpec)],
  'PodFailurePolicyRule.action': [
    gated(
      'JobBackoffLimitPerIndex',
      (action, _struct, path) => action === 'FailIndex' && path[1] === 'podFailurePolicy',
    ),
  ],
  'JobSpec.podFailurePolicy': [gated('JobPodFailurePolicy', ownSpec)],
  'JobSpec.successPolicy': [gated('JobSuccessPolicy', ownSpec)],
  'JobSpec.managedBy': [gated('JobManagedBy', ownSpec)],
  'JobSpec.scheduling': [gated('WorkloadWithJob')],

  'PodSpec.hostUsers': [gated('UserNamespacesSupport')],
  'PodSpec.schedulingGates': [gated('PodSchedulingReadiness')],
  'PodSpec.resourceClaims': [gated('DynamicResourceAllocation')],
  'PodSpec.resources': [gated('PodLevelResources')],
  'PodSpec.hostnameOverride': [gated('HostnameOverride')],
  'PodSpec.workloadRef': [gated('GenericWorkload')],
  'PodSpec.schedulingGroup': [gated('GenericWorkload')],
  'PodSpec.evictionResponders': [gated('EvictionRequestAPI')],
  'PodSpec.serviceAccount': [
    always(
      (name, { serviceAccountName }) => (serviceAccountName ?? '') !== '' && name !== serviceAccountName,
      'serviceAccountName wins: remove serviceAccount',
    ),
  ],
  'PodSecurityContext.supplementalGroupsPolicy': [gated('SupplementalGroupsPolicy')],
  'PodSecurityContext.seLinuxChangePolicy': [gated('SELinuxChangePolicy')],
  'TopologySpreadConstraint.minDomains': [gated('MinDomainsInPodTopologySpread')],
  'TopologySpreadConstraint.matchLabelKeys': [gated('MatchLabelKeysInPodTopologySpread')],
  'TopologySpreadConstraint.nodeAffinityPolicy': [gated('NodeInclusionPolicyInPodTopologySpread')],
  'TopologySpreadConstraint.nodeTaintsPolicy': [gated('NodeInclusionPolicyInPodTopologySpread')],
  'PodAffinityTerm.matchLabelKeys': [gated('MatchLabelKeysInPodAffinity')],
  'PodAffinityTerm.mismatchLabelKeys': [gated('MatchLabelKeysInPodAffinity')],

  'Container.resizePolicy': [gated('InPlacePodVerticalScaling')],
  'Container.restartPolicy': [
    // The sidecar becomes an init container that never ends, and the pod never starts.
    gated(
      'SidecarContainers',
      (_value, _struct, path) => ofInitContainer(path),
      'native sidecars need Kubernetes 1.29; on 1.28 make it an ordinary container',
    ),
    gated('ContainerRestartRules', (policy, _struct, path) => !(ofInitContainer(path) && policy === 'Always')),
  ],
  'Container.restartPolicyRules': [gated('ContainerRestartRules')],
  'ResourceRequirements.claims': [
    { ...gated('DynamicResourceAllocation'), last: 28 },
    { ...gated('DynamicResourceAllocation', ofContainer), first: 29 },
  ],
  'Lifecycle.stopSignal': [gated('ContainerStopSignals')],
  'LifecycleHandler.sleep': [gated('PodLifecycleSleepAction')],
  'EnvVarSource.fileKeyRef': [gated('EnvFiles')],
  'HTTPGetAction.protocol': [gated('H2CContainerProbe')],
  'GRPCAction.mode': [gated('GRPCContainerProbeTLS')],
  'VolumeMount.recursiveReadOnly': [gated('RecursiveReadOnlyMounts')],
  'VolumeMount.bindMountOptions': [gated('VolumeBindMountOptions')],

  // The volume goes, and its mounts.
  'Volume.image': [{ ...gated('ImageVolume'), evenEmpty: true }],
  'EmptyDirVolumeSource.mode': [gated('EmptyDirVolumeMode')],
  'ConfigMapVolumeSource.defaultUser': [gated('AtomicWriteVolumeUserFields')],
  'SecretVolumeSource.defaultUser': [gated('AtomicWriteVolumeUserFields')],
  'DownwardAPIVolumeSource.defaultUser': [gated('AtomicWriteVolumeUserFields')],
  'ProjectedVolumeSource.defaultUser': [gated('AtomicWriteVolumeUserFields')],
  'KeyToPath.user': [gated('AtomicWriteVolumeUserFields')],
  'DownwardAPIVolumeFile.user': [gated('AtomicWriteVolumeUserFields')],
  'ServiceAccountTokenProjection.user': [gated('AtomicWriteVolumeUserFields')],
  'ClusterTrustBundleProjection.user': [gated('AtomicWriteVolumeUserFields')],
  'PodCertificateProjection.user': [gated('AtomicWriteVolumeUserFields')],
  'VolumeProjection.clusterTrustBundle': [gated('ClusterTrustBundleProjection')],
  'VolumeProjection.podCertificate': [gated('PodCertificateRequest')],

  // Claim templates of ephemeral volumes keep these, so that their validation judges.
  'PersistentVolumeClaimSpec.volumeAttributesClassName': [gated('VolumeAttributesClass', ownSpec)],
  'PersistentVolumeClaimSpec.dataSourceRef': [
    gated(
      'CrossNamespaceVolumeDataSource',
      (ref, _struct, path) => path.length === 1 && namesOther(ref),
      'a source in another namespace needs the feature gate CrossNamespaceVolumeDataSource',
    ),
  ],
  'PersistentVolumeClaimSpec.dataSource': [
    always(
      (source, { dataSourceRef }, path) =>
        path.length === 1 &&
        (dataSourceRef === undefined || dataSourceRef === null || namesOther(dataSourceRef)) &&
        isPopulator(source),
      'only a PersistentVolumeClaim or a VolumeSnapshot; use dataSourceRef for anything else',
    ),
  ],
  'PersistentVolumeSpec.volumeAttributesClassName': [gated('VolumeAttributesClass', ownSpec)],

  'RollingUpdateStatefulSetStrategy.maxUnavailable': [gated('MaxUnavailableStatefulSet')],
  'StatefulSetSpec.ordinals': [gated('StatefulSetStartOrdinal')],
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': [gated('StatefulSetAutoDeletePVC')],
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': [gated('PDBUnhealthyPodEvictionPolicy')],
  'HPAScalingRules.tolerance': [{ ...gated('HPAConfigurableTolerance'), isMinor: true }],
  'ServiceSpec.trafficDistribution': [gated('ServiceTrafficDistribution')],
  'ServiceSpec.internalTrafficPolicy': [
    always((_value, { type }) => type === 'ExternalName', 'remove it: a Service of type ExternalName has no traffic'),
  ],
  'ServiceSpec.sessionAffinityConfig': [
    always(withoutAffinity, 'remove it, or set sessionAffinity to ClientIP: without that it is not kept'),
  ],
  'CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds': [gated('MutableCSINodeAllocatableCount')],
  'CSIDriverSpec.seLinuxMount': [gated('SELinuxMountReadWriteOncePod')],
  'CSIDriverSpec.serviceAccountTokenInSecrets': [gated('CSIServiceAccountTokenSecrets')],
  'CSIPersistentVolumeSource.nodeExpandSecretRef': [gated('CSINodeExpandSecret')],
  'CSIDriverSpec.preventPodSchedulingIfMissing': [gated('VolumeLimitScaling')],
  'LeaseSpec.strategy': [gated('CoordinatedLeaderElection')],
  'LeaseSpec.preferredHolder': [gated('CoordinatedLeaderElection')],
  'NodeSpec.configSource': [always(undefined, 'remove it: the kubelet reads its own configuration file')],
  'NodeSpec.podPreemptionPolicy': [gated('InPlacePodVerticalScalingSchedulerPreemption')],
  'Endpoint.hints': [gated('TopologyAwareHints')],
  'Endpoint.deprecatedTopology': [always(undefined, 'use nodeName and zone')],
  'EndpointHints.forNodes': [gated('PreferSameTrafficDistribution')],
  ...rows(
    'ObjectReference',
    ['apiVersion', 'fieldPath', 'kind', 'namespace', 'resourceVersion', 'uid'],
    always(ofServiceAccount, 'remove it: of the secrets of a ServiceAccount only the name is kept'),
  ),
  ...rows(
    'CertificateSigningRequestSpec',
    ['username', 'uid', 'groups', 'extra'],
    always(undefined, 'remove it: the server writes the user that creates the request'),
  ),

  'DeviceClassSpec.extendedResourceName': [gated('DRAExtendedResource')],
  'DeviceRequest.firstAvailable': [gated('DRAPrioritizedList')],
  // 1.34 drops it of a copy only.
  'DeviceConstraint.distinctAttribute': [{ ...gated('DRAConsumableCapacity'), first: 35 }],
  ...rows('ExactDeviceRequest', ['adminAccess'], gated('DRAAdminAccess')),
  ...rows('DeviceRequest', ['adminAccess'], gated('DRAAdminAccess')),
  ...deviceRequests('capacity', gated('DRAConsumableCapacity')),
  ...deviceRequests('tolerations', { ...gated('DRADeviceTaints'), first: 35 }),
  ...deviceRequests('derivedAttributes', gated('DRADerivedAttributes')),
  ...rows('ResourceSliceSpec', ['sharedCounters', 'perDeviceNodeSelection'], gated('DRAPartitionableDevices')),
  ...rows('ResourceSliceSpec', ['partitionTypeAttribute'], gated('DRAPartitionableDevicesType')),
  ...rows('ResourceSliceSpec', ['skipNodeOperations'], gated('DRAOptionalNodeOperations')),
  ...devices(['consumesCounters', 'nodeName', 'nodeSelector', 'allNodes'], gated('DRAPartitionableDevices')),
  ...devices(['taints'], gated('DRADeviceTaints')),
  ...devices(['allowMultipleAllocations'], gated('DRAConsumableCapacity')),
  ...devices(['bindsToNode', 'bindingConditions', 'bindingFailureConditions'], gated('DRADeviceBindingConditions')),
  ...devices(['nodeAllocatableResourceMappings'], gated('DRANodeAllocatableResources')),
  ...devices(['nodeAllocatableResources'], gated('DRANodeAllocatableResources')),
  'DeviceCapacity.requestPolicy': [gated('DRAConsumableCapacity')],
  'DeviceCounterConsumption.compatibilityGroups': [gated('DRADeviceCompatibilityGroups')],
  ...rows('DeviceAttribute', ['bools', 'ints', 'strings', 'versions'], gated('DRAListTypeAttributes')),
};

/** What is dropped in any version: `Struct.field`. */
export const DROPPED_FIELDS: readonly string[] = Object.keys(DROPS);

/** What a CronJob keeps of its Jobs' spec, and they may lose. */
export const DROPPED_BY_JOBS: readonly string[] = Object.keys(DROPS)
  .filter((key) => key.startsWith('JobSpec.'))
  .map((key) => key.slice('JobSpec.'.length));

/** Annotations of pod templates that every version deletes: what pods without `initContainers` once had instead. */
export const DROPPED_ANNOTATIONS: readonly string[] = ['alpha', 'beta'].flatMap((stage) => [
  `pod.${stage}.kubernetes.io/init-containers`,
  `pod.${stage}.kubernetes.io/init-container-statuses`,
]);

/** What is dropped, by struct and field. */
const dropsByStruct = oncePerServer((minor, gates): ReadonlyMap<string, ReadonlyMap<string, Drop>> => {
  const structs = new Map<string, Map<string, Drop>>();
  for (const [key, drops] of Object.entries(DROPS)) {
    const drop = drops.find(
      ({ gate, first = OLDEST_MINOR, last = NEWEST_MINOR }) =>
        first <= minor && minor <= last && (gate === undefined || isGateOff(gate, minor, gates)),
    );
    if (!drop) continue;
    const [struct, field] = key.split('.');
    if (!structs.has(struct)) structs.set(struct, new Map());
    structs.get(struct)!.set(field, drop);
  }
  return structs;
});

/** What Kubernetes 1.`minor` drops of a struct, by field; undefined when it keeps all. Not all are in its schema. */
export function dropsOf(
  struct: string,
  minor: number,
  gates: FeatureGates = NO_GATES,
): ReadonlyMap<string, Drop> | undefined {
  return dropsByStruct(minor, gates).get(goName(struct));
}
