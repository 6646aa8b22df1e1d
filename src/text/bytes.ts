/** Bytes and UTF-8 without Node's Buffer, which browsers don't have. */

const NOT_ASCII = /[^\0-\x7f]/;

/** The number of bytes that a text takes in UTF-8; a lone surrogate counts as the replacement character. */
export const utf8Length = (text: string) =>
  NOT_ASCII.test(text) ? new TextEncoder().encode(text).length : text.length;

/** The bytes of base64 text. As Buffer does, it skips characters that don't belong and stops at the padding. */
export function decodeBase64(text: string): Uint8Array {
  const [packed] = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/=]/g, '')
    .split('=', 1);
  // A single character at the end is not a whole byte.
  const whole = packed.length % 4 === 1 ? packed.slice(0, -1) : packed;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

/** Bytes as base64 text; null is a zero, as in Go. */
export const encodeBase64 = (bytes: readonly (number | null)[]) =>
  btoa(bytes.map((byte) => String.fromCharCode(byte ?? 0)).join(''));

/** The text of base64 text; invalid UTF-8 becomes the replacement character. */
export const textOfBase64 = (text: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(decodeBase64(text));
