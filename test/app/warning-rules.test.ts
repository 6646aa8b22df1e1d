import * as fs from 'fs';
import * as path from 'path';
import { WARNING_RULES } from '../../src/app/warning-rules';

const ROOT = path.join(__dirname, '../..');
const DOCS = fs.readFileSync(path.join(ROOT, 'docs', 'rules.md'), 'utf8');

/** All but the list itself, and the command line, whose findings are about texts and not about constructs. */
const sources = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'cli' ? [] : sources(file);
    return entry.name === 'warning-rules.ts' ? [] : [fs.readFileSync(file, 'utf8')];
  });
const FILES = sources(path.join(ROOT, 'src'));
const SOURCES = FILES.join('\n');

const matches = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id]) => id))].sort();

test('sorted, each once', () => expect(WARNING_RULES).toEqual([...new Set(WARNING_RULES)].sort()));

test('all ids that begin with WARN, in the sources and in docs/rules.md, and no others', () => {
  const own = WARNING_RULES.filter((id) => id.startsWith('WARN-'));
  expect(matches(SOURCES, /\b(WARN(?:-[A-Z]+)+)\b/g)).toEqual(own);
  expect(matches(DOCS, /\b(WARN(?:-[A-Z]+)+)\b/g)).toEqual(own);
});

test('all that the rules warn of, in whatever way', () => {
  const constants = FILES.filter((text) => /\.warn\(\s*RULE,/.test(text)).flatMap((text) =>
    matches(text, /const RULE = '([A-Z-]+)'/g),
  );
  expect(constants).toEqual(['DEC-SIZE']);
  const ids = [
    ...matches(SOURCES, /\.warn\(\s*'([A-Z-]+)'/g),
    ...matches(SOURCES, /rule: '([A-Z-]+)',\s+severity(?:: 'warning'|,)/g),
    ...matches(SOURCES, /'([A-Z-]+)', 'warning'\)/g),
    ...constants,
  ];
  expect(ids).toEqual(
    expect.arrayContaining([
      'DEC-SIZE',
      'DROP-GATED',
      'HKUBE-RESERVED',
      'HKUBE-YAML',
      'WARN-CLAIM-SHARED',
      'WARN-IMAGE-LATEST',
    ]),
  );
  expect(ids.filter((id) => !WARNING_RULES.includes(id))).toEqual([]);
  const others = WARNING_RULES.filter((id) => !id.startsWith('WARN-'));
  expect(others.filter((id) => !ids.includes(id))).toEqual([]);
});

test('docs/rules.md says of each that it is a warning', () => {
  const [, warnings] = DOCS.split('\n## Warnings\n');
  const lines = DOCS.split('\n').filter((line) => /\*warnings?\*/.test(line));
  for (const id of WARNING_RULES) {
    expect([id, warnings.includes(`\`${id}\``) || lines.some((line) => line.includes(id))]).toEqual([id, true]);
  }
});
