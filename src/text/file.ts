/** Reads and writes files: the only file in this room that uses Node. */

import * as fs from 'node:fs';
import * as path from 'node:path';

/** Bytes that are read at once. */
const PIECE = 1024 * 1024;

/** Why a file can't be read or written. */
export class FileError extends Error {}

/** All bytes of a file. @throws FileError */
export const readBytes = (file: string): Uint8Array => attempt(() => fs.readFileSync(file));

/** The bytes of a file in pieces, each read when it is asked for. @throws FileError */
export async function* streamBytes(file: string): AsyncGenerator<Uint8Array> {
  const descriptor = attempt(() => fs.openSync(file, 'r'));
  try {
    const stats = fs.fstatSync(descriptor);
    // A pipe may keep us waiting.
    if (stats.isFile()) yield* piecesOf(descriptor, stats.size);
    else yield* fs.createReadStream(file, { fd: descriptor, autoClose: false, highWaterMark: PIECE });
  } catch (error) {
    throw fileError(error);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The bytes of a file that is open. Without a stream: for many small files that costs more than what is in them. */
function* piecesOf(descriptor: number, size: number): Generator<Uint8Array> {
  for (let rest = size; ;) {
    // One more than the file has left: it ends there, unless it has grown, or did not know its size.
    const piece = Buffer.allocUnsafe(rest > 0 && rest < PIECE ? rest + 1 : PIECE);
    const length = fs.readSync(descriptor, piece);
    if (length > 0) yield piece.subarray(0, length);
    if (length < piece.length) return;
    rest -= length;
  }
}

/** Whether there is a file or a directory. */
export const fileExists = (file: string): boolean => fs.existsSync(file);

/** Writes a file, and its directory if that does not exist. @throws FileError */
export function writeText(file: string, text: string): void {
  makeDirectory(path.dirname(file));
  attempt(() => fs.writeFileSync(file, text));
}

/** Makes a directory with its parents. @throws FileError */
export function makeDirectory(directory: string): void {
  // Not by mkdir's own option `recursive`: it never returns on file systems that deny a parent that exists.
  const stats = attempt(() => fs.statSync(directory, { throwIfNoEntry: false }));
  if (stats?.isDirectory()) return;
  if (!stats) makeDirectory(path.dirname(directory));
  attempt(() => fs.mkdirSync(directory));
}

function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileError(error);
  }
}

const fileError = (error: unknown) => new FileError(reason(error));

/** Why something with a file failed, in words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'no such file or directory';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'is a directory';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'is not a directory';
    case 'ENOSPC':
      return 'no space left on the device';
    default:
      return code ?? message;
  }
}
