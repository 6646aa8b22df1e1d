/** How the pods of a Job are scheduled together: `spec.scheduling`, which needs the feature gate WorkloadWithJob. */
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain, qualifiedName } from '../../apimachinery/formats';

const RULE = 'JOB-SCHEDULING';
const MAX_CLAIMS = 4;
const CLAIM_SOURCES = ['resourceClaimName', 'resourceClaimTemplateName'];

/** Validates `spec.scheduling` of a Job with as many pods at once as `parallelism` says. */
export function validateJobScheduling(v: Validation, scheduling: any, parallelism: number, path: string): void {
  const { schedulingPolicy: policy, schedulingConstraints, disruptionMode: mode, resourceClaims } = scheduling;
  if (policy) validatePolicy(v, policy, parallelism, `${path}.schedulingPolicy`);
  validateTopology(v, schedulingConstraints?.topology ?? [], `${path}.schedulingConstraints.topology`);
  if (mode) {
    validateUnion(v, mode, ['single', 'all'], `${path}.disruptionMode`);
    // Without a policy it is Basic.
    if (mode.all && !mode.single && (!policy || (policy.basic && !policy.gang))) {
      const detail = 'the disruptionMode `all` is not supported with the Basic scheduling policy';
      v.invalid(RULE, `${path}.disruptionMode`, '', detail);
    }
  }
  validateClaims(v, resourceClaims ?? [], `${path}.resourceClaims`);
}

function validatePolicy(v: Validation, policy: any, parallelism: number, path: string): void {
  validateUnion(v, policy, ['basic', 'gang'], path);
  const minCount: number | null | undefined = policy.gang?.minCount;
  if (minCount === null || minCount === undefined) return;
  const at = `${path}.gang.minCount`;
  if (minCount < 1) v.invalid(RULE, at, minCount, 'must be greater than or equal to 1');
  if (minCount > parallelism) v.invalid(RULE, at, minCount, `must not be greater than parallelism (${parallelism})`);
}

function validateTopology(v: Validation, topology: readonly any[], path: string): void {
  if (topology.length > 1) return v.add(RULE, path, 'Too many', 'must have at most 1 item', { value: topology.length });
  topology.forEach(({ key }, i) => {
    if (!key) v.required(RULE, `${path}[${i}].key`);
    else v.invalidAll(RULE, `${path}[${i}].key`, key, qualifiedName(key));
  });
}

function validateClaims(v: Validation, claims: readonly any[], path: string): void {
  if (claims.length > MAX_CLAIMS) return v.tooMany(RULE, path, claims.length, MAX_CLAIMS);
  const names = new Set<string>();
  claims.forEach((claim, i) => {
    const at = `${path}[${i}]`;
    const name = claim.name ?? '';
    if (names.has(name)) v.duplicate(RULE, at, claim);
    names.add(name);
    validateUnion(v, claim, CLAIM_SOURCES, at);
    if (name === '') v.required(RULE, `${at}.name`);
    else v.invalidAll(RULE, `${at}.name`, name, dnsLabel(name));
    for (const field of CLAIM_SOURCES) {
      const source = claim[field];
      if (typeof source === 'string') v.invalidAll(RULE, `${at}.${field}`, source, dnsSubdomain(source));
    }
  });
}

/** Exactly one of some fields has to be given. */
function validateUnion(v: Validation, value: any, fields: readonly string[], path: string): void {
  const given = fields.filter((field) => value[field] !== undefined && value[field] !== null);
  if (given.length === 1) return;
  const listed = fields.map((field) => `\`${field}\``).join(', ');
  if (given.length === 0) v.invalid(RULE, path, '', `must specify one of: ${listed}`);
  else v.invalid(RULE, path, `{${given.join(', ')}}`, `must specify exactly one of: ${listed}`);
}
