import { join } from 'path';
import { foundIn } from '../e2e/found';
import { judge } from '../e2e/judge';
import { readRecord } from '../e2e/record';

// `npm run fuzz -- --record FILE` has written it.
const { header, rows } = readRecord(join(__dirname, '../fixtures/verdicts-1.37.jsonl.br'));

test('the rules agree with the recorded answers of an API server, of all kinds', () => {
  const judged = rows.map(({ number, format, manifest, evidence }) => ({
    number,
    kind: `${manifest.apiVersion} ${manifest.kind}`,
    ...judge(evidence, foundIn(manifest, header.minor, format)),
  }));
  const count = (is: (one: (typeof judged)[number]) => unknown) => judged.filter(is).length;
  process.stdout.write(
    `${header.server}, seed ${header.seed}: ${rows.length} manifests of ` +
      `${new Set(judged.map(({ kind }) => kind)).size} ` +
      `kinds, ${count(({ verdict }) => verdict === 'accepted')} accepted, ` +
      `${count(({ verdict }) => verdict === 'refused')} refused, ${count(({ celOnly }) => celOnly)} for CEL alone\n`,
  );
  expect(judged.filter(({ disagreement }) => disagreement)).toEqual([]);
  expect(rows.length).toBe(header.count);
  expect(count(({ verdict }) => verdict === 'skipped')).toBeLessThan(rows.length / 100);
  expect(count(({ samePath }) => samePath === false)).toBeLessThan(rows.length / 100);
}, 120_000);
