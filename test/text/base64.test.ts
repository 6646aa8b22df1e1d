import * as fc from 'fast-check';
import { base64Bytes } from '../../src/text/base64';

test('the same bytes as from Buffer, whatever the text', () => {
  const text = fc.oneof(fc.string({ unit: fc.constantFrom(...'aZ09+/-_=\n é') }), fc.base64String());
  fc.assert(fc.property(text, (each) => expect(Buffer.from(base64Bytes(each))).toEqual(Buffer.from(each, 'base64'))));
});
