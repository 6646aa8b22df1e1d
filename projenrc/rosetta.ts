/**
 * Translates the TypeScript of README.md and of doc comments into the other languages: into the tablet that jsii-pacmak
 * reads. Run after the compiler:
 *
 *   npx tsx projenrc/rosetta.ts
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TABLET = '.jsii.tabl.json';

interface Snippet {
  readonly didCompile: boolean;
  readonly translations: { readonly $: { readonly source: string } };
}

const { status, stdout, stderr } = spawnSync('npx', ['jsii-rosetta', 'extract', '--compile'], { encoding: 'utf8' });
if (status !== 0) throw new Error(stdout + stderr);
const { snippets }: { snippets: { [key: string]: Snippet } } = JSON.parse(readFileSync(TABLET, 'utf8'));
const bad = Object.values(snippets).filter(({ didCompile }) => !didCompile);
for (const { translations } of bad) console.error(`Does not compile:\n${translations.$.source}\n`);
if (bad.length > 0) {
  console.error(stderr);
  process.exitCode = 1;
}
