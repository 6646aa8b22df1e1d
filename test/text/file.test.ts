import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FileError, makeDirectory, readBytes, reason, streamBytes, writeText } from '../../src/text/file';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'file-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

async function stream(file: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of streamBytes(file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('a written file is read, at once and in pieces', async () => {
  const file = path.join(folder, 'a', 'b', 'c.txt');
  const text = 'é'.repeat(2_000_000);
  writeText(file, text);
  expect(Buffer.from(readBytes(file)).toString()).toBe(text);
  expect((await stream(file)).toString()).toBe(text);
});

test.each([0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024])(
  'a file of %d bytes is read completely in pieces',
  async (size) => {
    const file = path.join(folder, 'x');
    const bytes = Buffer.from(Array.from({ length: size }, (_, i) => i % 251));
    fs.writeFileSync(file, bytes);
    expect((await stream(file)).equals(bytes)).toBe(true);
  },
);

test('a file may grow while it is read', async () => {
  const file = path.join(folder, 'x');
  fs.writeFileSync(file, 'a'.repeat(2 * 1024 * 1024));
  const lengths: number[] = [];
  for await (const piece of streamBytes(file)) {
    if (lengths.push(piece.length) === 1) fs.appendFileSync(file, 'b'.repeat(100));
  }
  expect(lengths.reduce((sum, length) => sum + length)).toBe(2 * 1024 * 1024 + 100);
});

test('a directory may exist already', () => {
  makeDirectory(path.join(folder, 'a', 'b'));
  makeDirectory(path.join(folder, 'a', 'b'));
  expect(fs.readdirSync(path.join(folder, 'a'))).toEqual(['b']);
});

test('an error explains its reason in words', async () => {
  writeText(path.join(folder, 'x'), '');
  const failing: [() => unknown, string][] = [
    [() => readBytes(path.join(folder, 'gone')), 'no such file or directory'],
    [() => readBytes(folder), 'is a directory'],
    [() => writeText(folder, ''), 'is a directory'],
    [() => makeDirectory(path.join(folder, 'x')), 'is not a directory'],
    [() => makeDirectory(path.join(folder, 'x', 'y')), 'is not a directory'],
  ];
  for (const [action, message] of failing) expect(action).toThrow(new FileError(message));
  await expect(stream(path.join(folder, 'gone'))).rejects.toThrow(new FileError('no such file or directory'));
});

test.each<[object, string]>([
  [{ code: 'EACCES' }, 'permission denied'],
  [{ code: 'ENOSPC' }, 'no space left on the device'],
  [{ code: 'EIO' }, 'EIO'],
  [{ message: 'odd' }, 'odd'],
])('%j', (error, words) => expect(reason(error)).toBe(words));
