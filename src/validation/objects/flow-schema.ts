/**
 * FlowSchema.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/flow-schema-v1/
 */
import { canonical } from './canonical';
import { validateClusterMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain } from '../../apimachinery/formats';

const RULE = 'FLOW';
const DEFAULT_PRECEDENCE = 1000;
const MAX_PRECEDENCE = 10000;
const METHODS = ['ByNamespace', 'ByUser'];
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const SUBJECT_KINDS = ['Group', 'ServiceAccount', 'User'];

const everything = (...groups: string[]) => [
  {
    subjects: groups.map((name) => ({ kind: 'Group', group: { name } })),
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'], clusterScope: true }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  },
];
/** The server makes these itself, and they must not be changed. */
const FIXED: ReadonlyMap<string, unknown> = new Map([
  [
    'exempt',
    { priorityLevelConfiguration: { name: 'exempt' }, matchingPrecedence: 1, rules: everything('system:masters') },
  ],
  [
    'catch-all',
    {
      priorityLevelConfiguration: { name: 'catch-all' },
      matchingPrecedence: 10000,
      distinguisherMethod: { type: 'ByUser' },
      rules: everything('system:unauthenticated', 'system:authenticated'),
    },
  ],
]);

/** A FlowSchema. */
export function validateFlowSchema(v: Validation, { metadata, spec }: any): void {
  const { matchingPrecedence, distinguisherMethod, priorityLevelConfiguration, rules } = spec ?? {};
  validateClusterMeta(v, { ...metadata, generation: undefined });
  validatePrecedence(v, matchingPrecedence || DEFAULT_PRECEDENCE, objectName(metadata));
  if (distinguisherMethod && !METHODS.includes(distinguisherMethod.type)) {
    v.notSupported(RULE, 'spec.distinguisherMethod.type', distinguisherMethod, METHODS);
  }
  const level: string = priorityLevelConfiguration?.name ?? '';
  const path = 'spec.priorityLevelConfiguration.name';
  if (level === '') v.required(RULE, path, 'must reference a priority level');
  else v.invalidAll(RULE, path, level, dnsSubdomain(level));
  (rules ?? []).forEach((rule: any, i: number) => validateRule(v, rule ?? {}, `spec.rules[${i}]`));
  const name = objectName(metadata);
  const fixed = FIXED.get(name);
  if (fixed && canonical(spec) !== canonical(fixed)) {
    v.invalid(RULE, 'spec', spec ?? null, `spec of '${name}' must equal the fixed value`);
  }
}

function validatePrecedence(v: Validation, precedence: number, name: string): void {
  const path = 'spec.matchingPrecedence';
  if (precedence <= 0) v.invalid(RULE, path, precedence, 'must be a positive value');
  if (precedence > MAX_PRECEDENCE) {
    v.invalid(RULE, path, precedence, `must not be greater than ${MAX_PRECEDENCE}`);
  }
  if (precedence === 1 && name !== 'exempt') {
    v.invalid(RULE, path, precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
  }
}

function validateRule(v: Validation, { subjects, resourceRules, nonResourceRules }: any, path: string): void {
  if (!subjects?.length) v.required(RULE, `${path}.subjects`, 'subjects must contain at least one value');
  (subjects ?? []).forEach((subject: any, i: number) => validateSubject(v, subject ?? {}, `${path}.subjects[${i}]`));
  if (!resourceRules?.length && !nonResourceRules?.length) {
    v.required(RULE, path, 'at least one of resourceRules and nonResourceRules has to be non-empty');
  }
  (resourceRules ?? []).forEach((rule: any, i: number) =>
    validateResourceRule(v, rule ?? {}, `${path}.resourceRules[${i}]`),
  );
  (nonResourceRules ?? []).forEach((rule: any, i: number) =>
    validateNonResourceRule(v, rule ?? {}, `${path}.nonResourceRules[${i}]`),
  );
}

const SUBJECT_FIELDS = [
  ['serviceAccount', 'ServiceAccount'],
  ['user', 'User'],
  ['group', 'Group'],
] as const;

function validateSubject(v: Validation, subject: any, path: string): void {
  if (!SUBJECT_KINDS.includes(subject.kind)) {
    return v.notSupported(RULE, `${path}.kind`, subject.kind ?? '', SUBJECT_KINDS);
  }
  for (const [field, kind] of SUBJECT_FIELDS) {
    const at = `${path}.${field}`;
    const given = subject[field];
    if (kind !== subject.kind) {
      if (given) v.forbidden(RULE, at, `${field} is forbidden when subject kind is not '${kind}'`);
    } else if (!given) {
      v.required(RULE, at, `${field} is required when subject kind is '${kind}'`);
    } else {
      validateSubjectName(v, given, kind, at);
    }
  }
}

function validateSubjectName(v: Validation, { name, namespace }: any, kind: string, path: string): void {
  if (!name) v.required(RULE, `${path}.name`);
  if (kind !== 'ServiceAccount') return;
  if (name && name !== '*') v.invalidAll(RULE, `${path}.name`, name, dnsSubdomain(name));
  if (namespace) v.invalidAll(RULE, `${path}.namespace`, namespace, dnsLabel(namespace));
  else v.required(RULE, `${path}.namespace`, 'must specify namespace for service account');
}

/** A list that may be `*` alone. Answers whether its items are to be looked at. */
function validateList(
  v: Validation,
  list: readonly string[] | null | undefined,
  missing: string,
  others: string,
  path: string,
): boolean {
  if (!list?.length) {
    v.required(RULE, path, missing);
    return false;
  }
  if (!list.includes('*')) return true;
  if (list.length > 1) v.invalid(RULE, path, list, `if '*' is present, must not specify other ${others}`);
  return false;
}

function validateVerbs(v: Validation, verbs: readonly string[] | null | undefined, path: string): void {
  if (!validateList(v, verbs, 'verbs must contain at least one value', 'verbs', path)) return;
  if (!verbs!.every((verb) => VERBS.includes(verb))) v.notSupported(RULE, path, verbs, VERBS);
}

function validateResourceRule(v: Validation, rule: any, path: string): void {
  validateVerbs(v, rule.verbs, `${path}.verbs`);
  const need = (what: string) => `resource rules must supply at least one ${what}`;
  validateList(v, rule.apiGroups, need('api group'), 'api groups', `${path}.apiGroups`);
  validateList(v, rule.resources, need('resource'), 'resources', `${path}.resources`);
  if (!rule.namespaces?.length && rule.clusterScope) return;
  const missing = 'resource rules that are not cluster scoped must supply at least one namespace';
  if (!validateList(v, rule.namespaces, missing, 'namespaces', `${path}.namespaces`)) return;
  rule.namespaces.forEach((namespace: string, i: number) => {
    const details = dnsLabel(namespace).map(
      (detail) => `each member of this list must be '*' or a DNS-1123 label; ${detail}`,
    );
    v.invalidAll(RULE, `${path}.namespaces[${i}]`, namespace, details);
  });
}

function validateNonResourceRule(v: Validation, rule: any, path: string): void {
  validateVerbs(v, rule.verbs, `${path}.verbs`);
  const urls: readonly string[] | undefined = rule.nonResourceURLs ?? undefined;
  const at = `${path}.nonResourceURLs`;
  const missing = 'nonResourceURLs must contain at least one value';
  if (!validateList(v, urls, missing, 'non-resource URLs', at)) return;
  urls!.forEach((url, i) => {
    const problem = urlProblem(url);
    if (problem !== undefined) v.invalid(RULE, `${at}[${i}]`, url, problem);
  });
}

function urlProblem(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  const wildcards = url.split('*').length - 1;
  if (wildcards > 1 || (wildcards === 1 && !url.endsWith('/*'))) return 'wildcard can only do suffix matching';
  return undefined;
}
