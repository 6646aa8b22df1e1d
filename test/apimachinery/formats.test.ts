import * as fc from 'fast-check';
import { Validation } from '../../src/apimachinery/finding';
import {
  byteLength,
  configKey,
  dns1035Label,
  dnsSearchDomain,
  dnsSubdomainPrefix,
  envName,
  headerName,
  pathSegment,
  portName,
  portNumber,
  relaxedEnvName,
  userId,
  wildcardSubdomain,
} from '../../src/apimachinery/formats';

const MANY = 'a'.repeat(253);

test.each<[string, string[], string[]]>([
  ['configKey', ['a', 'A_b-c.d', '.a', MANY], ['', 'a b', 'a/b', '.', '..', '..a', `${MANY}a`]],
  ['dnsSearchDomain', ['a.b', '_svc._tcp.example', 'a_b', MANY], ['', '_', 'A', 'a_', 'a b', '.', 'a..b', `${MANY}a`]],
  ['dnsSubdomainPrefix', ['a', 'a-', 'a.b-', 'A-'], ['-', 'Aa-', 'A', '', 'é-', 'aé-']],
  ['dns1035Label', ['a', 'a-1', 'a'.repeat(63)], ['', '1a', 'A', 'a.b', 'a-', 'a'.repeat(64)]],
  ['wildcardSubdomain', ['*.a', '*.a.b-1'], ['*', 'a.b', '*.', '*.*.a', '*a.b', `*.${MANY}`]],
  ['pathSegment', ['', 'a:b', 'A b', '...'], ['.', '..', 'a/b', 'a%b']],
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
    dns1035Label,
    wildcardSubdomain,
    pathSegment,
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
])('envName %p in 1.%d: %p', (name, minor, accepted) =>
  expect(envName(name, new Validation(minor).isOn('RelaxedEnvironmentVariableValidation')).length === 0).toBe(accepted),
);

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

test('bytes are counted as in UTF-8, also for half a surrogate pair', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
      expect(byteLength(text)).toBe(Buffer.byteLength(text));
    }),
  );
  expect(byteLength('\ud800')).toBe(3);
});
