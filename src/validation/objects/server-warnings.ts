/** What an API server itself warns about in an object, in its words. Pods have a file of their own. */
import { warnAboutSchemas } from './schema-warnings';
import { tlsPairProblem } from './tls-pair';
import { Validation } from '../../apimachinery/finding';
import { lowerCase } from '../../apimachinery/formats';
import { cidrWarnings } from '../../apimachinery/ip';
import { readResourceList } from '../container/resource-requirements';
import { SERVER_WARNING, warnAboutLabel, warnAboutNodeSelector, warnAboutTerm } from '../pod/deprecated-labels';
import { DEPRECATED_VOLUMES, sourceField, warnAboutClaim, warnAboutIp, warnAsServer } from '../pod/server-warnings';

type Warner = (v: Validation, object: any) => void;

const warn = (v: Validation, path: string, text: string) => v.warn(SERVER_WARNING, path, undefined, text);

/** What the server says of an API version that it will stop serving. */
const DEPRECATED: Readonly<Record<string, readonly [since: number, text: string]>> = {
  'v1 Endpoints': [33, 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
  'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema': [
    29,
    'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is deprecated in v1.29+, unavailable in v1.32+; use ' +
      'flowcontrol.apiserver.k8s.io/v1 FlowSchema',
  ],
  'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration': [
    29,
    'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration is deprecated in v1.29+, unavailable in v1.32+; ' +
      'use flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration',
  ],
};

const WARNERS: Readonly<Record<string, Warner>> = {
  Pod: (v, pod) => warnAsServer(v, pod, ''),
  PodTemplate: (v, { template }) => warnAsServer(v, template ?? {}, 'template'),
  ReplicationController: warnAboutWorkload,
  ReplicaSet: warnAboutWorkload,
  Deployment: warnAboutWorkload,
  DaemonSet: warnAboutWorkload,
  StatefulSet: warnAboutStatefulSet,
  Job: (v, { spec }) => warnAboutJob(v, spec, 'spec'),
  CronJob: (v, { spec }) => warnAboutJob(v, spec?.jobTemplate?.spec, 'spec.jobTemplate.spec'),
  Service: warnAboutService,
  Endpoints: warnAboutEndpoints,
  EndpointSlice: warnAboutEndpointSlice,
  Ingress: warnAboutIngress,
  NetworkPolicy: warnAboutNetworkPolicy,
  PersistentVolume: warnAboutVolume,
  PersistentVolumeClaim: warnAboutVolumeClaim,
  StorageClass: warnAboutStorageClass,
  CSIStorageCapacity: (v, { nodeTopology }) => warnAboutNodeSelector(v, nodeTopology, 'nodeTopology'),
  CSIDriver: warnAboutCsiDriver,
  RuntimeClass: warnAboutRuntimeClass,
  Node: warnAboutNode,
  ResourceQuota: warnAboutQuota,
  ResourceSlice: warnAboutSlice,
  CustomResourceDefinition: warnAboutSchemas,
  Secret: warnAboutSecret,
  ServiceAccount: warnAboutServiceAccount,
};

/** Warns about an object of a kind with rules as the server does when it accepts it. */
export function warnAboutObject(v: Validation, apiVersion: string, kind: string, object: any): void {
  const [since, text] = DEPRECATED[`${apiVersion} ${kind}`] ?? [];
  if (since !== undefined && v.minor >= since) warn(v, 'apiVersion', text!);
  warnAboutOwners(v, object.metadata?.ownerReferences ?? []);
  if (Object.hasOwn(WARNERS, kind)) WARNERS[kind](v, object);
}

/** The server removes the second of two equal owners. */
function warnAboutOwners(v: Validation, owners: readonly any[]): void {
  const seen = new Set<string>();
  const repeated = owners.filter((owner) => {
    const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = owner ?? {};
    const key = JSON.stringify([apiVersion, kind, name, uid, controller, blockOwnerDeletion]);
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
  if (repeated.length === 0) return;
  warn(
    v,
    'metadata.ownerReferences',
    '.metadata.ownerReferences contains duplicate entries; API server dedups owner references in ' +
      '1.20+, and may reject ' +
      'such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ' +
      repeated.map(({ uid }) => uid ?? '').join(', '),
  );
}

function warnAboutWorkload(v: Validation, { spec }: any): void {
  warnAsServer(v, spec?.template ?? {}, 'spec.template');
}

function warnAboutStatefulSet(v: Validation, set: any): void {
  const { volumeClaimTemplates, revisionHistoryLimit } = set.spec ?? {};
  warnAboutWorkload(v, set);
  (volumeClaimTemplates ?? []).forEach((claim: any, i: number) =>
    warnAboutClaim(v, claim?.spec, `spec.volumeClaimTemplates[${i}]`),
  );
  if (revisionHistoryLimit < 0 && v.minor >= 33) {
    warn(
      v,
      'spec.revisionHistoryLimit',
      'a negative value retains all historical revisions; a value >= 0 is recommended',
    );
  }
}

const MANY_COMPLETIONS = 100_000;
const MANY_PODS = 10_000;

function warnAboutJob(v: Validation, spec: any, path: string): void {
  const { completionMode, completions, parallelism, template } = spec ?? {};
  if (completionMode === 'Indexed' && completions > MANY_COMPLETIONS && parallelism > MANY_PODS) {
    warn(
      v,
      path,
      'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes ' +
        'might not be able to track completedIndexes when a big number of indexes fail',
    );
  }
  warnAsServer(v, template ?? {}, `${path}.template`);
}

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const EXTERNAL = 'ExternalName';

function warnAboutService(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  const type = spec.type || 'ClusterIP';
  const clusterIP = spec.clusterIP || spec.clusterIPs?.[0];
  const isHeadless = type === 'ClusterIP' && clusterIP === 'None';
  const externalIPs: readonly string[] = spec.externalIPs ?? [];
  if (metadata?.annotations && Object.hasOwn(metadata.annotations, HINTS)) {
    const instead = 'service.kubernetes.io/topology-mode';
    warn(v, `metadata.annotations[${HINTS}]`, `annotation ${HINTS} is deprecated, please use ${instead} instead`);
  }
  if (clusterIP && !isHeadless) {
    const all: readonly string[] = spec.clusterIPs?.length ? spec.clusterIPs : [clusterIP];
    all.forEach((ip, i) => warnAboutIp(v, ip, `spec.clusterIPs[${i}]`));
  }
  if (isHeadless && v.minor >= 32) {
    if (spec.loadBalancerIP) warn(v, 'spec.loadBalancerIP', 'spec.loadBalancerIP is ignored for headless services');
    if (externalIPs.length > 0) warn(v, 'spec.externalIPs', 'spec.externalIPs is ignored for headless services');
    if ((spec.sessionAffinity || 'None') !== 'None') {
      warn(v, 'spec.sessionAffinity', 'spec.SessionAffinity is ignored for headless services');
    }
  }
  externalIPs.forEach((ip, i) => warnAboutIp(v, ip, `spec.externalIPs[${i}]`));
  if (externalIPs.length > 0 && !isHeadless && type !== EXTERNAL && v.minor >= 36) {
    warn(v, 'spec.externalIPs', 'spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (spec.loadBalancerIP) warnAboutIp(v, spec.loadBalancerIP, 'spec.loadBalancerIP');
  (spec.loadBalancerSourceRanges ?? []).forEach((range: string, i: number) =>
    warnAboutRange(v, range.trim(), `spec.loadBalancerSourceRanges[${i}]`),
  );
  if (type === EXTERNAL && externalIPs.length > 0) {
    warn(v, 'spec.externalIPs', `spec.externalIPs is ignored when spec.type is "${EXTERNAL}"`);
  }
  if (type !== EXTERNAL && spec.externalName) {
    warn(v, 'spec.externalName', `spec.externalName is ignored when spec.type is not "${EXTERNAL}"`);
  }
  if (spec.trafficDistribution === 'PreferClose' && v.minor >= 35) {
    warn(v, 'spec.trafficDistribution', '"PreferClose" is deprecated; use "PreferSameZone"');
  }
}

function warnAboutRange(v: Validation, range: string, path: string): void {
  for (const text of cidrWarnings(range)) warn(v, path, text);
}

function warnAboutEndpoints(v: Validation, { metadata, subsets }: any): void {
  if (v.minor < 33 || metadata?.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller') return;
  (subsets ?? []).forEach((subset: any, i: number) => {
    for (const list of ['addresses', 'notReadyAddresses']) {
      (subset?.[list] ?? []).forEach((address: any, j: number) =>
        warnAboutIp(v, address?.ip ?? '', `subsets[${i}].${list}[${j}].ip`),
      );
    }
  });
}

const SLICE_CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

function warnAboutEndpointSlice(v: Validation, { metadata, addressType, endpoints }: any): void {
  if (addressType === 'FQDN') warn(v, 'spec.addressType', 'FQDN endpoints are deprecated');
  const controller: string = metadata?.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '';
  if (v.minor < 33 || SLICE_CONTROLLERS.includes(controller)) return;
  (endpoints ?? []).forEach((endpoint: any, i: number) =>
    (endpoint?.addresses ?? []).forEach((address: string, j: number) =>
      warnAboutIp(v, address, `endpoints[${i}].addresses[${j}]`),
    ),
  );
}

const INGRESS_CLASS = 'kubernetes.io/ingress.class';

function warnAboutIngress(v: Validation, { metadata, spec }: any): void {
  if (!Object.hasOwn(metadata?.annotations ?? {}, INGRESS_CLASS) || spec?.ingressClassName != null) return;
  warn(
    v,
    `metadata.annotations[${INGRESS_CLASS}]`,
    `annotation "${INGRESS_CLASS}" is deprecated, please use 'spec.ingressClassName' instead`,
  );
}

function warnAboutNetworkPolicy(v: Validation, { spec }: any): void {
  if (v.minor < 33) return;
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ]) {
    (spec?.[direction] ?? []).forEach((rule: any, i: number) =>
      (rule?.[peers] ?? []).forEach((peer: any, j: number) => {
        const at = `spec.${direction}[${i}].${peers}[${j}].ipBlock`;
        if (peer?.ipBlock) warnAboutRange(v, peer.ipBlock.cidr ?? '', `${at}.cidr`);
        (peer?.ipBlock?.except ?? []).forEach((range: string, k: number) =>
          warnAboutRange(v, range, `${at}.except[${k}]`),
        );
      }),
    );
  }
}

const STORAGE_CLASS = 'volume.beta.kubernetes.io/storage-class';
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
const CLASS_TEXT = 'deprecated since v1.8; use "storageClassName" attribute instead';

function warnAboutAnnotation(v: Validation, metadata: any, key: string, text: string): void {
  if (Object.hasOwn(metadata?.annotations ?? {}, key)) warn(v, `metadata.annotations[${key}]`, text);
}

/** The sources that persistent volumes have, too. */
const OLD_SOURCES = ['cephfs', 'photonPersistentDisk', 'scaleIO', 'storageos', 'glusterfs', 'rbd'];

function warnAboutVolume(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  warnAboutAnnotation(v, metadata, STORAGE_CLASS, CLASS_TEXT);
  if (v.minor >= 31) {
    const text = 'deprecated since v1.31; use "mountOptions" attribute instead';
    warnAboutAnnotation(v, metadata, MOUNT_OPTIONS, text);
  }
  if (spec.persistentVolumeReclaimPolicy === 'Recycle') {
    warn(
      v,
      'spec.persistentVolumeReclaimPolicy',
      'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    );
  }
  (spec.nodeAffinity?.required?.nodeSelectorTerms ?? []).forEach((term: any, i: number) =>
    warnAboutTerm(v, term, false, `spec.nodeAffinity.required.nodeSelectorTerms[${i}]`),
  );
  for (const source of OLD_SOURCES) {
    if (spec[source]) warn(v, `spec.${sourceField(source)}`, DEPRECATED_VOLUMES[source]);
  }
}

function warnAboutVolumeClaim(v: Validation, { metadata, spec }: any): void {
  warnAboutAnnotation(v, metadata, STORAGE_CLASS, CLASS_TEXT);
  warnAboutClaim(v, spec, 'spec');
}

function warnAboutStorageClass(v: Validation, { allowedTopologies }: any): void {
  (allowedTopologies ?? []).forEach((topology: any, i: number) =>
    (topology?.matchLabelExpressions ?? []).forEach((expression: any, j: number) => {
      const path = `allowedTopologies[${i}].matchLabelExpressions[${j}].key`;
      warnAboutLabel(v, expression?.key ?? '', path, false);
    }),
  );
}

function warnAboutCsiDriver(v: Validation, { spec }: any): void {
  if (v.minor < 35 || !spec?.tokenRequests?.length || spec.serviceAccountTokenInSecrets != null) return;
  warn(
    v,
    'spec.serviceAccountTokenInSecrets',
    'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible ' +
      'logging of tokens in volume attributes',
  );
}

function warnAboutRuntimeClass(v: Validation, { scheduling }: any): void {
  for (const label of Object.keys(scheduling?.nodeSelector ?? {})) {
    warnAboutLabel(v, label, 'scheduling.nodeSelector', false);
  }
}

function warnAboutNode(v: Validation, { spec }: any): void {
  if (spec?.configSource) warn(v, 'spec.configSource', 'the feature is removed');
  if (spec?.externalID) warn(v, 'spec.externalID', 'this field is deprecated, and is unused by Kubernetes');
  if (v.minor < 33) return;
  const { podCIDR, podCIDRs } = spec ?? {};
  const isSingle = podCIDR && podCIDR !== podCIDRs?.[0];
  (isSingle ? [podCIDR] : (podCIDRs ?? [])).forEach((range: string, i: number) =>
    warnAboutRange(v, range, `spec.podCIDRs[${i}]`),
  );
}

function warnAboutQuota(v: Validation, { spec }: any): void {
  const hard = readResourceList(spec?.hard);
  for (const name of ['cpu', 'memory', 'storage', 'ephemeral-storage']) {
    const bare = name === 'cpu' || name === 'memory' ? name : '';
    const request = hard.has(`requests.${name}`) ? `requests.${name}` : bare;
    const limit = `limits.${name}`;
    const [low, high] = [hard.get(request), hard.get(limit)];
    if (!low || !high || low.value <= high.value) continue;
    const text = `ResourceQuota ${request} (${low.text}) should be less than ${limit} (${high.text})`;
    warn(v, `spec.hard[${request}]`, text);
  }
}

function warnAboutSlice(v: Validation, { spec }: any): void {
  const driver: string = spec?.driver ?? '';
  if (driver === lowerCase(driver)) return;
  const shown = JSON.stringify(driver);
  warn(v, 'spec.driver', `driver names should be lowercase; ${shown} contains uppercase characters`);
}

function warnAboutSecret(v: Validation, { type, data, stringData }: any): void {
  if (type !== 'kubernetes.io/tls') return;
  const problem = tlsPairProblem(data ?? {}, stringData ?? {});
  if (problem) warn(v, problem.path, problem.text);
}

const MOUNTABLE = 'kubernetes.io/enforce-mountable-secrets';

function warnAboutServiceAccount(v: Validation, { metadata }: any): void {
  if (v.minor < 32) return;
  const text = 'deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets';
  warnAboutAnnotation(v, metadata, MOUNTABLE, text);
}
