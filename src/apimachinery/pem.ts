/**
 * PEM, as Go's encoding/pem reads it: what is not a block is skipped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7468
 */
import { isBase64 } from './base64';
import { decodeBase64 } from '../text/bytes';

export interface PemBlock {
  /** `CERTIFICATE` of `-----BEGIN CERTIFICATE-----`. */
  readonly type: string;
  readonly hasHeaders: boolean;
  readonly bytes: Uint8Array;
}

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';

/** All blocks of a text, one character for each byte or in UTF-8. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let rest = text;
  for (let end = rest.indexOf(END); end >= 0; end = rest.indexOf(END)) {
    const block = readBlock(rest, end);
    if (block === 'none') break;
    if (block) blocks.push(block);
    rest = block ? afterLine(rest, end + 1) : rest.slice(end + END.length);
  }
  return blocks;
}

/** The block that ends there; undefined when that is the end of none, and `none` when no other follows. */
function readBlock(text: string, end: number): PemBlock | 'none' | undefined {
  const begin = text.lastIndexOf(BEGIN, end - 1);
  if (begin < 0 || begin + BEGIN.length > end || (begin > 0 && text[begin - 1] !== '\n')) return undefined;
  const typeLine = lineAt(text, begin + BEGIN.length);
  if (!typeLine.endsWith(DASHES)) return undefined;
  const type = typeLine.slice(0, -DASHES.length);

  let start = nextLine(text, begin);
  let hasHeaders = false;
  for (; start < text.length && lineAt(text, start).includes(':'); start = nextLine(text, start)) hasHeaders = true;
  if (start >= text.length) return 'none';
  if (hasHeaders && start > end) return undefined;
  if (lineAt(text, end + 1) !== `-----END ${type}${DASHES}`) return undefined;
  const packed = text.slice(start, Math.max(start, end)).replace(/[ \t]/g, '');
  if (!isBase64(packed)) return undefined;
  return { type, hasHeaders, bytes: decodeBase64(packed) };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

const afterLine = (text: string, from: number) => text.slice(nextLine(text, from));

/** From there to the end of the line, without the white space that ends it. */
const lineAt = (text: string, from: number) =>
  text
    .slice(from, nextLine(text, from))
    .replace(/\r?\n$/, '')
    .replace(/[ \t]+$/, '');
