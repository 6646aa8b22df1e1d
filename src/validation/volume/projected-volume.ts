import { validateNonReservedPath } from './local-path';
import { isKubernetesSigner, validateSignerName, validateUserAnnotations } from './signer-name';
import { validateDownwardApiFile, validateFileMode, validateFileUser, validateKeysToPaths } from './volume-source';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain } from '../../apimachinery/formats';
import { validateLabelSelector } from '../pod/label-selector';

const RULE = 'VOL-PROJECTED';

/** Validates `projected`: files of several sources in one volume. */
export function validateProjected(v: Validation, { defaultMode, defaultUser, sources }: any, path: string): void {
  validateFileMode(v, RULE, defaultMode, `${path}.defaultMode`);
  validateFileUser(v, RULE, defaultUser, `${path}.defaultUser`);

  const targets = new Set<string>();
  /** Two sources must not write the same file; the error is the volume's. */
  const claim = (target: string, value: string) => {
    if (targets.has(target)) {
      v.invalid(RULE, path, value, 'conflicting duplicate paths', `Path ${JSON.stringify(target)} is written twice.`);
    }
    targets.add(target);
  };
  (sources ?? []).forEach((source: any, i: number) =>
    validateProjection(v, source, path, `${path}.sources[${i}]`, claim),
  );
}

type Claim = (target: string, value: string) => void;

function validateProjection(v: Validation, source: any, volumePath: string, path: string, claim: Claim): void {
  const { secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source;
  if (secret) validateKeyProjection(v, secret, `${path}.secret`, claim);
  if (configMap) validateKeyProjection(v, configMap, `${path}.configMap`, claim);
  for (const item of downwardAPI?.items ?? []) {
    validateDownwardApiFile(v, item, `${path}.downwardAPI`);
    if (item.path) claim(item.path, item.path);
  }
  if (serviceAccountToken) validateTokenProjection(v, serviceAccountToken, volumePath, `${path}.serviceAccountToken`);
  if (clusterTrustBundle) validateTrustBundleProjection(v, clusterTrustBundle, `${path}.clusterTrustBundle`, claim);
  if (podCertificate) validateCertificateProjection(v, podCertificate, `${path}.podCertificate`, claim);
  for (const field of ['serviceAccountToken', 'clusterTrustBundle', 'podCertificate']) {
    validateFileUser(v, RULE, source[field]?.user, `${path}.${field}.user`);
  }

  if (
    [secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate].filter(Boolean).length > 1
  ) {
    v.forbidden(RULE, path, `may not specify more than 1 volume type${v.minor >= 31 ? ' per source' : ''}`);
  }
}

/** Keys of a Secret or ConfigMap. */
function validateKeyProjection(v: Validation, { name, items }: any, path: string, claim: Claim): void {
  if (!name) v.required(RULE, `${path}.name`);
  validateKeysToPaths(v, items, path);
  for (const item of items ?? []) if (item.path) claim(item.path, name ?? '');
}

/** A token's path is reported at the volume, and may be taken by others. */
function validateTokenProjection(
  v: Validation,
  { expirationSeconds, path: target }: any,
  volumePath: string,
  path: string,
): void {
  if (expirationSeconds != null && expirationSeconds < 600) {
    v.invalid(RULE, `${path}.expirationSeconds`, expirationSeconds, 'may not specify a duration less than 10 minutes');
  }
  if (expirationSeconds != null && expirationSeconds > 2 ** 32) {
    v.invalid(
      RULE,
      `${path}.expirationSeconds`,
      expirationSeconds,
      'may not specify a duration larger than 2^32 seconds',
    );
  }
  if (!target) v.required(RULE, `${volumePath}.path`);
  else if (v.minor >= 30) validateNonReservedPath(v, RULE, target, `${volumePath}.path`);
}

function validateTrustBundleProjection(v: Validation, bundle: any, path: string, claim: Claim): void {
  const { name, signerName, labelSelector } = bundle;
  const target: string = bundle.path ?? '';
  if (name != null && signerName != null) {
    v.invalid(RULE, path, bundle, 'only one of name and signerName may be used');
  } else if (name != null) {
    if (name === '') v.required(RULE, `${path}.name`, 'must be a valid object name');
    v.invalidAll(
      RULE,
      `${path}.name`,
      name,
      trustBundleName(name).map((message) => `not a valid clustertrustbundlename: ${message}`),
    );
    if (labelSelector) {
      v.invalid(RULE, `${path}.labelSelector`, labelSelector, 'labelSelector must be unset if name is specified');
    }
  } else if (signerName != null) {
    if (signerName === '') v.required(RULE, `${path}.signerName`, 'must be a valid signer name');
    validateSignerName(v, RULE, signerName, `${path}.signerName`);
    validateLabelSelector(v, labelSelector, `${path}.labelSelector`, RULE);
  } else {
    v.required(RULE, path, 'either name or signerName must be specified');
  }
  if (target === '') v.required(RULE, `${path}.path`);
  validateNonReservedPath(v, RULE, target, `${path}.path`);
  claim(target, target);
}

/** `name`, or `signer:domain:name` of a bundle that belongs to a signer. */
function trustBundleName(name: string): string[] {
  const colon = name.lastIndexOf(':');
  if (colon === 0) return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  // In the name a signer's slash is a colon.
  const signer = name.slice(0, Math.max(colon, 0)).replaceAll(':', '/');
  const prefix = `${signer.replaceAll('/', ':')}:`;
  if (signer && !name.startsWith(prefix)) {
    return [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`];
  }
  return dnsSubdomain(name.slice(colon + 1));
}

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const DAY = 24 * 60 * 60;

function validateCertificateProjection(v: Validation, certificate: any, path: string, claim: Claim): void {
  const { keyType = '', maxExpirationSeconds: seconds, userAnnotations } = certificate;
  const signerName: string = certificate.signerName ?? '';
  validateSignerName(v, RULE, signerName, `${path}.signerName`);
  validateUserAnnotations(v, RULE, userAnnotations ?? {}, `${path}.userAnnotations`);
  if (!KEY_TYPES.includes(keyType)) v.notSupported(RULE, `${path}.keyType`, keyType, KEY_TYPES);

  const max = isKubernetesSigner(signerName) ? DAY : 91 * DAY;
  if (seconds != null && seconds < 3600) {
    v.invalid(RULE, `${path}.maxExpirationSeconds`, seconds, 'if provided, maxExpirationSeconds must be >= 3600');
  }
  if (seconds != null && seconds > max) {
    v.invalid(RULE, `${path}.maxExpirationSeconds`, seconds, `if provided, maxExpirationSeconds must be <= ${max}`);
  }

  const fields = ['credentialBundlePath', 'keyPath', 'certificateChainPath'].filter((field) => certificate[field]);
  for (const field of fields) {
    validateNonReservedPath(v, RULE, certificate[field], `${path}.${field}`);
    claim(certificate[field], certificate[field]);
  }
  if (fields.length === 0) {
    v.required(RULE, path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath');
  }
}
