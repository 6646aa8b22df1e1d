import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { followTutorial, inPython, inTypeScript, stepsOf } from './tutorial';

const ROOT = path.join(__dirname, '..', '..');
const packages = (directory: string) => path.join(directory, 'node_modules');

/** A directory in which the packages are installed, with the library as it is here. */
function preparedDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tutorial-'));
  const bin = path.join(packages(directory), '.bin');
  fs.mkdirSync(bin, { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', 'tsx']) {
    fs.symlinkSync(path.join(packages(ROOT), name), path.join(packages(directory), name));
  }
  const library = path.join(packages(directory), 'cdk8s-hkube');
  fs.mkdirSync(library);
  fs.writeFileSync(path.join(library, 'package.json'), JSON.stringify({ name: 'cdk8s-hkube', main: 'index.js' }));
  const load = (file: string) => `require(${JSON.stringify(path.join(ROOT, 'src', file))});\n`;
  fs.writeFileSync(path.join(library, 'index.js'), `module.exports = ${load('index.ts')}`);
  fs.writeFileSync(path.join(library, 'bin.js'), `require('tsx/cjs'); ${load('cli/bin.ts')}`);
  fs.symlinkSync('../tsx/dist/cli.mjs', path.join(bin, 'tsx'));
  fs.writeFileSync(path.join(directory, 'package.json'), JSON.stringify({ name: 'app', private: true }));
  return directory;
}

/** Without npm: nothing is installed, and starting npx takes longer than what it starts. */
function withoutNpm(commands: string): string | undefined {
  if (commands.includes('npm install')) return undefined;
  return commands
    .replaceAll('npx tsx', 'node_modules/.bin/tsx')
    .replaceAll('npx cdk8s-hkube', 'node node_modules/cdk8s-hkube/bin.js');
}

test('every step has the output of the tutorial', () => {
  const directory = preparedDirectory();
  try {
    expect(followTutorial(directory, inTypeScript, withoutNpm)).toEqual([]);
    expect(fs.readdirSync(directory)).toEqual(expect.arrayContaining(['applied', 'dist', 'main.ts', 'service.yaml']));
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}, 120_000);

test('a page whose output differs is detected', () => {
  const directory = preparedDirectory();
  try {
    const [first] = followTutorial(directory, inTypeScript, () => 'echo something else');
    expect(first).toBe('not printed: apiVersion: batch/v1');
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
});

test('files are named by the sentence above them', () => {
  const page = 'Put this into `a.yaml`:\n\n```yaml\na: 1\n```\n\nRun `b`.\n\n```sh\nls\n```\n';
  expect(stepsOf(page)).toEqual([
    { file: 'a.yaml', language: 'yaml', text: 'a: 1\n' },
    { file: undefined, language: 'sh', text: 'ls\n' },
  ]);
});

test('Python replaces the block above it', () => {
  const [above, below] = ['```sh\nnpx a\n```\n', '```sh\na\n```\n'];
  const page = `Into \`main.ts\`:\n\n${above}\n<details><summary>Python</summary>\n\n${below}\n</details>\n\n${above}`;
  expect(inPython(page)).toBe(`Into \`main.py\`:\n\n${below}\n${above}`);
  expect(inTypeScript(page)).toBe(`Into \`main.ts\`:\n\n${above}\n\n${above}`);
});
