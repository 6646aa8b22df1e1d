/** Updates of Services: what the server keeps or forgets of the old one, and what must not change. */
import { Update } from './update';
import { Validation } from '../../apimachinery/finding';
import { ipFamily } from '../../apimachinery/ip';
import { isEqual } from '../../text/equal';
import { listOf, objectsAt } from '../../text/json-value';

const RULE = 'UPD-SERVICE';
const ONCE = 'may not change once set';
/** Stand for the addresses and ports that a cluster would give: out of the way of what users write. */
const ADDRESSES: Readonly<Record<string, string>> = { IPv4: '192.0.2.1', IPv6: '2001:db8::1' };
/** An address of a family; the old manifest may name one that does not exist. */
const addressIn = (family: string) => ADDRESSES[family === 'IPv6' ? family : 'IPv4'];
const LAST_NODE_PORT = 32767;
const HEALTH_PORT = 32500;

const needsAddress = (spec: any) => spec.type !== 'ExternalName';
const needsNodePorts = (spec: any) => spec.type === 'NodePort' || spec.type === 'LoadBalancer';
const needsHealthPort = (spec: any) => spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
const isSelecting = (spec: any) => Object.keys(spec.selector ?? {}).length > 0;
const isHeadless = (spec: any) => isEqual(listOf(spec.clusterIPs), ['None']);
const isAccessible = (spec: any) => needsNodePorts(spec) || (spec.type === 'ClusterIP' && spec.externalIPs?.length > 0);

/** A new Service with addresses and ports. */
export function createdService(service: any): any {
  const { spec } = service;
  return { ...service, spec: withNodePorts(withAddresses(spec)) };
}

function withAddresses(spec: any): any {
  if (!needsAddress(spec)) return spec;
  const given = listOf(spec.clusterIPs).length > 0 ? spec.clusterIPs : [spec.clusterIP].filter(Boolean);
  const isForAnything = given[0] === 'None' && !isSelecting(spec);
  const policy = spec.ipFamilyPolicy ?? (isForAnything ? 'RequireDualStack' : 'SingleStack');
  const families = familiesOf(spec, given, policy);
  const addresses = given[0] === 'None' ? given : families.map((family, i) => given[i] ?? addressIn(family));
  return {
    ...spec,
    clusterIP: addresses[0],
    clusterIPs: addresses,
    ipFamilyPolicy: policy,
    ipFamilies: families,
  };
}

/** Which families a cluster has is not known: that it has both only if the Service needs them. */
function familiesOf(spec: any, addresses: readonly string[], policy: string): readonly string[] {
  const known: string[] = listOf(spec.ipFamilies);
  const ofAddresses = addresses.filter((address) => address !== 'None').map((address) => ipFamily(address) ?? 'IPv4');
  const families = known.length > 0 ? [...known, ...ofAddresses.slice(known.length)] : ofAddresses;
  const first = families[0] ?? 'IPv4';
  if (families.length > 1 || policy !== 'RequireDualStack') return families.length > 0 ? families : [first];
  return [first, first === 'IPv4' ? 'IPv6' : 'IPv4'];
}

function withNodePorts(spec: any): any {
  const isAllocated = needsNodePorts(spec) && spec.allocateLoadBalancerNodePorts !== false;
  const taken = new Set(objectsAt(spec, 'ports').map(({ nodePort }) => nodePort));
  let free = LAST_NODE_PORT;
  const next = () => {
    while (taken.has(free)) free--;
    return free--;
  };
  const ports = objectsAt(spec, 'ports').map((port) =>
    isAllocated && !port.nodePort ? { ...port, nodePort: next() } : port,
  );
  return {
    ...spec,
    ...(spec.ports && { ports }),
    ...(needsHealthPort(spec) && !spec.healthCheckNodePort && { healthCheckNodePort: HEALTH_PORT }),
  };
}

/** A Service as the server validates it: with what it has allocated before, without what its new type does not need. */
export function preparedService(service: any, live: any): any {
  const kept = withAllocated(service.spec ?? {}, live.spec ?? {});
  const synced = withFamilies(withSyncedAddresses(kept, live.spec ?? {}), live.spec ?? {});
  return { ...service, spec: withoutUnneeded(synced, live.spec ?? {}) };
}

function withAllocated(spec: any, before: any): any {
  const result = { ...spec };
  if (needsAddress(before) && needsAddress(spec)) {
    if (!spec.clusterIP) result.clusterIP = before.clusterIP;
    if (listOf(spec.clusterIPs).length === 0) result.clusterIPs = before.clusterIPs;
  }
  if (needsNodePorts(before) && needsNodePorts(spec)) result.ports = withKnownPorts(spec, before);
  if (needsHealthPort(before) && needsHealthPort(spec) && !spec.healthCheckNodePort) {
    result.healthCheckNodePort = before.healthCheckNodePort;
  }
  return result;
}

function withKnownPorts(spec: any, before: any): any {
  const used = new Set(objectsAt(spec, 'ports').map(({ nodePort }) => nodePort || 0));
  const ofName = new Map(objectsAt(before, 'ports').map(({ name, nodePort }) => [name || '', nodePort || 0]));
  return (
    spec.ports &&
    objectsAt(spec, 'ports').map((port) => {
      const known = ofName.get(port.name || '');
      return !port.nodePort && known && !used.has(known) ? { ...port, nodePort: known } : port;
    })
  );
}

/** The address and the list of addresses go together. */
function withSyncedAddresses(spec: any, before: any): any {
  const isSameList = isEqual(listOf(spec.clusterIPs), listOf(before.clusterIPs));
  const [address, old] = [spec.clusterIP || '', before.clusterIP || ''];
  if (listOf(before.clusterIPs).length > 0 && listOf(spec.clusterIPs).length === 0 && address === old) {
    return { ...spec, clusterIPs: before.clusterIPs };
  }
  if (address === old || !isSameList) return spec;
  return { ...spec, clusterIPs: address === '' ? undefined : [address] };
}

function withFamilies(spec: any, before: any): any {
  if (!needsAddress(spec)) return spec;
  const policy = spec.ipFamilyPolicy ?? before.ipFamilyPolicy ?? withAddresses(spec).ipFamilyPolicy;
  const result = { ...spec, ipFamilyPolicy: policy };
  if (policy !== 'SingleStack') return result;
  const isKept = (field: string) => isEqual(listOf(spec[field]), listOf(before[field]));
  for (const field of ['clusterIPs', 'ipFamilies']) {
    if (isKept(field) && listOf(spec[field]).length > 1) result[field] = spec[field].slice(0, 1);
  }
  return listOf(result.ipFamilies).length > 0 ? result : { ...result, ipFamilies: withAddresses(result).ipFamilies };
}

function withoutUnneeded(spec: any, before: any): any {
  const result = { ...spec };
  const drop = (...fields: string[]) => fields.forEach((field) => delete result[field]);
  const isKept = (field: string) => isEqual(spec[field] ?? null, before[field] ?? null);
  if (needsAddress(before) && !needsAddress(spec)) {
    if (isKept('clusterIP') && isKept('clusterIPs')) drop('clusterIP', 'clusterIPs');
    if (isKept('ipFamilies')) drop('ipFamilies');
    if (isKept('ipFamilyPolicy')) drop('ipFamilyPolicy');
  }
  if (needsNodePorts(before) && !needsNodePorts(spec) && hasNoNewNodePorts(spec, before)) {
    result.ports = spec.ports && objectsAt(spec, 'ports').map(({ nodePort: _, ...port }) => port);
  }
  if (needsHealthPort(before) && !needsHealthPort(spec) && isKept('healthCheckNodePort')) drop('healthCheckNodePort');
  if (before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) if (isKept(field)) drop(field);
  }
  if (isAccessible(before) && !isAccessible(spec) && isKept('externalTrafficPolicy')) drop('externalTrafficPolicy');
  return result;
}

function hasNoNewNodePorts(spec: any, before: any): boolean {
  const known = new Set(objectsAt(before, 'ports').map(({ nodePort }) => nodePort || 0));
  return objectsAt(spec, 'ports').every(({ nodePort }) => !nodePort || known.has(nodePort));
}

/** Validates the update of a Service. */
export function validateServiceUpdate({ v, live, next, wayOut }: Update): void {
  const [before, after] = [live.spec ?? {}, next.spec ?? {}];
  if (needsAddress(before) && needsAddress(after)) {
    validateAddresses(v, before, after, wayOut);
    validateFamilies(v, before, after);
  }
  if (before.type === 'LoadBalancer' && after.type === 'LoadBalancer') {
    if ((before.loadBalancerClass ?? null) !== (after.loadBalancerClass ?? null)) {
      v.invalid(RULE, 'spec.loadBalancerClass', after.loadBalancerClass, ONCE, wayOut);
    }
  }
  if (needsHealthPort(before) && needsHealthPort(after) && before.healthCheckNodePort !== after.healthCheckNodePort) {
    v.forbidden(RULE, 'spec.healthCheckNodePort', 'field is immutable', wayOut);
  }
}

function validateAddresses(v: Validation, before: any, after: any, wayOut?: string): void {
  if (isHeadless(before) && isHeadless(after)) return;
  const [old, changed]: string[][] = [listOf(before.clusterIPs), listOf(after.clusterIPs)];
  const report = (i: number, detail: string) => v.invalid(RULE, `spec.clusterIPs[${i}]`, changed, detail, wayOut);
  if (old.length === changed.length) {
    changed.forEach((address, i) => address !== old[i] && report(i, ONCE));
    return;
  }
  if (changed.length === 0) report(0, 'primary clusterIP can not be unset');
  if (old.length > 0 && changed.length > 0 && old[0] !== changed[0]) report(0, ONCE);
  if (changed.length < old.length) validateRelease(v, after, changed, 'clusterIP');
}

function validateFamilies(v: Validation, before: any, after: any): void {
  const [old, changed]: string[][] = [listOf(before.ipFamilies), listOf(after.ipFamilies)];
  if (isHeadless(after) && isSelecting(after)) {
    validateKnownFamilies(v, old, changed);
    if (isHeadless(before) && !isSelecting(before)) warnAboutBothFamilies(v, after);
  }
  if (changed.length < old.length) validateRelease(v, after, changed, 'ipFamily');
  if (isHeadless(before) || isHeadless(after)) return;
  const common = Math.min(old.length, changed.length);
  const first = old.length === changed.length ? common : Math.min(1, common);
  for (let i = 0; i < first; i++) {
    if (old[i] !== changed[i]) v.invalid(RULE, 'spec.ipFamilies[0]', changed, ONCE);
  }
}

/** A Service that got one family is taken to be in a cluster that has no other. */
function validateKnownFamilies(v: Validation, old: readonly string[], changed: readonly string[]): void {
  changed.forEach((family, i) => {
    if (old.length !== 1 || family === old[0]) return;
    const hint = 'the Service has the other family alone: list both when the cluster has both';
    v.invalid(RULE, `spec.ipFamilies[${i}]`, family, 'not configured on this cluster', hint);
  });
}

/** Without a selector, a headless Service gets both families even in a cluster that has one. */
function warnAboutBothFamilies(v: Validation, { ipFamilies, ipFamilyPolicy }: any): void {
  if (ipFamilyPolicy !== 'RequireDualStack' && listOf(ipFamilies).length < 2) return;
  const detail =
    'without a selector the Service got both IP families: a cluster that has only one refuses the selector';
  const hint = 'for such a cluster, set ipFamilyPolicy: SingleStack';
  v.add(RULE, 'spec.ipFamilyPolicy', 'Warning', detail, { severity: 'warning', value: ipFamilyPolicy, hint });
}

function validateRelease(v: Validation, after: any, left: readonly string[], what: string): void {
  if (left.length !== 1 || after.ipFamilyPolicy === 'SingleStack') return;
  const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  v.invalid(RULE, 'spec.ipFamilyPolicy', after.ipFamilyPolicy, detail);
}
