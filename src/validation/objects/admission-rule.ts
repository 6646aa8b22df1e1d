/** Which requests webhooks and admission policies are asked about. */
import { CelScope, validateCel } from './cel-expression';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain, dns1035Label, lowerCase, pathSegment, qualifiedName } from '../../apimachinery/formats';
import { validateLabelSelector } from '../pod/label-selector';

export const FAILURE_POLICIES = ['Fail', 'Ignore'];
export const REINVOCATION_POLICIES = ['IfNeeded', 'Never'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const PARAMETER_ACTIONS = ['Deny', 'Allow'];
const MAX_CONDITIONS = 64;

/** One of some values; left out, it has a default. */
export function validateChoice(
  v: Validation,
  rule: string,
  value: string | null | undefined,
  choices: readonly string[],
  path: string,
): void {
  if (value != null && !choices.includes(value)) v.notSupported(rule, path, value, choices);
}

/** Operations on resources. */
export function validateRuleWithOperations(v: Validation, rule: string, given: any, path: string): void {
  const { operations, apiGroups, apiVersions, resources, scope } = given ?? {};
  validateWildcards(v, rule, operations ?? [], 'operations', `${path}.operations`);
  (operations ?? []).forEach((operation: string, i: number) => {
    if (!OPERATIONS.includes(operation)) v.notSupported(rule, `${path}.operations[${i}]`, operation, OPERATIONS);
  });
  validateWildcards(v, rule, apiGroups ?? [], 'API groups', `${path}.apiGroups`);
  validateWildcards(v, rule, apiVersions ?? [], 'API versions', `${path}.apiVersions`);
  (apiVersions ?? []).forEach((version: string, i: number) => {
    if (!version) v.required(rule, `${path}.apiVersions[${i}]`);
  });
  validateResources(v, rule, resources ?? [], `${path}.resources`);
  validateChoice(v, rule, scope, SCOPES, `${path}.scope`);
}

function validateWildcards(v: Validation, rule: string, list: readonly string[], what: string, path: string): void {
  if (list.length === 0) v.required(rule, path);
  if (list.length > 1 && list.includes('*')) {
    v.invalid(rule, path, list, `if '*' is present, must not specify other ${what}`);
  }
}

function validateResources(v: Validation, rule: string, resources: readonly string[], path: string): void {
  if (resources.length === 0) v.required(rule, path);
  const withAllSubresources = new Set<string>();
  const ofAllResources = new Set<string>();
  let hasPlain = false;
  resources.forEach((resource, i) => {
    const at = `${path}[${i}]`;
    if (!resource) return v.required(rule, at);
    const slash = resource.indexOf('/');
    if (slash < 0) {
      // The server remembers the last one only.
      hasPlain = resource !== '*';
      return;
    }
    const [name, subresource] = [resource.slice(0, slash), resource.slice(slash + 1)];
    if (withAllSubresources.has(name)) {
      v.invalid(rule, at, resource, `if '${name}/*' is present, must not specify ${resource}`);
    }
    if (ofAllResources.has(subresource)) {
      v.invalid(rule, at, resource, `if '*/${subresource}' is present, must not specify ${resource}`);
    }
    if (subresource === '*') withAllSubresources.add(name);
    if (name === '*') ofAllResources.add(subresource);
  });
  if (resources.length > 1 && resources.includes('*/*')) {
    v.invalid(rule, path, resources, "if '*/*' is present, must not specify other resources");
  }
  if (resources.includes('*') && hasPlain) {
    v.invalid(rule, path, resources, "if '*' is present, must not specify other resources without subresources");
  }
}

/** Which requests a policy or a binding is about. */
export function validateMatchResources(v: Validation, rule: string, match: any, path: string): void {
  if (!match) return;
  validateChoice(v, rule, match.matchPolicy, MATCH_POLICIES, `${path}.matchPolicy`);
  validateLabelSelector(v, match.namespaceSelector, `${path}.namespaceSelector`, rule);
  validateLabelSelector(v, match.objectSelector, `${path}.objectSelector`, rule);
  for (const field of ['resourceRules', 'excludeResourceRules']) {
    (match[field] ?? []).forEach((given: any, i: number) => {
      const at = `${path}.${field}[${i}]`;
      validateResourceNames(v, rule, given?.resourceNames ?? [], `${at}.resourceNames`);
      validateRuleWithOperations(v, rule, given, at);
    });
  }
}

function validateResourceNames(v: Validation, rule: string, names: readonly string[], path: string): void {
  names.forEach((name, i) => {
    v.invalidAll(rule, `${path}[${i}]`, name, pathSegment(name));
    if (names.indexOf(name) < i) v.duplicate(rule, `${path}[${i}]`, name);
  });
}

/** The matchPolicy of a webhook. */
export const validateMatchPolicy = (v: Validation, rule: string, policy: string | null | undefined, path: string) =>
  validateChoice(v, rule, policy, MATCH_POLICIES, path);

/** What is deleted cannot be changed. */
export function validateMutableOperations(v: Validation, rule: string, match: any, path: string): void {
  const operations = OPERATIONS.filter((operation) => operation !== 'DELETE');
  for (const given of match?.resourceRules ?? []) {
    for (const operation of given?.operations ?? []) {
      if (!operations.includes(operation)) {
        v.notSupported(rule, `${path}.resourceRules.operations`, operation, operations);
      }
    }
  }
}

/** What an expression about a request may use. */
export function requestScope(hasParams: boolean): CelScope {
  const untyped = ['object', 'oldObject', ...(hasParams ? ['params'] : [])];
  return { variables: [...new Set([...REQUEST_VARIABLES, ...untyped])], untyped };
}
const REQUEST_VARIABLES = ['object', 'oldObject', 'request', 'namespaceObject', 'authorizer'];

/** Conditions that a request must meet. They may use the parameters of a policy, too. */
export function validateMatchConditions(
  v: Validation,
  rule: string,
  conditions: readonly any[],
  path: string,
  hasParams = false,
): void {
  const scope = { ...requestScope(hasParams), types: ['bool'] };
  if (conditions.length > MAX_CONDITIONS) v.tooMany(rule, path, conditions.length, MAX_CONDITIONS);
  const names = new Set<string>();
  conditions.forEach((condition, i) => {
    const at = `${path}[${i}]`;
    const name: string = condition?.name ?? '';
    validateExpression(v, rule, condition?.expression, `${at}.expression`, scope);
    if (name === '') return v.required(rule, `${at}.name`);
    v.invalidAll(rule, `${at}.name`, name, qualifiedName(name));
    if (names.has(name)) v.duplicate(rule, `${at}.name`, name);
    names.add(name);
  });
}

/** An expression that must be there. */
export function validateExpression(
  v: Validation,
  rule: string,
  expression: string | null | undefined,
  path: string,
  scope: CelScope,
  missing = '',
): void {
  if ((expression ?? '').trim() === '') v.required(rule, path, missing);
  else validateCel(v, rule, expression, path, scope);
}

/** The kind of a policy's parameters. */
export function validateParamKind(v: Validation, rule: string, { apiVersion, kind }: any, path: string): void {
  if (!apiVersion) v.required(rule, `${path}.apiVersion`);
  else validateApiVersion(v, rule, apiVersion, `${path}.apiVersion`);
  if (!kind) return v.required(rule, `${path}.kind`);
  const problems = dns1035Label(lowerCase(kind));
  if (problems.length === 0) return;
  v.invalid(rule, `${path}.kind`, kind, `may have mixed case, but should otherwise match: ${problems.join(',')}`);
}

function validateApiVersion(v: Validation, rule: string, apiVersion: string, path: string): void {
  const parts = apiVersion.split('/');
  if (parts.length > 2) {
    return v.invalid(rule, path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  }
  const version = parts[parts.length - 1];
  const group = parts.length === 2 ? parts[0] : '';
  const problems = group === '' ? [] : dnsSubdomain(group);
  if (problems.length > 0) v.invalid(rule, path, group, problems.join(','));
  if (version === '') return v.invalid(rule, path, apiVersion, 'version must be specified');
  const others = dns1035Label(version);
  if (others.length > 0) v.invalid(rule, path, version, others.join(','));
}

/** Where the parameters of a binding are. */
export function validateParamRef(v: Validation, rule: string, reference: any, apiVersion: string, path: string): void {
  if (!reference) return;
  const { name, selector, parameterNotFoundAction: action } = reference;
  const exclusive = 'name and selector are mutually exclusive';
  if (name) {
    v.invalidAll(rule, `${path}.name`, name, pathSegment(name));
    if (selector) v.forbidden(rule, `${path}.name`, exclusive);
  }
  validateLabelSelector(v, selector, `${path}.selector`, rule);
  if (selector && name) v.forbidden(rule, `${path}.selector`, exclusive);
  if (!name && !selector) v.required(rule, path, 'one of name or selector must be specified');
  // v1alpha1 has a default.
  if (!action && !(action == null && apiVersion.endsWith('/v1alpha1'))) {
    v.required(rule, `${path}.parameterNotFoundAction`);
  } else if (action) {
    validateChoice(v, rule, action, PARAMETER_ACTIONS, `${path}.parameterNotFoundAction`);
  }
}

const STATIC_SUFFIX = '.static.k8s.io';

/** Names that files of the API server have since 1.37. */
export function validateNoStaticName(v: Validation, rule: string, name: string): void {
  if (v.minor < 37 || !name.endsWith(STATIC_SUFFIX)) return;
  v.invalid(
    rule,
    'metadata.name',
    name,
    `names ending with "${STATIC_SUFFIX}" are reserved for static manifest-based configurations and ` +
      'cannot be managed via the API',
  );
}
