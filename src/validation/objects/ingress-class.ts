/**
 * IngressClass.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-class-v1/
 */
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, pathSegment } from '../../apimachinery/formats';

const MAX_CONTROLLER = 250;
const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const HTTP_PATH_REGEX = new RegExp(`^${HTTP_PATH}$`);
const SCOPES = ['Cluster', 'Namespace'];

/** An IngressClass. */
export function validateIngressClass(v: Validation, { metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  validateController(v, spec?.controller ?? '');
  if (spec?.parameters) validateParameters(v, spec.parameters);
}

function validateController(v: Validation, controller: string): void {
  const rule = 'INGC-CONTROLLER';
  const path = 'spec.controller';
  if (byteLength(controller) > MAX_CONTROLLER) v.tooLong(rule, path, `may not be more than ${MAX_CONTROLLER} bytes`);
  if (controller === '') return v.required(rule, path, '', 'write a name such as "acme.io/ingress-controller"');
  const slash = controller.indexOf('/');
  const [host, rest] = [controller.slice(0, slash), controller.slice(slash + 1)];
  if (slash < 1 || rest === '') {
    return v.invalid(rule, path, controller, 'must be a domain-prefixed path (such as "acme.io/foo")');
  }
  v.invalidAll(rule, path, host, dnsSubdomain(host));
  if (!HTTP_PATH_REGEX.test(rest)) {
    v.invalid(rule, path, rest, `Invalid path (regex used for validation is '${HTTP_PATH}')`);
  }
}

function validateParameters(v: Validation, { apiGroup, kind, name, scope: given, namespace }: any): void {
  const rule = 'INGC-PARAMETERS';
  const path = 'spec.parameters';
  if (typeof apiGroup === 'string') v.invalidAll(rule, `${path}.apiGroup`, apiGroup, dnsSubdomain(apiGroup));
  for (const [field, value] of Object.entries({ kind, name })) {
    if (value) v.invalidAll(rule, `${path}.${field}`, value, pathSegment(value));
    else v.required(rule, `${path}.${field}`, v.minor <= 33 ? `${field} is required` : '');
  }
  const scope = given ?? 'Cluster';
  const isNamed = typeof namespace === 'string';
  if (!SCOPES.includes(scope)) return v.notSupported(rule, `${path}.scope`, scope, SCOPES);
  if (scope === 'Cluster') {
    if (isNamed) v.forbidden(rule, `${path}.namespace`, "`parameters.scope` is set to 'Cluster'");
  } else if (isNamed) {
    v.invalidAll(rule, `${path}.namespace`, namespace, dnsLabel(namespace));
  } else {
    v.required(rule, `${path}.namespace`, "`parameters.scope` is set to 'Namespace'");
  }
}
