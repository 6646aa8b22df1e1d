import * as fs from 'fs';
import * as path from 'path';
import { Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { HkubeAlgorithm, PodDiagram } from '../src';
import { blocksOf, runBlock } from './fixtures/doc-blocks';
import { errorsOf } from './fixtures/manifests';
import { captureStderr } from './fixtures/stderr';

const ROOT = path.join(__dirname, '..');
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');

const blocks = (language: string) => blocksOf(README, language);
const typescript = blocks('ts');
const json = blocks('json');

const run = (block: string) => runBlock(block, { 'print.json': json[0] });

const mistaken = typescript.findIndex((block) => block.includes("shared-volum'"));
/** What the mistaken block prints. Here it has no file, so that no place is known. */
const shown = blocks('text')[1].trim();
const PLACE = / \(main\.ts:(\d+)\)/g;
const good = typescript.filter((_, i) => i !== mistaken);

test.each(good.map((block, i) => [i + 1, block]))('TypeScript block %i runs', (_, block) => {
  const written: { [name: string]: string } = {};
  const warnings = captureStderr(() => Object.assign(written, run(block as string)));
  expect(warnings).toEqual([]);
  expect(written).toMatchSnapshot();
});

test('the picture is the pod of the quick start', () => {
  const [manifest] = Object.values(run(typescript[0]));
  expect(blocks('mermaid')).toEqual([PodDiagram.fromManifest(parse(manifest))]);
});

test('the block with mistakes prints the message that the README shows', () => {
  const message = /^.*$/ms;
  let said = '';
  const warnings = captureStderr(() => {
    try {
      run(typescript[mistaken]);
    } catch (e) {
      [said] = message.exec((e as Error).message)!;
    }
  });
  expect([...warnings, said].join('\n')).toBe(shown.replace(PLACE, ''));
});

test('the places in its errors are lines of that block', () => {
  const lines = typescript[mistaken].split('\n');
  const places = [...shown.matchAll(PLACE)].map(([, line]) => lines[Number(line) - 1]);
  expect(places).toEqual([expect.stringContaining('new Algorithm('), expect.stringContaining('.addSideCar(')]);
});

test.each(json.map((block, i) => [i + 1, block]))('JSON block %i is read as an algorithm', (_, block) => {
  const chart = Testing.chart();
  new HkubeAlgorithm(chart, 'spec', { spec: JSON.parse(block as string) });
  expect(errorsOf(chart)).toEqual([]);
  expect(Yaml.stringify(...Testing.synth(chart))).toContain('name: mycar');
});

test('every block is of a kind that is run: shell blocks by .ci/run', () => {
  const languages = [...README.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
  expect(new Set(languages)).toEqual(new Set(['sh', 'ts', 'json', 'text', 'mermaid']));
});
