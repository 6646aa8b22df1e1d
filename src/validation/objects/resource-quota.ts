/**
 * ResourceQuota.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/resource-quota-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { isQuotaResource, quotaHint, validateResourceName } from '../../apimachinery/resource-name';
import { readResourceList, validateAmount } from '../container/resource-requirements';

const POD_SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
];
/** Scopes that are there, or not: they have no values. */
const PLAIN_SCOPES = POD_SCOPES.filter((scope) => scope !== 'PriorityClass');
const CLAIM_SCOPE = 'VolumeAttributesClass';
const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['NotTerminating', 'Terminating'],
];
const COMPUTE_RESOURCES = new Set(['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);
const CLAIM_RESOURCES = new Set(['persistentvolumeclaims', 'requests.storage']);

/** A ResourceQuota. */
export function validateResourceQuota(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  const hard = readResourceList(spec.hard);
  for (const [name, amount] of hard) {
    const path = `spec.hard[${name}]`;
    const isKnown = validateResourceName(v, name, path, quotaHint(name));
    if (!name.includes('/') && !isQuotaResource(name)) {
      v.markEchoes(
        () => v.invalid('RQ-HARD', path, name, 'must be a standard resource for quota'),
        () => !isKnown,
      );
    }
    validateAmount(v, 'RQ-HARD', name, amount, path);
  }
  const names = [...hard.keys()].filter(isQuotaResource);
  validateScopes(v, spec.scopes ?? [], names);
  const requirements = spec.scopeSelector?.matchExpressions ?? [];
  validateScopeSelector(v, spec, requirements, names);
}

const isScope = (scope: string, minor: number) => POD_SCOPES.includes(scope) || (scope === CLAIM_SCOPE && minor >= 33);

/** Whether a quota of that scope can count the resource. */
function isCounted(scope: string, resource: string, minor: number): boolean {
  if (!isScope(scope, minor)) return true;
  if (scope === CLAIM_SCOPE) return CLAIM_RESOURCES.has(resource);
  return resource === 'pods' || (scope !== 'BestEffort' && COMPUTE_RESOURCES.has(resource));
}

const isConflicting = (scopes: readonly string[]) =>
  OPPOSITES.filter((pair) => pair.every((scope) => scopes.includes(scope)));

function validateScopes(v: Validation, scopes: readonly string[], resources: readonly string[]): void {
  const rule = 'RQ-SCOPE';
  const path = 'spec.scopes';
  for (const scope of scopes) {
    if (!isScope(scope, v.minor)) v.invalid(rule, path, scopes, 'unsupported scope');
    for (const resource of resources) {
      if (isCounted(scope, resource, v.minor)) continue;
      v.invalid(
        rule,
        path,
        scopes,
        'unsupported scope applied to resource',
        `${scope} can't be counted of ${resource}`,
      );
    }
  }
  for (const pair of isConflicting(scopes)) {
    v.invalid(rule, path, scopes, 'conflicting scopes', `remove ${pair.join(' or ')}`);
  }
}

function validateScopeSelector(
  v: Validation,
  spec: any,
  requirements: readonly any[],
  resources: readonly string[],
): void {
  const rule = 'RQ-SCOPE';
  // The server names no index.
  const path = 'spec.scopeSelector.matchExpressions';
  for (const { scopeName: scope, operator, values } of requirements) {
    if (!isScope(scope, v.minor)) v.invalid(rule, `${path}.scopeName`, scope ?? '', 'unsupported scope');
    for (const resource of resources) {
      if (isCounted(scope, resource, v.minor)) continue;
      v.invalid(
        rule,
        path,
        spec.scopeSelector,
        'unsupported scope applied to resource',
        `${scope} can't be counted of ${resource}`,
      );
    }
    if (PLAIN_SCOPES.includes(scope) && operator !== 'Exists') {
      v.invalid(
        rule,
        `${path}.operator`,
        operator ?? '',
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, " +
          'ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ' +
          'ResourceQuotaScopeCrossNamespacePodAffinity',
      );
    }
    validateOperator(v, operator, values ?? [], path);
  }
  for (const pair of isConflicting(requirements.map(({ scopeName }) => scopeName))) {
    v.invalid(rule, path, spec.scopes ?? null, 'conflicting scopes', `remove ${pair.join(' or ')}`);
  }
}

function validateOperator(v: Validation, operator: unknown, values: readonly string[], path: string): void {
  const rule = 'RQ-SCOPE';
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return;
      v.required(
        rule,
        `${path}.values`,
        "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
      );
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return;
      v.invalid(
        rule,
        `${path}.values`,
        values,
        "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
      );
      break;
    default:
      v.invalid(
        rule,
        `${path}.operator`,
        operator ?? '',
        'not a valid selector operator',
        'use In, NotIn, Exists or DoesNotExist',
      );
  }
}
