/** How reports for other programs name files. */

import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The path of a file from the working directory, with slashes; of a file elsewhere its whole path. */
export function relativePath(file: string, cwd: string): string {
  const relative = path.relative(cwd, path.resolve(cwd, file));
  const isOutside = relative.split(path.sep)[0] === '..' || path.isAbsolute(relative);
  return (isOutside ? path.resolve(cwd, file) : relative).split(path.sep).join('/');
}

/** A file in a SARIF log: an address from the root of the repository, or an absolute one. */
export function fileUri(file: string, cwd: string): { readonly uri: string; readonly uriBaseId?: string } {
  const name = relativePath(file, cwd);
  if (path.isAbsolute(name)) return { uri: pathToFileURL(name).href };
  const uri = encodeURI(name.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#:]/g, encodeURIComponent);
  return { uri, uriBaseId: '%SRCROOT%' };
}
