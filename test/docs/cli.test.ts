import * as fs from 'fs';
import * as path from 'path';
import { run, SPEC, YAML_JOB } from '../cli/run';
import { blocksOf } from '../fixtures/doc-blocks';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'cli.md'), 'utf8');

/** The commands of a block, and what they print. */
const commands = blocksOf(DOCS, 'text')
  .filter((block) => block.startsWith('$ '))
  .flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((text): [string, string] => {
        const [line, ...output] = text.split('\n');
        return [line, output.join('\n')];
      }),
  );

/** The files that the commands name; with the mistakes that the guide shows. */
const mount = { name: 'shared-volum', mountPath: '/shared-dir' };
const sideCars = [{ container: { name: 'web', image: 'docker.io/library/httpd:2.4' }, volumeMounts: [mount] }];
const spec = {
  ...SPEC,
  volumes: [{ name: 'shared-volume', emptyDir: {} }],
  volumeMounts: [{ ...mount, name: 'shared-volume' }],
};
const WRONG = {
  'print.json': JSON.stringify({ ...spec, sideCars }),
  'job.yaml': YAML_JOB.replace('print:v4', 'print:v4\n        env: [{name: PORT, value: 8080}]'),
  'old.yaml': YAML_JOB,
  'new.yaml': YAML_JOB.replace('print:v4', 'print:v5'),
};
const RIGHT = { 'print.json': JSON.stringify(spec), 'specs/a.json': JSON.stringify(spec) };

test.each(commands)('%s', async (line, output) => {
  const [command, ...argv] = line.split(' | ')[0].split(' ');
  expect(command).toBe('cdk8s-hkube');
  const { out, err, code } = await run(argv, { files: output === '' ? RIGHT : WRONG });
  expect(err).toBe('');
  expect(code).toBe(output === '' ? 0 : 1);
  // The places are those of longer files.
  const withoutPlaces = (text: string) => text.replace(/^(\S+):\d+:\d+: /gm, '$1: ');
  if (output !== '') expect(withoutPlaces(out)).toBe(withoutPlaces(output));
});

test('the guide shows commands and names every option', async () => {
  expect(commands.length).toBeGreaterThan(2);
  const { out } = await run(['--help']);
  expect(DOCS).toContain('`cdk8s-hkube --version`');
  const names = [...out.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name);
  expect(names).toEqual(['synth', 'validate', 'diff', 'diagram', 'convert', 'explain']);
  for (const name of names) {
    const [synopsis] = new RegExp(`^cdk8s-hkube ${name} .*$`, 'm').exec(DOCS)!;
    const help = await run([name, '--help']);
    // Colors are described for all commands together.
    const lines = help.out.split('\n').filter((line) => /^ {2}(?:-\w, )?--(?!help|color|no-color)/.test(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const [, short, long, value] = /^ {2}(?:(-\w), )?(--[\w-]+)( <)?/.exec(line)!;
      expect([name, synopsis]).toEqual([name, expect.stringContaining(`[${value ? `${short ?? long} ` : `${long}]`}`)]);
    }
  }
});

test('the guide names the rules of the command line', () => {
  for (const rule of ['TEXT', 'OBJECT', 'VARIABLES']) expect(DOCS).toContain(`\`${rule}\``);
});
