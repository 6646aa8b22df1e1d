import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const DOCS = fs.readFileSync(path.join(ROOT, 'docs', 'rules.md'), 'utf8');

const sources = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? sources(path.join(folder, entry.name))
        : [fs.readFileSync(path.join(folder, entry.name), 'utf8')],
    );

/** Ids that are put together: of workloads that run their pods until they are deleted. */
const CONTROLLERS = ['DEP', 'DS', 'RC', 'RS', 'STS'];
const COMPOSED = ['RESTARTPOLICY', 'ACTIVEDEADLINE'].flatMap((what) => CONTROLLERS.map((kind) => `${kind}-${what}`));

/** The ids in the code: texts with hyphens, and what is given to a finding, or called a rule. */
function idsInCode(): string[] {
  const code = sources(path.join(ROOT, 'src')).join('\n');
  const patterns = [
    /'([A-Z]+(?:-[A-Z]+)+)'/g,
    /\b(?:finding|v\.(?!notSupported\b)\w+)\(\s*'([A-Z]+)'/g,
    /\bv\.notSupported\('([A-Z]+)'/g,
    /\b(?:RULE|rule|CLAIM|VOLUME)(?:: string)? = '([A-Z-]+)'/g,
    /\brule: '([A-Z-]+)'/g,
  ];
  const found = patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, id]) => id));
  return [...new Set([...found, ...COMPOSED])].sort();
}

/** The ids that tables of rules begin their rows with, as often as they do. */
function idsInTables(): string[] {
  let isOfRules = false;
  return DOCS.split('\n')
    .flatMap((line) => {
      if (!line.startsWith('|')) isOfRules = false;
      else if (line.startsWith('| Rule |')) isOfRules = true;
      return isOfRules ? [...line.split(' | ')[0].matchAll(/[A-Z]+(?:-[A-Z]+)*(?![a-z])/g)].map(([id]) => id) : [];
    })
    .sort();
}

test('docs/rules.md lists each rule of the code in exactly one table, and no others', () => {
  expect(idsInCode().length).toBeGreaterThan(300);
  expect(idsInTables()).toEqual(idsInCode());
});

// Those of our own are in test/own-rules.test.ts.
test('each rule of the API server refuses something in a test', () => {
  const folder = path.join(ROOT, 'test');
  const lines = ['rule-fields.txt', 'table-rule-fields.txt'].flatMap((name) =>
    fs.readFileSync(path.join(folder, 'fixtures', name), 'utf8').split('\n'),
  );
  const inTables = new Set(lines.map((line) => line.split(' ')[0]));
  const tests = sources(folder).join('\n');
  const isTested = (id: string) => inTables.has(id) || new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(tests);
  expect(idsInTables().filter((id) => !id.startsWith('HKUBE-') && !isTested(id))).toEqual([]);
});
