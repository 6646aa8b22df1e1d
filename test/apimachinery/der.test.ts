import {
  contextTag,
  derBoolean,
  derItems,
  derValue,
  derValues,
  isBitString,
  isInteger,
  objectId,
  smallInteger,
  TAG,
  wholeBytes,
} from '../../src/apimachinery/der';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hexOf = (content: Uint8Array | undefined) => content && Buffer.from(content).toString('hex');
const value = (hex: string) => derValues(bytes(hex))?.[0];

test.each([
  ['', 0],
  ['0500', 1],
  ['05000500', 2],
  ['020101', 1],
  [`0481${'80'}${'00'.repeat(128)}`, 1],
  // Not DER: too short, a longer form than needed, without an end, of a tag with two bytes.
  ['05', undefined],
  ['020201', undefined],
  ['04810100', undefined],
  ['0482000100', undefined],
  ['0480000', undefined],
  ['1f0100', undefined],
  ['0485010000000000', undefined],
])('%s has %s values', (hex, count) => expect(derValues(bytes(hex))?.length).toBe(count));

test('a value with another tag or with more bytes after it is not read', () => {
  expect(derValue(bytes('3000'), TAG.sequence)?.tag).toBe(TAG.sequence);
  expect(derValue(bytes('3000'), TAG.set)).toBeUndefined();
  expect(derValue(bytes('300000'), TAG.sequence)).toBeUndefined();
  expect(derValue(bytes(''), TAG.sequence)).toBeUndefined();
  expect(derItems(value('3003020101'), TAG.sequence)).toHaveLength(1);
  expect(derItems(value('3003020101'), TAG.set)).toBeUndefined();
  expect(contextTag(3)).toBe(0xa3);
  expect(contextTag(6, false)).toBe(0x86);
});

test.each<[string, boolean, number | undefined]>([
  ['020101', true, 1],
  ['0201ff', true, -1],
  ['02020080', true, undefined],
  ['0200', false, undefined],
  ['02020001', false, undefined],
  ['0202ff80', false, undefined],
  ['040101', false, undefined],
])('%s is an integer: %s, %s', (hex, isOne, number) => {
  expect(isInteger(value(hex))).toBe(isOne);
  expect(smallInteger(value(hex))).toBe(number);
});

test.each([
  ['06072a8648ce3d0201', '1.2.840.10045.2.1'],
  ['0603550413', '2.5.4.19'],
  ['0602883703', undefined],
  ['0600', undefined],
  ['060180', undefined],
  ['06022a80', undefined],
  ['020101', undefined],
])('%s is the object %s', (hex, id) => expect(objectId(value(hex))).toBe(id));

test.each([
  ['0101ff', true],
  ['010100', false],
  ['010101', undefined],
  ['0100', undefined],
  ['0201ff', undefined],
])('%s is %s', (hex, expected) => expect(derBoolean(value(hex))).toBe(expected));

test.each([
  ['030100', true, ''],
  ['03020080', true, '80'],
  ['03020780', true, undefined],
  ['03020781', false, undefined],
  ['03020880', false, undefined],
  ['030101', false, undefined],
  ['0300', false, undefined],
  ['040100', false, undefined],
])('%s is a string of bits: %s, with the bytes %s', (hex, isOne, whole) => {
  expect(isBitString(value(hex)!)).toBe(isOne);
  expect(hexOf(wholeBytes(value(hex)))).toBe(whole);
});
