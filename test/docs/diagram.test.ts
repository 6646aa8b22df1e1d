import * as fs from 'fs';
import * as path from 'path';
import { run, SPEC, YAML_JOB } from '../cli/run';
import { blocksOf, runBlock } from '../fixtures/doc-blocks';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'diagram.md'), 'utf8');
const typescript = blocksOf(DOCS, 'ts');

test('the block writes the diagram on the page', () => {
  expect(runBlock(typescript[0], {})['print.mmd']).toBe(blocksOf(DOCS, 'mermaid')[0]);
  expect(typescript).toHaveLength(1);
}, 60_000);

test.each(blocksOf(DOCS, 'text')[0].trim().split('\n'))('%s', async (line) => {
  const command = line
    .split(' | ')
    .map((each) => each.replace(/^\$ | > .*/g, ''))
    .find((each) => each.startsWith('cdk8s-hkube diagram'))!;
  const { code, out, err } = await run(command.split(' ').slice(1), {
    files: { 'print.json': JSON.stringify(SPEC) },
    stdin: YAML_JOB,
  });
  expect(out).toContain('flowchart LR\n');
  expect([err, code]).toEqual(['', 0]);
});
