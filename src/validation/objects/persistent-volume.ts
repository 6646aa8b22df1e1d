/**
 * PersistentVolume.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/
 */
import { validateClusterMeta } from './cluster-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain } from '../../apimachinery/formats';
import { asInt64, ONE, parseQuantity } from '../../apimachinery/quantity';
import { validateNodeSelector } from '../pod/node-selector';
import * as legacy from '../volume/in-tree-volume-source';
import { validateNoBacksteps } from '../volume/local-path';
import * as sources from '../volume/volume-source';

const RULE = 'PV';
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
const VOLUME_MODES = ['Block', 'Filesystem'];
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

/** Where the spec stands: in a volume of its own, or inline in a VolumeAttachment, which may say less. */
interface Place {
  readonly name: string;
  readonly isInline: boolean;
}

type VolumeSourceRule = (v: Validation, source: any, path: string, place: Place) => void;

/**
 * The sources, in the order in which the server looks at them: of two, the later one is the error. The API server names
 * some of them in its own way, either when it finds something in them or when it finds one too many.
 */
const SOURCES: ReadonlyArray<readonly [field: string, rule: VolumeSourceRule, inside?: string, tooMany?: string]> = [
  ['hostPath', sources.validateHostPath],
  ['gcePersistentDisk', legacy.validateGcePersistentDisk, 'persistentDisk'],
  ['awsElasticBlockStore', legacy.validateAwsElasticBlockStore],
  ['glusterfs', validateGlusterfs],
  ['flocker', legacy.validateFlocker],
  ['nfs', sources.validateNfs],
  ['rbd', legacy.validateRbd],
  ['quobyte', legacy.validateQuobyte],
  ['cephfs', legacy.validateCephFs, 'cephfs', 'cephFS'],
  ['iscsi', validateIscsi],
  ['cinder', withSecretNamespace(legacy.validateCinder)],
  ['fc', legacy.validateFc],
  ['flexVolume', legacy.validateFlexVolume],
  ['azureFile', validateAzureFile],
  ['vsphereVolume', legacy.validateVsphereVolume],
  ['photonPersistentDisk', legacy.validatePhotonPersistentDisk],
  ['portworxVolume', legacy.validatePortworxVolume],
  ['azureDisk', legacy.validateAzureDisk],
  ['scaleIO', legacy.validateScaleIo],
  ['local', validateLocal],
  ['storageos', withSecretNamespace(legacy.validateStorageOs)],
  ['csi', validateCsi],
];

/** Sources that take mount options from the annotation. */
const MOUNTABLE = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
];

/** A PersistentVolume. */
export function validatePersistentVolume(v: Validation, volume: any): void {
  const { metadata } = volume;
  const spec = volume.spec ?? {};
  validateClusterMeta(v, metadata);
  validatePersistentVolumeSpec(v, spec, 'spec', { name: metadata?.name ?? '', isInline: false });
  const annotations = metadata?.annotations ?? {};
  if (Object.hasOwn(annotations, MOUNT_OPTIONS) && !MOUNTABLE.some((source) => spec[source])) {
    v.forbidden(
      RULE,
      `metadata.annotations.${MOUNT_OPTIONS}`,
      'may not specify mount options for this volume type',
      'use spec.mountOptions',
    );
  }
}

/** The spec of a volume. */
export function validatePersistentVolumeSpec(v: Validation, spec: any, path: string, place: Place): void {
  if (place.isInline) validateInline(v, spec, path);
  validateAccessModes(v, spec.accessModes ?? [], `${path}.accessModes`);
  if (!place.isInline) validateCapacity(v, spec.capacity ?? {}, `${path}.capacity`);
  validateReclaimPolicy(v, spec, path, place);
  if (spec.nodeAffinity && !place.isInline) validateAffinity(v, spec.nodeAffinity, `${path}.nodeAffinity`);
  validateSources(v, spec, path, place);
  if (spec.storageClassName && !place.isInline) {
    v.invalidAll(RULE, `${path}.storageClassName`, spec.storageClassName, dnsSubdomain(spec.storageClassName));
  }
  if (!place.isInline) validateMode(v, spec.volumeMode, `${path}.volumeMode`);
  if (!place.isInline && v.minor >= 34) validateAttributesClass(v, spec, path);
}

function validateInline(v: Validation, spec: any, path: string): void {
  const detail = 'may not be specified in the context of inline volumes';
  if (spec.claimRef) v.forbidden(RULE, `${path}.claimRef`, detail);
  if (Object.keys(spec.capacity ?? {}).length > 0) v.forbidden(RULE, `${path}.capacity`, detail);
  if (!spec.csi) v.required(RULE, `${path}.csi`, 'has to be specified in the context of inline volumes');
  if (spec.nodeAffinity) v.forbidden(RULE, `${path}.nodeAffinity`, detail);
  if (spec.storageClassName) v.forbidden(RULE, `${path}.storageClassName`, detail);
  if (spec.volumeMode != null && spec.volumeMode !== 'Filesystem') {
    v.forbidden(
      RULE,
      `${path}.volumeMode`,
      'may not specify volumeMode other than Filesystem in the context of inline volumes',
    );
  }
}

function validateAccessModes(v: Validation, modes: readonly string[], path: string): void {
  if (modes.length === 0) v.required(RULE, path, '', 'add one, such as ReadWriteOnce');
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) v.notSupported(RULE, path, mode, ACCESS_MODES);
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (modes.includes('ReadWriteOncePod') && others) {
    v.forbidden(RULE, path, 'may not use ReadWriteOncePod with other access modes');
  }
}

function validateCapacity(v: Validation, capacity: Record<string, string | number>, path: string): void {
  const names = Object.keys(capacity);
  if (names.length === 0) v.required(RULE, path, '', 'set capacity.storage, such as "10Gi"');
  if (!names.includes('storage') || names.length > 1) {
    v.notSupported(RULE, path, capacity, ['storage'], 'set storage and nothing else');
  }
  for (const name of names) validateAmount(v, capacity[name], `${path}[${name}]`);
}

function validateAmount(v: Validation, quantity: string | number, path: string): void {
  const value = parseQuantity(quantity) ?? 0n;
  const whole = asInt64(quantity, value / ONE + (value % ONE > 0n ? 1n : 0n), 0);
  if (whole < 0n) v.invalid(RULE, path, whole, 'must be a valid resource quantity');
  if (value <= 0n) v.invalid(RULE, path, quantity, 'must be greater than zero');
}

function validateReclaimPolicy(v: Validation, spec: any, path: string, { isInline }: Place): void {
  const policy = spec.persistentVolumeReclaimPolicy;
  const at = `${path}.persistentVolumeReclaimPolicy`;
  if (policy && isInline && policy !== 'Retain') {
    v.forbidden(RULE, at, 'may only be Retain in the context of inline volumes');
  } else if (policy && !isInline && !RECLAIM_POLICIES.includes(policy)) {
    v.notSupported(RULE, at, policy, RECLAIM_POLICIES);
  }
  if (policy === 'Recycle' && isRoot(spec.hostPath?.path)) {
    v.forbidden(RULE, at, "may not be 'recycle' for a hostPath mount of '/'");
  }
}

/** Whether a path is another way to write `/`. */
function isRoot(path: string | null | undefined): boolean {
  if (!path?.startsWith('/')) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth = Math.max(0, depth - 1);
    else if (part !== '' && part !== '.') depth++;
  }
  return depth === 0;
}

function validateAffinity(v: Validation, { required }: any, path: string): void {
  if (required) validateNodeSelector(v, required, `${path}.required`);
  else v.required(RULE, `${path}.required`, 'must specify required node constraints');
}

function validateSources(v: Validation, spec: any, path: string, place: Place): void {
  let seen = false;
  for (const [field, rule, inside = field, tooMany = field] of SOURCES) {
    const source = spec[field];
    if (!source) continue;
    // The server does not mind a flexVolume after another source.
    if (seen && field !== 'flexVolume') {
      v.forbidden(RULE, `${path}.${tooMany}`, 'may not specify more than 1 volume type');
    } else {
      rule(v, source, `${path}.${inside}`, place);
      if (field === 'local' && (place.isInline || !spec.nodeAffinity)) {
        v.required(RULE, `${path}.nodeAffinity`, 'Local volume requires node affinity');
      }
    }
    seen = true;
  }
  if (!seen) v.required(RULE, path, 'must specify a volume type', 'add a source, such as csi or nfs');
}

function validateMode(v: Validation, mode: string | null | undefined, path: string): void {
  if (mode != null && !VOLUME_MODES.includes(mode)) v.notSupported(RULE, path, mode, VOLUME_MODES);
}

function validateAttributesClass(v: Validation, { volumeAttributesClassName: name, csi }: any, path: string): void {
  if (name == null) return;
  if (name === '') v.required(RULE, `${path}.volumeAttributesClassName`, 'an empty string is disallowed');
  else v.invalidAll(RULE, `${path}.volumeAttributesClassName`, name, dnsSubdomain(name));
  if (!csi) v.required(RULE, `${path}.csi`, 'has to be specified when using volumeAttributesClassName');
}

function validateGlusterfs(v: Validation, source: any, path: string): void {
  legacy.validateGlusterfs(v, source, path);
  const namespace = source.endpointsNamespace;
  if (namespace === '') {
    v.invalid(
      RULE,
      `${path}.endpointsNamespace`,
      namespace,
      'if the endpointnamespace is set, it must be a valid namespace name',
    );
  } else if (namespace != null) {
    v.invalidAll(RULE, `${path}.endpointsNamespace`, namespace, dnsLabel(namespace));
  }
}

/** A volume that is not of one namespace says where its Secret is. */
function withSecretNamespace(rule: VolumeSourceRule): VolumeSourceRule {
  return (v, source, path, place) => {
    rule(v, source, path, place);
    if (source.secretRef) legacy.validateRequired(v, source.secretRef, `${path}.secretRef`, 'namespace');
  };
}

function validateIscsi(v: Validation, source: any, path: string, { name }: Place): void {
  legacy.validateIscsi(v, source, path);
  if (source.initiatorName != null && byteLength(`${name}:${source.targetPortal ?? ''}`) > 64) {
    v.invalid(
      RULE,
      `${path}.targetportal`,
      source.targetPortal ?? '',
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if ' +
        'iscsi.initiatorName is specified.',
    );
  }
  if (source.secretRef) legacy.validateRequired(v, source.secretRef, `${path}.secretRef`, 'name');
}

function validateAzureFile(v: Validation, source: any, path: string): void {
  legacy.validateAzureFile(v, source, path);
  if (source.secretNamespace === '') v.required(RULE, `${path}.secretNamespace`);
}

function validateLocal(v: Validation, source: any, path: string): void {
  if (!source.path) return v.required(RULE, `${path}.path`);
  validateNoBacksteps(v, RULE, source.path, `${path}.path`);
}

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

function validateCsi(v: Validation, source: any, path: string): void {
  sources.validateCsiDriver(v, source.driver ?? '', `${path}.driver`, RULE);
  if (!source.volumeHandle) v.required(RULE, `${path}.volumeHandle`);
  for (const field of CSI_SECRETS) {
    if (source[field]) validateSecretRef(v, source[field], `${path}.${field}`);
  }
}

function validateSecretRef(v: Validation, { name, namespace }: any, path: string): void {
  if (!name) v.required(RULE, `${path}.name`);
  else v.invalidAll(RULE, `${path}.name`, name, dnsSubdomain(name));
  if (!namespace) v.required(RULE, `${path}.namespace`);
  else v.invalidAll(RULE, `${path}.namespace`, namespace, dnsLabel(namespace));
}
