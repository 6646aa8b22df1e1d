import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsSearchDomain, dnsSubdomain } from '../../apimachinery/formats';
import { ipAddress } from '../../apimachinery/ip';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_BYTES = 2048;

/** Validates a pod's `dnsPolicy`. */
export function validateDnsPolicy(v: Validation, policy: string | null | undefined, path: string): void {
  if (policy && !POLICIES.includes(policy)) v.notSupported('DNS-POLICY', path, policy, POLICIES);
}

/** Validates a pod's `dnsConfig`. */
export function validateDnsConfig(v: Validation, config: any, policy: string | null | undefined, path: string): void {
  if (policy === 'None') {
    if (!config) return v.required('DNS-POLICY', path, 'must provide `dnsConfig` when `dnsPolicy` is None');
    if (!config.nameservers?.length) {
      return v.required(
        'DNS-POLICY',
        `${path}.nameservers`,
        'must provide at least one DNS nameserver when `dnsPolicy` is None',
      );
    }
  }
  if (!config) return;

  const nameservers: readonly string[] = config.nameservers ?? [];
  if (nameservers.length > MAX_NAMESERVERS) {
    v.invalid(
      'DNS-CONFIG',
      `${path}.nameservers`,
      nameservers,
      `must not have more than ${MAX_NAMESERVERS} nameservers`,
    );
  }
  nameservers.forEach((address, i) =>
    v.invalidAll('DNS-CONFIG', `${path}.nameservers[${i}]`, address, ipAddress(address, v)),
  );
  validateSearches(v, config.searches ?? [], `${path}.searches`);
  (config.options ?? []).forEach((option: any, i: number) => {
    if (!option.name) v.required('DNS-CONFIG', `${path}.options[${i}]`, 'must not be empty');
  });
}

function validateSearches(v: Validation, searches: readonly string[], path: string): void {
  if (searches.length > MAX_SEARCHES) {
    v.invalid('DNS-CONFIG', path, searches, `must not have more than ${MAX_SEARCHES} search paths`);
  }
  if (byteLength(searches.join(' ')) > MAX_SEARCH_BYTES) {
    v.invalid(
      'DNS-CONFIG',
      path,
      searches,
      `must not have more than ${MAX_SEARCH_BYTES} characters (including spaces) in the search list`,
    );
  }
  searches.forEach((search, i) => {
    const relaxed = v.isOn('RelaxedDNSSearchValidation');
    if (relaxed && search === '.') return;
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    v.invalidAll('DNS-CONFIG', `${path}[${i}]`, domain, relaxed ? dnsSearchDomain(domain) : dnsSubdomain(domain));
  });
}

/** Validates a pod's `hostAliases`; up to 1.29 the server's paths have no index. */
export function validateHostAliases(v: Validation, aliases: readonly any[], path: string): void {
  const indexed = v.minor >= 30;
  aliases.forEach(({ ip, hostnames }, i) => {
    const at = indexed ? `${path}[${i}]` : path;
    v.invalidAll('POD-HOSTALIASES', `${at}.ip`, ip ?? '', ipAddress(ip ?? '', v));
    (hostnames ?? []).forEach((hostname: string, j: number) => {
      v.invalidAll('POD-HOSTALIASES', `${at}.hostnames${indexed ? `[${j}]` : ''}`, hostname, dnsSubdomain(hostname));
    });
  });
}
