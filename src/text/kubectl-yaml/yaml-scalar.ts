/**
 * The value of a YAML scalar for kubectl: go-yaml v2's YAML 1.1, which is neither the standard's 1.1 (no sexagesimal
 * numbers) nor its 1.2 (`yes` is true, 0644 is octal).
 *
 * @see https://pkg.go.dev/sigs.k8s.io/yaml
 */

import { decodeBase64 } from '../bytes';

const cases = (word: string) => [word, word[0].toUpperCase() + word.slice(1), word.toUpperCase()];

const WORDS = new Map<string, boolean | null | number>([
  ...['y', 'yes', 'true', 'on'].flatMap(cases).map((word): [string, boolean] => [word, true]),
  ...['n', 'no', 'false', 'off'].flatMap(cases).map((word): [string, boolean] => [word, false]),
  ...['', '~', ...cases('null')].map((word): [string, null] => [word, null]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, number] => [word, NaN]),
  ...cases('inf').flatMap((word): [string, number][] => [
    [`.${word}`, Infinity],
    [`+.${word}`, Infinity],
    [`-.${word}`, -Infinity],
  ]),
]);
for (const word of ['.INF', '+.INF', '-.INF']) WORDS.set(word, word[0] === '-' ? -Infinity : Infinity);

/** After underscores were removed, which are allowed anywhere but at the start. */
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9]\d*))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** Go accepts a sign after the prefix too. */
const SIGNED_BINARY = /^(-?)0b([-+]?)([01]+)$/;

/** A whole number with more digits than JavaScript keeps. */
export const TOO_LONG = Symbol('too long');

/** The value of a scalar. JSON has no infinite numbers and no NaN, but YAML has. */
export type ScalarValue = string | number | boolean | null | typeof TOO_LONG;

/** The value of a plain scalar. */
export function resolvePlain(text: string): ScalarValue {
  const code = text.charCodeAt(0);
  // Most texts begin with a letter that none of the words above begin with.
  if (code > 0x39 && !MAY_BE_WORD.has(code)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  // After a leading point, underscores are allowed only between digits.
  if (code === 0x2e && /(?:^|\D)_|_(?:\D|$)/.test(text)) return text;
  if (code !== 0x2b && code !== 0x2d && code !== 0x2e && !(code >= 0x30 && code <= 0x39)) return text;
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  return integer(digits) ?? (FLOAT.test(digits) ? finite(digits, text) : (signedBinary(digits) ?? text));
}

const MAY_BE_WORD = new Set([...WORDS.keys()].map((word) => word.charCodeAt(0)));

function finite(digits: string, text: string): ScalarValue {
  const number = Number(digits);
  if (!Number.isFinite(number)) return text;
  // Without point and exponent the number is meant to be exact.
  return /^[-+]?\d+$/.test(digits) && !Number.isSafeInteger(number) ? TOO_LONG : number;
}

function integer(digits: string): number | typeof TOO_LONG | undefined {
  const match = INTEGER.exec(digits);
  if (!match) return undefined;
  const [, sign, hex, octal, binary, decimal] = match;
  const number = Number(decimal ?? prefixed('0x', hex) ?? prefixed('0o', octal) ?? prefixed('0b', binary));
  if (!Number.isSafeInteger(number)) return TOO_LONG;
  return sign === '-' ? 0 - number : number;
}

const prefixed = (prefix: string, digits: string | undefined) => (digits === undefined ? undefined : prefix + digits);

function signedBinary(digits: string): number | undefined {
  const match = SIGNED_BINARY.exec(digits);
  return match && (match[1] === '' || match[2] === '')
    ? Number(`${match[1]}${match[2]}1`) * Number(`0b${match[3]}`)
    : undefined;
}

/**
 * A key in the JSON that kubectl makes of YAML: `yes` becomes `true`, 010 `8`, 1.10 `1.1`.
 *
 * @returns undefined when JSON has no such key
 */
export function keyText(value: ScalarValue, text: string): string | undefined {
  if (value === null || value === TOO_LONG) return undefined;
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return '.nan';
  return isInteger(text) ? String(value) : floatKey(value);
}

/** Go's `%g` of a 32 bit number: the fewest digits that distinguish it from its neighbours. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  if (!Number.isFinite(single)) return value < 0 ? '-.inf' : '.inf';
  let text = value.toPrecision(1);
  for (let digits = 2; Math.fround(Number(text)) !== single && digits <= 9; digits++) text = value.toPrecision(digits);
  const [mantissa, exponent] = Number(text).toExponential().split('e');
  const power = Number(exponent);
  return power < -4 || power >= 6
    ? `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
    : String(Number(text));
}

const TAG = 'tag:yaml.org,2002:';
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/**
 * The value of a scalar with a tag, such as `!!int "5"`. Unknown tags are ignored.
 *
 * @throws when the text is not of the tag's type
 */
export function resolveTagged(text: string, tag: string): ScalarValue {
  const type = tag.startsWith(TAG) ? tag.slice(TAG.length) : '';
  const value = resolvePlain(text);
  const number = typeof value === 'number' || value === TOO_LONG;
  switch (type) {
    case 'binary':
      return decode(text);
    case 'bool':
      if (typeof value === 'boolean') return value;
      break;
    case 'null':
      if (value === null) return value;
      break;
    case 'float':
      if (number) return value;
      break;
    case 'int':
      if (number && isInteger(text)) return value;
      break;
    case 'timestamp':
      if (TIMESTAMP.test(text)) return text;
      break;
    default:
      return text;
  }
  throw new Error(`not of the type ${type} that its tag names`);
}

function isInteger(text: string): boolean {
  const digits = text.replaceAll('_', '');
  return integer(digits) !== undefined || signedBinary(digits) !== undefined;
}

function decode(text: string): string {
  const base64 = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(base64)) {
    throw new Error('not valid base64, which its tag names');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBase64(base64));
  } catch {
    throw new Error('JSON cannot represent these bytes: remove the tag to keep them as base64');
  }
}
