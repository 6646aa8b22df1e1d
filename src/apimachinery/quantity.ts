/**
 * Kubernetes quantities (`500m`, `256Mi`, `1e3`), read as the API server reads them and compared exactly.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */

const EXPONENTS: Record<string, readonly [base: 2 | 10, exponent: number]> = {
  '': [10, 0],
  n: [10, -9],
  u: [10, -6],
  m: [10, -3],
  k: [10, 3],
  M: [10, 6],
  G: [10, 9],
  T: [10, 12],
  P: [10, 15],
  E: [10, 18],
  Ki: [2, 10],
  Mi: [2, 20],
  Gi: [2, 30],
  Ti: [2, 40],
  Pi: [2, 50],
  Ei: [2, 60],
};

const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eEinumkKMGTP]+)([+-]?\d*))?$/;
const NANO = 9;
/** The value of the quantity 1. */
export const ONE = 10n ** BigInt(NANO);
/** Past this power of ten all values are alike; it keeps `1e999999` from costing anything. */
const MAX_EXPONENT = 1000;
const HUGE = 10n ** BigInt(MAX_EXPONENT);
/** A higher power keeps an API server busy for minutes: no answer comes in time. */
const MAX_POWER = 10_000_000;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_BINARY = MAX_INT64 * ONE;

/**
 * The value of a quantity in units of 10^-9; undefined for any other text.
 *
 * As in the API server, what is finer than that is rounded up (away from zero), surrounding white space is ignored,
 * and numbers are taken as they print.
 */
export function parseQuantity(quantity: string | number): bigint | undefined {
  const text = String(quantity);
  let value = known.get(text);
  if (value === undefined) {
    value = parse(text.trim()) ?? null;
    if (known.size >= MAX_KNOWN) known.clear();
    if (text.length <= MAX_KNOWN_LENGTH) known.set(text, value);
  }
  return value ?? undefined;
}

/** The same few quantities stand in most containers, and are asked for several times in each. */
const known = new Map<string, bigint | null>();
const MAX_KNOWN = 1000;
const MAX_KNOWN_LENGTH = 20;

function parse(text: string): bigint | undefined {
  const match = SYNTAX.exec(text);
  if (!match || text === '') return undefined;
  const [, sign, , , letters = '', power = ''] = match;
  // Leading and trailing zeros say nothing, and digits beyond any use would cost too much.
  const whole = match[2].replace(/^0+/, '');
  const fraction = withoutTrailingZeros(match[3] ?? '');

  let unit: readonly [2 | 10, number] | undefined = EXPONENTS[letters];
  if (power !== '') {
    // A power belongs to `e` and `E` alone.
    const exponent = letters === 'e' || letters === 'E' ? readPower(power) : undefined;
    if (exponent === undefined) return undefined;
    unit = [10, Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent))];
  }
  if (!unit) return undefined;
  if (whole.length > MAX_EXPONENT) return sign === '-' ? -HUGE : HUGE;
  if (fraction.length > MAX_EXPONENT) {
    return parse(`${sign}${whole}.${fraction.slice(0, MAX_EXPONENT - 1)}1${letters}${power}`);
  }

  const digits = BigInt(whole + fraction || '0');
  const [base, exponent] = unit;
  // A suffix alone is 0, where the server's fast path takes it.
  if (match[2] + (match[3] ?? '') === '' && (base === 2 ? exponent > 40 : exponent < -NANO)) return undefined;
  let numerator = base === 2 ? digits * 2n ** BigInt(exponent) : digits;
  const shift = NANO - fraction.length + (base === 10 ? exponent : 0);
  if (shift >= 0) {
    numerator *= 10n ** BigInt(shift);
  } else {
    const divisor = 10n ** BigInt(-shift);
    numerator = (numerator + divisor - 1n) / divisor;
  }
  if (base === 2 && numerator > MAX_BINARY) numerator = MAX_BINARY;
  return sign === '-' ? -numerator : numerator;
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

/** The power of ten, which the API server reads as an int64 and keeps 32 bits of; undefined for any other text. */
function readPower(power: string): number | undefined {
  const match = /^([+-]?)0*(\d{1,19})$/.exec(power);
  if (!match) return undefined;
  const value = match[1] === '-' ? -BigInt(match[2]) : BigInt(match[2]);
  const exponent = Number(BigInt.asIntN(32, value));
  return value === BigInt.asIntN(64, value) && Math.abs(exponent) <= MAX_POWER ? exponent : undefined;
}

const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * A quantity as the API server prints it: `1000m` is `1`, `1024Mi` is `1Gi`, `1000` is `1k`.
 *
 * @param value the value to print in the style of `quantity`, in units of 10^-9; its own when left out
 */
export function canonicalQuantity(quantity: string | number, value = parseQuantity(quantity)): string {
  const text = String(quantity).trim();
  if (value === undefined || (value === parseQuantity(text) && printsAsWritten(text))) return text;
  if (value === 0n) return '0';

  const whole = value / ONE;
  // Small and fractional values are printed in decimal, whatever their suffix was.
  if (/[KMGTPE]i$/.test(text) && value % ONE === 0n && (whole <= -1024n || whole >= 1024n)) {
    let [number, exponent] = [whole, 0];
    for (; number % 1024n === 0n && exponent < BINARY_SUFFIXES.length - 1; exponent++) number /= 1024n;
    return `${number}${BINARY_SUFFIXES[exponent]}`;
  }

  let [number, exponent] = [value, -NANO];
  for (; number % 1000n === 0n; exponent += 3) number /= 1000n;
  if (/[eE][+-]?\d/.test(text)) return exponent === 0 ? String(number) : `${number}e${exponent}`;
  return `${number}${DECIMAL_SUFFIXES[(exponent + NANO) / 3] ?? ''}`;
}

/** How many digits of a binary quantity fit into an int64 by the API server's estimate. */
const BINARY_DIGITS: Record<string, number> = { Ki: 11, Mi: 8, Gi: 5, Ti: 2 };

interface FastQuantity {
  readonly digits: string;
  readonly exponent: number;
  readonly isBinary: boolean;
}

/** What the API server reads as an int64 and an exponent; undefined for what takes it a big number. */
function readFast(text: string): FastQuantity | undefined {
  const match = /^[+-]?0*(\d*)(?:\.(\d*))?([A-Za-z]*)([+-]?\d*)$/.exec(text);
  if (!match) return undefined;
  const [, whole, fraction = '', letters, power] = match;
  const digits = (whole || '0') + fraction;
  const isBinary = letters.length === 2 && letters.endsWith('i');
  if (isBinary) {
    return fraction === '' && digits.length <= (BINARY_DIGITS[letters] ?? 0)
      ? { digits, exponent: 0, isBinary }
      : undefined;
  }
  const exponent = (power ? (readPower(power) ?? 0) : (EXPONENTS[letters]?.[1] ?? 0)) - fraction.length;
  return digits.length <= 18 && exponent >= -NANO ? { digits, exponent, isBinary } : undefined;
}

/** What looks canonical to the API server is printed just as it was written: `+1`, `1.500`, `01Gi`. */
function printsAsWritten(text: string): boolean {
  const fast = readFast(text);
  if (!fast) return false;
  const { digits, exponent, isBinary } = fast;
  return isBinary
    ? BigInt(digits) % 8n !== 0n
    : exponent % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** Powers of ten that the API server multiplies an int64 by in one step; it does not look whether the result fits. */
const UNCHECKED_POWERS = [1, 2, 3, 6, 9];

/**
 * A number that was made of a quantity, as the API server's int64 has it: what does not fit wraps around, or is 0 where
 * the server multiplied step by step.
 *
 * @param power of ten that the number counts: 0 for units, -3 for thousandths
 */
export function asInt64(quantity: string | number, number: bigint, power: 0 | -3): bigint {
  const fast = readFast(String(quantity).trim());
  if (fast === undefined || UNCHECKED_POWERS.includes(fast.exponent - power)) return BigInt.asIntN(64, number);
  return number > MAX_INT64 || number < -MAX_INT64 ? 0n : number;
}

/** Rounded up (away from zero) to a thousandth: how the API server keeps the values of `requests` and `limits`. */
export function roundUpToMilli(value: bigint): bigint {
  const milli = ONE / 1000n;
  const rest = value % milli;
  if (rest === 0n) return value;
  return value - rest + (value < 0n ? -milli : milli);
}

/** Whether the text (or number) is a quantity. */
export function isQuantity(quantity: unknown): quantity is string | number {
  return (typeof quantity === 'string' || typeof quantity === 'number') && parseQuantity(quantity) !== undefined;
}

/**
 * The order of two quantities by value: negative when `a` is less than `b`, 0 when they are equal.
 *
 * @throws when one of them is not a quantity
 */
export function compareQuantities(a: string | number, b: string | number): number {
  const [x, y] = [a, b].map((quantity) => {
    const value = parseQuantity(quantity);
    if (value === undefined) throw new Error(`${JSON.stringify(quantity)} is not a quantity`);
    return value;
  });
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * A whole multiple of a quantity, in the unit it was written in: `100m` × 2 is `200m`, `1.5Gi` × 2 is `3Gi`.
 *
 * @returns undefined when the text is not a quantity
 */
export function multiplyQuantity(quantity: string | number, factor: number): string | undefined {
  if (parseQuantity(quantity) === undefined) return undefined;
  const [, sign, whole, fraction = '', letters = '', power = ''] = SYNTAX.exec(String(quantity).trim())!;
  const digits = String(BigInt(whole + fraction || '0') * BigInt(factor)).padStart(fraction.length + 1, '0');
  const point = digits.length - fraction.length;
  const decimals = withoutTrailingZeros(digits.slice(point));
  return `${sign === '-' ? '-' : ''}${digits.slice(0, point)}${decimals && `.${decimals}`}${letters}${power}`;
}
