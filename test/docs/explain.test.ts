import * as fs from 'fs';
import * as path from 'path';
import { explain as explainCommand } from '../../src/cli/explain';
import { CAUSE_NAMES } from '../../src/explain/cause-names';
import { directoryWith, run } from '../cli/run';
import { blocksOf } from '../fixtures/doc-blocks';
import { diagnosesOf, FAMILIES, NOW } from '../fixtures/explain';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'explain.md'), 'utf8');

test('the example prints the output on the page', async () => {
  const [pods] = blocksOf(DOCS, 'json');
  const [, said] = blocksOf(DOCS, 'text');
  let out = '';
  const io = {
    stdin: (async function* () {
      /* nothing */
    })(),
    stdout: {
      write: (text: string) => {
        out += text;
      },
    },
    stderr: { write: () => undefined },
    cwd: directoryWith({ 'pods.json': pods }),
  };
  expect(await explainCommand({ files: ['pods.json'], output: 'text' }, io, NOW)).toBe(1);
  expect(out).toBe(said);
});

test('the page lists all causes and no others', () => {
  const section = DOCS.slice(DOCS.indexOf('## What it knows'), DOCS.indexOf('## Where to change it'));
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect([...listed].sort()).toEqual([...CAUSE_NAMES].sort());
});

test('the page has the options of the command', async () => {
  const { out: help } = await run(['explain', '--help']);
  const [usage] = blocksOf(DOCS, 'text');
  for (const option of ['-l', '-n', '-f', '--context', '--output']) {
    expect(usage).toContain(option);
    expect(help).toContain(option);
  }
});

test('the page has the fields of a diagnosis', () => {
  const listed = [...DOCS.slice(DOCS.indexOf('## For programs')).matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  const recorded = Object.values(FAMILIES).flatMap((family) => Object.values(family));
  const found = recorded.flatMap((objects) => diagnosesOf(objects).flatMap((diagnosis) => Object.keys(diagnosis)));
  expect([...listed].sort()).toEqual([...new Set(found)].sort());
});
