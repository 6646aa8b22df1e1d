/**
 * Installs the Python package as a user would, with the oldest peers that it allows, and runs there
 *
 * - the Python twin of every example, of the README's programs and of those in twins/: they write the same manifests as
 *   the TypeScript, byte for byte
 * - the programs of docs/python.md
 * - the tests of this folder
 * - mypy over all of these programs
 *
 * The package is the one in dist/python: `npx projen package:python`.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { differenceOf, Results, runProgram, runTypeScript } from './programs';
import { pagePrograms, Program, twins } from './twins';

const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** A virtual environment with the package. */
function install(folder: string): string {
  const { devDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const [wheel] = fs.readdirSync('dist/python').filter((file) => file.endsWith('.whl'));
  const python = path.join(folder, 'bin', 'python');
  const packages = [
    'mypy',
    ...PEERS.map((peer) => `${peer}==${devDependencies[peer]}`),
    path.resolve('dist/python', wheel),
  ];
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' });
  return python;
}

/** All Python code in one folder, since mypy allows each name once. */
function collectPython(programs: readonly Program[], folder: string): void {
  fs.mkdirSync(folder);
  for (const { name, python } of programs) {
    fs.copyFileSync(python, path.join(folder, `${name.replace(/\W/g, '_')}.py`));
    const modules = fs.readdirSync(path.dirname(python)).filter((file) => /^(?!main\b).*\.py$/.test(file));
    for (const file of modules) fs.copyFileSync(path.join(path.dirname(python), file), path.join(folder, file));
  }
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'python-'));
  const results = new Results();
  try {
    const python = install(path.join(folder, 'venv'));
    const runPython = (file: string) => runProgram(python, [file], path.dirname(file));
    const pairs = twins(path.resolve('dist/twins'));
    const others = pagePrograms(path.resolve('dist/twins'));
    for (const twin of pairs) {
      await results.add(twin.name, async () => {
        const [ours, theirs] = await Promise.all([runTypeScript(twin.typescript), runPython(twin.python)]);
        return differenceOf(ours, theirs);
      });
    }
    for (const { name, python: file } of others) {
      await results.add(name, async () => (await runPython(file)).findings.join('\n') || undefined);
    }
    const types = path.join(folder, 'types');
    collectPython([...pairs, ...others], types);
    const commands = {
      tests: ['unittest', 'discover', '-s', 'test/bindings', '-p', '*_test.py'],
      mypy: ['mypy', '--strict', '--cache-dir', path.join(folder, 'cache'), types],
    };
    for (const [name, args] of Object.entries(commands)) {
      await results.add(name, async () => void execFileSync(python, ['-m', ...args], { stdio: 'inherit' }));
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  results.report();
}

void main();
