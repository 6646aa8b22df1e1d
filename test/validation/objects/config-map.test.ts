import { validateConfigMap } from '../../../src/validation/objects/config-map';
import { beginnings, found, long } from '../rules';

const MIB = 1024 * 1024;
const base64 = (bytes: number) => Buffer.alloc(bytes).toString('base64');

test.each<[any, string[]]>([
  [{}, []],
  [{ data: null, binaryData: null }, []],
  [{ data: { a: '', '-._A9': 'b', '.a': 'c', [long(253)]: 'd' }, binaryData: { b: 'YQ==' } }, []],
  [
    { data: { 'a b': '' } },
    ['data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters'],
  ],
  [{ data: { '': '' } }, ['data[]: Invalid value: ""']],
  [{ data: { '.': '' } }, ['data[.]: Invalid value: ".": must not be \'.\'']],
  [{ data: { '..': '' } }, ['data[..]: Invalid value: "..": must not be \'..\'']],
  [{ data: { '..a': '' } }, ['data[..a]: Invalid value: "..a": must not start with \'..\'']],
  [{ binaryData: { 'a/b': '' } }, ['binaryData[a/b]: Invalid value: "a/b"']],
  [{ data: { a: '' }, binaryData: { a: '' } }, ['data[a]: Invalid value: "a": duplicate of key present in binaryData']],
  [{ metadata: { name: 'a', generation: -1 } }, ['metadata.generation: Invalid value: -1']],
])('%j', (configMap, expected) => {
  const errors = found((v) => validateConfigMap(v, { metadata: { name: 'a' }, ...configMap }));
  expect(beginnings(errors, expected)).toEqual(expected);
});

test.each<[string, any, boolean]>([
  ['as much as there may be', { data: { a: long(MIB) } }, true],
  ['one byte more', { data: { a: long(MIB + 1) } }, false],
  ['one byte more, in characters that have two', { data: { a: `${long(MIB / 2, 'é')}x` } }, false],
  [
    'together as much as there may be',
    { data: { a: long(MIB - 100) }, binaryData: { [long(253)]: base64(100) } },
    true,
  ],
  ['together one byte more', { data: { a: long(MIB - 100) }, binaryData: { b: base64(101) } }, false],
])('%s', (_, configMap, fits) => {
  const errors = found((v) => validateConfigMap(v, { metadata: { name: 'a' }, ...configMap }));
  expect(errors).toEqual(fits ? [] : ['[]: Too long: may not be more than 1048576 bytes']);
});
