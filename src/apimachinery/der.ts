/**
 * ASN.1 in DER: each value has one form, so that what is written otherwise is malformed.
 *
 * @see https://www.itu.int/rec/T-REC-X.690
 */
/* eslint-disable no-bitwise -- tags and lengths are bits */

/** A value: its tag, what it holds, and both with its length as they were written. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of an optional field of a structure: `[0]`. */
export const contextTag = (number: number, isConstructed = true) => 0x80 | (isConstructed ? 0x20 : 0) | number;

/** The values that the bytes are, one after the other; undefined when they are not DER. */
export function derValues(bytes: Uint8Array): DerValue[] | undefined {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = derValueAt(bytes, at);
    if (!value) return undefined;
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** The one value that the bytes are, if it has that tag. */
export function derValue(bytes: Uint8Array, tag: number): DerValue | undefined {
  const value = bytes.length === 0 ? undefined : derValueAt(bytes, 0);
  return value?.tag === tag && value.whole.length === bytes.length ? value : undefined;
}

function derValueAt(bytes: Uint8Array, at: number): DerValue | undefined {
  // Tags of more than one byte stand in no certificate.
  if (at + 2 > bytes.length || (bytes[at] & 0x1f) === 0x1f) return undefined;
  const first = bytes[at + 1];
  const count = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + count;
  if (first === 0x80 || count > 4 || start > bytes.length) return undefined;
  let length = count === 0 ? first : 0;
  for (let i = at + 2; i < start; i++) length = length * 256 + bytes[i];
  // A shorter form would do.
  if (count > 0 && (length < 0x80 || bytes[at + 2] === 0)) return undefined;
  const end = start + length;
  if (end > bytes.length) return undefined;
  return { tag: bytes[at], content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

/** What a value of that tag is made of; undefined when it is another value, or they are not DER. */
export const derItems = (value: DerValue | undefined, tag: number): DerValue[] | undefined =>
  value?.tag === tag ? derValues(value.content) : undefined;

/** Whether it is an integer, in its shortest form. */
export function isInteger(value: DerValue | undefined): value is DerValue {
  if (value?.tag !== TAG.integer || value.content.length === 0) return false;
  const [first, second] = value.content;
  return second === undefined || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
}

/** The number that an integer is, if it has one byte. */
export const smallInteger = (value: DerValue | undefined): number | undefined =>
  isInteger(value) && value.content.length === 1 ? (value.content[0] << 24) >> 24 : undefined;

/** `1.2.840.10045.2.1`; undefined when it is not an object identifier. */
export function objectId(value: DerValue | undefined): string | undefined {
  if (value?.tag !== TAG.objectId || value.content.length === 0) return undefined;
  const numbers: number[] = [];
  let number = 0;
  let isStart = true;
  for (const byte of value.content) {
    if (isStart && byte === 0x80) return undefined;
    number = number * 128 + (byte & 0x7f);
    isStart = byte < 0x80;
    if (!isStart) continue;
    numbers.push(number);
    number = 0;
  }
  if (!isStart) return undefined;
  const [both, ...others] = numbers;
  const top = Math.min(2, Math.floor(both / 40));
  return [top, both - top * 40, ...others].join('.');
}

/** Whether it is a bit string: its first byte counts the bits at the end that are not used, which are 0. */
export function isBitString({ tag, content }: DerValue): boolean {
  if (tag !== TAG.bitString || content.length === 0 || content[0] > 7) return false;
  return content.length === 1 ? content[0] === 0 : (content[content.length - 1] & ((1 << content[0]) - 1)) === 0;
}

/** The bytes of a bit string that ends with a byte. */
export function wholeBytes(value: DerValue | undefined): Uint8Array | undefined {
  return value?.tag === TAG.bitString && value.content[0] === 0 ? value.content.subarray(1) : undefined;
}

/** `true`, `false`; undefined when it is neither. */
export function derBoolean(value: DerValue | undefined): boolean | undefined {
  if (value?.tag !== TAG.boolean || value.content.length !== 1) return undefined;
  const [byte] = value.content;
  return byte === 0 || byte === 0xff ? byte === 0xff : undefined;
}
