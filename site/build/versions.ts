/** Which version the site describes. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pages';

/** The version that the site describes: the newest of the change log, such as `0.1.0 (unreleased)`. */
export function currentVersion(): string {
  const [, version] = /^## (.+)$/m.exec(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')) ?? [];
  if (version === undefined) throw new Error('CHANGELOG.md has no heading with a version');
  return version;
}
