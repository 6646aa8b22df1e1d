/** Programs in Python, and the same ones in TypeScript. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { mergedImports } from '../../projenrc/python-text';
import { blocksOf, twinBlocksOf } from '../fixtures/doc-blocks';

export interface Program {
  readonly name: string;
  /** A file. */
  readonly python: string;
  /** The file with the same program, if it has one. */
  readonly typescript?: string;
}

const ROOT = path.join(__dirname, '..', '..');
const textOf = (page: string) => fs.readFileSync(path.join(ROOT, page), 'utf8');

/** @param folder where the programs of pages are written */
export function programs(folder: string): Program[] {
  fs.rmSync(folder, { recursive: true, force: true });
  return [...examples(), ...ownTwins(), ...readmePrograms(folder), ...pagePrograms(folder), ...guidePrograms(folder)];
}

/** The programs of docs/python.md. */
const pagePrograms = (folder: string): Program[] =>
  blocksOf(textOf('docs/python.md'), 'python').map((python, i) => write(folder, `page-${i + 1}`, { python }));

const RECIPES = path.join(ROOT, 'examples', 'recipes');
const GUIDES = fs.readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));

/** The programs of the guides. Blocks that synthesize nothing, such as a class to copy, only have to run. */
function guidePrograms(folder: string): Program[] {
  return GUIDES.flatMap((page) => {
    const text = textOf(path.join('docs', page));
    return twinBlocksOf(text).flatMap(({ isProgram, typescript, python }, i) => {
      if (!isProgram || python === undefined) return [];
      const name = `${path.basename(page, '.md')}-${i + 1}`;
      // What people copy next to their program.
      if (page === 'recipes.md') fs.cpSync(RECIPES, path.join(folder, name), { recursive: true });
      const sources = typescript.includes('app.synth()') ? { typescript, python } : { python };
      return [write(folder, name, sources, blocksOf(text, 'json')[0])];
    });
  });
}

function examples(): Program[] {
  const folder = path.join(ROOT, 'examples');
  const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'main.ts')));
  return names.map((name) => inFolder(name, path.join(folder, name)));
}

const inFolder = (name: string, folder: string) => ({
  name,
  typescript: path.join(folder, 'main.ts'),
  python: path.join(folder, 'main.py'),
});

function ownTwins(): Program[] {
  const folder = path.join(__dirname, 'twins');
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.ts'));
  return files.map((file) => {
    const name = path.basename(file, '.ts');
    return { name, typescript: path.join(folder, file), python: path.join(folder, `${name}.py`) };
  });
}

interface Tablet {
  readonly snippets: {
    readonly [key: string]: {
      readonly location: { readonly api: { readonly api: string } };
      readonly translations: { readonly [language: string]: { readonly source: string } };
    };
  };
}

/** The README's programs, as the README of the Python package has them; the quick start also as in docs/python.md. */
function readmePrograms(folder: string): Program[] {
  const { snippets }: Tablet = JSON.parse(textOf('.jsii.tabl.json'));
  const translated = Object.values(snippets)
    .filter(({ location }) => location.api.api === 'moduleReadme')
    .map(({ translations: { $, python } }) => ({ typescript: $.source, python: mergedImports(python.source) }));
  const [python] = blocksOf(textOf('docs/python.md'), 'python');
  return [...translated, { typescript: translated[0].typescript, python }].map((sources, i) =>
    write(folder, `readme-${i + 1}`, sources),
  );
}

/** Writes a program into a folder of its own, with the spec that its page shows, or else the README's. */
function write(
  folder: string,
  name: string,
  { typescript, python }: { readonly typescript?: string; readonly python: string },
  spec = blocksOf(textOf('README.md'), 'json')[0],
): Program {
  const twin = inFolder(name, path.join(folder, name));
  fs.mkdirSync(path.dirname(twin.python), { recursive: true });
  fs.writeFileSync(path.join(folder, name, 'print.json'), spec);
  fs.writeFileSync(twin.python, python);
  if (typescript === undefined) return { name, python: twin.python };
  fs.writeFileSync(twin.typescript, typescript);
  return twin;
}
