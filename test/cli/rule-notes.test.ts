import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE, ruleNotes } from '../../projenrc/rule-notes';
import { WARNING_RULES } from '../../src/app/warnings';
import { ruleNote } from '../../src/cli/rule-notes';

const ROOT = join(__dirname, '..', '..');
const HOME = 'https://github.com/cdk8s-hkube/cdk8s-hkube';
const DOCS = readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8');

test('the notes equal docs/rules.md: npx tsx projenrc/rule-notes.ts', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(ruleNotes(DOCS));
});

test.each([
  ['SVC-AFFINITY', 'rules.md#services-networking-access-and-quotas', /^An unknown sessionAffinity; a timeout/, 'error'],
  ['MNT-NOTFOUND', 'rules.md#containers', /^A mount without a name, of a volume that does not exist/, 'error'],
  ['WARN-IMAGE-LATEST', 'rules.md#warnings', /^An image without tag or with :latest/, 'warning'],
  ['HKUBE-COERCED', 'rules.md#of-hkubes-specs', /^Warning: a value that HKube reads as another type$/, 'warning'],
  ['NO-SUCH-RULE', 'rules.md', /^NO-SUCH-RULE$/, 'error'],
])('%s', (rule, page, text, severity) => {
  expect(ruleNote(rule)).toEqual({
    uri: `${HOME}/blob/main/docs/${page}`,
    text: expect.stringMatching(text),
    severity,
  });
});

test('every rule has a note', () => {
  const ids = readFileSync(join(ROOT, 'test', 'fixtures', 'rule-fields.txt'), 'utf8').match(/^\S+/gm)!;
  expect(ids.length).toBeGreaterThan(100);
  for (const id of [...ids, ...WARNING_RULES]) {
    expect([id, ruleNote(id).uri]).toEqual([id, expect.stringContaining('#')]);
  }
});

test('every heading that a note links to exists', () => {
  const headings = new Set(
    [...DOCS.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s/g, '-'),
    ),
  );
  for (const [, anchor] of ruleNotes(DOCS).matchAll(/^[A-Z][\w…-]* ([a-z-]+) /gm)) expect(headings).toContain(anchor);
});
