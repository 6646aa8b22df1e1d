/**
 * Ingress.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import {
  dnsSubdomain,
  pathSegment,
  portName,
  portNumber,
  serviceName,
  wildcardSubdomain,
} from '../../apimachinery/formats';
import { hostHint } from '../../apimachinery/hints/address-hints';
import { ipFamily } from '../../apimachinery/ip';

const CLASS = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const NOT_IN_PATH = ['//', '/./', '/../', '%2f', '%2F'];
const NOT_AT_END = ['/..', '/.'];

/** An Ingress. */
export function validateIngress(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  const { defaultBackend, ingressClassName } = spec;
  const rules: any[] = spec.rules ?? [];
  validateObjectMeta(v, metadata);
  if (rules.length === 0 && !defaultBackend) {
    v.invalid('ING-RULES', 'spec', spec.rules ?? null, 'either `defaultBackend` or `rules` must be specified');
  }
  if (defaultBackend) validateBackend(v, defaultBackend, 'spec.defaultBackend');
  rules.forEach((rule, i) => validateRule(v, rule, `spec.rules[${i}]`));
  (spec.tls ?? []).forEach((tls: any, i: number) => validateTls(v, tls, `spec.tls[${i}]`));
  if (typeof ingressClassName !== 'string') return;
  v.invalidAll('ING-CLASS', 'spec.ingressClassName', ingressClassName, dnsSubdomain(ingressClassName));
  // An Ingress that exists may have both.
  if (!v.isUpdate) validateClassAnnotation(v, metadata?.annotations, ingressClassName);
}

function validateClassAnnotation(
  v: Validation,
  annotations: Record<string, string> | null | undefined,
  ingressClassName: string,
): void {
  if (!annotations || !Object.hasOwn(annotations, CLASS) || annotations[CLASS] === ingressClassName) return;
  v.invalid(
    'ING-CLASS',
    // Without `metadata`, as the server has it.
    `annotations.${CLASS}`,
    annotations[CLASS],
    'must match `ingressClassName` when both are specified',
    'remove the annotation',
  );
}

/** A DNS name, which may begin with a wildcard. */
const hostErrors = (host: string) => (host.includes('*') ? wildcardSubdomain(host) : dnsSubdomain(host));

const ruleHostHint = (host: string) => (host === '*' ? 'remove host: the rule is for all hosts then' : hostHint(host));

function validateRule(v: Validation, { host, http }: any, path: string): void {
  if (host) {
    if (ipFamily(host)) v.invalid('ING-HOST', `${path}.host`, host, 'must be a DNS name, not an IP address');
    v.invalidAll('ING-HOST', `${path}.host`, host, hostErrors(host), ruleHostHint(host));
  }
  if (!http) return;
  const paths: any[] = http.paths ?? [];
  if (paths.length === 0) v.required('ING-PATH', `${path}.http.paths`);
  paths.forEach((item, i) => validatePath(v, item, `${path}.http.paths[${i}]`));
}

function validatePath(v: Validation, { path: given, pathType, backend }: any, at: string): void {
  const rule = 'ING-PATH';
  if (typeof pathType !== 'string') {
    return v.required(rule, `${at}.pathType`, 'pathType must be specified', 'use Exact or Prefix');
  }
  const path: string = given ?? '';
  const isExact = pathType === 'Exact' || pathType === 'Prefix';
  if (!PATH_TYPES.includes(pathType)) {
    v.notSupported(rule, `${at}.pathType`, pathType, PATH_TYPES);
  } else if (!path.startsWith('/') && (isExact || path !== '')) {
    const hint = path === '' ? 'write path: /' : `write "/${path}"`;
    v.invalid(rule, `${at}.path`, path, 'must be an absolute path', hint);
  }
  if (isExact) {
    const wrong = NOT_IN_PATH.filter((part) => path.includes(part)).map((part) => `must not contain '${part}'`);
    const wrongEnd = NOT_AT_END.filter((end) => path.endsWith(end)).map((end) => `cannot end with '${end}'`);
    v.invalidAll(rule, `${at}.path`, path, [...wrong, ...wrongEnd]);
  }
  validateBackend(v, backend ?? {}, `${at}.backend`);
}

function validateBackend(v: Validation, { service, resource }: any, path: string): void {
  const rule = 'ING-BACKEND';
  if (service && resource) return v.invalid(rule, path, '', 'cannot set both resource and service backends');
  if (resource) return validateResource(v, resource, `${path}.resource`);
  if (!service) return v.invalid(rule, path, '', 'resource or service backend is required');
  const { name, port } = service;
  if (!name) v.required(rule, `${path}.service.name`);
  else v.invalidAll(rule, `${path}.service.name`, name, serviceName(v.isOn('RelaxedServiceNameValidation'))(name));
  if (port?.name && port?.number) v.invalid(rule, path, '', 'cannot set both port name & port number');
  else if (port?.name) v.invalidAll(rule, `${path}.service.port.name`, port.name, portName(port.name));
  else if (port?.number) v.invalidAll(rule, `${path}.service.port.number`, port.number, portNumber(port.number));
  else v.required(rule, path, 'port name or number is required');
}

function validateResource(v: Validation, { apiGroup, kind, name }: any, path: string): void {
  const rule = 'ING-BACKEND';
  if (typeof apiGroup === 'string') v.invalidAll(rule, `${path}.apiGroup`, apiGroup, dnsSubdomain(apiGroup));
  for (const [field, value] of Object.entries({ kind, name })) {
    if (value) v.invalidAll(rule, `${path}.${field}`, value, pathSegment(value));
    else v.required(rule, `${path}.${field}`, v.minor <= 33 ? `${field} is required` : '');
  }
}

function validateTls(v: Validation, { hosts, secretName }: any, path: string): void {
  const rule = 'ING-TLS';
  (hosts ?? []).forEach((host: string, i: number) => v.invalidAll(rule, `${path}.hosts[${i}]`, host, hostErrors(host)));
  if (secretName) v.invalidAll(rule, `${path}.secretName`, secretName, dnsSubdomain(secretName));
}
