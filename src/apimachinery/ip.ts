/**
 * IP addresses and ranges of them, as the API server reads them: more loosely than others do, in fields that are older
 * than strict parsing.
 *
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/4858-ip-cidr-validation
 */
/* eslint-disable no-bitwise -- addresses are bits */
import type { Validation } from './finding';
import { NEWEST_MINOR } from './schema';

/** Up to where a number of an IP address was ever read; more digits are an overflow. */
const MAX_ADDRESS_PART = 0xffffff;
const IPV4_PREFIX = 0xffffn << 32n;

/** An address as a number of 128 bits; IPv4 lies in `::ffff:0:0/96`. */
type Address = bigint;

function addressPart(text: string, digits: RegExp, radix: number, max: number): number | undefined {
  if (!digits.test(text)) return undefined;
  const value = parseInt(text, radix);
  return value < MAX_ADDRESS_PART && value <= max ? value : undefined;
}

function parseParts(parts: readonly string[], digits: RegExp, radix: number, bits: number): bigint | undefined {
  let address = 0n;
  for (const part of parts) {
    const value = addressPart(part, digits, radix, 2 ** bits - 1);
    if (value === undefined) return undefined;
    address = (address << BigInt(bits)) | BigInt(value);
  }
  return address;
}

function parseIPv4(text: string): bigint | undefined {
  const parts = text.split('.');
  return parts.length === 4 ? parseParts(parts, /^[0-9]+$/, 10, 8) : undefined;
}

function parseIPv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const end = halves.length === 2 && halves[1] !== '' ? tail : head;
  const last = end[end.length - 1];
  // The last four bytes may be written as an IPv4 address, but not before a trailing `::`.
  if (last?.includes('.') && halves[halves.length - 1] !== '') {
    const four = parseIPv4(last);
    if (four === undefined) return undefined;
    end.splice(-1, 1, (four >> 16n).toString(16), (four & 0xffffn).toString(16));
  }
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return undefined;
  return parseParts([...head, ...new Array(gap).fill('0'), ...tail], /^[0-9a-fA-F]+$/, 16, 16);
}

/** An address of either family; undefined for any other text. */
function parseAddress(text: string): Address | undefined {
  if (/^[^.]*:/.test(text)) return parseIPv6(text);
  const four = parseIPv4(text);
  return four === undefined ? undefined : IPV4_PREFIX | four;
}

const isIPv4Address = (address: Address) => address >> 32n === 0xffffn;

/** `IPv4`, `IPv6`; undefined of what is not an IP address. IPv4 written as IPv6 is IPv4. */
export function ipFamily(text: string): 'IPv4' | 'IPv6' | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  return isIPv4Address(address) ? 'IPv4' : 'IPv6';
}

/** In canonical form, by RFC 5952. */
function printAddress(address: Address): string {
  if (isIPv4Address(address)) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const text = groups.join(':');
  // The first of the longest runs of zeros.
  const runs = [...text.matchAll(/\b0(?::0\b)+/g)].sort((a, b) => b[0].length - a[0].length);
  if (runs.length === 0) return text;
  const { 0: run, index } = runs[0];
  return `${text.slice(0, index).replace(/:$/, '')}::${text.slice(index + run.length).replace(/^:/, '')}`;
}

const hasLeadingZeros = (text: string) => {
  const isSix = text.includes(':');
  const four = isSix ? /[0-9.]*$/.exec(text)![0] : text;
  return (four.includes('.') && /(^|\.)0[0-9]/.test(four)) || (isSix && /[0-9a-fA-F]{5}/.test(text));
};

/** IPv4 that is written as IPv6. */
const isMapped = (text: string, address: Address) => text.includes(':') && isIPv4Address(address);

/** A server that may let through more than the standard: leading zeros, and IPv4 written as IPv6. */
type Strictness = Pick<Validation, 'minor' | 'isOn'>;

const STRICT: Strictness = { minor: NEWEST_MINOR, isOn: () => true };
const isStrict = (server: Strictness) => server.isOn('StrictIPCIDRValidation');

/** An IP address in a field that is older than strict parsing. */
export function ipAddress(value: string, server: Strictness): string[] {
  const address = parseAddress(value);
  if (address === undefined) {
    const isOld = server.minor <= 29;
    return [isOld ? 'must be valid IP address' : 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  }
  if (!isStrict(server)) return [];
  if (hasLeadingZeros(value)) return ['must not have leading 0s'];
  return isMapped(value, address) ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** An IP address in canonical form. */
export function canonicalIpAddress(value: string): string[] {
  const errors = ipAddress(value, STRICT);
  if (errors.length > 0) return errors;
  const canonical = printAddress(parseAddress(value)!);
  return value === canonical ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`];
}

/** Where no endpoint can be: the special addresses; none of what is not an address. */
export function specialAddress(value: string): string[] {
  const address = parseAddress(value);
  if (address === undefined) return ['must be a valid IP address'];
  const four = isIPv4Address(address) ? address & 0xffffffffn : undefined;
  const isIn = (network: bigint, bits: bigint) => four !== undefined && four >> (32n - bits) === network;
  const errors: string[] = [];
  if (four === 0n || address === 0n) errors.push(`may not be unspecified (${value})`);
  if (isIn(127n, 8n) || address === 1n) errors.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (isIn(0xa9fen, 16n) || address >> 118n === 0xfe80n >> 6n) {
    errors.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  }
  if (isIn(0xe00000n, 24n) || ((address >> 112n) % 0x10n === 2n && address >> 120n === 0xffn)) {
    errors.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
  return errors;
}

/** A range of addresses. */
export interface Cidr {
  readonly address: Address;
  /** How many bits are the network's, of 32 or 128 as it was written. */
  readonly prefix: number;
  /** The same, of 128 bits. */
  readonly bits: number;
}

/** Reads `10.0.0.0/8`; undefined for any other text. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const [before, mask] = [text.slice(0, slash), text.slice(slash + 1)];
  const address = parseAddress(before);
  const size = before.includes(':') ? 128 : 32;
  const prefix = addressPart(mask, /^[0-9]+$/, 10, size);
  if (address === undefined || prefix === undefined) return undefined;
  return { address, prefix, bits: prefix + 128 - size };
}

const network = ({ address, bits }: Cidr): Address => (address >> BigInt(128 - bits)) << BigInt(128 - bits);

/** The family of the address that the range is written with. */
export function cidrFamily(text: string): 'IPv4' | 'IPv6' | undefined {
  const range = parseCidr(text);
  if (!range) return undefined;
  return isIPv4Address(range.address) ? 'IPv4' : 'IPv6';
}

/** Whether the whole of a range is in another one, and less than that. */
export function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  const [first, whole] = [network(inner), network(outer)];
  const isWithin =
    isIPv4Address(first) === isIPv4Address(whole) &&
    first >> BigInt(128 - outer.bits) === whole >> BigInt(128 - outer.bits);
  return isWithin && outer.prefix < inner.prefix;
}

/** A range in a field that is older than strict parsing. */
export function cidr(value: string, server: Strictness): string[] {
  const range = parseCidr(value);
  if (!range) return ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
  if (!isStrict(server)) return [];
  const [before, mask] = value.split('/');
  if (hasLeadingZeros(before) || /^0[0-9]/.test(mask)) return ['must not have leading 0s in IP or prefix length'];
  if (isMapped(before, range.address)) return ['must not have an IPv4-mapped IPv6 address'];
  return network(range) === range.address ? [] : ['must not have bits set beyond the prefix length'];
}

/** A range in canonical form. */
export function canonicalCidr(value: string): string[] {
  const errors = cidr(value, STRICT);
  if (errors.length > 0) return errors;
  const range = parseCidr(value)!;
  const canonical = `${printAddress(network(range))}/${range.prefix}`;
  return value === canonical ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`];
}

const isPlain = (text: string, address: Address) => !hasLeadingZeros(text) && !isMapped(text, address);

/** What an API server warns about in an address; undefined when it is in canonical form, or none. */
export function ipWarning(value: string): string | undefined {
  const address = parseAddress(value);
  if (address === undefined) return undefined;
  const [given, canonical] = [value, printAddress(address)].map((text) => JSON.stringify(text));
  if (!isPlain(value, address)) return `non-standard IP address ${given} is invalid: use ${canonical}`;
  if (given === canonical) return undefined;
  return `IPv6 address ${given} should be in RFC 5952 canonical format (${canonical})`;
}

/** What an API server warns about in a range. */
export function cidrWarnings(value: string): string[] {
  const range = parseCidr(value);
  if (!range) return [];
  const [before, mask] = value.split('/');
  const isFour = isIPv4Address(range.address) && range.bits >= 96;
  const first = `${printAddress(network(range))}/${isFour ? range.bits - 96 : range.prefix}`;
  const [given, canonical] = [value, first].map((text) => JSON.stringify(text));
  const warnings: string[] = [];
  if (network(range) !== range.address) {
    const single = JSON.stringify(`${printAddress(range.address)}/${isFour ? 32 : 128}`);
    warnings.push(`CIDR value ${given} is ambiguous in this context (should be ${canonical} or ${single}?)`);
  }
  if (!isPlain(before, range.address) || /^0[0-9]/.test(mask)) {
    warnings.push(`non-standard CIDR value ${given} is invalid: use ${canonical}`);
  } else if (network(range) === range.address && given !== canonical && !isFour) {
    warnings.push(`IPv6 CIDR value ${given} should be in RFC 5952 canonical format (${canonical})`);
  }
  return warnings;
}
