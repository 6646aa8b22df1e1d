/**
 * NetworkPolicy.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { portName, portNumber } from '../../apimachinery/formats';
import { rangeHint } from '../../apimachinery/hints/address-hints';
import { cidr as cidrErrors, isStrictSubset, parseCidr } from '../../apimachinery/ip';
import { validateLabelSelector } from '../pod/label-selector';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const POLICY_TYPES = ['Ingress', 'Egress'];

/** A NetworkPolicy. */
export function validateNetworkPolicy(v: Validation, { metadata, spec: given }: any): void {
  const spec = given ?? {};
  validateObjectMeta(v, metadata);
  validateLabelSelector(v, spec.podSelector, 'spec.podSelector', 'NP-SELECTOR');
  validateRules(v, spec.ingress ?? [], 'from', 'spec.ingress');
  validateRules(v, spec.egress ?? [], 'to', 'spec.egress');
  validatePolicyTypes(v, spec.policyTypes ?? []);
}

function validatePolicyTypes(v: Validation, types: readonly string[]): void {
  const path = 'spec.policyTypes';
  if (types.length > POLICY_TYPES.length) {
    return v.invalid('NP-TYPES', path, types, 'may not specify more than two policyTypes');
  }
  types.forEach((type, i) => {
    if (!POLICY_TYPES.includes(type)) v.notSupported('NP-TYPES', `${path}[${i}]`, type, POLICY_TYPES);
  });
}

function validateRules(v: Validation, rules: readonly any[], peers: 'from' | 'to', path: string): void {
  rules.forEach((rule, i) => {
    const at = `${path}[${i}]`;
    (rule.ports ?? []).forEach((port: any, j: number) => validatePort(v, port, `${at}.ports[${j}]`));
    (rule[peers] ?? []).forEach((peer: any, j: number) => validatePeer(v, peer, `${at}.${peers}[${j}]`));
  });
}

function validatePort(v: Validation, { protocol, port, endPort: end }: any, path: string): void {
  const rule = 'NP-PORT';
  const endPath = `${path}.endPort`;
  const hasEnd = typeof end === 'number';
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol)) {
    v.notSupported(rule, `${path}.protocol`, protocol, PROTOCOLS);
  }
  if (typeof port === 'number') {
    v.invalidAll(rule, `${path}.port`, port, portNumber(port));
    if (!hasEnd) return;
    // Until 1.36 the server shows the other number.
    if (end < port) {
      v.invalid(rule, endPath, v.minor <= 36 ? port : end, 'must be greater than or equal to `port`');
    }
    v.invalidAll(rule, endPath, end, portNumber(end));
  } else if (typeof port === 'string') {
    if (hasEnd) v.invalid(rule, endPath, end, 'may not be specified when `port` is non-numeric');
    v.invalidAll(rule, `${path}.port`, port, portName(port), portHint(port));
  } else if (hasEnd) {
    v.invalid(rule, endPath, end, 'may not be specified when `port` is not specified');
  }
}

function portHint(port: string): string | undefined {
  if (/^\d+$/.test(port)) return `write the number without quotes: ${port}`;
  const [, first, last] = /^(\d+)\s*[-:]\s*(\d+)$/.exec(port) ?? [];
  return first === undefined ? undefined : `write port: ${first} and endPort: ${last}`;
}

function validatePeer(v: Validation, { podSelector, namespaceSelector, ipBlock }: any, path: string): void {
  const rule = 'NP-PEER';
  validateLabelSelector(v, podSelector, `${path}.podSelector`, 'NP-SELECTOR');
  validateLabelSelector(v, namespaceSelector, `${path}.namespaceSelector`, 'NP-SELECTOR');
  if (ipBlock) validateIpBlock(v, ipBlock, `${path}.ipBlock`);
  if (!podSelector && !namespaceSelector && !ipBlock) {
    v.required(rule, path, 'must specify a peer');
  } else if (ipBlock && (podSelector || namespaceSelector)) {
    v.forbidden(rule, path, 'may not specify both ipBlock and another peer', 'write two peers');
  }
}

function validateIpBlock(v: Validation, { cidr, except }: any, path: string): void {
  const rule = 'NP-CIDR';
  const errorsOf = (text: string) => {
    const errors = cidrErrors(text, v);
    return v.minor <= 29 ? errors.map(() => 'not a valid CIDR') : errors;
  };
  if (!cidr) return v.required(rule, `${path}.cidr`);
  v.invalidAll(rule, `${path}.cidr`, cidr, errorsOf(cidr), rangeHint(cidr));
  const outer = parseCidr(cidr);
  if (!outer) return;
  for (const [i, text] of ((except ?? []) as string[]).entries()) {
    const at = `${path}.except[${i}]`;
    v.invalidAll(rule, at, text, errorsOf(text), rangeHint(text));
    const inner = parseCidr(text);
    if (!inner && v.minor <= 29) return;
    if (inner && !isStrictSubset(inner, outer)) v.invalid(rule, at, text, 'must be a strict subset of `cidr`');
  }
}
