import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const markdownIn = (folder: string) =>
  fs
    .readdirSync(path.join(ROOT, folder))
    .filter((file) => file.endsWith('.md') && file !== 'API.md')
    .map((file) => path.join(folder, file));

/** Without blocks of code, in which other things look like links and headings. */
const textOf = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8').replace(/^```[^]*?^```$/gm, '');

/** What GitHub calls the headings of a file, and the names that API.md gives to its own. */
function anchorsOf(file: string): string[] {
  const text = textOf(file);
  return [
    ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
    ...[...text.matchAll(/<a name="([^"]*)"/g)].map(([, name]) => name),
  ];
}

/** Links that lead nowhere. */
function brokenLinks(file: string): string[] {
  return [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [name, anchor] = link.split('#');
      const target = name === '' ? file : path.join(path.dirname(file), name);
      return !fs.existsSync(path.join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
}

test.each(['.', 'docs', 'docs/decisions'].flatMap(markdownIn))(
  'links of %s lead to files and headings that exist',
  (file) => expect(brokenLinks(file)).toEqual([]),
);

test('README.md has such links', () => expect(textOf('README.md')).toMatch(/\]\(docs\/\w+\.md/));
