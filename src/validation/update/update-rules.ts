/** For each kind, what an update may not change, and what the server makes of it before it looks. */
import { validateDefinitionUpdate } from './custom-resource-definition';
import { validateJobUpdate } from './job';
import { keptSecret, withDataSources } from './live-object';
import { withTolerations } from './live-pod';
import { validateNodeUpdate } from './node';
import { validatePodUpdate } from './pod';
import { preparedService, validateServiceUpdate } from './service';
import {
  validateClaimUpdate,
  validateCsiDriverUpdate,
  validateCsiNodeUpdate,
  validateVolumeAttributesClassUpdate,
  validateVolumeUpdate,
} from './storage';
import { immutable, isSameAt, Update } from './update';
import { isEqual } from '../../text/equal';
import { listOf } from '../../text/json-value';
import { validatePodSecurityLabels } from '../objects/namespace';

export interface UpdateRules {
  /** What the server makes of the new object before it validates it: some fields it takes from the live one. */
  readonly prepare?: (next: any, live: any) => any;
  /** What it refuses to change. */
  readonly validate?: (update: Update) => void;
  /** Whether it looks at nothing else: not at what it would refuse in a new object. */
  readonly isAll?: boolean;
  /** The field that the server calls changed by any patch at all, since a patch rewrites its text. */
  readonly refusesPatches?: string;
}

const RULE = 'UPD-IMMUTABLE';

/** Fields that must stay. */
const fixed =
  (...paths: readonly string[]): UpdateRules['validate'] =>
  (update) =>
    immutable(update, RULE, ...paths);

/** The data of an object that was declared immutable. */
function validateData(update: Update, fields: readonly string[]): void {
  const { v, live, next, wayOut } = update;
  if (live.immutable !== true) return;
  const detail = 'field is immutable when `immutable` is set';
  if (next.immutable !== true) v.forbidden('UPD-DATA', 'immutable', detail, wayOut);
  for (const field of fields) if (!isSameAt(update, field)) v.forbidden('UPD-DATA', field, detail, wayOut);
}

const withSpecOf = (next: any, live: any) => ({ ...next, spec: live.spec });

function validateQuota({ v, live, next, wayOut }: Update): void {
  const [before, after] = [live, next].map(({ spec }) => [...new Set<string>(listOf(spec?.scopes))].sort());
  if (!isEqual(before, after)) v.invalid(RULE, 'spec.scopes', next.spec?.scopes, 'field is immutable', wayOut);
}

function validatePriorityClass(update: Update): void {
  const { v, wayOut } = update;
  if (!isSameAt(update, 'value')) v.forbidden(RULE, 'value', 'may not be changed in an update.', wayOut);
  immutable(update, RULE, 'preemptionPolicy');
}

/** Wrong labels that were there before may stay. */
function validateNamespace({ v, live, next }: Update): void {
  const [before, after] = [live, next].map(({ metadata }) => {
    const found = v.fresh();
    validatePodSecurityLabels(found, metadata?.labels ?? {});
    return found.findings;
  });
  if (!isEqual(before, after)) v.findings.push(...after);
}

/** More of them may be added to one. */
function validateServiceCidr(update: Update): void {
  const [before, after] = [update.live, update.next].map(({ spec }) => listOf(spec?.cidrs));
  const isExtended = before.length === 1 && after.length === 2 && before[0] === after[0];
  if (!isExtended) immutable(update, RULE, 'spec.cidrs');
}

const BINDING: UpdateRules = { validate: fixed('roleRef') };
const WITH_SELECTOR: UpdateRules = { validate: fixed('spec.selector') };
/** Of those, nothing but the metadata is looked at. */
const FIXED_SPEC: UpdateRules = { validate: fixed('spec'), isAll: true };
/** All of an Event but its series. */
const EVENT_FIELDS = [
  'eventTime',
  'regarding',
  'related',
  'reason',
  'note',
  'action',
  'type',
  'reportingController',
  'reportingInstance',
  'deprecatedSource',
  'deprecatedFirstTimestamp',
  'deprecatedLastTimestamp',
  'deprecatedCount',
];

/** By group and kind, since all versions of a kind are one. */
const RULES: Readonly<Record<string, UpdateRules>> = {
  'batch Job': { validate: validateJobUpdate },
  'apps Deployment': WITH_SELECTOR,
  'apps ReplicaSet': WITH_SELECTOR,
  'apps DaemonSet': WITH_SELECTOR,
  'apps StatefulSet': {
    validate: fixed('spec.selector', 'spec.volumeClaimTemplates', 'spec.serviceName', 'spec.podManagementPolicy'),
  },
  'apps ControllerRevision': { validate: fixed('data'), refusesPatches: 'data' },
  ' Pod': {
    prepare: (next) => ({ ...next, spec: withTolerations(next.spec ?? {}) }),
    validate: validatePodUpdate,
  },
  ' ConfigMap': { validate: (update) => validateData(update, ['data', 'binaryData']) },
  ' Secret': {
    prepare: keptSecret,
    validate: (update) => {
      fixed('type')!(update);
      validateData(update, ['data']);
    },
  },
  ' Namespace': {
    prepare: (next, live) => ({ ...next, spec: { ...next.spec, finalizers: live.spec?.finalizers } }),
    validate: validateNamespace,
  },
  ' PersistentVolumeClaim': { prepare: withDataSources, validate: validateClaimUpdate },
  ' PersistentVolume': { validate: validateVolumeUpdate },
  ' Service': { prepare: preparedService, validate: validateServiceUpdate },
  ' Node': { validate: validateNodeUpdate },
  ' ResourceQuota': { validate: validateQuota },
  'rbac.authorization.k8s.io RoleBinding': BINDING,
  'rbac.authorization.k8s.io ClusterRoleBinding': BINDING,
  'storage.k8s.io StorageClass': {
    validate: fixed('parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'),
  },
  'storage.k8s.io CSIDriver': { validate: validateCsiDriverUpdate },
  'storage.k8s.io CSINode': { validate: validateCsiNodeUpdate },
  'storage.k8s.io CSIStorageCapacity': { validate: fixed('nodeTopology', 'storageClassName') },
  'storage.k8s.io VolumeAttachment': { validate: fixed('spec') },
  'storage.k8s.io VolumeAttributesClass': { validate: validateVolumeAttributesClassUpdate },
  'networking.k8s.io IngressClass': { validate: fixed('spec.controller') },
  'networking.k8s.io IPAddress': { validate: fixed('spec.parentRef'), isAll: true },
  'networking.k8s.io ServiceCIDR': { validate: validateServiceCidr },
  'scheduling.k8s.io PriorityClass': { validate: validatePriorityClass, isAll: true },
  'node.k8s.io RuntimeClass': { validate: fixed('handler') },
  'discovery.k8s.io EndpointSlice': { validate: fixed('addressType') },
  'resource.k8s.io ResourceClaim': FIXED_SPEC,
  'resource.k8s.io ResourceClaimTemplate': FIXED_SPEC,
  'resource.k8s.io ResourceSlice': { validate: fixed('spec.pool.name', 'spec.driver', 'spec.nodeName') },
  'certificates.k8s.io CertificateSigningRequest': { prepare: withSpecOf, isAll: true },
  'certificates.k8s.io ClusterTrustBundle': { validate: fixed('spec.signerName') },
  'certificates.k8s.io PodCertificateRequest': FIXED_SPEC,
  'storagemigration.k8s.io StorageVersionMigration': { validate: fixed('spec') },
  'coordination.k8s.io LeaseCandidate': { validate: fixed('spec.leaseName') },
  'events.k8s.io Event': { validate: fixed(...EVENT_FIELDS) },
  'apiextensions.k8s.io CustomResourceDefinition': { validate: validateDefinitionUpdate },
};

const NONE: UpdateRules = {};

export function updateRules(group: string, kind: string): UpdateRules {
  const key = `${group} ${kind}`;
  return Object.hasOwn(RULES, key) ? RULES[key] : NONE;
}

/** The kinds, by group, of which the server validates `generateName` again, although it means nothing any more. */
const WITH_GENERATE_NAME: Readonly<Record<string, readonly string[]>> = {
  '': [
    'ConfigMap',
    'Endpoints',
    'LimitRange',
    'Namespace',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'Secret',
    'ServiceAccount',
  ],
  'admissionregistration.k8s.io': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  apps: ['ControllerRevision'],
  'certificates.k8s.io': ['ClusterTrustBundle'],
  'discovery.k8s.io': ['EndpointSlice'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io': ['IPAddress', 'Ingress', 'IngressClass'],
  'node.k8s.io': ['RuntimeClass'],
  'resource.k8s.io': ['ResourceClaim', 'ResourceClaimTemplate'],
  'storage.k8s.io': ['CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  'storagemigration.k8s.io': ['StorageVersionMigration'],
};

export const validatesGenerateName = (group: string, kind: string): boolean =>
  Object.hasOwn(WITH_GENERATE_NAME, group) && WITH_GENERATE_NAME[group].includes(kind);
