/** Puts the pages of the site where VitePress looks for them. */

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { API_INDEX, apiIndex, apiPages } from './api-pages';
import { PAGES, ROOT } from './pages';

const STAGE = join(__dirname, '../.pages');

/** Where a page comes from is noted in it: its links are relative to that. */
const withSource = (text: string, source: string) => `---\nsource: ${source}\n---\n\n${text}`;

function write(target: string, text: string): void {
  const path = join(STAGE, target);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

export function stagePages(): void {
  rmSync(STAGE, { recursive: true, force: true });
  for (const { source, target } of PAGES) write(target, withSource(read(source), source));
  // Pictures that pages show.
  for (const name of readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })) {
    if (/\.(?:svg|png)$/.test(name)) cpSync(join(ROOT, 'docs', name), join(STAGE, 'docs', name));
  }
  const api = apiPages(read('API.md'));
  for (const { target, text } of api) write(target, text);
  write(API_INDEX, apiIndex(api));
  write('index.md', read('site/home.md'));
  cpSync(join(ROOT, 'site/public'), join(STAGE, 'public'), { recursive: true });
}
