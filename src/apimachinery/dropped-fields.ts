/**
 * The fields that an API server accepts and silently drops, because their feature gate is off by default.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
import { goName, NEWEST_MINOR, OLDEST_MINOR } from './schema';

export interface Drop {
  /** First and last minor version that drops the field; versions before do not know it, versions after keep it. */
  readonly first: number;
  readonly last: number;
  /** Drops only such values: of a struct that is read already, at a path that ends with the struct. */
  readonly when?: (value: any, struct: any, path: ReadonlyArray<string | number>) => boolean;
  /** Is only a warning: the object does the same without it, if less exactly. */
  readonly isMinor?: boolean;
  /** Even an empty value is missed: what it stands in goes with it. */
  readonly evenEmpty?: boolean;
  /** What to do, when waiting for another version is not the answer. */
  readonly hint?: string;
}

const ALWAYS = [OLDEST_MINOR, NEWEST_MINOR] as const;
const row = ([first, last]: readonly [number, number], when?: Drop['when'], hint?: string): Drop => ({
  first,
  last,
  when,
  hint,
});

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
  'JobSpec.backoffLimitPerIndex': [row([28, 28], ownSpec)],
  'JobSpec.maxFailedIndexes': [row([28, 28], ownSpec)],
  'JobSpec.podReplacementPolicy': [row([28, 28], ownSpec)],
  'PodFailurePolicyRule.action': [
    row([28, 28], (action, _struct, path) => action === 'FailIndex' && path[1] === 'podFailurePolicy'),
  ],
  'JobSpec.successPolicy': [row([30, 30], ownSpec)],
  'JobSpec.managedBy': [row([30, 31], ownSpec)],
  'JobSpec.scheduling': [row([37, 37])],

  'PodSpec.hostUsers': [row([28, 32])],
  'PodSpec.resourceClaims': [row([28, 33])],
  'PodSpec.resources': [row([32, 33])],
  'PodSpec.hostnameOverride': [row([34, 34])],
  'PodSpec.workloadRef': [row([35, 35])],
  'PodSpec.schedulingGroup': [row([36, 37])],
  'PodSpec.evictionResponders': [row([37, 37])],
  'PodSpec.serviceAccount': [
    row(
      ALWAYS,
      (name, { serviceAccountName }) => (serviceAccountName ?? '') !== '' && name !== serviceAccountName,
      'serviceAccountName wins: remove serviceAccount',
    ),
  ],
  'PodSecurityContext.supplementalGroupsPolicy': [row([31, 32])],
  'PodSecurityContext.seLinuxChangePolicy': [row([32, 32])],
  'PodAffinityTerm.matchLabelKeys': [row([29, 30])],
  'PodAffinityTerm.mismatchLabelKeys': [row([29, 30])],

  'Container.resizePolicy': [row([28, 32])],
  'Container.restartPolicy': [
    // The sidecar becomes an init container that never ends, and the pod never starts.
    row(
      [28, 28],
      (_value, _struct, path) => ofInitContainer(path),
      'native sidecars need Kubernetes 1.29; on 1.28 make it an ordinary container',
    ),
    row([34, 34], (policy, _struct, path) => !(ofInitContainer(path) && policy === 'Always')),
  ],
  'Container.restartPolicyRules': [row([34, 34])],
  'ResourceRequirements.claims': [row([28, 28]), row([29, 33], ofContainer)],
  'Lifecycle.stopSignal': [row([33, 37])],
  'LifecycleHandler.sleep': [row([29, 29])],
  'EnvVarSource.fileKeyRef': [row([34, 34])],
  'HTTPGetAction.protocol': [row([37, 37])],
  'GRPCAction.mode': [row([37, 37])],
  'VolumeMount.recursiveReadOnly': [row([30, 30])],
  'VolumeMount.bindMountOptions': [row([37, 37])],

  // The volume goes, and its mounts.
  'Volume.image': [{ ...row([31, 34]), evenEmpty: true }],
  'EmptyDirVolumeSource.mode': [row([37, 37])],
  'ConfigMapVolumeSource.defaultUser': [row([37, 37])],
  'SecretVolumeSource.defaultUser': [row([37, 37])],
  'DownwardAPIVolumeSource.defaultUser': [row([37, 37])],
  'ProjectedVolumeSource.defaultUser': [row([37, 37])],
  'KeyToPath.user': [row([37, 37])],
  'DownwardAPIVolumeFile.user': [row([37, 37])],
  'ServiceAccountTokenProjection.user': [row([37, 37])],
  'ClusterTrustBundleProjection.user': [row([37, 37])],
  'PodCertificateProjection.user': [row([37, 37])],
  'VolumeProjection.clusterTrustBundle': [row([29, 36])],
  'VolumeProjection.podCertificate': [row([34, 36])],

  // Claim templates of ephemeral volumes keep these, so that their validation judges.
  'PersistentVolumeClaimSpec.volumeAttributesClassName': [row([29, 33], ownSpec)],
  'PersistentVolumeClaimSpec.dataSourceRef': [
    row(
      ALWAYS,
      (ref, _struct, path) => path.length === 1 && namesOther(ref),
      'a source in another namespace needs the feature gate CrossNamespaceVolumeDataSource',
    ),
  ],
  'PersistentVolumeClaimSpec.dataSource': [
    row(
      ALWAYS,
      (source, { dataSourceRef }, path) =>
        path.length === 1 &&
        (dataSourceRef === undefined || dataSourceRef === null || namesOther(dataSourceRef)) &&
        isPopulator(source),
      'only a PersistentVolumeClaim or a VolumeSnapshot; use dataSourceRef for anything else',
    ),
  ],
  'PersistentVolumeSpec.volumeAttributesClassName': [row([29, 33], ownSpec)],

  'RollingUpdateStatefulSetStrategy.maxUnavailable': [row([28, 36])],
  'HPAScalingRules.tolerance': [{ ...row([33, 34]), isMinor: true }],
  'ServiceSpec.trafficDistribution': [row([30, 30])],
  'ServiceSpec.internalTrafficPolicy': [
    row(
      ALWAYS,
      (_value, { type }) => type === 'ExternalName',
      'remove it: a Service of type ExternalName has no traffic',
    ),
  ],
  'ServiceSpec.sessionAffinityConfig': [
    row(ALWAYS, withoutAffinity, 'remove it, or set sessionAffinity to ClientIP: without that it is not kept'),
  ],
  'CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds': [row([33, 34])],
  'CSIDriverSpec.preventPodSchedulingIfMissing': [row([36, 36])],
  'LeaseSpec.strategy': [row([31, 37])],
  'LeaseSpec.preferredHolder': [row([31, 37])],
  'NodeSpec.configSource': [row(ALWAYS, undefined, 'remove it: the kubelet reads its own configuration file')],
  'NodeSpec.podPreemptionPolicy': [row([37, 37])],
  'Endpoint.deprecatedTopology': [row(ALWAYS, undefined, 'use nodeName and zone')],
  'EndpointHints.forNodes': [row([33, 33])],
  ...rows(
    'ObjectReference',
    ['apiVersion', 'fieldPath', 'kind', 'namespace', 'resourceVersion', 'uid'],
    row(ALWAYS, ofServiceAccount, 'remove it: of the secrets of a ServiceAccount only the name is kept'),
  ),
  ...rows(
    'CertificateSigningRequestSpec',
    ['username', 'uid', 'groups', 'extra'],
    row(ALWAYS, undefined, 'remove it: the server writes the user that creates the request'),
  ),

  'DeviceClassSpec.extendedResourceName': [row([34, 35])],
  'DeviceRequest.firstAvailable': [row([33, 33])],
  // 1.34 drops it of a copy only.
  'DeviceConstraint.distinctAttribute': [row([35, 35])],
  ...rows('ExactDeviceRequest', ['adminAccess'], row([33, 33])),
  ...rows('DeviceRequest', ['adminAccess'], row([32, 33])),
  ...deviceRequests('capacity', row([34, 35])),
  ...deviceRequests('tolerations', row([35, 35])),
  ...deviceRequests('derivedAttributes', row([37, 37])),
  ...rows('ResourceSliceSpec', ['sharedCounters', 'perDeviceNodeSelection'], row([33, 35])),
  ...rows('ResourceSliceSpec', ['partitionTypeAttribute', 'skipNodeOperations'], row([37, 37])),
  ...devices(['consumesCounters', 'nodeName', 'nodeSelector', 'allNodes', 'taints'], row([33, 35])),
  ...devices(
    ['allowMultipleAllocations', 'bindsToNode', 'bindingConditions', 'bindingFailureConditions'],
    row([34, 35]),
  ),
  ...devices(['nodeAllocatableResourceMappings'], row([36, 36])),
  ...devices(['nodeAllocatableResources'], row([37, 37])),
  'DeviceCapacity.requestPolicy': [row([34, 35])],
  'DeviceCounterConsumption.compatibilityGroups': [row([37, 37])],
  ...rows('DeviceAttribute', ['bools', 'ints', 'strings', 'versions'], row([36, 37])),
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

const byStruct = new Map<number, Map<string, Map<string, Drop>>>();

function index(minor: number): Map<string, Map<string, Drop>> {
  const structs = new Map<string, Map<string, Drop>>();
  for (const [key, drops] of Object.entries(DROPS)) {
    const drop = drops.find(({ first, last }) => first <= minor && minor <= last);
    if (!drop) continue;
    const [struct, field] = key.split('.');
    if (!structs.has(struct)) structs.set(struct, new Map());
    structs.get(struct)!.set(field, drop);
  }
  return structs;
}

/** What Kubernetes 1.`minor` drops of a struct, by field; undefined when it keeps all. */
export function dropsOf(struct: string, minor: number): ReadonlyMap<string, Drop> | undefined {
  let structs = byStruct.get(minor);
  if (!structs) byStruct.set(minor, (structs = index(minor)));
  return structs.get(goName(struct));
}
