import { isAbsolute } from 'node:path';
import { noSpec, readSpecText, SpecFile, unreadableSpec } from './spec-file';
import { FileError, readBytes } from '../text/file';
import { positionsOf } from '../text/position';
import { decodeAll } from '../text/utf8';

/** Reads a file with an HKube spec. The answer includes whatever is wrong with it. */
export function readSpecFile(path: string): SpecFile {
  let bytes: Uint8Array;
  try {
    bytes = readBytes(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const from = isAbsolute(path) ? '' : ` (from ${process.cwd()})`;
    const detail = `${error.message}${from}; expected a JSON or YAML file with an HKube algorithm`;
    return noSpec(path, [{ rule: 'HKUBE-FILE', severity: 'error', type: 'Warning', path, detail }]);
  }
  const { text, error } = decodeAll(bytes);
  return error
    ? unreadableSpec(path, [{ ...positionsOf(text, [text.length]).get(text.length)!, detail: error.message }])
    : readSpecText(path, text);
}
