import * as fc from 'fast-check';
import {
  asInt64,
  canonicalQuantity,
  compareQuantities,
  isQuantity,
  multiplyQuantity,
  parseQuantity,
  roundUpToMilli,
} from '../../src/apimachinery/quantity';

describe('parseQuantity', () => {
  test.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['500m', 500_000_000n],
    ['1n', 1n],
    ['0.1n', 1n],
    ['-0.1n', -1n],
    ['1.5Gi', 1_610_612_736n * 1_000_000_000n],
    ['1k', 1_000n * 1_000_000_000n],
    ['1e3', 1_000n * 1_000_000_000n],
    ['1E3', 1_000n * 1_000_000_000n],
    ['1E', 10n ** 27n],
    ['1e-3', 1_000_000n],
    ['1e4294967299', 1_000n * 1_000_000_000n],
    ['1E0000000000000000000000000000000', 1_000_000_000n],
    ['.5', 500_000_000n],
    ['5.', 5_000_000_000n],
    ['+1', 1_000_000_000n],
    ['Gi', 0n],
    ['Ti', 0n],
    ['e-9', 0n],
    ['-', 0n],
    ['0Ei', 0n],
    ['0e-12', 0n],
    ['999999Ti', 999_999n * 2n ** 40n * 1_000_000_000n],
    [' 1 ', 1_000_000_000n],
    [0.25, 250_000_000n],
    ['100Ei', (2n ** 63n - 1n) * 1_000_000_000n],
  ])('%p', (text, nano) => expect(parseQuantity(text)).toBe(nano));

  test.each([
    '',
    ' ',
    'K',
    '1K',
    '1mi',
    '1g',
    '1GB',
    '1 Gi',
    'abc',
    '1.2.3',
    '1e',
    '1e+',
    '1m3',
    '--1',
    '1Mi2',
    'NaN',
    'Infinity',
    'Pi',
    'Ei',
    '.Ei',
    'e-10',
    '1e9223372036854775808',
    '1e10000001',
    '1e-10000001',
  ])('%p is not a quantity', (text) => expect(isQuantity(text)).toBe(false));

  test('a million digits are parsed quickly', () => {
    const million = 1_000_000;
    expect(parseQuantity('9'.repeat(million))).toBeGreaterThan(parseQuantity('1E')!);
    expect(parseQuantity(`-${'9'.repeat(million)}`)).toBeLessThan(0n);
    expect(parseQuantity(`${'0'.repeat(million)}1`)).toBe(parseQuantity('1'));
    expect(parseQuantity(`1.${'0'.repeat(million)}`)).toBe(parseQuantity('1'));
    expect(parseQuantity(`0.${'0'.repeat(million)}1`)).toBe(1n);
    expect(parseQuantity(`${'9'.repeat(million)}x`)).toBeUndefined();
    expect(parseQuantity(`${'9'.repeat(million)}mm`)).toBeUndefined();
    expect(parseQuantity(`0.${'0'.repeat(million)}x`)).toBeUndefined();
  });

  test('a huge exponent is parsed quickly', () => {
    expect(compareQuantities('1e10000000', '1E')).toBeGreaterThan(0);
    expect(parseQuantity('1e-10000000')).toBe(1n);
  });
});

test('compareQuantities refuses values that are not quantities', () => {
  expect(() => compareQuantities('1', 'x')).toThrow('"x" is not a quantity');
});

const unit = fc.constantFrom('n', 'u', 'm', '', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi');
const quantities = fc.tuple(fc.nat(1_000_000), unit).map(([n, u]) => `${n}${u}`);

test('the order is total, antisymmetric and transitive', () => {
  fc.assert(
    fc.property(quantities, quantities, quantities, (a, b, c) => {
      expect(Math.sign(compareQuantities(a, b))).toBe(-Math.sign(compareQuantities(b, a)) + 0);
      if (compareQuantities(a, b) <= 0 && compareQuantities(b, c) <= 0) {
        expect(compareQuantities(a, c)).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test('1000 of a unit equal 1 of the next unit', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.constantFrom(['n', 'u'], ['u', 'm'], ['m', ''], ['', 'k'], ['k', 'M'], ['M', 'G']),
      (n, [small, big]) => {
        expect(parseQuantity(`${n}000${small}`)).toBe(parseQuantity(`${n}${big}`));
      },
    ),
  );
});

describe('multiplyQuantity', () => {
  test.each([
    ['100m', '200m'],
    ['1.5Gi', '3Gi'],
    ['0.25', '0.5'],
    ['.05', '0.1'],
    ['1e3', '2e3'],
    ['0', '0'],
    [0.1, '0.2'],
    ['-1', '-2'],
    ['x', undefined],
  ])('%p × 2', (quantity, expected) => expect(multiplyQuantity(quantity, 2)).toBe(expected));

  test('the value is multiplied', () => {
    const decimal = fc
      .tuple(fc.nat(100_000), fc.nat(999), fc.constantFrom('', 'm', 'k', 'Mi', 'Gi'))
      .map(([a, b, u]) => `${a}.${b}${u}`);
    fc.assert(
      fc.property(decimal, fc.integer({ min: 1, max: 9 }), (text, factor) => {
        expect(parseQuantity(multiplyQuantity(text, factor)!)).toBe(parseQuantity(text)! * BigInt(factor));
      }),
    );
  });
});

describe('canonicalQuantity', () => {
  test.each([
    ['0', '0'],
    ['0Gi', '0'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1.5', '1500m'],
    ['1000', '1k'],
    ['1024', '1024'],
    ['1024Ki', '1Mi'],
    ['1000Ki', '1000Ki'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['0.3Mi', '314572800m'],
    ['-1', '-1'],
    ['-2Gi', '-2Gi'],
    ['1e3', '1e3'],
    ['1e0', '1e0'],
    ['1e1', '10'],
    ['12e2', '1200'],
    ['1E', '1E'],
    ['0.0001', '100u'],
    [' 1 ', '1'],
    [2, '2'],
    ['x', 'x'],
    ['+1', '+1'],
    ['01Gi', '01Gi'],
    ['8Gi', '8Gi'],
    ['+8Gi', '8Gi'],
    ['1.500', '1.500'],
    ['1.001k', '1.001k'],
    ['1E3', '1E3'],
    ['1.0', '1'],
    ['0.500', '500m'],
    ['100Ti', '100Ti'],
    ['1Pi', '1Pi'],
    ['+1Pi', '1Pi'],
    ['1234567890123456789', '1234567890123456789'],
  ])('%p is printed as %p', (written, canonical) => expect(canonicalQuantity(written)).toBe(canonical));

  test('prints another value in the same notation', () =>
    expect(canonicalQuantity('1Gi', parseQuantity('2Gi'))).toBe('2Gi'));

  test('does not change the value', () =>
    fc.assert(
      fc.property(
        fc.integer(),
        unit,
        (n, suffix) => parseQuantity(canonicalQuantity(`${n}${suffix}`)) === parseQuantity(`${n}${suffix}`),
      ),
    ));
});

test.each([
  ['1', '1'],
  ['1m', '1m'],
  ['0.0001', '1m'],
  ['-0.0001', '-1m'],
  ['1.0001', '1001m'],
])('%p is kept as %p', (written, kept) => expect(roundUpToMilli(parseQuantity(written)!)).toBe(parseQuantity(kept)));

test.each<[string | number, 0 | -3, bigint, bigint]>([
  ['9E', 0, 9n * 10n ** 18n, 9n * 10n ** 18n],
  ['10E', 0, 10n ** 19n, 0n],
  [1e21, 0, 10n ** 21n, 0n],
  ['-10E', 0, -(10n ** 19n), 0n],
  ['12345678901234567890', 0, 12345678901234567890n, -6101065172474983726n],
  ['9Ei', -3, (2n ** 63n - 1n) * 1000n, -1000n],
  ['9223372036854775', -3, 9223372036854775000n, 9223372036854775000n],
  ['9223372036854777', -3, 9223372036854777000n, -9223372036854774616n],
  ['9223372036854777k', -3, 9223372036854777000000n, 9223372036854777000000n - 500n * 2n ** 64n],
  ['9223372036854777M', -3, 9223372036854777n * 10n ** 9n, BigInt.asIntN(64, 9223372036854777n * 10n ** 9n)],
  ['9223372036854777G', -3, 9223372036854777n * 10n ** 12n, 0n],
  ['92233720368547758.1k', -3, 922337203685477581n * 10n ** 5n, 0n],
])('%p as an integer scaled by 10^%p: %p if the server reads it as an int64: %p', (quantity, power, number, int64) =>
  expect(asInt64(quantity, number, power)).toBe(int64),
);
