/**
 * Service.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
import { validateGeneration, validateLabels, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain, portNumber, qualifiedName, serviceName } from '../../apimachinery/formats';
import { hostHint, rangeHint } from '../../apimachinery/hints/address-hints';
import { cidr, ipAddress, ipFamily, specialAddress } from '../../apimachinery/ip';
import { didYouMean } from '../../text/suggest';
import { PROTOCOLS } from '../container/container-port';
import { validatePort } from '../container/handler';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const AFFINITIES = ['ClientIP', 'None'];
const MAX_AFFINITY_SECONDS = 86400;
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const KUBELET_PORT = 10250;
/** Unless the API server is configured otherwise. */
const NODE_PORTS = { first: 30000, last: 32767 };
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';

/** What the rules look at again and again. */
interface Parts {
  readonly type: string;
  readonly ports: readonly any[];
  /** With `clusterIP`, where that alone is given. */
  readonly clusterIPs: readonly string[];
  readonly isHeadless: boolean;
  readonly isLoadBalancer: boolean;
}

/** A Service. */
export function validateService(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  const parts = partsOf(spec);
  const { isLoadBalancer, ports } = parts;
  validateObjectMeta(v, metadata, serviceName(v.isOn('RelaxedServiceNameValidation')));
  validateGeneration(v, metadata);
  const annotations: Record<string, string> = metadata?.annotations ?? {};
  validateTopologyAnnotations(v, annotations);
  validateType(v, spec, parts);
  ports.forEach((port, i) => validateServicePort(v, port, ports, i));
  validateUniquePorts(v, parts);
  validateNodePorts(v, spec, parts);
  validateLabels(v, spec.selector, 'spec.selector');
  validateAffinity(v, spec);
  if (parts.type !== 'ExternalName') validateClusterIPs(v, spec, parts);
  (spec.externalIPs ?? []).forEach((address: string, i: number) => {
    const messages = ipAddress(address, v);
    v.invalidAll('SVC-IP', `spec.externalIPs[${i}]`, address, messages.length > 0 ? messages : specialAddress(address));
  });
  validateSourceRanges(v, spec, annotations, isLoadBalancer);
  validateLoadBalancer(v, spec, isLoadBalancer);
  validateExternalTraffic(v, spec, parts);
  validateInternalTraffic(v, spec);
}

function partsOf(spec: any): Parts {
  const type: string = spec.type || 'ClusterIP';
  let clusterIPs: string[] = spec.clusterIPs ?? [];
  if (clusterIPs.length === 0 && spec.clusterIP) clusterIPs = [spec.clusterIP];
  return {
    type,
    ports: spec.ports ?? [],
    clusterIPs,
    isHeadless: clusterIPs.length === 1 && clusterIPs[0] === 'None',
    isLoadBalancer: type === 'LoadBalancer',
  };
}

function validateTopologyAnnotations(v: Validation, annotations: Record<string, string>): void {
  const isGiven = Object.hasOwn(annotations, TOPOLOGY_HINTS) && Object.hasOwn(annotations, TOPOLOGY_MODE);
  if (!isGiven || annotations[TOPOLOGY_MODE] === annotations[TOPOLOGY_HINTS]) return;
  v.invalid(
    'SVC-TRAFFIC',
    `metadata.annotations[${TOPOLOGY_MODE}]`,
    annotations[TOPOLOGY_MODE],
    `must match annotations[${TOPOLOGY_HINTS}] when both are specified`,
    `remove ${TOPOLOGY_HINTS}, which is deprecated`,
  );
}

const typeHint = (type: string) => (/^headless$/i.test(type) ? 'write clusterIP: None' : didYouMean(type, TYPES));

function validateType(v: Validation, spec: any, { type, ports, clusterIPs, isHeadless, isLoadBalancer }: Parts): void {
  const rule = 'SVC-TYPE';
  if (!TYPES.includes(type)) v.notSupported(rule, 'spec.type', type, TYPES, typeHint(type));
  if (type === 'ExternalName') return validateExternalName(v, spec, clusterIPs);
  if (ports.length === 0 && !isHeadless) v.required('SVC-PORT', 'spec.ports', '', 'or write clusterIP: None');
  if (isHeadless && (isLoadBalancer || type === 'NodePort')) {
    v.invalid(rule, 'spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`);
  }
  if (v.minor > 32 || !isLoadBalancer) return;
  ports.forEach(({ port }, i) => {
    if (port !== KUBELET_PORT) return;
    v.invalid(
      'SVC-PORT',
      `spec.ports[${i}]`,
      port,
      `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`,
    );
  });
}

function validateExternalName(v: Validation, spec: any, clusterIPs: readonly string[]): void {
  const rule = 'SVC-EXTERNALNAME';
  const not = 'may not be set for ExternalName services';
  if (clusterIPs.length > 0) v.forbidden(rule, 'spec.clusterIPs', not);
  if (spec.ipFamilies?.length) v.forbidden(rule, 'spec.ipFamilies', not);
  if (typeof spec.ipFamilyPolicy === 'string') v.forbidden(rule, 'spec.ipFamilyPolicy', not);
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') v.required(rule, 'spec.externalName', '', 'write the DNS name');
  else v.invalidAll(rule, 'spec.externalName', name, dnsSubdomain(name), hostHint(name));
}

/** Protocols of applications are those of TCP. */
const protocolHint = (protocol: string) =>
  didYouMean(protocol, PROTOCOLS) ??
  (/^https?2?$|^grpc$|^wss?$/i.test(protocol)
    ? `write appProtocol: ${protocol.toLowerCase()}, and protocol: TCP`
    : undefined);

function validateServicePort(v: Validation, given: any, ports: readonly any[], index: number): void {
  const rule = 'SVC-PORT';
  const { name, protocol, targetPort, appProtocol } = given;
  const port = given.port ?? 0;
  const path = `spec.ports[${index}]`;
  if (name) {
    v.invalidAll(rule, `${path}.name`, name, dnsLabel(name));
    if (ports.findIndex((other) => other.name === name) < index) v.duplicate(rule, `${path}.name`, name);
  } else if (ports.length > 1) {
    v.markEchoes(
      () => v.required(rule, `${path}.name`, '', 'name each port of several'),
      () => ports.findIndex((other) => !other.name) < index,
    );
  }
  const hint = given.port === undefined ? 'write the port on which the Service listens: port' : undefined;
  v.invalidAll(rule, `${path}.port`, port, portNumber(port), hint);
  if (protocol && !PROTOCOLS.includes(protocol)) {
    v.notSupported(rule, `${path}.protocol`, protocol, PROTOCOLS, protocolHint(protocol));
  }
  // It is the port by default, so the server reports a wrong port twice.
  v.markEchoes(
    () => validatePort(v, rule, targetPort || port, `${path}.targetPort`),
    () => !targetPort,
  );
  if (typeof appProtocol === 'string') {
    v.invalidAll(rule, `${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
  }
}

/** No two ports of a protocol are the same, neither the Service's own nor the nodes'. */
function validateUniquePorts(v: Validation, { type, ports }: Parts): void {
  const [seen, onNodes] = [new Set<string>(), new Set<string>()];
  ports.forEach(({ port, nodePort, protocol: given }, i) => {
    const path = `spec.ports[${i}]`;
    const protocol = given || 'TCP';
    if (nodePort) {
      if (type === 'ClusterIP') {
        v.forbidden(
          'SVC-NODEPORT',
          `${path}.nodePort`,
          "may not be used when `type` is 'ClusterIP'",
          'write type: NodePort',
        );
      }
      if (onNodes.has(`${protocol}/${nodePort}`)) v.duplicate('SVC-NODEPORT', `${path}.nodePort`, nodePort);
      onNodes.add(`${protocol}/${nodePort}`);
    }
    if (seen.has(`${protocol}/${port ?? 0}`)) {
      const value = { Name: '', Protocol: protocol, AppProtocol: null, Port: port ?? 0, TargetPort: 0, NodePort: 0 };
      v.duplicate('SVC-PORT', path, value);
    }
    seen.add(`${protocol}/${port ?? 0}`);
  });
}

/** The ports of the nodes that the Service asks for: they are in the cluster's range, and it can't take one twice. */
function validateNodePorts(v: Validation, spec: any, { type, ports, isLoadBalancer }: Parts): void {
  if (!isLoadBalancer && type !== 'NodePort') return;
  const rule = 'SVC-NODEPORT';
  const taken = new Set<number>();
  const ofPort = new Map<number, number>();
  const take = (nodePort: number, path: string) => {
    const problem = nodePortProblem(nodePort, taken);
    if (problem) v.invalid(rule, path, nodePort, problem);
    taken.add(nodePort);
  };
  ports.forEach(({ port = 0, nodePort }, i) => {
    const path = `spec.ports[${i}].nodePort`;
    const known = ofPort.get(port);
    if (known !== undefined) {
      // The same port of another protocol has the same node port, unless it asks for another one.
      if (nodePort && nodePort !== known) take(nodePort, path);
      return;
    }
    const asked = ports.find((other) => (other.port ?? 0) === port && other.nodePort)?.nodePort;
    if (!asked) return;
    take(asked, path);
    ofPort.set(port, asked);
  });
  const { healthCheckNodePort: health } = spec;
  if (isLoadBalancer && spec.externalTrafficPolicy === 'Local' && health && portNumber(health).length === 0) {
    const problem = nodePortProblem(health, taken);
    // The server calls it an internal error, without a path.
    if (problem) v.invalid(rule, 'spec.healthCheckNodePort', health, problem);
  }
}

function nodePortProblem(nodePort: number, taken: ReadonlySet<number>): string | undefined {
  const { first, last } = NODE_PORTS;
  if (nodePort < first || nodePort > last) {
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
  }
  return taken.has(nodePort) ? 'provided port is already allocated' : undefined;
}

function validateAffinity(v: Validation, { sessionAffinity, sessionAffinityConfig }: any): void {
  const rule = 'SVC-AFFINITY';
  if (sessionAffinity && !AFFINITIES.includes(sessionAffinity)) {
    v.notSupported(rule, 'spec.sessionAffinity', sessionAffinity, AFFINITIES);
  }
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== 'ClientIP' || typeof seconds !== 'number') return;
  if (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS) return;
  v.invalid(
    rule,
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
    seconds,
    `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`,
  );
}

function validateClusterIPs(v: Validation, spec: any, { clusterIPs, isHeadless }: Parts): void {
  const rule = 'SVC-IP';
  const path = 'spec.clusterIPs';
  const before = v.findings.length;
  if (spec.clusterIP && clusterIPs[0] !== spec.clusterIP) {
    v.invalid(rule, path, clusterIPs, 'first value must match `clusterIP`');
  } else if (!spec.clusterIP && clusterIPs.length > 0) {
    v.invalid(rule, path, clusterIPs, 'must be empty when `clusterIP` is not specified', 'set clusterIP, too');
  }
  const families: string[] = spec.ipFamilies ?? [];
  validateFamilies(v, families, spec.ipFamilyPolicy);
  const areAddresses = validateAddresses(v, clusterIPs, path);
  if (clusterIPs.length > 2) v.invalid(rule, path, clusterIPs, 'may only hold up to 2 values');
  if (!areAddresses) return;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(ipFamily)).size < 2) {
    v.invalid(rule, path, clusterIPs, 'may specify no more than one IP for each IP family');
  }
  families.slice(0, isHeadless ? 0 : clusterIPs.length).forEach((family, i) => {
    if (!FAMILIES.includes(family) || family === ipFamily(clusterIPs[i])) return;
    v.invalid(rule, `${path}[${i}]`, clusterIPs[i], `expected an ${family} value as indicated by \`ipFamilies[${i}]\``);
  });
  if (v.findings.length === before) validateFamilyPolicy(v, spec, clusterIPs, families);
}

function validateFamilies(v: Validation, families: readonly string[], policy: unknown): void {
  families.forEach((family, i) => {
    const path = `spec.ipFamilies[${i}]`;
    if (!FAMILIES.includes(family)) v.notSupported('SVC-IP', path, family, FAMILIES);
    if (families.indexOf(family) < i) v.duplicate('SVC-IP', path, family);
  });
  if (typeof policy === 'string' && !FAMILY_POLICIES.includes(policy)) {
    v.notSupported('SVC-IP', 'spec.ipFamilyPolicy', policy, FAMILY_POLICIES);
  }
}

const WORDS_FOR_NONE = /^[\s"'<]*(?:none|null|nil|no|false|off|headless)[\s"'>]*$/i;
const WORDS_FOR_ANY = /^[\s"'<]*(?:auto(?:matic)?|any|default|dynamic|random|true|yes)[\s"'>]*$/i;

/** What was probably meant by a word in place of an address. */
function addressHint(address: string): string | undefined {
  if (WORDS_FOR_NONE.test(address)) return 'write clusterIP: None for a headless Service';
  return WORDS_FOR_ANY.test(address) ? 'remove it: the server assigns an address' : undefined;
}

/** Whether all of them are addresses, or the first is `None`. */
function validateAddresses(v: Validation, addresses: readonly string[], path: string): boolean {
  const before = v.findings.length;
  addresses.forEach((address, i) => {
    if (i > 0 || address !== 'None') {
      v.invalidAll('SVC-IP', `${path}[${i}]`, address, ipAddress(address, v), addressHint(address));
    } else if (addresses.length > 1) {
      v.invalid('SVC-IP', path, addresses, "'None' must be the first and only value");
    }
  });
  return v.findings.length === before;
}

/** A Service of one family has one of each. What the cluster's own families allow is not known. */
function validateFamilyPolicy(v: Validation, spec: any, addresses: readonly string[], families: readonly string[]) {
  const isForAnything = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  const policy = spec.ipFamilyPolicy ?? (isForAnything ? 'RequireDualStack' : 'SingleStack');
  if (policy !== 'SingleStack') return;
  const report = (what: string) =>
    v.invalid(
      'SVC-IP',
      'spec.ipFamilyPolicy',
      policy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    );
  if (addresses.length === 2) report('cluster IPs');
  if (families.length === 2) report('IP families');
}

function validateSourceRanges(
  v: Validation,
  spec: any,
  annotations: Record<string, string>,
  isLoadBalancer: boolean,
): void {
  const rule = 'SVC-LB';
  const ranges: string[] = spec.loadBalancerSourceRanges ?? [];
  const isField = ranges.length > 0;
  if (!isField && !Object.hasOwn(annotations, SOURCE_RANGES)) return;
  // The server writes the field's name so.
  const path = isField ? 'spec.LoadBalancerSourceRanges' : `metadata.annotations[${SOURCE_RANGES}]`;
  if (!isLoadBalancer) v.forbidden(rule, path, "may only be used when `type` is 'LoadBalancer'");
  const text = isField ? '' : annotations[SOURCE_RANGES].trim();
  if (!isField && text === '') return;
  const all = (isField ? ranges : text.split(',')).map((range) => range.trim());
  if (v.minor <= 29) {
    if (all.every((range) => cidr(range, v).length === 0)) return;
    return v.invalid(
      rule,
      path,
      isField ? `[${ranges.join(' ')}]` : annotations[SOURCE_RANGES],
      'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ',
    );
  }
  all.forEach((range, i) =>
    v.invalidAll(rule, isField ? `${path}[${i}]` : path, range, cidr(range, v), rangeHint(range)),
  );
}

function validateLoadBalancer(v: Validation, spec: any, isLoadBalancer: boolean): void {
  const rule = 'SVC-LB';
  const only = "may only be used when `type` is 'LoadBalancer'";
  const { allocateLoadBalancerNodePorts, loadBalancerClass } = spec;
  if (!isLoadBalancer && typeof allocateLoadBalancerNodePorts === 'boolean') {
    v.forbidden(rule, 'spec.allocateLoadBalancerNodePorts', only);
  }
  if (typeof loadBalancerClass !== 'string') return;
  if (isLoadBalancer) v.invalidAll(rule, 'spec.loadBalancerClass', loadBalancerClass, qualifiedName(loadBalancerClass));
  else v.forbidden(rule, 'spec.loadBalancerClass', only);
}

function validateExternalTraffic(v: Validation, spec: any, { type, isLoadBalancer }: Parts): void {
  const rule = 'SVC-TRAFFIC';
  const { externalTrafficPolicy: policy, healthCheckNodePort } = spec;
  const hasExternalIP = v.minor >= 29 && type === 'ClusterIP' && spec.externalIPs?.length > 0;
  if (policy && !isLoadBalancer && type !== 'NodePort' && !hasExternalIP) {
    v.invalid(
      rule,
      'spec.externalTrafficPolicy',
      policy,
      v.minor >= 29
        ? 'may only be set for externally-accessible services'
        : "may only be set when `type` is 'NodePort' or 'LoadBalancer'",
    );
  } else if (policy && !TRAFFIC_POLICIES.includes(policy)) {
    v.notSupported(rule, 'spec.externalTrafficPolicy', policy, TRAFFIC_POLICIES);
  }
  if (!healthCheckNodePort) return;
  if (isLoadBalancer && policy === 'Local') {
    v.invalidAll(rule, 'spec.healthCheckNodePort', healthCheckNodePort, portNumber(healthCheckNodePort));
  } else {
    v.invalid(
      rule,
      'spec.healthCheckNodePort',
      healthCheckNodePort,
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    );
  }
}

function validateInternalTraffic(v: Validation, { internalTrafficPolicy, trafficDistribution }: any): void {
  const rule = 'SVC-TRAFFIC';
  if (typeof internalTrafficPolicy === 'string' && !TRAFFIC_POLICIES.includes(internalTrafficPolicy)) {
    v.notSupported(rule, 'spec.internalTrafficPolicy', internalTrafficPolicy, TRAFFIC_POLICIES);
  }
  const distributions = [
    'PreferClose',
    ...(v.isOn('PreferSameTrafficDistribution') ? ['PreferSameZone', 'PreferSameNode'] : []),
  ];
  if (typeof trafficDistribution === 'string' && !distributions.includes(trafficDistribution)) {
    v.notSupported(rule, 'spec.trafficDistribution', trafficDistribution, distributions);
  }
}
