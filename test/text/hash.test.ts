import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { sha256, sortedJson } from '../../src/text/hash';

const nodes = (text: string) => createHash('sha256').update(text).digest('hex');

test.each(Array.from({ length: 130 }, (_, length) => length))('the hash of %i characters is that of Node', (length) => {
  const text = 'x'.repeat(length);
  expect(sha256(text)).toBe(nodes(text));
});

test('the hash of any text is that of Node', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(sha256(text)).toBe(nodes(text))));
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('equal objects give equal texts', () => {
  expect(sortedJson({ b: [2, 1, { d: null, c: undefined }], a: '1' })).toBe('{"a":"1","b":[2,1,{"d":null}]}');
  expect(sortedJson({ a: '1', b: [2, 1, { d: null }] })).toBe('{"a":"1","b":[2,1,{"d":null}]}');
});
