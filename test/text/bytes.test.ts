import * as fc from 'fast-check';
import { decodeBase64, encodeBase64, textOfBase64, utf8Length } from '../../src/text/bytes';

test('bytes are counted as by Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => expect(utf8Length(text)).toBe(Buffer.byteLength(text))),
  );
  expect(utf8Length('\ud800')).toBe(3);
});

test('base64 is encoded as by Node', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255)), (bytes) => {
      const base64 = Buffer.from(bytes).toString('base64');
      expect(encodeBase64(bytes)).toBe(base64);
      expect([...decodeBase64(base64)]).toEqual(bytes);
      expect(textOfBase64(base64)).toBe(Buffer.from(bytes).toString());
    }),
  );
});

test.each(['', 'YQ==', 'YQ', 'Y', 'YWJj\nZGVm', 'YW Jj', 'YW-_', 'YQ==YQ==', '77u/YQ==', '/w==', '***', 'é'])(
  '%j is decoded as by Buffer',
  (text) => {
    expect([...decodeBase64(text)]).toEqual([...Buffer.from(text, 'base64')]);
    expect(textOfBase64(text)).toBe(Buffer.from(text, 'base64').toString());
  },
);
