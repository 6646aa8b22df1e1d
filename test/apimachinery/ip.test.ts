import { Validation } from '../../src/apimachinery/finding';
import {
  canonicalCidr,
  canonicalIpAddress,
  cidr,
  cidrFamily,
  ipAddress,
  ipFamily,
  isStrictSubset,
  parseCidr,
  specialAddress,
} from '../../src/apimachinery/ip';

const of = (minor: number) => new Validation(minor);

describe('ipAddress', () => {
  test.each([
    '10.9.8.7',
    '0.0.0.0',
    '255.255.255.255',
    '2001:db8::ffff',
    '::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    'FE80:0:0:0:0:0:0:0ABC',
    '64:ff9b::1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
  ])('%p is accepted', (value) => expect([ipAddress(value, of(28)), ipAddress(value, of(37))]).toEqual([[], []]));

  test.each([
    '',
    'a',
    '10.9.8',
    '10.9.8.7.6',
    '10.9.8.256',
    '10.9.8.-1',
    ' 10.9.8.7',
    '10.9.8.7/8',
    '1.2.3.4::',
    ':',
    ':::',
    '1:::2',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1:1.2.3.4::',
    '99999999.1.1.1',
  ])('%p is refused', (value) =>
    expect([ipAddress(value, of(28)), ipAddress(value, of(37))].map(({ length }) => length)).toEqual([1, 1]),
  );

  test.each([
    ['010.001.000.007', 'must not have leading 0s'],
    ['::ffff:01.2.3.4', 'must not have leading 0s'],
    ['00001::', 'must not have leading 0s'],
    ['::ffff:1.2.3.4', 'must not be an IPv4-mapped IPv6 address'],
    ['0:0:0:0:0:FFFF:102:304', 'must not be an IPv4-mapped IPv6 address'],
  ])('%p is accepted up to 1.35', (value, message) =>
    expect([ipAddress(value, of(35)), ipAddress(value, of(36))]).toEqual([[], [message]]),
  );

  test('the text of 1.29 differs', () =>
    expect([ipAddress('x', of(29)), ipAddress('x', of(30))]).toEqual([
      ['must be valid IP address'],
      ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ]));
});

test.each([
  ['10.0.0.1', 'IPv4'],
  ['010.0.0.1', 'IPv4'],
  ['::ffff:10.0.0.1', 'IPv4'],
  ['::ffff:a00:1', 'IPv4'],
  ['::fffe:a00:1', 'IPv6'],
  ['fd00::1', 'IPv6'],
  ['x', undefined],
  ['', undefined],
])('%p belongs to the family %p', (text, family) => expect(ipFamily(text)).toBe(family));

test.each<[string, string[]]>([
  ['10.0.0.1', []],
  ['fd00::1', []],
  ['::', []],
  ['1::', []],
  ['1:0:0:2::', []],
  ['FD00::1', ['must be in canonical form ("fd00::1")']],
  ['1:0:0:2:0:0:0:3', ['must be in canonical form ("1:0:0:2::3")']],
  ['1:0:0:2:3:0:0:4', ['must be in canonical form ("1::2:3:0:0:4")']],
  ['1:0:2:3:4:5:6:7', []],
  ['0:0:0:0:0:0:0:1', ['must be in canonical form ("::1")']],
  ['64:ff9b::1.2.3.4', ['must be in canonical form ("64:ff9b::102:304")']],
  ['010.0.0.1', ['must not have leading 0s']],
  ['::ffff:1.2.3.4', ['must not be an IPv4-mapped IPv6 address']],
  ['x', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
])('the canonical form of %p', (text, errors) => expect(canonicalIpAddress(text)).toEqual(errors));

test.each([
  ['10.0.0.1', ''],
  ['fd00::1', ''],
  ['224.0.1.1', ''],
  ['169.253.1.1', ''],
  ['fec0::1', ''],
  ['ff03::1', ''],
  ['0.0.0.0', 'unspecified'],
  ['::', 'unspecified'],
  ['127.255.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['169.254.0.1', 'link-local range'],
  ['fe80::1', 'link-local range'],
  ['febf::1', 'link-local range'],
  ['224.0.0.1', 'link-local multicast'],
  ['ff02::1', 'link-local multicast'],
  ['ff12::1', 'link-local multicast'],
  ['x', 'must be a valid IP address'],
])('the special address %p: %p', (text, expected) => {
  const errors = specialAddress(text);
  expect(errors).toHaveLength(expected === '' ? 0 : 1);
  expect(errors.join()).toContain(expected);
});

const VALID = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

test.each<[string, string[], string[]]>([
  ['10.0.0.0/8', [], []],
  ['0.0.0.0/0', [], []],
  ['10.0.0.1/32', [], []],
  ['fd00::/64', [], []],
  ['::1/128', [], []],
  ['10.0.0.0/33', [VALID], [VALID]],
  ['fd00::/129', [VALID], [VALID]],
  ['10.0.0.0', [VALID], [VALID]],
  ['10.0.0.0/', [VALID], [VALID]],
  ['10.0.0.0/8/8', [VALID], [VALID]],
  ['10.0.0/8', [VALID], [VALID]],
  ['10.0.0.0/08', [], ['must not have leading 0s in IP or prefix length']],
  ['010.0.0.0/8', [], ['must not have leading 0s in IP or prefix length']],
  ['::ffff:10.0.0.0/104', [], ['must not have an IPv4-mapped IPv6 address']],
  ['10.0.0.5/8', [], ['must not have bits set beyond the prefix length']],
  ['2001:db8::1/64', [], ['must not have bits set beyond the prefix length']],
])('the range %p in 1.35 and 1.36', (text, loose, strict) => {
  expect([cidr(text, of(35)), cidr(text, of(36))]).toEqual([loose, strict]);
});

test.each<[string, string[]]>([
  ['10.0.0.0/8', []],
  ['FD00::/64', ['must be in canonical form ("fd00::/64")']],
  ['10.0.0.1/8', ['must not have bits set beyond the prefix length']],
])('the canonical form of the range %p', (text, errors) => expect(canonicalCidr(text)).toEqual(errors));

test.each([
  ['10.0.0.0/8', 'IPv4'],
  ['fd00::/8', 'IPv6'],
  ['10.0.0.0', undefined],
])('the range %p belongs to the family %p', (text, family) => expect(cidrFamily(text)).toBe(family));

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '10.0.0.0/16', false],
  ['fd00::/64', 'fd00::/8', true],
  ['10.0.0.0/8', '::/0', false],
  ['10.0.0.5/32', '10.0.0.9/8', true],
])('the range %s contains %s: %p', (inner, outer, expected) => {
  expect(isStrictSubset(parseCidr(inner)!, parseCidr(outer)!)).toBe(expected);
});
