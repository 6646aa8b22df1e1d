import * as fs from 'fs';
import * as path from 'path';
import { blocksOf, runBlock, typeProblemsOf } from '../fixtures/doc-blocks';
import { captureStderr } from '../fixtures/stderr';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'lifetime.md'), 'utf8');

test('its block runs, without a warning', () => {
  const [block, ...others] = blocksOf(DOCS, 'ts');
  let written: { [name: string]: string } = {};
  expect(captureStderr(() => { written = runBlock(block, {}); })).toEqual([]);
  expect(Object.values(written).join('')).toMatch(/activeDeadlineSeconds: 3600[^]*startupProbe:/);
  expect(others).toEqual([]);
  expect(typeProblemsOf([block])).toEqual([]);
}, 60_000);
