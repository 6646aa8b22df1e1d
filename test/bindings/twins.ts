/** Programs in Python, and the same ones in TypeScript. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { mergedImports } from '../../projenrc/python-text';
import { blocksOf } from '../fixtures/doc-blocks';

export interface Program {
  readonly name: string;
  /** A file. */
  readonly python: string;
}

export interface Twin extends Program {
  /** A file. */
  readonly typescript: string;
}

const ROOT = path.join(__dirname, '..', '..');
const textOf = (page: string) => fs.readFileSync(path.join(ROOT, page), 'utf8');

/** @param folder where the programs of pages are written */
export function twins(folder: string): Twin[] {
  fs.rmSync(folder, { recursive: true, force: true });
  return [...examples(), ...ownTwins(), ...readmePrograms(folder)];
}

/** The programs of docs/python.md. */
export const pagePrograms = (folder: string): Program[] =>
  blocksOf(textOf('docs/python.md'), 'python').map((python, i) => write(folder, `page-${i + 1}`, { python }));

function examples(): Twin[] {
  const folder = path.join(ROOT, 'examples');
  const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'main.ts')));
  return names.map((name) => inFolder(name, path.join(folder, name)));
}

const inFolder = (name: string, folder: string): Twin => ({
  name,
  typescript: path.join(folder, 'main.ts'),
  python: path.join(folder, 'main.py'),
});

function ownTwins(): Twin[] {
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
function readmePrograms(folder: string): Twin[] {
  const { snippets }: Tablet = JSON.parse(textOf('.jsii.tabl.json'));
  const programs = Object.values(snippets)
    .filter(({ location }) => location.api.api === 'moduleReadme')
    .map(({ translations: { $, python } }) => ({ typescript: $.source, python: mergedImports(python.source) }));
  const [python] = blocksOf(textOf('docs/python.md'), 'python');
  return [...programs, { typescript: programs[0].typescript, python }].map((sources, i) =>
    write(folder, `readme-${i + 1}`, sources),
  );
}

/** Writes a program into a folder of its own, with the spec that the README shows. */
function write(folder: string, name: string, sources: { readonly typescript?: string; readonly python: string }): Twin {
  const twin = inFolder(name, path.join(folder, name));
  fs.mkdirSync(path.dirname(twin.python), { recursive: true });
  fs.writeFileSync(path.join(folder, name, 'print.json'), blocksOf(textOf('README.md'), 'json')[0]);
  fs.writeFileSync(twin.python, sources.python);
  if (sources.typescript !== undefined) fs.writeFileSync(twin.typescript, sources.typescript);
  return twin;
}
