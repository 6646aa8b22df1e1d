/**
 * CertificateSigningRequest.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
 */
import { reportUnreadable } from './certificate';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { base64Length } from '../../apimachinery/base64';
import { Validation } from '../../apimachinery/finding';
import { pathSegment } from '../../apimachinery/formats';
import { pemBlocks } from '../../apimachinery/pem';
import { readCertificateRequest } from '../../apimachinery/x509';
import { textOfBase64 } from '../../text/bytes';
import { validateSignerName } from '../volume/signer-name';

const RULE = 'CSR';
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';
const MASTERS = 'system:masters';
const MIN_SECONDS = 600;

/** A CertificateSigningRequest. */
export function validateCertificateSigningRequest(v: Validation, { metadata, spec }: any): void {
  const { request, usages, expirationSeconds } = spec ?? {};
  const signer: string = spec?.signerName ?? '';
  validateObjectMeta(v, metadata, pathSegment);
  validateGeneration(v, metadata);
  const organizations = validateRequest(v, request ?? '', 'spec.request');
  validateUsages(v, usages ?? [], 'spec.usages');
  if (signer === LEGACY_SIGNER) {
    v.invalid(RULE, 'spec.signerName', signer, 'the legacy signerName is not allowed via this API version');
  } else {
    validateSignerName(v, RULE, signer, 'spec.signerName');
  }
  if (expirationSeconds != null && expirationSeconds < MIN_SECONDS) {
    v.invalid(
      RULE,
      'spec.expirationSeconds',
      expirationSeconds,
      `may not specify a duration less than ${MIN_SECONDS} seconds (10 minutes)`,
    );
  }
  if (signer === CLIENT_SIGNER && organizations.includes(MASTERS)) {
    v.forbidden(RULE, 'spec.signerName', `use of ${CLIENT_SIGNER} signer with ${MASTERS} group is not allowed`);
  }
}

/** The request itself. Answers with the groups that the certificate would be for. */
function validateRequest(v: Validation, request: string, path: string): readonly string[] {
  const refuse = (detail: string) => {
    v.invalid(RULE, path, base64Length(request) === 0 ? null : request, detail);
    return [];
  };
  const [block] = pemBlocks(textOfBase64(request));
  if (block?.type !== 'CERTIFICATE REQUEST') return refuse('PEM block type must be CERTIFICATE REQUEST');
  const read = readCertificateRequest(block.bytes);
  if (!read) return refuse('asn1: structure error: it is not a certificate request (PKCS#10)');
  if (read.signatureProblem) return refuse(read.signatureProblem);
  if (!read.isUnderstood) reportUnreadable(v, path);
  return read.organizations;
}

function validateUsages(v: Validation, usages: readonly string[], path: string): void {
  if (usages.length === 0) v.required(RULE, path);
  usages.forEach((usage, i) => {
    if (!USAGES.includes(usage)) v.notSupported(RULE, `${path}[${i}]`, usage, USAGES);
  });
  usages.forEach((usage, i) => {
    if (usages.indexOf(usage) < i) v.duplicate(RULE, `${path}[${i}]`, usage);
  });
}
