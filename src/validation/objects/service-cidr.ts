/**
 * ServiceCIDR.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/service-cidr-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { canonicalCidr, cidrFamily } from '../../apimachinery/ip';

const RULE = 'SVCCIDR';
const PATH = 'spec.cidrs';

/** A ServiceCIDR. */
export function validateServiceCIDR(v: Validation, { metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  const cidrs: string[] = spec?.cidrs ?? [];
  if (cidrs.length === 0) return v.required(RULE, PATH, 'at least one CIDR required');
  if (cidrs.length > 2) return v.invalid(RULE, PATH, { CIDRs: cidrs }, 'may only hold up to 2 values');
  cidrs.forEach((cidr, i) => v.invalidAll(RULE, `${PATH}[${i}]`, cidr, canonicalCidr(cidr)));
  const [first, second] = cidrs.map(cidrFamily);
  if (cidrs.length === 2 && first !== undefined && first === second) {
    v.invalid(
      RULE,
      PATH,
      cidrs,
      'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
    );
  }
}
