import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, typeProblemsOf } from '../fixtures/doc-blocks';

const ROOT = join(__dirname, '..', '..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((page) => page.endsWith('.md'))
    .map((page) => join('docs', page)),
];

// In one program, since the compiler reads the library and its peers each time.
test('the TypeScript blocks of all pages are well typed', () => {
  const blocks = PAGES.flatMap((page) => blocksOf(readFileSync(join(ROOT, page), 'utf8'), 'ts'))
    // What people copy next to their program is a file of the examples.
    .map((block) => block.replace(/^(import .* from ')\.\//gm, '$1./examples/recipes/'));
  expect(blocks.length).toBeGreaterThan(20);
  expect(typeProblemsOf(blocks)).toEqual([]);
}, 60_000);
