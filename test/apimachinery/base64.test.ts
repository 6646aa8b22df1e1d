import * as fc from 'fast-check';
import { base64Length, isBase64 } from '../../src/apimachinery/base64';
import { decodeBase64, encodeBase64 } from '../../src/text/bytes';

test.each([
  ['', true, 0],
  ['YQ==', true, 1],
  ['YWI=', true, 2],
  ['YWJj', true, 3],
  ['YW\nJj', true, 3],
  ['YQ=\r\n=', true, 1],
  ['+/+/', true, 3],
])('%j is base64 of %s %i bytes', (text, expected, length) => {
  expect(isBase64(text)).toBe(expected);
  expect(base64Length(text)).toBe(length);
});

test.each(['YQ', 'YQ=', 'Y===', '====', 'YW J', '-_-_', 'YQ==YQ==', 'é===', 'YWJj='])('%j is not base64', (text) => {
  expect(isBase64(text)).toBe(false);
});

test('reads what Node encodes, and counts its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(isBase64(text)).toBe(true);
      expect(base64Length(text)).toBe(bytes.length);
      expect(encodeBase64([...bytes])).toBe(text);
      expect(decodeBase64(text)).toEqual(bytes);
    }),
  );
});

test('encodes values that are not bytes, and skips line breaks, as Go does', () => {
  expect(encodeBase64([null, 1])).toBe('AAE=');
  expect([...decodeBase64('YQ=\r\n=')]).toEqual([0x61]);
});
