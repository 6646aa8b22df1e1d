import * as fc from 'fast-check';
import {
  byteLength,
  configKey,
  dnsSearchDomain,
  dnsSubdomainPrefix,
  envName,
  headerName,
  ipAddress,
  portName,
  portNumber,
  relaxedEnvName,
  userId,
} from '../../src/apimachinery/formats';

const MANY = 'a'.repeat(253);

test.each<[string, string[], string[]]>([
  ['configKey', ['a', 'A_b-c.d', '.a', MANY], ['', 'a b', 'a/b', '.', '..', '..a', `${MANY}a`]],
  ['dnsSearchDomain', ['a.b', '_svc._tcp.example', 'a_b', MANY], ['', '_', 'A', 'a_', 'a b', '.', 'a..b', `${MANY}a`]],
  ['dnsSubdomainPrefix', ['a', 'a-', 'a.b-', 'A-'], ['-', 'Aa-', 'A', '', 'é-', 'aé-']],
  ['relaxedEnvName', ['A', '1', 'a b', '~'], ['A=B', 'ä', 'a\tb', '\n', '\x7f']],
  ['headerName', ['X-A', '1', '-'], ['', 'X_A', 'X A', 'X:']],
  [
    'portName',
    ['http', 'a', '1a', 'a-1', 'a'.repeat(15)],
    ['', '80', 'HTTP', 'a--b', '-a', 'a-', 'a.b', 'a'.repeat(16)],
  ],
])('%s', (name, accepted, refused) => {
  const format = {
    configKey,
    dnsSearchDomain,
    dnsSubdomainPrefix,
    relaxedEnvName,
    headerName,
    portName,
  }[name]!;
  for (const value of accepted) expect([value, format(value)]).toEqual([value, []]);
  for (const value of refused) expect(format(value)).not.toEqual([]);
});

test.each([
  ['A', 31, true],
  ['my.ENV-1', 31, true],
  ['1A', 31, false],
  ['1A', 32, true],
  ['a b', 31, false],
  ['a b', 32, true],
  ['..a', 31, false],
  ['..a', 32, true],
  ['.', 31, false],
  ['A=B', 32, false],
])('envName %p in 1.%d: %p', (name, minor, accepted) => expect(envName(name, minor).length === 0).toBe(accepted));

test.each([
  [0, false],
  [1, true],
  [65535, true],
  [65536, false],
  [-1, false],
])('portNumber %p: %p', (port, accepted) => expect(portNumber(port).length === 0).toBe(accepted));

test.each([
  [-1, false],
  [0, true],
  [2147483647, true],
  [2147483648, false],
])('userId %p: %p', (id, accepted) => expect(userId(id).length === 0).toBe(accepted));

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
  ])('%p is one', (value) => expect([ipAddress(value, 28), ipAddress(value, 37)]).toEqual([[], []]));

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
  ])('%p is none', (value) =>
    expect([ipAddress(value, 28), ipAddress(value, 37)].map(({ length }) => length)).toEqual([1, 1]),
  );

  test.each([
    ['010.001.000.007', 'must not have leading 0s'],
    ['::ffff:01.2.3.4', 'must not have leading 0s'],
    ['00001::', 'must not have leading 0s'],
    ['::ffff:1.2.3.4', 'must not be an IPv4-mapped IPv6 address'],
    ['0:0:0:0:0:FFFF:102:304', 'must not be an IPv4-mapped IPv6 address'],
  ])('%p is one up to 1.35', (value, message) =>
    expect([ipAddress(value, 35), ipAddress(value, 36)]).toEqual([[], [message]]),
  );

  test('1.29 had another text', () =>
    expect([ipAddress('x', 29), ipAddress('x', 30)]).toEqual([
      ['must be valid IP address'],
      ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ]));
});

test('bytes are counted as in UTF-8, also of half a character', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
      expect(byteLength(text)).toBe(Buffer.byteLength(text));
    }),
  );
  expect(byteLength('\ud800')).toBe(3);
});
