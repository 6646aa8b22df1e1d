import * as fs from 'node:fs';
import * as path from 'node:path';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';

const ROOT = path.join(__dirname, '..', '..');
const DOCS = path.join(ROOT, 'docs');
const read = (page: string) => fs.readFileSync(path.join(DOCS, page), 'utf8');
const pages = fs.readdirSync(DOCS).filter((name) => name.endsWith('.md') && name !== 'README.md');

test('the index lists every page once', () => {
  const listed = [...read('README.md').matchAll(/^- .*?\]\((\w[\w-]*\.md)\)/gm)].map(([, page]) => page);
  expect(listed.sort()).toEqual(pages.sort());
});

test.each(pages)('%s begins with a heading and a text about its purpose', (page) => {
  const [heading, blank, text] = read(page).split('\n');
  expect(heading).toMatch(/^# \S/);
  expect(blank).toBe('');
  expect(text).toMatch(/^[A-Z`][^|#]{20}/);
});

describe('the page of versions agrees', () => {
  const { peerDependencies, engines } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const rows = new Map(
    [...read('versions.md').matchAll(/^\| (\S+) \| (.*?) \|/gm)].map(([, name, text]) => [name, text]),
  );
  const floor = (range: string) => /\d+\.\d+/.exec(range)![0];

  test.each([
    ['cdk8s', peerDependencies.cdk8s],
    ['constructs', peerDependencies.constructs],
    ['cdk8s-plus', peerDependencies['cdk8s-plus-28']],
    ['Node.js', engines.node],
  ])('with package.json: %s', (name, range) => expect(rows.get(name)).toContain(floor(range)));

  test('with the versions of Kubernetes that have rules', () => {
    expect(rows.get('Kubernetes')).toBe(`1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`);
  });
});

test('the glossary has each word once', () => {
  const words = [...read('glossary.md').matchAll(/^\| (.*?) \|/gm)].slice(2).map(([, word]) => word);
  expect(words.length).toBeGreaterThan(25);
  expect(new Set(words).size).toBe(words.length);
});
