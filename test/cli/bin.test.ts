import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { directoryWith, SPEC } from './run';

const ROOT = path.join(__dirname, '..', '..');
/** As bin/cdk8s-hkube, which needs the compiled library. */
const COMMAND = ['--import', 'tsx', path.join(ROOT, 'src', 'cli', 'bin.ts')];
const start = (argv: string[], input: string) =>
  spawnSync(process.execPath, [...COMMAND, ...argv], { input, cwd: ROOT, encoding: 'utf8' });

test('the command of the package runs the CLI', () => {
  const bin = path.join(ROOT, 'bin', 'cdk8s-hkube');
  expect(fs.readFileSync(bin, 'utf8')).toBe("#!/usr/bin/env node\nrequire('../lib/cli/bin.js');\n");
  expect(fs.statSync(bin).mode & 0o111).not.toBe(0); // eslint-disable-line no-bitwise -- modes are bits
});

test('a spec is read from a pipe', () => {
  const { status, stdout, stderr } = start(['synth', '-'], JSON.stringify(SPEC));
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^apiVersion: batch\/v1\nkind: Job\nmetadata:\n {2}name: print\n/);
  expect(status).toBe(0);
  expect(start(['validate', '-'], stdout)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^1 object in 1 file: nothing wrong\n/),
    stderr: '',
  });
}, 60_000);

test('exit codes are 1 for errors and 2 for wrong use', () => {
  expect(start(['validate', '-'], '{"name": "print"}').status).toBe(1);
  expect(start(['validate', 'nothing.json'], '')).toMatchObject({ status: 2, stdout: '' });
}, 60_000);

test('the reader of the output may close it early', async () => {
  const directory = directoryWith({
    'many.json': `${JSON.stringify({ ...SPEC, algorithmImage: 'print' })}\n`.repeat(20_000),
  });
  const child = spawn(process.execPath, [...COMMAND, 'validate', path.join(directory, 'many.json')], { cwd: ROOT });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(err).toBe('');
  expect(code).toBe(0);
}, 60_000);

test.each<[string, string, boolean]>([
  ['a pipe', 'echo {} | ', true],
  ['no input', '< /dev/null ', false],
  ['an empty file', '< empty.json ', false],
  ['a file', '< objects.json ', true],
])(
  'explain runs kubectl, and reports that it does not read %s',
  (_, input, isTold) => {
    const cwd = directoryWith({
      'empty.json': '',
      'objects.json': '{}',
      kubectl:
        '#!/bin/sh\necho \'{"items": [{"kind": "Pod", "metadata": {"name": "print"}, "status": {"phase": ' +
        '"Running"}}]}\'\n',
    });
    fs.chmodSync(path.join(cwd, 'kubectl'), 0o755);
    const command = [process.execPath, '--import', require.resolve('tsx'), COMMAND[2], 'explain', 'print']
      .map((word) => `'${word}'`)
      .join(' ');
    const { stdout, status } = spawnSync(
      'sh',
      ['-c', input.startsWith('<') ? command + input.replace('<', ' <') : input + command],
      { cwd, encoding: 'utf8', env: { ...process.env, PATH: `${cwd}:${process.env.PATH}` } },
    );
    expect(stdout).toContain('Pod print: nothing wrong: ');
    expect(stdout.includes('note: standard input was not read')).toBe(isTold);
    expect(status).toBe(0);
  },
  60_000,
);
