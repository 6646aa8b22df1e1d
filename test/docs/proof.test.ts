import { readFileSync } from 'fs';
import { join } from 'path';
import { judge } from '../e2e/judge';
import { readRecord } from '../e2e/record';

const ROOT = join(__dirname, '../..');

test('docs/proof.md has the figures of the recorded run', () => {
  const { header, rows } = readRecord(join(ROOT, 'test/fixtures/verdicts-1.37.jsonl.br'));
  const text = readFileSync(join(ROOT, 'docs/proof.md'), 'utf8');
  const kinds = new Map<string, { refused: number; accepted: number }>();
  for (const { manifest, evidence } of rows) {
    const { verdict } = judge(evidence, []);
    if (verdict === 'skipped') continue;
    const kind = `\`${manifest.apiVersion}\` ${manifest.kind}`;
    const figures = kinds.get(kind) ?? { refused: 0, accepted: 0 };
    kinds.set(kind, figures);
    figures[verdict]++;
  }
  const listed = [...text.matchAll(/^\| (`\S+` \w+) \| (\d+) \| \d+ \| \d+ \| (\d+) \|/gm)];
  expect(
    new Map(
      listed.map(([, kind, refused, accepted]) => [kind, { refused: Number(refused), accepted: Number(accepted) }]),
    ),
  ).toEqual(kinds);
  expect(text).toContain(`API server ${header.server.slice(1)}`);
});
