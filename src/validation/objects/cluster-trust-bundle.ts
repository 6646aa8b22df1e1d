/**
 * ClusterTrustBundle.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#cluster-trust-bundles
 */
import { reportUnreadable } from './certificate';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsSubdomain } from '../../apimachinery/formats';
import { PemBlock, pemBlocks } from '../../apimachinery/pem';
import { readCertificate } from '../../apimachinery/x509';
import { validateSignerName } from '../volume/signer-name';

const RULE = 'TRUST-BUNDLE';
const MAX_BUNDLE = 1024 * 1024;

/** A ClusterTrustBundle. */
export function validateClusterTrustBundle(v: Validation, { metadata, spec }: any): void {
  const signer: string = spec?.signerName ?? '';
  validateObjectMeta(v, metadata, (name) => trustBundleName(name, signer));
  validateGeneration(v, metadata);
  if (signer !== '') validateSignerName(v, RULE, signer, 'spec.signerName');
  validateTrustBundle(v, spec?.trustBundle ?? '', 'spec.trustBundle');
}

/** The name of a bundle that belongs to a signer begins with the signer's. */
function trustBundleName(name: string, signer: string): string[] {
  if (signer === '') {
    return name.includes(':')
      ? ['ClusterTrustBundle without signer name must not have ":" in its name']
      : dnsSubdomain(name);
  }
  const prefix = `${signer.replaceAll('/', ':')}:`;
  return name.startsWith(prefix)
    ? dnsSubdomain(name.slice(prefix.length))
    : [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`];
}

function validateTrustBundle(v: Validation, bundle: string, path: string): void {
  if (byteLength(bundle) > MAX_BUNDLE) return v.tooLong(RULE, path, `may not be more than ${MAX_BUNDLE} bytes`);
  const refuse = (detail: string) => v.invalid(RULE, path, '<value omitted>', detail);
  const blocks = pemBlocks(bundle);
  if (blocks.length === 0) return refuse('at least one trust anchor must be provided');
  const problems = blocks
    .map((block, i) => anchorProblem(v, block, i, path))
    .filter((problem) => problem !== undefined);
  problems.forEach(refuse);
  if (problems.length > 0) return;
  const places = new Map<string, number[]>();
  blocks.forEach(({ bytes }, i) => {
    const key = bytes.join();
    places.set(key, [...(places.get(key) ?? []), i]);
  });
  for (const indices of places.values()) {
    if (indices.length > 1) refuse(`duplicate trust anchor (indices [${indices.join(' ')}])`);
  }
}

function anchorProblem(v: Validation, block: PemBlock, i: number, path: string): string | undefined {
  if (block.type !== 'CERTIFICATE') return `entry ${i} has bad block type: ${block.type}`;
  if (block.hasHeaders) return `entry ${i} has PEM block headers`;
  const certificate = readCertificate(block.bytes);
  if (!certificate) return `entry ${i} does not parse as X.509`;
  if (!certificate.isCa) return `entry ${i} does not have the CA bit set`;
  if (!certificate.isUnderstood) reportUnreadable(v, path);
  return undefined;
}
