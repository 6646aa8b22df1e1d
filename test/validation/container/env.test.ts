import { validateEnv, validateEnvFrom, validateFileKeyRefVolumes } from '../../../src/validation/container/env';
import { beginnings, found, long } from '../rules';

const env = (entry: any, minor?: number) => found((v) => validateEnv(v, [entry], 'env'), minor);
const from = (valueFrom: any, minor?: number) => env({ name: 'A', valueFrom }, minor);

describe('names', () => {
  test.each<[string, number]>([
    ['A', 28],
    ['a.b-C_1', 28],
    ['1A', 32],
    ['a b!', 32],
  ])('%p is accepted in 1.%d', (name, minor) => expect(env({ name, value: 'x' }, minor)).toEqual([]));

  test.each<[any, number, string]>([
    ['', 37, 'env[0].name: Required value'],
    [null, 37, 'env[0].name: Required value'],
    [
      'A=B',
      37,
      'env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII',
    ],
    ['ä', 37, 'env[0].name: Invalid value'],
    [
      '1A',
      31,
      'env[0].name: Invalid value: "1A": a valid environment variable name must consist of alphabetic characters',
    ],
    ['a b', 31, 'env[0].name: Invalid value'],
  ])('%p is refused in 1.%d', (name, minor, error) =>
    expect(beginnings(env({ name }, minor), [error])).toEqual([error]),
  );

  test('the server accepts the same name twice', () => {
    expect(found((v) => validateEnv(v, [{ name: 'A' }, { name: 'A' }], 'env'))).toEqual([]);
  });
});

describe('valueFrom', () => {
  const secretKeyRef = { name: 's', key: 'k' };

  test.each<[any]>([
    [null],
    [{ secretKeyRef }],
    [{ configMapKeyRef: { name: 'c', key: '.a' } }],
    [{ configMapKeyRef: { name: 'c', key: long(253) } }],
    [{ fieldRef: { fieldPath: 'metadata.name' } }],
    [{ resourceFieldRef: { resource: 'limits.cpu' } }],
    [{ fileKeyRef: { volumeName: 'v', path: 'a/b', key: 'A' } }],
  ])('%j is accepted', (valueFrom) => expect(from(valueFrom)).toEqual([]));

  test.each<[any, string]>([
    [
      {},
      'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, ' +
        '`configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    ],
    [
      { secretKeyRef, fieldRef: { fieldPath: 'metadata.name' } },
      'env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time',
    ],
    [{ secretKeyRef: { name: 's' } }, 'env[0].valueFrom.secretKeyRef.key: Required value'],
    [
      { secretKeyRef: { key: 'k' } },
      'env[0].valueFrom.secretKeyRef.name: Invalid value: "": a lowercase RFC 1123 subdomain',
    ],
    [{ secretKeyRef: { name: 'S', key: 'k' } }, 'env[0].valueFrom.secretKeyRef.name: Invalid value: "S"'],
    [
      { configMapKeyRef: { name: 'c', key: 'a b' } },
      'env[0].valueFrom.configMapKeyRef.key: Invalid value: "a b": a valid config key must',
    ],
    [{ configMapKeyRef: { name: 'c', key: long(254) } }, 'env[0].valueFrom.configMapKeyRef.key: Invalid value'],
    [
      { configMapKeyRef: { name: 'c', key: '..a' } },
      'env[0].valueFrom.configMapKeyRef.key: Invalid value: "..a": must not start with \'..\'',
    ],
    [{ fileKeyRef: { path: 'p', key: 'k' } }, 'env[0].valueFrom.fileKeyRef.volumeName: Required value'],
    [
      { fileKeyRef: { volumeName: 'V', path: 'p', key: 'k' } },
      'env[0].valueFrom.fileKeyRef.volumeName: Invalid value: "V"',
    ],
    [{ fileKeyRef: { volumeName: 'v', key: 'k' } }, 'env[0].valueFrom.fileKeyRef.path: Required value'],
    [
      { fileKeyRef: { volumeName: 'v', path: '../p', key: 'k' } },
      'env[0].valueFrom.fileKeyRef.path: Invalid value: "../p": must not contain \'..\'',
    ],
    [{ fileKeyRef: { volumeName: 'v', path: 'p' } }, 'env[0].valueFrom.fileKeyRef.key: Required value'],
    [
      { fileKeyRef: { volumeName: 'v', path: 'p', key: 'A=B' } },
      'env[0].valueFrom.fileKeyRef.key: Invalid value: "A=B"',
    ],
  ])('%j is refused', (valueFrom, error) => expect(beginnings(from(valueFrom), [error])).toEqual([error]));

  test('a value is refused next to it, unless it is empty', () => {
    expect(env({ name: 'A', value: '', valueFrom: { secretKeyRef } })).toEqual([]);
    expect(env({ name: 'A', value: 'x', valueFrom: { secretKeyRef } })).toEqual([
      'env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ]);
  });

  test('older versions list only the sources that they know', () => {
    expect(from({}, 34)).toEqual([
      'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, ' +
        '`configMapKeyRef` or `secretKeyRef`',
    ]);
  });

  test('1.28 did not know status.hostIPs', () => {
    const valueFrom = { fieldRef: { fieldPath: 'status.hostIPs' } };
    expect(from(valueFrom, 28)).toEqual([
      "env[0].valueFrom.fieldRef: Forbidden: may not be set when feature gate 'PodHostIPs' is not enabled",
    ]);
    expect(from(valueFrom, 29)).toEqual([]);
  });
});

describe('env files', () => {
  const volumes = new Map<string, any>([
    ['files', { emptyDir: {} }],
    ['disk', { nfs: {} }],
  ]);
  const at = 'env[0].valueFrom.fileKeyRef.volumeName';
  test.each<[any, string[]]>([
    [{ valueFrom: { fileKeyRef: { volumeName: 'files' } } }, []],
    [{ valueFrom: { secretKeyRef: {} } }, []],
    [
      { valueFrom: { fileKeyRef: { volumeName: 'disk' } } },
      [`${at}: Invalid value: "disk": referenced volume must be of type emptyDir`],
    ],
    [{ valueFrom: { fileKeyRef: { volumeName: 'nope' } } }, [`${at}: Not found: "nope"`]],
    [{ valueFrom: { fileKeyRef: {} } }, [`${at}: Not found: ""`]],
  ])('%j', (entry, errors) =>
    expect(found((v) => validateFileKeyRefVolumes(v, [entry], volumes, 'env'))).toEqual(errors),
  );
});

describe('envFrom', () => {
  const envFrom = (source: any, minor?: number) => found((v) => validateEnvFrom(v, [source], 'envFrom'), minor);

  test.each<[any, number]>([
    [{ configMapRef: { name: 'c' } }, 37],
    [{ secretRef: { name: 's-' }, prefix: 'A_' }, 37],
    [{ secretRef: { name: 's' }, prefix: '1' }, 32],
    [{ secretRef: { name: 's' }, prefix: '' }, 28],
  ])('%j is accepted in 1.%d', (source, minor) => expect(envFrom(source, minor)).toEqual([]));

  test.each<[any, number, string]>([
    [{}, 37, 'envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`'],
    [
      { configMapRef: { name: 'c' }, secretRef: { name: 's' } },
      37,
      'envFrom: Invalid value: "": may not have more than one field specified at a time',
    ],
    [{ configMapRef: {} }, 37, 'envFrom[0].configMapRef.name: Required value'],
    [{ secretRef: { name: 'S' } }, 37, 'envFrom[0].secretRef.name: Invalid value: "S"'],
    [{ secretRef: { name: 's' }, prefix: '=' }, 37, 'envFrom[0].prefix: Invalid value: "="'],
    [{ secretRef: { name: 's' }, prefix: '1' }, 31, 'envFrom[0].prefix: Invalid value: "1"'],
  ])('%j is refused in 1.%d', (source, minor, error) =>
    expect(beginnings(envFrom(source, minor), [error])).toEqual([error]),
  );
});
