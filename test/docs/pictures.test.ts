import * as fs from 'node:fs';
import * as path from 'node:path';
import { livesOf, pictures, wrap } from './pictures';
import { escape } from './svg';

const FOLDER = path.join(__dirname, '..', '..', 'docs', 'pictures');

test.each(Object.entries(pictures()))('%s is as `npm run pictures` writes it', (name, picture) => {
  expect(fs.readFileSync(path.join(FOLDER, name), 'utf8')).toBe(picture);
});

test('each picture is shown on a page with a text alternative', () => {
  const docs = path.dirname(FOLDER);
  const pages = fs.readdirSync(docs).filter((name) => name.endsWith('.md'));
  const all = [...pages.map((page) => path.join(docs, page)), path.join(docs, '..', 'README.md')];
  const shown = all.flatMap((page) =>
    [...fs.readFileSync(page, 'utf8').matchAll(/!\[(.{20,}?)\]\((?:docs\/)?pictures\/(\S+?)\)/g)].map(
      ([, , file]) => file,
    ),
  );
  expect([...new Set(shown)].sort()).toEqual(Object.keys(pictures()));
});

test('times are parsed', () => {
  expect(livesOf('first starts 0.0, first is healthy 1.3, main starts 2.0, first stops 3.1')).toEqual([
    { name: 'first', starts: 0, healthy: 1.3, ends: 3.1 },
    { name: 'main', starts: 2 },
  ]);
});

test.each([
  ['short', 10, ['short']],
  ['one two three', 8, ['one two', '    three']],
  ['  one two', 5, ['  one', '    two']],
  ['aaaaaaaaaaaa bb', 5, ['aaaaaaaaaaaa', '    bb']],
  ['aaaaaaaaaaaa', 5, ['aaaaaaaaaaaa']],
])('%j in %i columns', (words, columns, pieces) => {
  expect(wrap(words, columns)).toEqual(pieces);
});

test('characters of XML are escaped in SVG', () => {
  expect(escape('<a> & "b"')).toBe('&lt;a&gt; &amp; &quot;b&quot;');
});
