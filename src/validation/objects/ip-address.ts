/**
 * IPAddress.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/ip-address-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain, pathSegment } from '../../apimachinery/formats';
import { canonicalIpAddress } from '../../apimachinery/ip';

/** An IPAddress. */
export function validateIPAddress(v: Validation, { metadata, spec }: any): void {
  const rule = 'IPA-PARENT';
  validateObjectMeta(v, metadata, canonicalIpAddress);
  validateGeneration(v, metadata);
  const parent = spec?.parentRef;
  const path = 'spec.parentRef';
  if (!parent) return v.required(rule, path);
  if (parent.group) v.invalidAll(rule, `${path}.group`, parent.group, dnsSubdomain(parent.group));
  for (const field of ['resource', 'name']) {
    if (!parent[field]) v.required(rule, `${path}.${field}`);
  }
  for (const field of ['resource', 'name', 'namespace']) {
    if (parent[field]) v.invalidAll(rule, `${path}.${field}`, parent[field], pathSegment(parent[field]));
  }
}
