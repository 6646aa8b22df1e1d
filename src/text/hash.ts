/* eslint-disable no-bitwise -- SHA-256 is made of them. */

/** SHA-256 in plain JavaScript: Node's own is not there in browsers, and theirs answers by a promise only. */

import { sortedByKey } from './json-value';

/** JSON with sorted keys: equal objects give equal texts, whatever the order of their keys. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member) ? sortedByKey(member) : member,
  );
}

const BLOCK = 64;
const PRIMES = primes(64);
/** The first bits of the fractional parts of the primes' cube roots, and of the first eight primes' square roots. */
const ROUNDS = Int32Array.from(PRIMES, (prime) => fractionOf(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fractionOf(Math.sqrt(prime)));

/**
 * The SHA-256 hash of a text, in hexadecimal digits.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */
export function sha256(text: string): string {
  const bytes = padded(new TextEncoder().encode(text));
  const state = Int32Array.from(START);
  const words = new Int32Array(BLOCK);
  for (let offset = 0; offset < bytes.byteLength; offset += BLOCK) {
    for (let i = 0; i < 16; i++) words[i] = bytes.getInt32(offset + 4 * i);
    for (let i = 16; i < BLOCK; i++) words[i] = expanded(words, i);
    addBlock(state, words);
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The bytes, a one, zeros up to a whole block, and the number of bits. */
function padded(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
  const all = new Uint8Array(length);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, bytes.length << 3);
  return view;
}

function expanded(words: Int32Array, i: number): number {
  const a = words[i - 15];
  const b = words[i - 2];
  const low = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
  const high = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
  return (words[i - 16] + low + words[i - 7] + high) | 0;
}

function addBlock(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < BLOCK; i++) {
    const upper = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + upper + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const lower = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (lower + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
}

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function fractionOf(value: number): number {
  return ((value % 1) * 2 ** 32) | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
