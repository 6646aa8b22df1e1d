/**
 * Packages the library for Python into dist/python: what jsii-pacmak generates, with our own conversion of arguments
 * (python/_arguments.py), and with a README and docstrings about Python. Run after the compiler and rosetta.ts:
 *
 *   npx tsx projenrc/python-package.ts
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { specNames } from './python-names';
import { pythonReadme } from './python-readme';
import { mergedImports, pythonCalls } from './python-text';

const OUT = 'dist/python';
const REQUIREMENTS = 'node_modules/jsii-pacmak/lib/targets/python/requirements-dev.txt';
const HOOK = '\nfrom ._arguments import convert_arguments\n\nconvert_arguments(globals())\n';
const OURS = join(__dirname, 'python');

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });

/** What jsii-pacmak generates, and what we change in it. */
function generate(folder: string): string {
  run('npx', 'jsii-pacmak', '--target', 'python', '--code-only', '--outdir', folder, '--rosetta-unknown-snippets=fail');
  const source = join(folder, 'python');
  const code = join(source, 'src', 'cdk8s_hkube');
  for (const file of readdirSync(OURS)) copyFileSync(join(OURS, file), join(code, file));
  writeFileSync(join(code, '_spec_names.py'), specNames());
  const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
  const ofPython = (readme: string) => pythonReadme(readme, repository.url.replace(/\.git$/, ''));
  rewrite(join(source, 'README.md'), ofPython);
  rewrite(join(code, '__init__.py'), (text) => {
    // Its docstring is the README, too.
    const [docstring] = /^r'''\n[^]*?'''\n/.exec(text)!;
    return ofPython(docstring) + mergedImports(pythonCalls(text.slice(docstring.length))) + HOOK;
  });
  return source;
}

const rewrite = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));

/** As jsii-pacmak does it. */
function build(source: string): void {
  const venv = join(source, '.venv');
  const python = join(venv, 'bin', 'python');
  run('python3', '-m', 'venv', venv);
  run(python, '-m', 'pip', 'install', '--quiet', '--no-input', '-r', REQUIREMENTS);
  rmSync(OUT, { recursive: true, force: true });
  run(python, '-m', 'build', '--outdir', resolve(OUT), source);
  run(python, '-m', 'twine', 'check', '--strict', `${OUT}/*`);
}

const folder = mkdtempSync(join(tmpdir(), 'python-package-'));
try {
  build(generate(folder));
} finally {
  rmSync(folder, { recursive: true });
}
