/** What our package.json says of us. */

import * as fs from 'node:fs';
import * as path from 'node:path';

interface PackageInfo {
  readonly version: string;
  readonly repository: { readonly url: string };
}

export const packageInfo = (): PackageInfo =>
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as PackageInfo;

/** The address of our repository. */
export const homePage = (): string => packageInfo().repository.url.replace(/^git\+|\.git$/g, '');
