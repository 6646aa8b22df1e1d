import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain } from '../../apimachinery/formats';

const RULE = 'RES-CLAIMS';

/** Validates a pod's `resourceClaims`; answers with their names. */
export function validateResourceClaims(v: Validation, claims: readonly any[], path: string): ReadonlySet<string> {
  const names = new Set<string>();
  claims.forEach((claim, i) => {
    const { name, resourceClaimName, resourceClaimTemplateName } = claim;
    const at = `${path}[${i}]`;
    if (!name) v.required(RULE, `${at}.name`);
    else if (names.has(name)) v.duplicate(RULE, `${at}.name`, name);
    else v.invalidAll(RULE, `${at}.name`, name, dnsLabel(name));
    if (name) names.add(name);

    if (resourceClaimName != null && resourceClaimTemplateName != null) {
      v.invalid(RULE, at, claim, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified');
    } else if (resourceClaimName == null && resourceClaimTemplateName == null) {
      v.invalid(RULE, at, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    }
    if (resourceClaimName != null) {
      v.invalidAll(RULE, `${at}.resourceClaimName`, resourceClaimName, dnsSubdomain(resourceClaimName));
    }
    if (resourceClaimTemplateName != null) {
      v.invalidAll(
        RULE,
        `${at}.resourceClaimTemplateName`,
        resourceClaimTemplateName,
        dnsSubdomain(resourceClaimTemplateName),
      );
    }
  });
  return names;
}
