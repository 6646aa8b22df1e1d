/**
 * PodCertificateRequest.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#pod-certificate-requests
 */
import { reportUnreadable } from './certificate';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { base64Length } from '../../apimachinery/base64';
import { crypto, KeyObject } from '../../apimachinery/crypto';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsSubdomain } from '../../apimachinery/formats';
import { isSignedBy, readCertificateRequest, readPublicKey } from '../../apimachinery/x509';
import { decodeBase64 } from '../../text/bytes';
import { isKubernetesSigner, validateSignerName, validateUserAnnotations } from '../volume/signer-name';

const RULE = 'POD-CERT';
const MAX_UID = 128;
const HOUR = 60 * 60;
const DAY = 24 * HOUR;
const MAX_DAYS = 91;
const MAX_ENCODED = 10 * 1024;
const RSA_BITS = [3072, 4096];
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/** A PodCertificateRequest. */
export function validatePodCertificateRequest(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  const signer: string = spec.signerName ?? '';
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  validateSignerName(v, RULE, signer, 'spec.signerName');
  if (spec.unverifiedUserAnnotations) {
    validateUserAnnotations(v, RULE, spec.unverifiedUserAnnotations, 'spec.unverifiedUserAnnotations');
  }
  validateNameAndUid(v, spec, 'podName', 'podUID');
  validateNameAndUid(v, spec, 'serviceAccountName', 'serviceAccountUID');
  validateNameAndUid(v, spec, 'nodeName', 'nodeUID');
  const max = isKubernetesSigner(signer) ? DAY : MAX_DAYS * DAY;
  const seconds = spec.maxExpirationSeconds ?? DAY;
  if (seconds < HOUR || seconds > max) {
    v.invalid(RULE, 'spec.maxExpirationSeconds', seconds, `must be in the range [${HOUR}, ${max}]`);
  }
  validateKey(v, spec);
}

function validateNameAndUid(v: Validation, spec: any, nameField: string, uidField: string): void {
  const name: string = spec[nameField] ?? '';
  const uid: string = spec[uidField] ?? '';
  v.invalidAll(RULE, `spec.${nameField}`, name, dnsSubdomain(name));
  if (uid === '') v.invalid(RULE, `spec.${uidField}`, uid, 'must not be empty');
  if (byteLength(uid) > MAX_UID) v.tooLong(RULE, `spec.${uidField}`, `may not be more than ${MAX_UID} bytes`);
}

const isGiven = (bytes: string | null | undefined): bytes is string => bytes != null && base64Length(bytes) > 0;

/** The key stands in a request that it signs, or next to its signature of the pod's UID. */
function validateKey(v: Validation, spec: any): void {
  const { stubPKCS10Request: stub, pkixPublicKey: key, proofOfPossession: proof } = spec;
  if (isGiven(stub) && !isGiven(key) && !isGiven(proof)) return validateStub(v, stub);
  const isOld = v.minor <= 35;
  if (isOld || (!isGiven(stub) && isGiven(key) && isGiven(proof))) {
    return validatePublicKey(v, key ?? '', proof ?? '', spec.podUID ?? '');
  }
  v.add(
    RULE,
    'spec',
    'Invalid value',
    'exactly one of (stubPKCS10Request) or (pkixPublicKey, proofOfPossession) must be set',
  );
}

/** Answers whether it is short enough to look at. */
function isShort(v: Validation, encoded: string, path: string): boolean {
  if (base64Length(encoded) <= MAX_ENCODED) return true;
  v.tooLong(RULE, path, `may not be more than ${MAX_ENCODED} bytes`);
  return false;
}

function validateStub(v: Validation, stub: string): void {
  const path = 'spec.stubPKCS10Request';
  if (!isShort(v, stub, path)) return;
  const refuse = (detail: string) => v.add(RULE, path, 'Invalid value', detail);
  const request = readCertificateRequest(decodeBase64(stub));
  if (!request) return refuse('must be a valid PKCS#10 CSR');
  if (!crypto) return reportUnreadable(v, path);
  if (!validateKeyKind(v, request.key, undefined, path, 'P256, P384, or P521')) return;
  if (request.signatureProblem) refuse('invalid signature');
  else if (!request.isUnderstood) reportUnreadable(v, path);
}

function validatePublicKey(v: Validation, encoded: string, proof: string, podUid: string): void {
  const path = 'spec.pkixPublicKey';
  const proofPath = 'spec.proofOfPossession';
  if (!isShort(v, encoded, path) || !isShort(v, proof, proofPath)) return;
  const key = readPublicKey(decodeBase64(encoded));
  if (!crypto && key === undefined) return reportUnreadable(v, path);
  if (key === 'malformed' || key === undefined) {
    return v.invalid(RULE, path, encoded, 'must be a valid PKIX-serialized public key');
  }
  if (!validateKeyKind(v, key, encoded, path, 'P256 or P384')) return;
  if (!isSignedBy(key, podUid, decodeBase64(proof))) {
    v.add(RULE, proofPath, 'Invalid value', 'could not verify proof-of-possession signature');
  }
}

/** Answers whether it is a kind of key that pods may have. */
function validateKeyKind(
  v: Validation,
  key: KeyObject | undefined,
  encoded: string | undefined,
  path: string,
  curves: string,
): boolean {
  const { namedCurve = '', modulusLength = 0 } = key?.asymmetricKeyDetails ?? {};
  switch (key?.asymmetricKeyType) {
    case 'ed25519':
      return true;
    case 'ec':
      if (CURVES.includes(namedCurve)) return true;
      v.invalid(RULE, path, `curve ${namedCurve}`, `elliptic public keys must use curve ${curves}`);
      return false;
    case 'rsa':
      if (RSA_BITS.includes(Math.ceil(modulusLength / 8) * 8)) return true;
      v.invalid(RULE, path, `${modulusLength}-bit modulus`, 'RSA keys must have modulus size 3072 or 4096');
      return false;
    default:
      v.add(RULE, path, 'Invalid value', 'unknown public key type; supported types are Ed25519, ECDSA, and RSA', {
        value: encoded,
      });
      return false;
  }
}
