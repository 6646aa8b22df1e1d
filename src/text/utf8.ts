/** Bytes as text: UTF-8 only. Bytes that are not UTF-8 are an error at the end of the text before them. */

/** Why bytes are not text. */
export class NotUtf8 extends Error {}

/** The most bytes of a character. */
const LONGEST_CHARACTER = 4;

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of bytes that come in pieces, which may split a character.
 *
 * @throws NotUtf8 after the text before the first byte that is wrong
 */
export async function* decodeUtf8(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  let isStart = true;
  for await (const piece of pieces) {
    const bytes = joined(rest, typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
    const { text, length } = beginning(bytes);
    if (length > 0) {
      yield text;
      isStart = false;
    }
    rest = bytes.subarray(length);
    // The last character may go on in the next piece.
    if (rest.length >= LONGEST_CHARACTER) throw notUtf8(rest, isStart);
  }
  if (rest.length > 0) throw notUtf8(rest, isStart);
}

/** The text of bytes, or the text that they begin with and why it ends there. */
export function decodeAll(bytes: Uint8Array): { readonly text: string; readonly error?: NotUtf8 } {
  const { text, length } = beginning(bytes);
  return { text, ...(length < bytes.length && { error: notUtf8(bytes.subarray(length), length === 0) }) };
}

function joined(rest: Uint8Array, more: Uint8Array): Uint8Array {
  if (rest.length === 0) return more;
  const bytes = new Uint8Array(rest.length + more.length);
  bytes.set(rest);
  bytes.set(more, rest.length);
  return bytes;
}

/** The longest text that bytes begin with, and how many of the bytes that is. */
function beginning(bytes: Uint8Array): { readonly text: string; readonly length: number } {
  // All of them, or all but the beginning of one more character.
  for (let length = bytes.length; length >= 0 && length > bytes.length - LONGEST_CHARACTER; length--) {
    const text = decoded(bytes, length);
    if (text !== undefined) return { text, length };
  }
  // A text cut within a character is not valid either, so up to three bytes less are tried.
  const isText = (length: number) => decoded(bytes, Math.max(0, length)) !== undefined;
  let [low, high] = [0, bytes.length];
  while (high - low > LONGEST_CHARACTER) {
    const middle = Math.floor((low + high) / 2);
    if ([0, 1, 2, 3].some((less) => isText(middle - less))) low = middle;
    else high = middle;
  }
  while (!isText(high)) high--;
  return { text: decoded(bytes, high)!, length: high };
}

function decoded(bytes: Uint8Array, length: number): string | undefined {
  try {
    return STRICT.decode(bytes.subarray(0, length));
  } catch {
    return undefined;
  }
}

function notUtf8(bytes: Uint8Array, isStart: boolean): NotUtf8 {
  const mark = String.fromCharCode(...bytes.subarray(0, 2));
  const isUtf16 = isStart && (mark === '\xff\xfe' || mark === '\xfe\xff');
  const what = isUtf16 ? 'this is UTF-16 (as PowerShell writes it)' : 'not valid UTF-8';
  return new NotUtf8(`${what}: save the file as UTF-8`);
}
