import { readFileSync } from 'fs';
import { join } from 'path';
import { RECORDED_RULES, ruleAndField } from './rules';
import { Finding } from '../../src/apimachinery/finding';
import { isObject } from '../../src/text/json-value';
import { foundIn } from '../e2e/found';
import { judge } from '../e2e/judge';
import { readRecord } from '../e2e/record';

// `npm run fuzz -- --record FILE` has written it.
const { header, rows } = readRecord(join(__dirname, '../fixtures/verdicts-1.37.jsonl.br'));

const judged = rows.map(({ number, format, manifest, evidence }) => {
  const found = foundIn(manifest, header.minor, format);
  return { number, apiVersion: manifest.apiVersion, kind: manifest.kind, found, ...judge(evidence, found) };
});
const count = (is: (one: (typeof judged)[number]) => unknown) => judged.filter(is).length;

test('the rules agree with the recorded answers of an API server for all kinds', () => {
  const kinds = new Set(judged.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  process.stdout.write(
    `${header.server}, seed ${header.seed}: ${rows.length} manifests of ${kinds.size} kinds, ` +
      `${count(({ verdict }) => verdict === 'accepted')} accepted, ` +
      `${count(({ verdict }) => verdict === 'refused')} refused, ${count(({ celOnly }) => celOnly)} for CEL alone\n`,
  );
  expect(judged.filter(({ disagreement }) => disagreement)).toEqual([]);
  expect(rows.length).toBe(header.count);
  expect(count(({ verdict }) => verdict === 'skipped')).toBeLessThan(rows.length / 100);
  expect(count(({ samePath }) => samePath === false)).toBeLessThan(rows.length / 100);
});

test.each(['README.md', 'docs/proof.md'])('%s shows the figures of the recording', (file) => {
  const isRefused = ({ found }: (typeof judged)[number]) => found.some(({ severity }) => severity === 'error');
  const refused = count(({ verdict }) => verdict === 'refused').toLocaleString('en');
  const accepted = count(({ verdict }) => verdict === 'accepted').toLocaleString('en');
  const ours = {
    accepted: count((one) => one.verdict === 'refused' && !isRefused(one)),
    refused: count((one) => one.verdict === 'accepted' && isRefused(one)),
  };
  const text = readFileSync(join(__dirname, '../..', file), 'utf8');
  expect(text).toMatch(
    new RegExp(`wrongly accepted \\(the server refuses ${refused}\\) \\| [\\d,]+ \\| ${ours.accepted},`),
  );
  expect(text).toMatch(
    new RegExp(`wrongly refused \\(the server accepts ${accepted}\\) \\| [\\d,]+ \\| ${ours.refused},`),
  );
});

test('each field has the recorded rules and severities', () => {
  const found = new Set(judged.flatMap((one) => one.found.map(ruleAndField)));
  // More may be found: a rule that is new needs its own test.
  expect(RECORDED_RULES.filter((line) => !found.has(line))).toEqual([]);
});

/** Paths of what is in a value, without indices and keys of maps. */
function addPaths(value: unknown, path: string, paths: Set<string>): void {
  paths.add(path);
  if (Array.isArray(value)) value.forEach((item) => addPaths(item, path, paths));
  else if (isObject(value)) Object.entries(value).forEach(([key, item]) => addPaths(item, `${path}.${key}`, paths));
}

/** Their fields have right values in the tables of their own tests only. */
const ACCEPTED_IN_TABLES = [
  'CRD-DEFAULT',
  'DEP-RESTARTPOLICY',
  'DS-RESTARTPOLICY',
  'RC-RESTARTPOLICY',
  'RS-RESTARTPOLICY',
  'STS-RESTARTPOLICY',
  'VOL-IMAGE',
];

test('for each rule that refuses a field, some manifest with this field is accepted', () => {
  const isRefused = ({ severity }: { severity: string }) => severity === 'error';
  const accepted = new Set<string>();
  judged.forEach(({ kind, found }, i) => {
    if (!found.some(isRefused)) addPaths(rows[i].manifest, kind, accepted);
  });
  // What is forbidden may be accepted nowhere: then it is left out of the same parent.
  const fieldOf = (kind: string, { path, type }: Finding) => {
    const field = [kind, path.replace(/\[[^\]]*\]/g, '')].filter((part) => part !== '').join('.');
    return type === 'Forbidden' ? field.replace(/\.[^.]*$/, '') : field;
  };
  const refusing = judged.flatMap(({ kind, found }) =>
    found.filter(isRefused).map((one) => ({ rule: one.rule, field: fieldOf(kind, one) })),
  );
  const covered = new Set(refusing.filter(({ field }) => accepted.has(field)).map(({ rule }) => rule));
  const uncovered = new Set(refusing.map(({ rule }) => rule).filter((rule) => !covered.has(rule)));
  expect([...uncovered].sort()).toEqual(ACCEPTED_IN_TABLES);
});
