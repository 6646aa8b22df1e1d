/**
 * Installs the Python package as a user would, with the oldest peers that it allows, and runs there
 *
 * - the Python twin of every example, of the programs of the README and of the guides, and of those in twins/: they
 *   write the same manifests as the TypeScript, byte for byte, and the same findings and warnings
 * - the programs of docs/python.md
 * - the tutorial, as docs/tutorial.md shows it for Python
 * - what `convert` makes of recorded manifests: it declares the same objects
 * - the tests of this folder
 * - the command line
 * - mypy over all of these programs, and over one with a wrong keyword, which it reports
 *
 * The package is the one in dist/python: `npx projen package:python`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import { differenceOf, Outcome, QUIET, Results, runProgram, runTypeScript } from './programs';
import { Program, programs } from './twins';
import { followTutorial, inPython } from '../docs/tutorial';
import { acceptedWorkloads, isSameObject, programOfRecorded } from '../fixtures/converted';
import { saidToPrint } from '../fixtures/doc-blocks';

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

/** One recorded manifest in so many: mypy reads the code of all. */
const EVERY = 3;

/** The Python code of recorded manifests, but for those of which synth reports an error. */
async function convertRecorded(folder: string) {
  const all = acceptedWorkloads(EVERY);
  const typescript = path.join(folder, 'converted.ts');
  fs.writeFileSync(typescript, programOfRecorded(all, 'typescript'));
  const { findings } = await runTypeScript(typescript);
  const refused = new Set(findings.map((finding) => /^\[(\d+)\//.exec(finding)?.[1]));
  const rows = all.filter(({ number }) => !refused.has(String(number)));
  const python = path.join(folder, 'converted.py');
  fs.writeFileSync(python, programOfRecorded(rows, 'python'));
  return { name: 'converted', python, rows };
}

/** The numbers of recorded manifests that files don't declare. */
function different({ rows }: Awaited<ReturnType<typeof convertRecorded>>, files: Outcome['files']): number[] {
  const printed = (number: number) => parse(files[`${number}.k8s.yaml`] ?? '{}', { version: '1.1' });
  return rows.filter(({ number, manifest }) => !isSameObject(manifest, printed(number))).map(({ number }) => number);
}

/** All Python code in one folder, since mypy allows each name once. */
function collectPython(all: readonly Program[], folder: string): void {
  fs.mkdirSync(folder);
  for (const { name, python } of all) {
    fs.copyFileSync(python, path.join(folder, `${name.replace(/\W/g, '_')}.py`));
    const modules = fs.readdirSync(path.dirname(python)).filter((file) => /^(?!main\b).*\.py$/.test(file));
    for (const file of modules) fs.copyFileSync(path.join(path.dirname(python), file), path.join(folder, file));
  }
}

/** The command line that pip installs reports a wrong spec with its file, and exit code 1. */
function validate(python: string, folder: string): string | undefined {
  fs.writeFileSync(path.join(folder, 'spec.json'), '{ "name": "print", "mem": "much" }\n');
  const command = path.join(path.dirname(python), 'cdk8s-hkube');
  const { status, stdout, stderr } = spawnSync(command, ['validate', 'spec.json', '-o', 'github'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 1 && stdout.startsWith('::error file=spec.json,line=1,')
    ? undefined
    : `${status} ${stdout}${stderr}`;
}

/** A program with a keyword that does not exist. */
const WRONG_KEYWORD = `from cdk8s import App, Chart
from cdk8s_hkube import Algorithm

Algorithm(Chart(App(), "chart"), "print", image="docker.io/acme/print:v4", environment={})
`;

/** What mypy does not report of it. */
function unreported(mypy: (file: string) => void, folder: string): string | undefined {
  const file = path.join(folder, 'wrong_keyword.py');
  fs.writeFileSync(file, WRONG_KEYWORD);
  try {
    mypy(file);
  } catch ({ stdout }: any) {
    const isReported = /:4: error: Unexpected keyword argument "environment" for "Algorithm"/.test(stdout);
    return isReported ? undefined : stdout;
  }
  return 'mypy accepts it';
}

type Run = (file: string) => Promise<Outcome>;

/** What is wrong with a program: it fails, or writes or prints something else than it should. */
async function problemOf({ typescript, python }: Program, runPython: Run): Promise<string | undefined> {
  const [ours, theirs] = await Promise.all([typescript && runTypeScript(typescript), runPython(python)]);
  const said = saidToPrint(fs.readFileSync(python, 'utf8')).map((line) => `${line}\n`);
  if (said.length > 0 && theirs.stdout !== said.join('')) return `it prints ${theirs.stdout}`;
  return ours ? differenceOf(ours, theirs) : theirs.findings.join('\n') || undefined;
}

/** What the tutorial does not do as its page says, with the package that is installed. */
function problemsOfTutorial(python: string, folder: string): string | undefined {
  fs.mkdirSync(folder);
  const wrong = followTutorial(folder, inPython, (commands) =>
    commands.includes('pip install') ? undefined : `PATH="${path.dirname(python)}:$PATH"\n${commands}`,
  );
  return wrong.join('\n') || undefined;
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'python-'));
  const results = new Results();
  try {
    const python = install(path.join(folder, 'venv'));
    const runPython: Run = (file) => runProgram(python, [file], path.dirname(file));
    const all = programs(path.resolve('dist/twins'));
    for (const program of all) await results.add(program.name, () => problemOf(program, runPython));
    await results.add('the tutorial', async () => problemsOfTutorial(python, path.join(folder, 'tutorial')));
    const converted = await convertRecorded(path.resolve('dist/twins'));
    await results.add(converted.name, async () => {
      const { files, findings } = await runPython(converted.python);
      const wrong = different(converted, files);
      return wrong.length > 0 ? `${findings.join('\n')}\nrecorded manifests ${wrong.join(', ')}` : undefined;
    });
    const types = path.join(folder, 'types');
    collectPython([...all, converted], types);
    await results.add('the command line', async () => validate(python, folder));
    const mypy = ['mypy', '--strict', '--cache-dir', path.join(folder, 'cache')];
    const commands = {
      tests: ['unittest', 'discover', '-s', 'test/bindings', '-p', '*_test.py'],
      mypy: [...mypy, types],
    };
    const env = { ...process.env, ...QUIET };
    for (const [name, args] of Object.entries(commands)) {
      await results.add(name, async () => void execFileSync(python, ['-m', ...args], { stdio: 'inherit', env }));
    }
    await results.add('a wrong keyword', async () =>
      unreported((file) => execFileSync(python, ['-m', ...mypy, file], { encoding: 'utf8' }), folder),
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  results.report();
}

void main();
