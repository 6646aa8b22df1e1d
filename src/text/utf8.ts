/** Bytes as text: UTF-8 only, and if it is none, from where on and why. */

import { isUtf8 } from 'node:buffer';

/** What keeps bytes from being text, right after the text that they begin with. */
export class NoText extends Error {}

/** The most bytes that a character takes. */
const LONGEST_CHARACTER = 4;

/**
 * The text of bytes that come in pieces, which may split a character.
 *
 * @throws NoText after the text before the first byte that is none
 */
export async function* decodeUtf8(pieces: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let isStart = true;
  for await (const piece of pieces) {
    const more = typeof piece === 'string' ? Buffer.from(piece) : piece;
    const bytes = rest.length > 0 ? Buffer.concat([rest, more]) : more;
    const length = textLength(bytes);
    if (length > 0) {
      yield bytes.toString('utf8', 0, length);
      isStart = false;
    }
    rest = bytes.subarray(length);
    // The last character may go on in the next piece.
    if (rest.length >= LONGEST_CHARACTER) throw noText(rest, isStart);
  }
  if (rest.length > 0) throw noText(rest, isStart);
}

/** How many bytes are text, from the first on. */
function textLength(bytes: Buffer): number {
  const isText = (length: number) => isUtf8(bytes.subarray(0, length));
  const ending = [0, 1, 2, 3].map((less) => bytes.length - less).find((length) => length >= 0 && isText(length));
  if (ending !== undefined) return ending;
  // Whatever begins with text that ends within a character is none, too: so up to three bytes less are tried.
  let [low, high] = [0, bytes.length];
  while (high - low > LONGEST_CHARACTER) {
    const middle = Math.floor((low + high) / 2);
    if ([0, 1, 2, 3].some((less) => isText(Math.max(0, middle - less)))) low = middle;
    else high = middle;
  }
  while (!isText(high)) high--;
  return high;
}

function noText(bytes: Buffer, isStart: boolean): NoText {
  const isUtf16 = isStart && /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2));
  return new NoText(
    isUtf16 ? 'this is UTF-16 (as PowerShell writes it): save the file as UTF-8' : 'this is no UTF-8 text',
  );
}
