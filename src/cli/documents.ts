/** The documents of the files that a command line names. */

import { kindOfDocument } from './document-kind';
import type { Source } from './files';
import { Io, WrongUse } from './io';
import { Document, streamDocuments, unreadableDocument } from '../text/documents';
import { FileError, streamBytes } from '../text/file';
import { decodeUtf8 } from '../text/utf8';

/** After so many documents that are not for us, the file is not either. */
const MAX_UNUSABLE = 20;

/**
 * The documents of a source, each read when it is asked for. What is wrong with the file as a whole is a document too.
 *
 * @throws WrongUse when the file can't be read
 */
export async function* documentsOf(source: Source, io: Io): AsyncGenerator<Document> {
  const { name, isNamed, leftOut } = source;
  if (leftOut !== undefined) return;
  let isEmpty = true;
  let unusable = 0;
  for await (const document of streamDocuments(decodeUtf8(bytesOf(source, io)), name)) {
    isEmpty = false;
    yield document;
    // Directories contain other files too.
    if (document.errors.length === 0 && !(isNamed && kindOfDocument(document) === 'other')) continue;
    if (++unusable < MAX_UNUSABLE) continue;
    const detail = `the rest of the file is not read, after ${MAX_UNUSABLE} documents that are not valid`;
    yield unreadableDocument(name, { line: document.line, column: 1, detail });
    return;
  }
  if (isEmpty && isNamed) yield unreadableDocument(name, { line: 1, column: 1, detail: 'the file has no content' });
}

async function* bytesOf({ name, path }: Source, io: Io): AsyncGenerator<Uint8Array | string> {
  if (path === undefined) {
    yield* io.stdin;
    return;
  }
  try {
    yield* streamBytes(path);
  } catch (error) {
    throw error instanceof FileError ? new WrongUse(`${name}: ${error.message}`) : error;
  }
}
