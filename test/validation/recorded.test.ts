import { join } from 'path';
import { RECORDED_RULES, ruleAndField } from './rules';
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

test('the rules agree with the recorded answers of an API server, of all kinds', () => {
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

test('rules have their ids and severities, at each field', () => {
  const found = new Set(judged.flatMap((one) => one.found.map(ruleAndField)));
  // More may be found: a rule that is new needs its own test.
  expect(RECORDED_RULES.filter((line) => !found.has(line))).toEqual([]);
});

test('of each rule that refuses something there is a kind whose other manifests are accepted', () => {
  const isRefused = ({ severity }: { severity: string }) => severity === 'error';
  const accepting = new Set(judged.filter(({ found }) => !found.some(isRefused)).map(({ kind }) => kind));
  const refusing = judged.flatMap(({ kind, found }) => found.filter(isRefused).map(({ rule }) => ({ rule, kind })));
  const covered = new Set(refusing.filter(({ kind }) => accepting.has(kind)).map(({ rule }) => rule));
  expect(refusing.filter(({ rule }) => !covered.has(rule))).toEqual([]);
});
