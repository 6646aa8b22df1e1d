/** The documents of the files that a command line names. */

import * as fs from 'node:fs';
import { reason, Source } from './files';
import { Io, WrongUse } from './io';
import { kindOfValue } from '../hkube/document-kind';
import { Document, refused, streamDocuments } from '../text/documents';
import { decodeUtf8 } from '../text/utf8';

/** Bytes that are read at once. */
const PIECE = 1024 * 1024;
/** A file with so many documents that make no sense is no file of ours. */
const MAX_SENSELESS = 20;

/** The documents of a source one by one, each read when it is asked for. What is wrong with the file is a document, too. */
export async function* documentsOf(source: Source, io: Io): AsyncGenerator<Document> {
  const { name, isNamed } = source;
  let isEmpty = true;
  let senseless = 0;
  for await (const document of streamDocuments(decodeUtf8(bytesOf(source, io)), name)) {
    isEmpty = false;
    yield document;
    // In directories there are other things too.
    if (document.problems.length === 0 && !(isNamed && kindOfValue(document.value) === 'other')) continue;
    if (++senseless < MAX_SENSELESS) continue;
    yield refused(
      `the rest of the file is left out, after ${MAX_SENSELESS} documents that make no sense`,
      { line: document.line, column: 1 },
      name,
    );
    return;
  }
  if (isEmpty && isNamed) yield refused('there is nothing in it', { line: 1, column: 1 }, name);
}

async function* bytesOf({ name, path }: Source, io: Io): AsyncGenerator<Buffer | string> {
  try {
    yield* path === undefined ? io.stdin : fs.createReadStream(path, { highWaterMark: PIECE });
  } catch (error) {
    throw new WrongUse(`${name}: ${reason(error)}`);
  }
}
