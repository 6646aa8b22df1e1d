import * as fc from 'fast-check';
import { Validation } from '../../../src/apimachinery/finding';
import { validateSecret } from '../../../src/validation/objects/secret';
import { beginnings, found, long } from '../rules';

const MIB = 1024 * 1024;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
const validate = (secret: any) => found((v) => validateSecret(v, { metadata: { name: 'a' }, ...secret }));
const typed = (type: string, stringData?: any, metadata: any = {}) => ({
  type: `kubernetes.io/${type}`,
  stringData,
  metadata: { name: 'a', ...metadata },
});
const redacted = 'Invalid value: "<secret contents redacted>"';

test.each<[any, string[]]>([
  [{}, []],
  [{ type: 'Opaque', data: { a: 'YQ==' }, stringData: { b: 'c' } }, []],
  [{ type: 'acme.io/any', data: { a: '' } }, []],
  [{ data: { 'a b': '' } }, ['data[a b]: Invalid value: "a b": a valid config key']],
  [{ stringData: { 'a b': '' } }, ['data[a b]: Invalid value: "a b": a valid config key']],
  [{ data: { 'a b': '' }, stringData: { 'a b': '' } }, ['data[a b]: Invalid value: "a b": a valid config key']],
  [{ data: { a: base64('b') }, stringData: { a: 'b' } }, []],
  [
    { data: { a: base64('b') }, stringData: { a: 'c' } },
    ['data[a]: Dropped field: stringData sets another value for this key, which wins'],
  ],
  [
    { data: { a: '/w==' }, stringData: { a: '\ufffd' } },
    ['data[a]: Dropped field: stringData sets another value for this key, which wins'],
  ],
  [{ metadata: { name: 'a', generation: -1 } }, ['metadata.generation: Invalid value: -1']],

  [typed('tls', { 'tls.crt': 'not looked at', 'tls.key': '' }), []],
  [typed('tls', { 'tls.crt': '' }), ['data[tls.key]: Required value']],
  [typed('tls'), ['data[tls.crt]: Required value', 'data[tls.key]: Required value']],
  [typed('dockerconfigjson', { '.dockerconfigjson': '{"auths":{}}' }), []],
  [typed('dockerconfigjson', { '.dockerconfigjson': 'null' }), []],
  [typed('dockerconfigjson'), ['data[.dockerconfigjson]: Required value']],
  [typed('dockerconfigjson', { '.dockerconfigjson': '' }), [`data[.dockerconfigjson]: ${redacted}`]],
  [typed('dockerconfigjson', { '.dockerconfigjson': '[]' }), [`data[.dockerconfigjson]: ${redacted}`]],
  [typed('dockerconfigjson', { '.dockerconfigjson': '{"a":1e999}' }), [`data[.dockerconfigjson]: ${redacted}`]],
  [typed('dockerconfigjson', { '.dockerconfigjson': '{"a":-1e999,"a":1}' }), [`data[.dockerconfigjson]: ${redacted}`]],
  [typed('dockerconfigjson', { '.dockerconfigjson': '{"\\"1e999":"[1e999","b":-1.5e300}' }), []],
  [typed('dockerconfigjson', { '.dockerconfigjson': nested(10_000) }), []],
  [typed('dockerconfigjson', { '.dockerconfigjson': nested(10_001) }), [`data[.dockerconfigjson]: ${redacted}`]],
  [{ ...typed('dockerconfigjson'), data: { '.dockerconfigjson': base64('{}') } }, []],
  [typed('dockercfg', { '.dockercfg': '{}' }), []],
  [typed('dockercfg', { '.dockercfg': '\ufeff{}' }), [`data[.dockercfg]: ${redacted}`]],
  [typed('basic-auth', { username: '' }), []],
  [typed('basic-auth', { password: '' }), []],
  [typed('basic-auth'), ['data[username]: Required value', 'data[password]: Required value']],
  [typed('ssh-auth', { 'ssh-privatekey': 'x' }), []],
  [typed('ssh-auth', { 'ssh-privatekey': '' }), ['data[ssh-privatekey]: Required value']],
  [typed('ssh-auth'), ['data[ssh-privatekey]: Required value']],
  [typed('service-account-token', {}, { annotations: { 'kubernetes.io/service-account.name': 'x' } }), []],
  [typed('service-account-token'), ['metadata.annotations[kubernetes.io/service-account.name]: Required value']],
])('%j', (secret, expected) => expect(beginnings(validate(secret), expected)).toEqual(expected));

test.each<[string, any, boolean]>([
  ['as much as there may be', { stringData: { a: long(MIB) } }, true],
  ['one byte more', { stringData: { a: long(MIB + 1) } }, false],
  ['one byte more in data', { data: { a: base64(long(MIB + 1)) } }, false],
  [
    'what stringData overwrites does not count',
    { data: { a: base64('b') }, stringData: { a: 'b', c: long(MIB - 1) } },
    true,
  ],
])('%s', (_, secret, fits) => {
  expect(validate(secret)).toEqual(fits ? [] : ['data: Too long: may not be more than 1048576 bytes']);
});

test('no finding shows the content', () => {
  const type = fc
    .constantFrom('tls', 'dockerconfigjson', 'dockercfg', 'basic-auth', 'ssh-auth')
    .map((name) => `kubernetes.io/${name}`);
  const key = fc.constantFrom('.dockercfg', '.dockerconfigjson', 'tls.crt', 'a b');
  fc.assert(
    fc.property(type, key, (secretType, name) => {
      const v = new Validation(37);
      validateSecret(v, {
        metadata: { name: 'a' },
        type: secretType,
        data: { [name]: base64('hunter1') },
        stringData: { [name]: 'hunter2' },
      });
      expect(JSON.stringify(v.findings)).not.toMatch(/hunter|aHVudGVy/);
      expect(v.findings).not.toEqual([]);
    }),
  );
});
