/** Webhooks: what both of their kinds have in common. */
import {
  FAILURE_POLICIES,
  validateChoice,
  validateMatchConditions,
  validateMatchPolicy,
  validateNoStaticName,
  validateRuleWithOperations,
} from './admission-rule';
import { validateGenericMeta } from './cluster-meta';
import { objectName } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dns1035Label, dnsSubdomain, portNumber } from '../../apimachinery/formats';
import { validateLabelSelector } from '../pod/label-selector';

const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];
const MAX_TIMEOUT = 30;

/** A configuration of webhooks. `validateMore` validates what one kind alone has. */
export function validateWebhooks(
  v: Validation,
  rule: string,
  { metadata, webhooks }: any,
  validateMore?: (webhook: any, path: string) => void,
): void {
  validateGenericMeta(v, metadata);
  const names = new Set<string>();
  (webhooks ?? []).forEach((given: any, i: number) => {
    const path = `webhooks[${i}]`;
    const webhook = given ?? {};
    validateWebhook(v, rule, webhook, path);
    validateMore?.(webhook, path);
    validateReviewVersions(v, rule, webhook.admissionReviewVersions ?? [], `${path}.admissionReviewVersions`);
    if (webhook.name && names.has(webhook.name)) v.duplicate(rule, `${path}.name`, webhook.name);
    names.add(webhook.name);
  });
  validateNoStaticName(v, rule, objectName(metadata));
}

function validateWebhook(v: Validation, rule: string, webhook: any, path: string): void {
  const { sideEffects, timeoutSeconds } = webhook;
  validateWebhookName(v, rule, webhook.name ?? '', `${path}.name`);
  (webhook.rules ?? []).forEach((given: any, i: number) =>
    validateRuleWithOperations(v, rule, given, `${path}.rules[${i}]`),
  );
  validateChoice(v, rule, webhook.failurePolicy, FAILURE_POLICIES, `${path}.failurePolicy`);
  validateMatchPolicy(v, rule, webhook.matchPolicy, `${path}.matchPolicy`);
  if (sideEffects == null) {
    v.required(rule, `${path}.sideEffects`, `must specify one of ${SIDE_EFFECTS.join(', ')}`);
  }
  validateChoice(v, rule, sideEffects, SIDE_EFFECTS, `${path}.sideEffects`);
  if (timeoutSeconds != null && (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT)) {
    v.invalid(rule, `${path}.timeoutSeconds`, timeoutSeconds, 'the timeout value must be between 1 and 30 seconds');
  }
  validateLabelSelector(v, webhook.namespaceSelector, `${path}.namespaceSelector`, rule);
  validateLabelSelector(v, webhook.objectSelector, `${path}.objectSelector`, rule);
  validateClient(v, rule, webhook.clientConfig ?? {}, `${path}.clientConfig`);
  validateMatchConditions(v, rule, webhook.matchConditions ?? [], `${path}.matchConditions`);
}

function validateWebhookName(v: Validation, rule: string, name: string, path: string): void {
  if (name === '') return v.required(rule, path);
  const problems = dnsSubdomain(name);
  if (problems.length > 0) return v.invalid(rule, path, name, problems.join(','));
  if (name.split('.').length < 3) {
    v.invalid(rule, path, name, 'should be a domain with at least three segments separated by dots');
  }
}

function validateReviewVersions(v: Validation, rule: string, versions: readonly string[], path: string): void {
  if (versions.length === 0) return v.required(rule, path, `must specify one of ${REVIEW_VERSIONS.join(', ')}`);
  versions.forEach((version, i) => {
    const at = `${path}[${i}]`;
    if (versions.indexOf(version) < i) v.invalid(rule, at, version, 'duplicate version');
    else v.invalidAll(rule, at, version, dns1035Label(version));
  });
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    v.invalid(rule, path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`);
  }
}

/** Where a webhook is called. */
function validateClient(v: Validation, rule: string, { url, service }: any, path: string): void {
  if ((url == null) === (service == null)) {
    v.required(rule, path, 'exactly one of url or service is required');
  } else if (url != null) {
    validateWebhookUrl(v, rule, url, `${path}.url`);
  } else {
    validateWebhookService(v, rule, service, `${path}.service`);
  }
}

/** The Service behind a webhook. */
export function validateWebhookService(v: Validation, rule: string, service: any, path: string): void {
  const { name, namespace, path: target } = service;
  const port = service.port ?? 443;
  // The server mixes up which of the two is missing.
  if (!namespace) v.required(rule, `${path}.name`, '', 'set namespace');
  if (!name) v.required(rule, `${path}.namespace`, '', 'set name');
  const problems = portNumber(port);
  if (problems.length > 0) v.invalid(rule, `${path}.port`, port, `port is not valid: ${problems.join(', ')}`);
  if (target) validateServicePath(v, rule, target, `${path}.path`);
}

function validateServicePath(v: Validation, rule: string, target: string, path: string): void {
  if (target === '/') return;
  if (target === '//') return v.invalid(rule, path, target, 'segment[0] may not be empty');
  if (!target.startsWith('/')) v.invalid(rule, path, target, "must start with a '/'");
  const steps = target.slice(1).replace(/\/$/, '').split('/');
  steps.forEach((step, i) => {
    if (step === '') return v.invalid(rule, path, target, `segment[${i}] may not be empty`);
    for (const problem of dnsSubdomain(step)) v.invalid(rule, path, target, `segment[${i}]: ${problem}`);
  });
}

const FORM = '; desired format: https://host[/path]';

/** A URL as Go reads it. */
export function validateWebhookUrl(v: Validation, rule: string, url: string, path: string): void {
  const [, scheme = '', rest] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?([^]*)$/.exec(url)!;
  const [, before, fragment = ''] = /^([^#]*)(?:#([^]*))?$/.exec(rest)!;
  const [, address, query = ''] = /^([^?]*)(?:\?([^]*))?$/.exec(before)!;
  const [, authority = '', target] = /^(?:\/\/([^/]*))?([^]*)$/.exec(address)!;
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const problem = urlProblem(url, scheme, host, target);
  if (problem !== undefined) {
    v.required(rule, path, `url must be a valid URL: ${problem}${FORM}`);
    return;
  }
  if (scheme.toLowerCase() !== 'https') {
    v.invalid(rule, path, scheme.toLowerCase(), `'https' is the only allowed URL scheme${FORM}`);
  }
  if (host === '') v.invalid(rule, path, host, `host must be specified${FORM}`);
  if (at >= 0) v.invalid(rule, path, authority.slice(0, at), 'user information is not permitted in the URL');
  if (fragment !== '') v.invalid(rule, path, fragment, 'fragments are not permitted in the URL');
  if (query !== '') v.invalid(rule, path, query, 'query parameters are not permitted in the URL');
}

const HOST = /^(?:[\w!$&'()*+,;=:<>".~[\]-]|[^\0-\x7f]|%25|%[89a-fA-F][0-9a-fA-F])*$/;

/** Why it is not a URL. */
function urlProblem(url: string, scheme: string, host: string, target: string): string | undefined {
  if (/[\0-\x1f\x7f]/.test(url)) return 'invalid control character in URL';
  if (scheme === '' && url.startsWith(':')) return 'missing protocol scheme';
  if (scheme === '' && /^[^/]*:/.test(target)) return 'first path segment in URL cannot contain colon';
  if (/%(?![0-9a-fA-F]{2})/.test(target)) return 'invalid URL escape';
  if (!HOST.test(host)) return 'invalid character in host name';
  if (host.startsWith('[') && !/^\[[^]*\](?::\d*)?$/.test(host)) return 'invalid host';
  if (!host.startsWith('[') && !/^[^:]*(?::[^]*:)?(?::?\d*)$/.test(host)) return 'invalid port after host';
  return undefined;
}
