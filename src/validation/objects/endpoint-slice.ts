/**
 * EndpointSlice.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/
 */
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../apimachinery/formats';
import { canonicalIpAddress, ipAddress, ipFamily, specialAddress } from '../../apimachinery/ip';
import { PROTOCOLS } from '../container/container-port';

const RULE = 'EPS-ENDPOINT';
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20000;
const MAX_HINTS = 8;

/** An EndpointSlice. */
export function validateEndpointSlice(v: Validation, { metadata, addressType, ports, endpoints }: any): void {
  validateObjectMeta(v, metadata);
  if (!addressType) v.required('EPS-TYPE', 'addressType', '', 'use FQDN, IPv4 or IPv6');
  else if (!ADDRESS_TYPES.includes(addressType)) v.notSupported('EPS-TYPE', 'addressType', addressType, ADDRESS_TYPES);
  validatePorts(v, ports ?? []);
  validateEndpoints(v, endpoints ?? [], addressType);
}

function validatePorts(v: Validation, ports: readonly any[]): void {
  const rule = 'EPS-PORT';
  if (ports.length > MAX_PORTS) return v.tooMany(rule, 'ports', ports.length, MAX_PORTS);
  const names = new Set<string>();
  ports.forEach(({ name, protocol, appProtocol }, i) => {
    const path = `ports[${i}]`;
    if (name) v.invalidAll(rule, `${path}.name`, name, dnsLabel(name));
    if (names.has(name ?? '')) v.duplicate(rule, `${path}.name`, name ?? '');
    names.add(name ?? '');
    if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol)) {
      v.notSupported(rule, `${path}.protocol`, protocol, PROTOCOLS);
    }
    if (typeof appProtocol === 'string') {
      v.invalidAll(rule, `${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
    }
  });
}

function validateEndpoints(v: Validation, endpoints: readonly any[], addressType: string): void {
  if (endpoints.length > MAX_ENDPOINTS) return v.tooMany(RULE, 'endpoints', endpoints.length, MAX_ENDPOINTS);
  endpoints.forEach((endpoint, i) => {
    const path = `endpoints[${i}]`;
    const { nodeName, hostname, hints } = endpoint;
    const addresses: string[] = endpoint.addresses ?? [];
    if (addresses.length === 0) {
      v.required(RULE, `${path}.addresses`, v.minor <= 36 ? 'must contain at least 1 address' : '');
    }
    if (addresses.length > MAX_ADDRESSES) v.tooMany(RULE, `${path}.addresses`, addresses.length, MAX_ADDRESSES);
    addresses.forEach((address, j) => validateAddress(v, address, addressType, `${path}.addresses`, j));
    if (typeof nodeName === 'string') v.invalidAll(RULE, `${path}.nodeName`, nodeName, dnsSubdomain(nodeName));
    if (typeof hostname === 'string') v.invalidAll(RULE, `${path}.hostname`, hostname, dnsLabel(hostname));
    if (hints) validateHints(v, hints, `${path}.hints`);
  });
}

function validateAddress(v: Validation, address: string, addressType: string, list: string, index: number): void {
  const path = `${list}[${index}]`;
  if (addressType === 'FQDN') return validateDomainName(v, address, path);
  if (addressType !== 'IPv4' && addressType !== 'IPv6') return;
  const isOther = ipFamily(address) !== addressType;
  if (v.minor <= 32) {
    if (isOther) v.invalid(RULE, path, address, `must be a valid ${addressType} address`);
    v.invalidAll(RULE, path, address, specialAddress(address));
    return;
  }
  const errors = addressType === 'IPv4' ? ipAddress(address, v) : canonicalIpAddress(address);
  v.invalidAll(RULE, path, address, errors);
  if (errors.length > 0) return;
  // The server names the list here.
  if (isOther) v.invalid(RULE, list, address, `must be an ${addressType} address`);
  v.invalidAll(RULE, path, address, specialAddress(address));
}

function validateDomainName(v: Validation, address: string, path: string): void {
  if (address === '') return v.required(RULE, path);
  const name = address.replace(/\.$/, '');
  const errors = dnsSubdomain(name);
  if (errors.length > 0) return v.invalid(RULE, path, name, errors.join(','));
  const labels = name.split('.');
  if (labels.length < 2) {
    return v.invalid(RULE, path, name, 'should be a domain with at least two segments separated by dots');
  }
  const long = labels.find((label) => dnsLabel(label).length > 0);
  if (long !== undefined) v.invalid(RULE, path, long, dnsLabel(long).join(','));
}

function validateHints(v: Validation, { forZones, forNodes }: any, path: string): void {
  const areFew = validateHintList(v, forZones ?? [], labelValue, `${path}.forZones`);
  if (areFew) validateHintList(v, forNodes ?? [], dnsSubdomain, `${path}.forNodes`);
}

function validateHintList(
  v: Validation,
  hints: readonly any[],
  format: (name: string) => string[],
  path: string,
): boolean {
  const rule = 'EPS-HINTS';
  if (hints.length > MAX_HINTS) {
    v.tooMany(rule, path, hints.length, MAX_HINTS);
    return false;
  }
  const names = new Set<string>();
  hints.forEach((hint, i) => {
    const name: string = hint.name ?? '';
    if (names.has(name)) v.duplicate(rule, `${path}[${i}].name`, name);
    names.add(name);
    v.invalidAll(rule, `${path}[${i}].name`, name, format(name));
  });
  return true;
}
