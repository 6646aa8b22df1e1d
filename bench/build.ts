/** Compiles the library, as it is published, and the programs, without checking types. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { loadFolderLazily } from '../projenrc/lazy-modules';

const OPTIONS: ts.TranspileOptions = {
  compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: false },
};

/** Compiles folders of the project into another folder, and returns it. */
export function compile(root: string, folders: readonly string[], outdir: string): string {
  for (const folder of folders) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.ts')) continue;
      const source = join(root, folder, path);
      const target = join(outdir, relative(root, source)).replace(/\.ts$/, '.js');
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, ts.transpileModule(readFileSync(source, 'utf8'), OPTIONS).outputText);
    }
  }
  loadFolderLazily(join(outdir, 'src'));
  // The command line reads its version there; with the name, Jest would take it for another package of that name.
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(outdir, 'package.json'), JSON.stringify({ version }));
  return outdir;
}
