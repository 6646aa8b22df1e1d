import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { isEqual } from '../../src/text/equal';

test('JSON is equal when Node says so', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(isEqual(a, b)).toBe(isDeepStrictEqual(a, b));
      expect(isEqual(a, structuredClone(a))).toBe(true);
    }),
  );
});

const date = new Date(0);
test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: undefined }, {}, false],
  [{ a: undefined }, { b: undefined }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [[], {}, false],
  [null, {}, false],
  ['1', 1, false],
  [NaN, NaN, true],
  [JSON.parse('{"__proto__": 1}'), {}, false],
  [{}, JSON.parse('{"__proto__": 1}'), false],
  [date, date, true],
  [date, new Date(1), false],
])('%j and %j: %s', (a, b, expected) => {
  expect(isEqual(a, b)).toBe(expected);
});
