import * as fc from 'fast-check';
import { decodeAll, decodeUtf8, NotUtf8 } from '../../src/text/utf8';

async function* pieces(...all: (Buffer | string)[]) {
  yield* all;
}
/** The text that comes, and what stops it. */
async function decode(...all: (Buffer | string)[]): Promise<{ text: string; problem?: string }> {
  let text = '';
  try {
    for await (const piece of decodeUtf8(pieces(...all))) text += piece;
  } catch (error) {
    expect(error).toBeInstanceOf(NotUtf8);
    return { text, problem: (error as Error).message };
  }
  return { text };
}

const NO_UTF8 = 'not valid UTF-8: save the file as UTF-8';
const UTF16 = 'this is UTF-16 (as PowerShell writes it): save the file as UTF-8';

test.each<[string, (Buffer | string)[], string, string | undefined]>([
  ['nothing', [], '', undefined],
  ['empty pieces', ['', Buffer.alloc(0)], '', undefined],
  ['text', ['a: é😀\n'], 'a: é😀\n', undefined],
  ['a byte order mark stays', ['\ufeffa'], '\ufeffa', undefined],
  [
    'a character in pieces',
    [Buffer.from('a😀').subarray(0, 2), Buffer.from('😀').subarray(1, 3), Buffer.from('😀').subarray(3)],
    'a😀',
    undefined,
  ],
  [
    'a wrong byte after text',
    [Buffer.concat([Buffer.from('a: é'), Buffer.from([0xff]), Buffer.from('more')])],
    'a: é',
    NO_UTF8,
  ],
  ['a wrong byte at the end of a piece', [Buffer.from([0x61, 0xff]), 'more'], 'a', NO_UTF8],
  ['a wrong byte at the end', [Buffer.from([0x61, 0xff])], 'a', NO_UTF8],
  ['half a character at the end', [Buffer.from('a😀').subarray(0, 3)], 'a', NO_UTF8],
  ['an encoded surrogate', [Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62])], 'a', NO_UTF8],
  ['a longer form than need be', [Buffer.from([0x61, 0xc0, 0x80, 0x62, 0x62])], 'a', NO_UTF8],
  ['UTF-16', [Buffer.from('\ufeffa: 1', 'utf16le')], '', UTF16],
  [
    'UTF-16, byte by byte',
    [...Buffer.from('\ufeffa: 1', 'utf16le').swap16()].map((byte) => Buffer.from([byte])),
    '',
    UTF16,
  ],
  ['its byte order mark later on', ['abc', Buffer.from('\ufeffa: 1', 'utf16le')], 'abc', NO_UTF8],
])('%s', async (_, all, text, problem) => {
  expect(await decode(...all)).toEqual({ text, problem });
});

test('the pieces do not matter, and the text ends before the first invalid byte', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 2 }),
  );
  const bytes = fc.array(part, { maxLength: 6 }).map((parts) => Buffer.concat(parts));
  await fc.assert(
    fc.asyncProperty(bytes, fc.array(fc.nat(100)), async (all, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
      const { text, problem } = await decode(...places.slice(1).map((end, i) => all.subarray(places[i], end)));
      const isText = (length: number) =>
        Buffer.from(all.subarray(0, length).toString()).equals(all.subarray(0, length));
      const length = [...Array(all.length + 1).keys()].reverse().find(isText)!;
      expect(text).toBe(all.subarray(0, length).toString());
      expect(problem === undefined).toBe(length === all.length);
      expect(decodeAll(all)).toEqual({ text, ...(length < all.length && { error: expect.any(NotUtf8) }) });
    }),
  );
});
