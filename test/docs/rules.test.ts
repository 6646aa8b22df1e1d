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

const ids = (text: string) => new Set([...text.matchAll(/\b(?:WARN|HKUBE|PSS)(?:-[A-Z]+)+\b/g)].map(([id]) => id));

test('docs/rules.md lists our rules and warnings, all of them and no others', () => {
  expect([...ids(DOCS)].sort()).toEqual([...ids(sources(path.join(ROOT, 'src')).join('\n'))].sort());
});
