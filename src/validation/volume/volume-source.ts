import { validateNoBacksteps, validateNonReservedPath } from './local-path';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsSubdomain, lowerCase, userId } from '../../apimachinery/formats';
import { parseQuantity } from '../../apimachinery/quantity';
import { validateAnnotations, validateLabels } from '../objects/object-meta';
import { validatePersistentVolumeClaimSpec } from '../objects/persistent-volume-claim';
import { validateFieldRef, validateResourceFieldRef } from '../pod/field-selector';

/** The volume sources that are in use; each is given its own path. */

/** Permission bits of files. */
export function validateFileMode(v: Validation, rule: string, mode: number | null | undefined, path: string): void {
  if (mode != null && (mode < 0 || mode > 0o777)) {
    v.invalid(rule, path, mode, 'must be a number between 0 and 0777 (octal), both inclusive', octalHint(mode));
  }
}

/** 777 was meant in octal, but JSON knows no octal numbers. */
function octalHint(mode: number): string | undefined {
  return /^1?[0-7]{3}$/.test(String(mode)) ? `Octal ${mode} is ${parseInt(String(mode), 8)} in decimal.` : undefined;
}

/** The owner of files. */
export function validateFileUser(v: Validation, rule: string, user: number | null | undefined, path: string): void {
  if (user != null) v.invalidAll(rule, path, user, userId(user));
}

export function validateEmptyDir(v: Validation, { sizeLimit, mode }: any, path: string): void {
  if (sizeLimit != null && (parseQuantity(sizeLimit) ?? 0n) < 0n) {
    v.forbidden('VOL-EMPTYDIR', `${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity');
  }
  if (mode != null && (mode < 0 || mode > 0o1777)) {
    v.invalid(
      'VOL-EMPTYDIR',
      `${path}.mode`,
      mode,
      'must be a number between 0 and 01777 (octal), both inclusive',
      octalHint(mode),
    );
  }
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function validateHostPath(v: Validation, { path: value, type }: any, path: string): void {
  if (!value) return v.required('VOL-HOSTPATH', `${path}.path`);
  validateNoBacksteps(v, 'VOL-HOSTPATH', value, `${path}.path`);
  if (type && !HOST_PATH_TYPES.includes(type)) v.notSupported('VOL-HOSTPATH', `${path}.type`, type, HOST_PATH_TYPES);
}

export function validateSecretVolume(
  v: Validation,
  { secretName, defaultMode, defaultUser, items }: any,
  path: string,
): void {
  if (!secretName) v.required('VOL-SECRET', `${path}.secretName`);
  validateFileMode(v, 'VOL-SECRET', defaultMode, `${path}.defaultMode`);
  validateFileUser(v, 'VOL-SECRET', defaultUser, `${path}.defaultUser`);
  validateKeysToPaths(v, items, path);
}

export function validateConfigMapVolume(
  v: Validation,
  { name, defaultMode, defaultUser, items }: any,
  path: string,
): void {
  if (!name) v.required('VOL-CONFIGMAP', `${path}.name`);
  validateFileMode(v, 'VOL-CONFIGMAP', defaultMode, `${path}.defaultMode`);
  validateFileUser(v, 'VOL-CONFIGMAP', defaultUser, `${path}.defaultUser`);
  validateKeysToPaths(v, items, path);
}

/** Validates `items` of a Secret or ConfigMap. */
export function validateKeysToPaths(v: Validation, items: readonly any[] | null | undefined, path: string): void {
  items?.forEach(({ key, path: target, mode, user }, i) => {
    const at = `${path}.items[${i}]`;
    if (!key) v.required('VOL-KEYTOPATH', `${at}.key`);
    if (!target) v.required('VOL-KEYTOPATH', `${at}.path`);
    validateNonReservedPath(v, 'VOL-KEYTOPATH', target ?? '', `${at}.path`);
    validateFileMode(v, 'VOL-KEYTOPATH', mode, `${at}.mode`);
    validateFileUser(v, 'VOL-KEYTOPATH', user, `${at}.user`);
  });
}

export function validateClaimVolume(v: Validation, { claimName }: any, path: string): void {
  if (!claimName) v.required('VOL-PVC', `${path}.claimName`);
}

export function validateNfs(v: Validation, { server, path: value }: any, path: string): void {
  if (!server) v.required('VOL-NFS', `${path}.server`);
  if (!value) v.required('VOL-NFS', `${path}.path`);
  if (!value?.startsWith('/')) v.invalid('VOL-NFS', `${path}.path`, value ?? '', 'must be an absolute path');
}

export function validateDownwardApiVolume(v: Validation, { defaultMode, defaultUser, items }: any, path: string): void {
  validateFileMode(v, 'VOL-DOWNWARDAPI', defaultMode, `${path}.defaultMode`);
  validateFileUser(v, 'VOL-DOWNWARDAPI', defaultUser, `${path}.defaultUser`);
  for (const item of items ?? []) validateDownwardApiFile(v, item, path);
}

const DOWNWARD_API_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** One file; the server's path is the volume's. */
export function validateDownwardApiFile(
  v: Validation,
  { path: target, fieldRef, resourceFieldRef, mode, user }: any,
  path: string,
): void {
  if (!target) v.required('VOL-DOWNWARDAPI', `${path}.path`);
  validateNonReservedPath(v, 'VOL-DOWNWARDAPI', target ?? '', `${path}.path`);
  if (fieldRef) {
    validateFieldRef(v, 'VOL-DOWNWARDAPI', fieldRef, DOWNWARD_API_FIELDS, `${path}.fieldRef`);
    if (resourceFieldRef) {
      v.invalid(
        'VOL-DOWNWARDAPI',
        path,
        'resource',
        'fieldRef and resourceFieldRef can not be specified simultaneously',
      );
    }
  } else if (resourceFieldRef) {
    validateResourceFieldRef(v, 'VOL-DOWNWARDAPI', resourceFieldRef, `${path}.resourceFieldRef`, true);
  } else {
    v.required('VOL-DOWNWARDAPI', path, 'one of fieldRef and resourceFieldRef is required');
  }
  validateFileMode(v, 'VOL-DOWNWARDAPI', mode, `${path}.mode`);
  validateFileUser(v, 'VOL-DOWNWARDAPI', user, `${path}.user`);
}

export function validateCsi(v: Validation, { driver, nodePublishSecretRef }: any, path: string): void {
  validateCsiDriver(v, driver ?? '', `${path}.driver`);
  if (!nodePublishSecretRef) return;
  const name = nodePublishSecretRef.name ?? '';
  if (name === '') v.required('VOL-CSI', `${path}.nodePublishSecretRef.name`);
  // Reported at the source's own `name`, which it does not have.
  else v.invalidAll('VOL-CSI', `${path}.name`, name, dnsSubdomain(name));
}

/** The name of a CSI driver, also of a driver of devices. */
export function validateCsiDriver(v: Validation, driver: string, path: string, rule = 'VOL-CSI'): void {
  if (driver === '') {
    v.required(rule, path);
    if (v.minor >= 35) return;
  }
  if (byteLength(driver) > 63) v.tooLong(rule, path, 'may not be more than 63 bytes');
  v.invalidAll(rule, path, driver, dnsSubdomain(lowerCase(driver)));
}

export function validateEphemeral(v: Validation, { volumeClaimTemplate: template }: any, path: string): void {
  if (!template) return v.required('VOL-EPHEMERAL', `${path}.volumeClaimTemplate`);
  validateClaimTemplateMetadata(v, template.metadata ?? {}, `${path}.volumeClaimTemplate.metadata`);
  validatePersistentVolumeClaimSpec(v, template.spec ?? {}, `${path}.volumeClaimTemplate.spec`);
}

/** Of the metadata of a claim to be made, only labels and annotations may be given. */
export function validateClaimTemplateMetadata(
  v: Validation,
  metadata: any,
  path: string,
  rule = 'VOL-EPHEMERAL',
): void {
  validateAnnotations(v, metadata.annotations, `${path}.annotations`);
  validateLabels(v, metadata.labels, `${path}.labels`);
  for (const [field, value] of Object.entries(metadata)) {
    if (field === 'labels' || field === 'annotations' || value === null || value === undefined || value === '') {
      continue;
    }
    if (field === 'generation' && value === 0) continue;
    // The server makes the path from the name in Go.
    v.forbidden(rule, `${path}.${field === 'uid' ? 'uID' : field}`, 'cannot be set');
  }
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** Validates an `imagePullPolicy`; left out, it follows from the image. */
export function validatePullPolicy(v: Validation, rule: string, policy: string | null | undefined, path: string): void {
  if (policy && !PULL_POLICIES.includes(policy)) v.notSupported(rule, path, policy, PULL_POLICIES);
}

export function validateImageVolume(v: Validation, { reference, pullPolicy }: any, path: string): void {
  if (!reference && v.minor >= 37) v.required('VOL-IMAGE', `${path}.reference`);
  validatePullPolicy(v, 'VOL-IMAGE', pullPolicy, `${path}.pullPolicy`);
}
