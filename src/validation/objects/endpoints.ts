/**
 * Endpoints.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain, portNumber, qualifiedName } from '../../apimachinery/formats';
import { ipAddress, specialAddress } from '../../apimachinery/ip';
import { PROTOCOLS } from '../container/container-port';

const RULE = 'EP-SUBSET';

/** Endpoints. */
export function validateEndpoints(v: Validation, { metadata, subsets }: any): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  (subsets ?? []).forEach((subset: any, i: number) => {
    const path = `subsets[${i}]`;
    const addresses: any[] = subset.addresses ?? [];
    const notReady: any[] = subset.notReadyAddresses ?? [];
    const ports: any[] = subset.ports ?? [];
    if (addresses.length + notReady.length === 0) {
      v.required(RULE, path, 'must specify `addresses` or `notReadyAddresses`');
    }
    addresses.forEach((address, j) => validateAddress(v, address, `${path}.addresses[${j}]`));
    notReady.forEach((address, j) => validateAddress(v, address, `${path}.notReadyAddresses[${j}]`));
    ports.forEach((port, j) => validatePort(v, port, ports.length > 1, `${path}.ports[${j}]`));
  });
}

function validateAddress(v: Validation, { ip, hostname, nodeName }: any, path: string): void {
  v.invalidAll(RULE, `${path}.ip`, ip ?? '', ipAddress(ip ?? '', v));
  if (hostname) v.invalidAll(RULE, `${path}.hostname`, hostname, dnsLabel(hostname));
  if (typeof nodeName === 'string') v.invalidAll(RULE, `${path}.nodeName`, nodeName, dnsSubdomain(nodeName));
  v.invalidAll(RULE, `${path}.ip`, ip ?? '', specialAddress(ip ?? ''));
}

function validatePort(v: Validation, port: any, needsName: boolean, path: string): void {
  const { name, protocol, appProtocol } = port;
  if (name) v.invalidAll(RULE, `${path}.name`, name, dnsLabel(name));
  else if (needsName) v.required(RULE, `${path}.name`, '', 'name each port of several');
  v.invalidAll(RULE, `${path}.port`, port.port ?? 0, portNumber(port.port ?? 0));
  if (protocol && !PROTOCOLS.includes(protocol)) v.notSupported(RULE, `${path}.protocol`, protocol, PROTOCOLS);
  if (typeof appProtocol === 'string') {
    v.invalidAll(RULE, `${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
  }
}
