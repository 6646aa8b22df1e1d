import { withoutEchoes } from './echoes';
import { validateApiService } from './objects/api-service';
import { validateCertificateSigningRequest } from './objects/certificate-signing-request';
import { validateClusterTrustBundle } from './objects/cluster-trust-bundle';
import { validateConfigMap } from './objects/config-map';
import { validateControllerRevision } from './objects/controller-revision';
import { validateCronJob } from './objects/cron-job';
import { validateCsiDriverObject } from './objects/csi-driver';
import { validateCsiNode } from './objects/csi-node';
import { validateCsiStorageCapacity } from './objects/csi-storage-capacity';
import { validateCustomMeta } from './objects/custom-resource';
import { validateCustomResourceDefinition } from './objects/custom-resource-definition';
import { validateDeployment } from './objects/deployment';
import { FeatureGates } from '../apimachinery/feature-gates';
import { Finding, Validation } from '../apimachinery/finding';
import { validateDaemonSet } from './objects/daemon-set';
import { validateDeviceClass } from './objects/device-class';
import { validateDeviceTaintRule } from './objects/device-taint-rule';
import { validateEndpointSlice } from './objects/endpoint-slice';
import { validateEndpoints } from './objects/endpoints';
import { validateCoreEvent, validateEvent } from './objects/event';
import { validateFlowSchema } from './objects/flow-schema';
import {
  validateHorizontalPodAutoscaler,
  validateHorizontalPodAutoscalerV1,
} from './objects/horizontal-pod-autoscaler';
import { validateIngress } from './objects/ingress';
import { validateIngressClass } from './objects/ingress-class';
import { validateIPAddress } from './objects/ip-address';
import { validateJob } from './objects/job';
import { validateLease } from './objects/lease';
import { validateLeaseCandidate } from './objects/lease-candidate';
import { validateLimitRange } from './objects/limit-range';
import { validateMutatingAdmissionPolicy } from './objects/mutating-admission-policy';
import { validateMutatingAdmissionPolicyBinding } from './objects/mutating-admission-policy-binding';
import { validateMutatingWebhookConfiguration } from './objects/mutating-webhook-configuration';
import { validateNamespace } from './objects/namespace';
import { validateNetworkPolicy } from './objects/network-policy';
import { decode } from '../apimachinery/decode';
import { validateNode } from './objects/node';
import { ObjectMeta, validateOtherMeta } from './objects/object-meta';
import { validatePersistentVolume } from './objects/persistent-volume';
import { validatePersistentVolumeClaim } from './objects/persistent-volume-claim';
import { validatePod } from './objects/pod';
import { validatePodCertificateRequest } from './objects/pod-certificate-request';
import { validatePodDisruptionBudget } from './objects/pod-disruption-budget';
import { validatePodTemplateObject } from './objects/pod-template';
import { validatePriorityClass } from './objects/priority-class';
import { validatePriorityLevelConfiguration } from './objects/priority-level-configuration';
import { validateReplicaSet } from './objects/replica-set';
import { validateReplicationController } from './objects/replication-controller';
import { validateResourceClaim } from './objects/resource-claim';
import { validateResourceClaimTemplate } from './objects/resource-claim-template';
import { validateResourceQuota } from './objects/resource-quota';
import { validateResourceSlice } from './objects/resource-slice';
import { validateClusterRole, validateRole } from './objects/role';
import { validateClusterRoleBinding, validateRoleBinding } from './objects/role-binding';
import { validateRuntimeClass } from './objects/runtime-class';
import { validateSecret } from './objects/secret';
import { warnAboutObject } from './objects/server-warnings';
import { validateService } from './objects/service';
import { validateServiceAccount } from './objects/service-account';
import { validateServiceCIDR } from './objects/service-cidr';
import { validateStatefulSet } from './objects/stateful-set';
import { validateStorageClass } from './objects/storage-class';
import { validateStorageVersionMigration } from './objects/storage-version-migration';
import { validateValidatingAdmissionPolicy } from './objects/validating-admission-policy';
import { validateValidatingAdmissionPolicyBinding } from './objects/validating-admission-policy-binding';
import { validateValidatingWebhookConfiguration } from './objects/validating-webhook-configuration';
import { validateVolumeAttachment } from './objects/volume-attachment';
import { validateVolumeAttributesClass } from './objects/volume-attributes-class';
import { likeKey, missingHint } from '../apimachinery/hints/kind-hints';
import { isClusterScoped } from '../apimachinery/more-structs';
import { groupOf, isServed, kindType, NEWEST_MINOR, structOf, structType } from '../apimachinery/schema';
import { unservedHint } from '../apimachinery/served-kinds';
import type { JsonObject } from '../text/json-value';
import { MAYBE_LARGE, validateSize } from './printed/size';
import { survey, validateYaml } from './printed/yaml-safety';
import { withSplitItems } from './split-items';

const RULES: Record<string, (v: Validation, object: any) => void> = {
  'batch/v1 Job': validateJob,
  'batch/v1 CronJob': validateCronJob,
  'apps/v1 Deployment': validateDeployment,
  'v1 PersistentVolumeClaim': validatePersistentVolumeClaim,
  'v1 ConfigMap': validateConfigMap,
  'v1 Secret': validateSecret,
  'v1 Service': validateService,
  'v1 Endpoints': validateEndpoints,
  'discovery.k8s.io/v1 EndpointSlice': validateEndpointSlice,
  'networking.k8s.io/v1 Ingress': validateIngress,
  'networking.k8s.io/v1 IngressClass': validateIngressClass,
  'networking.k8s.io/v1 NetworkPolicy': validateNetworkPolicy,
  'networking.k8s.io/v1 IPAddress': validateIPAddress,
  'networking.k8s.io/v1beta1 IPAddress': validateIPAddress,
  'networking.k8s.io/v1alpha1 IPAddress': validateIPAddress,
  'networking.k8s.io/v1 ServiceCIDR': validateServiceCIDR,
  'networking.k8s.io/v1beta1 ServiceCIDR': validateServiceCIDR,
  'networking.k8s.io/v1alpha1 ServiceCIDR': validateServiceCIDR,
  'v1 ServiceAccount': validateServiceAccount,
  'v1 Namespace': validateNamespace,
  'rbac.authorization.k8s.io/v1 Role': validateRole,
  'rbac.authorization.k8s.io/v1 ClusterRole': validateClusterRole,
  'rbac.authorization.k8s.io/v1 RoleBinding': validateRoleBinding,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': validateClusterRoleBinding,
  'v1 ResourceQuota': validateResourceQuota,
  'v1 LimitRange': validateLimitRange,
  'v1 Event': validateCoreEvent,
  'events.k8s.io/v1 Event': validateEvent,
  'v1 PersistentVolume': validatePersistentVolume,
  'storage.k8s.io/v1 StorageClass': validateStorageClass,
  'storage.k8s.io/v1 VolumeAttributesClass': validateVolumeAttributesClass,
  'storage.k8s.io/v1beta1 VolumeAttributesClass': validateVolumeAttributesClass,
  'storage.k8s.io/v1alpha1 VolumeAttributesClass': validateVolumeAttributesClass,
  'storage.k8s.io/v1 CSIDriver': validateCsiDriverObject,
  'storage.k8s.io/v1 CSINode': validateCsiNode,
  'storage.k8s.io/v1 CSIStorageCapacity': validateCsiStorageCapacity,
  'storage.k8s.io/v1 VolumeAttachment': validateVolumeAttachment,
  'resource.k8s.io/v1 ResourceClaim': validateResourceClaim,
  'resource.k8s.io/v1beta2 ResourceClaim': validateResourceClaim,
  'resource.k8s.io/v1beta1 ResourceClaim': validateResourceClaim,
  'resource.k8s.io/v1 ResourceClaimTemplate': validateResourceClaimTemplate,
  'resource.k8s.io/v1beta2 ResourceClaimTemplate': validateResourceClaimTemplate,
  'resource.k8s.io/v1beta1 ResourceClaimTemplate': validateResourceClaimTemplate,
  'resource.k8s.io/v1 DeviceClass': validateDeviceClass,
  'resource.k8s.io/v1beta2 DeviceClass': validateDeviceClass,
  'resource.k8s.io/v1beta1 DeviceClass': validateDeviceClass,
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration': validateMutatingWebhookConfiguration,
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration': validateValidatingWebhookConfiguration,
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy': validateValidatingAdmissionPolicy,
  'admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicy': validateValidatingAdmissionPolicy,
  'admissionregistration.k8s.io/v1alpha1 ValidatingAdmissionPolicy': validateValidatingAdmissionPolicy,
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding': validateValidatingAdmissionPolicyBinding,
  'admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicyBinding': validateValidatingAdmissionPolicyBinding,
  'admissionregistration.k8s.io/v1alpha1 ValidatingAdmissionPolicyBinding': validateValidatingAdmissionPolicyBinding,
  'admissionregistration.k8s.io/v1 MutatingAdmissionPolicy': validateMutatingAdmissionPolicy,
  'admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicy': validateMutatingAdmissionPolicy,
  'admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy': validateMutatingAdmissionPolicy,
  'admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding': validateMutatingAdmissionPolicyBinding,
  'admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicyBinding': validateMutatingAdmissionPolicyBinding,
  'admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicyBinding': validateMutatingAdmissionPolicyBinding,
  'apiextensions.k8s.io/v1 CustomResourceDefinition': validateCustomResourceDefinition,
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema': validateFlowSchema,
  'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema': validateFlowSchema,
  'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema': validateFlowSchema,
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration': validatePriorityLevelConfiguration,
  'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration': validatePriorityLevelConfiguration,
  'apiregistration.k8s.io/v1 APIService': validateApiService,
  'storagemigration.k8s.io/v1 StorageVersionMigration': validateStorageVersionMigration,
  'storagemigration.k8s.io/v1beta1 StorageVersionMigration': validateStorageVersionMigration,
  'storagemigration.k8s.io/v1alpha1 StorageVersionMigration': validateStorageVersionMigration,
  'resource.k8s.io/v1 DeviceTaintRule': validateDeviceTaintRule,
  'resource.k8s.io/v1beta2 DeviceTaintRule': validateDeviceTaintRule,
  'resource.k8s.io/v1alpha3 DeviceTaintRule': validateDeviceTaintRule,
  'v1 Node': validateNode,
  'resource.k8s.io/v1 ResourceSlice': validateResourceSlice,
  'resource.k8s.io/v1beta2 ResourceSlice': validateResourceSlice,
  'resource.k8s.io/v1beta1 ResourceSlice': validateResourceSlice,
  'certificates.k8s.io/v1 CertificateSigningRequest': validateCertificateSigningRequest,
  'certificates.k8s.io/v1 ClusterTrustBundle': validateClusterTrustBundle,
  'certificates.k8s.io/v1beta1 ClusterTrustBundle': validateClusterTrustBundle,
  'certificates.k8s.io/v1alpha1 ClusterTrustBundle': validateClusterTrustBundle,
  'certificates.k8s.io/v1 PodCertificateRequest': validatePodCertificateRequest,
  'certificates.k8s.io/v1beta1 PodCertificateRequest': validatePodCertificateRequest,
  'certificates.k8s.io/v1alpha1 PodCertificateRequest': validatePodCertificateRequest,
  'v1 Pod': validatePod,
  'v1 PodTemplate': validatePodTemplateObject,
  'v1 ReplicationController': validateReplicationController,
  'apps/v1 ReplicaSet': validateReplicaSet,
  'apps/v1 StatefulSet': validateStatefulSet,
  'apps/v1 DaemonSet': validateDaemonSet,
  'apps/v1 ControllerRevision': validateControllerRevision,
  'autoscaling/v1 HorizontalPodAutoscaler': validateHorizontalPodAutoscalerV1,
  'autoscaling/v2 HorizontalPodAutoscaler': validateHorizontalPodAutoscaler,
  'policy/v1 PodDisruptionBudget': validatePodDisruptionBudget,
  'scheduling.k8s.io/v1 PriorityClass': validatePriorityClass,
  'node.k8s.io/v1 RuntimeClass': validateRuntimeClass,
  'coordination.k8s.io/v1 Lease': validateLease,
  'coordination.k8s.io/v1beta1 LeaseCandidate': validateLeaseCandidate,
  'coordination.k8s.io/v1alpha2 LeaseCandidate': validateLeaseCandidate,
};

/**
 * Whether there are rules for a kind; of others only the fields are checked where they are known, else the metadata.
 */
export const hasRules = (apiVersion: string, kind: string) => Object.hasOwn(RULES, `${apiVersion} ${kind}`);

/**
 * How much of a kind's objects is validated: all, by rules; the fields, their types and the metadata; or the metadata
 * alone, as of custom resources.
 */
export type ValidationLevel = 'validated' | 'decoded only' | 'not validated';

export function validationLevel(apiVersion: string, kind: string, minor = NEWEST_MINOR): ValidationLevel {
  if (!kindType(apiVersion, kind, minor)) return 'not validated';
  return hasRules(apiVersion, kind) ? 'validated' : 'decoded only';
}

/**
 * All findings about a manifest, as Kubernetes 1.`minor` would have them, in order: what does not decode, what the
 * rules say, and what would not survive being printed as YAML. Any value will do; it never throws.
 *
 * Kinds without rules are decoded, and their metadata is validated. Of custom resources only the metadata is known.
 */
export function validateManifest(manifest: unknown, minor: number, gates?: FeatureGates): Finding[] {
  return validateBy(new Validation(minor, gates), manifest).findings;
}

/** What was found in a manifest. */
export interface Verdict {
  readonly findings: Finding[];
  /** Whether the server has the object just as it was given. */
  readonly isKept: boolean;
}

/** As `validateManifest`. */
export function validateBy(v: Validation, manifest: unknown): Verdict {
  const read = readManifest(v, manifest);
  if (!read) return { findings: v.findings, isKept: false };
  const decoded = v.findings.length;
  const { apiVersion, kind, object, safe, size } = read;
  applyRules(v, apiVersion, kind, object);
  if (hasRules(apiVersion, kind)) warnAboutObject(v, apiVersion, kind, object);
  const found = decoded === 0 ? v.findings : withoutEchoes(v.findings, decoded, manifest);
  const findings = withSplitItems(found, manifest);
  const isKept = object === manifest;
  if (safe && size < MAYBE_LARGE) return { findings, isKept };
  const whole = v.fresh();
  if (!safe) validateYaml(whole, manifest);
  if (size >= MAYBE_LARGE) validateSize(whole, manifest);
  return { findings: [...findings, ...whole.findings], isKept };
}

/** A manifest that could be decoded; what is wrong with its fields was left out. */
export interface ReadManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: any;
  /** Whether it is printed as it is. */
  readonly safe: boolean;
  readonly size: number;
}

/** Decodes a manifest of any kind; undefined for any other value. */
export function readManifest(v: Validation, manifest: unknown): ReadManifest | undefined {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    v.add('DEC-TYPE', '', 'Type invalid', 'a manifest must be an object');
    return undefined;
  }
  const { apiVersion, kind, metadata } = manifest as any;
  if (!validateKind(v, manifest)) return undefined;

  const { safe, size, cycle } = survey(manifest);
  if (cycle !== undefined) {
    // Rules of schemas within schemas would not end.
    v.add('DEC-TYPE', cycle, 'Type invalid', 'contains a circular reference, which JSON cannot represent');
    return undefined;
  }

  const type = kindType(apiVersion, kind, v.minor);
  const object = type
    ? decode(v, manifest, type)
    : { metadata: decode(v, { metadata }, structOf(kind, METADATA)).metadata ?? {} };
  return { apiVersion, kind, object, safe, size };
}

/** Validates a decoded object by the rules of its kind. */
export function applyRules(v: Validation, apiVersion: string, kind: string, object: any): void {
  if (hasRules(apiVersion, kind)) RULES[`${apiVersion} ${kind}`](v, objectBeforeValidation(apiVersion, kind, object));
  else validateMetaOf(v, apiVersion, kind, object.metadata ?? {});
}

/** The metadata of an object whose kind has no rules of its own. */
function validateMetaOf(v: Validation, apiVersion: string, kind: string, metadata: ObjectMeta): void {
  const isKubernetes = isServed(apiVersion, kind, v.minor) === true;
  // What kubectl takes apart has no name.
  if (isKubernetes && kind.endsWith('List')) return;
  if (isKubernetes) validateOtherMeta(v, beforeValidation(apiVersion, kind, metadata));
  else validateCustomMeta(v, groupOf(apiVersion), metadata);
}

/** Kinds that are asked and not kept. */
const REVIEWS = /^(?:authentication|authorization)\.k8s\.io$/;

/** An object as the server validates it: some of its metadata is set or replaced before. */
function objectBeforeValidation(apiVersion: string, kind: string, object: any): any {
  const isReplaced = kind === 'LimitRange' || isClusterScoped(groupOf(apiVersion), kind);
  if (!isReplaced) return object;
  return { ...object, metadata: beforeValidation(apiVersion, kind, object.metadata ?? {}) };
}

/** Metadata as the server validates it. */
function beforeValidation(apiVersion: string, kind: string, metadata: ObjectMeta): ObjectMeta {
  const group = groupOf(apiVersion);
  const { name, generateName } = metadata;
  const isNamed = name || generateName || !(REVIEWS.test(group) || (group === '' && kind === 'LimitRange'));
  return {
    ...metadata,
    name: isNamed ? name : 'x',
    namespace: isClusterScoped(group, kind) ? undefined : metadata.namespace,
    labels: group === '' && kind === 'Namespace' ? withoutNameLabel(metadata.labels) : metadata.labels,
  };
}

function withoutNameLabel(labels: ObjectMeta['labels']): ObjectMeta['labels'] {
  const { 'kubernetes.io/metadata.name': _, ...rest } = labels ?? {};
  return rest;
}

const METADATA = { metadata: structType('ObjectMeta')! };

/** Whether the object is of a kind that this version has, or may have. */
function validateKind(v: Validation, object: JsonObject): boolean {
  const { apiVersion, kind } = object;
  for (const field of ['apiVersion', 'kind'] as const) {
    const value: unknown = object[field];
    if (value === undefined || value === null || value === '') {
      reportMissing(v, object, field);
    } else if (typeof value !== 'string') {
      v.add(GVK, field, 'Type invalid', 'must be a string', { hint: missingHint(object, field, v.minor) });
    }
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !apiVersion || !kind) return false;
  if (isServed(apiVersion, kind, v.minor) !== false) return true;
  v.invalid(
    GVK,
    'kind',
    kind,
    `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`,
    unservedHint(apiVersion, kind, v.minor),
  );
  return false;
}

const GVK = 'DEC-GVK';

/** Reports a missing API version or kind; at its key, if that is written in another way. */
function reportMissing(v: Validation, object: JsonObject, field: 'apiVersion' | 'kind'): void {
  const key = likeKey(object, field);
  const hint = key === undefined ? missingHint(object, field, v.minor) : `write ${field}, not ${key}`;
  v.required(GVK, key ?? field, `Object '${field === 'kind' ? 'Kind' : field}' is missing`, hint);
}
