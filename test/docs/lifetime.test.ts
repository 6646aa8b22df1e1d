import * as fs from 'fs';
import * as path from 'path';
import { SCENARIOS } from '../e2e/scenarios';
import { blocksOf, runBlock, typeProblemsOf } from '../fixtures/doc-blocks';
import { captureStderr } from '../fixtures/stderr';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'lifetime.md'), 'utf8');

/** These prove what other documents say. */
const ELSEWHERE = ['refused-by-both', 'workload-kinds'];

test('what it says of scenarios there are, and all of them', () => {
  const rows = [...DOCS.matchAll(/^\|.*\|$/gm)].map(([row]) => row);
  const names = rows.flatMap((row) => [...row.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`(?=[,| ])/g)].map(([, name]) => name));
  expect([...new Set(names), ...ELSEWHERE].sort()).toEqual(SCENARIOS.map(({ name }) => name).sort());
});

test('its block runs, without a warning', () => {
  const [block, ...others] = blocksOf(DOCS, 'ts');
  let written: { [name: string]: string } = {};
  expect(captureStderr(() => { written = runBlock(block, {}); })).toEqual([]);
  expect(Object.values(written).join('')).toMatch(/activeDeadlineSeconds: 3600[^]*startupProbe:/);
  expect(others).toEqual([]);
  expect(typeProblemsOf([block])).toEqual([]);
}, 60_000);
