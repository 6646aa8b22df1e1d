import * as fs from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { blocksOf, runBlock } from '../fixtures/doc-blocks';
import { captureStderr } from '../fixtures/stderr';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'hkube.md'), 'utf8');
const typescript = blocksOf(DOCS, 'ts');
const [print] = blocksOf(DOCS, 'json');

/** Kinds of the objects that a block makes, and its other files. */
function run(block: string): { kinds: string[]; others: { [name: string]: string } } {
  let written: { [name: string]: string } = {};
  expect(
    captureStderr(() => {
      written = runBlock(block, { 'print.json': print });
    }),
  ).toEqual([]);
  const kinds: string[] = [];
  const others: { [name: string]: string } = {};
  for (const [name, text] of Object.entries(written)) {
    if (name.endsWith('.yaml')) {
      kinds.push(
        ...text
          .split('\n')
          .filter((line) => line.startsWith('kind: '))
          .map((line) => line.slice('kind: '.length)),
      );
    } else {
      others[name] = text;
    }
  }
  return { kinds, others };
}

const blockWith = (text: string) => typescript.find((block) => block.includes(text))!;

test.each([
  ['HkubeAlgorithm.fromFile', ['Job']],
  ['HkubeWorkerJob.fromFile', ['Job']],
  ['HkubeRegistration.fromFile', ['ConfigMap', 'Job', 'ConfigMap', 'Job']],
])('the block with %s runs', (text, kinds) => {
  expect(run(blockWith(text))).toEqual({ kinds, others: {} });
});

test('the block with HkubeSpec runs', () => {
  const { kinds, others } = run(blockWith('HkubeSpec'));
  expect(kinds).toEqual(['Job']);
  expect(Object.keys(others)).toEqual([path.join('hkube', 'print.json')]);
  expect(JSON.parse(others[path.join('hkube', 'print.json')])).toMatchObject({
    name: 'print',
    sideCars: [{ container: { name: 'web' } }],
  });
});

test('there are no other blocks', () => {
  expect(typescript).toHaveLength(4);
  expect(Yaml.stringify(JSON.parse(print))).toContain('minHotWorkers: 1');
}, 60_000);
