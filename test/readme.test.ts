import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Testing, Yaml } from 'cdk8s';
import * as ts from 'typescript';
import { HkubeAlgorithm } from '../src';
import { errorsOf } from './fixtures/manifests';
import { captureStderr } from './fixtures/stderr';

const ROOT = path.join(__dirname, '..');
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');

const blocks = (language: string) => [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, text]) => text);
const typescript = blocks('ts');
const json = blocks('json');

/** Runs a block in an empty folder that holds print.json; answers with the files that it writes. */
function run(block: string): { [name: string]: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
  const before = process.cwd();
  fs.writeFileSync(path.join(folder, 'print.json'), json[0]);
  process.chdir(folder);
  try {
    const { outputText } = ts.transpileModule(block, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const load = (name: string) => jest.requireActual(name === 'cdk8s-hkube' ? '../src' : name);
    new Function('require', 'exports', outputText)(load, {});
    return Object.fromEntries(fs.readdirSync('dist').map((name) => [name, fs.readFileSync(path.join('dist', name), 'utf8')]));
  } finally {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true });
  }
}

const mistaken = typescript.findIndex((block) => block.includes('shared-volum\''));
const good = typescript.filter((_, i) => i !== mistaken);

test.each(good.map((block, i) => [i + 1, block]))('TypeScript block %i runs', (_, block) => {
  const written: { [name: string]: string } = {};
  const warnings = captureStderr(() => Object.assign(written, run(block as string)));
  expect(warnings).toEqual([]);
  expect(written).toMatchSnapshot();
});

test('the mistaken block says what the README says', () => {
  const message = /^.*$/ms;
  let said = '';
  const warnings = captureStderr(() => {
    try {
      run(typescript[mistaken]);
    } catch (e) {
      [said] = message.exec((e as Error).message)!;
    }
  });
  expect([...warnings, said].join('\n')).toBe(blocks('text')[0].trim());
});

test('the TypeScript blocks are well typed', () => {
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(ROOT, 'test/tsconfig.json'), ts.sys.readFile).config, ts.sys, path.join(ROOT, 'test'));
  // Names in the root, where there are none of these files.
  const files = new Map(typescript.map((block, i) => [path.join(ROOT, `readme-${i}.ts`), block]));
  const host = ts.createCompilerHost(config.options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...more) => {
    return files.has(name) ? ts.createSourceFile(name, files.get(name)!, version) : getSourceFile(name, version, ...more);
  };
  const program = ts.createProgram([...files.keys()], config.options, host);
  const problems = [...files.keys()].flatMap((name) => program.getSemanticDiagnostics(program.getSourceFile(name)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(problems).toEqual([]);
}, 60_000);

test.each(json.map((block, i) => [i + 1, block]))('JSON block %i is an algorithm', (_, block) => {
  const chart = Testing.chart();
  new HkubeAlgorithm(chart, 'spec', { spec: JSON.parse(block as string) });
  expect(errorsOf(chart)).toEqual([]);
  expect(Yaml.stringify(...Testing.synth(chart))).toContain('name: mycar');
});

test('every block is of a kind that is run: shell blocks by .ci/run', () => {
  const languages = [...README.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
  expect(new Set(languages)).toEqual(new Set(['sh', 'ts', 'json', 'text']));
});
