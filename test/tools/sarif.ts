/**
 * Compares SARIF logs of our own with the schema of the standard, which a package of Microsoft's ships.
 *
 *   npm run sarif
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { Trials, withPackages } from './npm-tools';
import { main } from '../../src/cli/main';

const ROOT = join(__dirname, '..', '..');
const FIXTURES = join('test', 'fixtures');

const COMMANDS = [
  ['validate', 'examples', FIXTURES],
  ['validate', 'package.json', '.projen'],
  ['validate', 'test/fixtures/bad-job.yaml', '--kubernetes-version', '1.28..1.37', '--warnings-as-errors'],
  ['validate', 'examples/hkube-json/print.json', '-w', 'hkube'],
  ['diff', 'examples', FIXTURES],
];

/** What a command prints. */
async function outputOf(argv: readonly string[]): Promise<string> {
  let out = '';
  const stdout = { write: (text: string) => void (out += text) };
  const code = await main([...argv, '-o', 'sarif'], {
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    cwd: ROOT,
  });
  if (code > 1) throw new Error(`${argv.join(' ')}: exit code ${code}`);
  return out;
}

void withPackages(['@microsoft/jest-sarif@1.0.0-beta.0'], async (directory) => {
  const file = join(directory, 'node_modules', '@microsoft', 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');
  const ajv = new Ajv({ allErrors: true, schemaId: 'auto', unknownFormats: ['uri-reference'] });
  ajv.addMetaSchema(JSON.parse(readFileSync(require.resolve('ajv/lib/refs/json-schema-draft-04.json'), 'utf8')));
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  const trials = new Trials();
  for (const argv of COMMANDS) {
    const log = JSON.parse(await outputOf(argv));
    validate(log);
    trials.expect(argv.join(' '), validate.errors ?? [], []);
    console.log(`${argv.join(' ')}: ${log.runs[0].results.length} results`);
  }
  // The schema is in force: it finds what is wrong.
  const wrong = JSON.parse(await outputOf(COMMANDS[2]));
  wrong.runs[0].results[0].level = 'fatal';
  trials.expect('a wrong level', validate(wrong), false);
  trials.end();
});
