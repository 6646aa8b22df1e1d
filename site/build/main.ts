/** Builds the site into dist/site. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildScripts } from './scripts';
import { stagePages } from './stage';

const SITE = join(__dirname, '..');

async function main(): Promise<void> {
  stagePages();
  execFileSync(process.execPath, [join(SITE, 'node_modules/vitepress/bin/vitepress.js'), 'build', SITE], {
    stdio: 'inherit',
  });
  await buildScripts(join(SITE, '../dist/site'));
}

void main();
