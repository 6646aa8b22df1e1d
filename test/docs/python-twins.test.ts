import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saidToPrint, twinBlocksOf } from '../fixtures/doc-blocks';

const DOCS = join(__dirname, '..', '..', 'docs');
const PAGES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ file, text: readFileSync(join(DOCS, file), 'utf8') }))
  .filter(({ text }) => /^```(?:ts|typescript)$|<summary>Python/m.test(text));

// `npm run python` compares what both print; here no Python is needed.
describe.each(PAGES)('$file', ({ text }) => {
  const blocks = twinBlocksOf(text);

  test('each block of TypeScript is followed by its Python', () => {
    expect(blocks.filter(({ python }) => python === undefined)).toEqual([]);
  });

  test('Python is collapsed below a block, in the form that the tests look for', () => {
    const collapsed = text.match(/(?<=^```\n\n)<details><summary>Python<\/summary>\n\n/gm) ?? [];
    expect(collapsed).toHaveLength(text.match(/<summary>Python/g)?.length ?? 0);
    expect(text.match(/^<\/details>$/gm)).toHaveLength(collapsed.length);
  });

  test('the comments of both say that the same is printed', () => {
    const plain = (said: string) => said.replace(/['"\s]/g, '');
    for (const { typescript, python = '' } of blocks) {
      const said = [...typescript.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => plain(line));
      expect(saidToPrint(python).map(plain)).toEqual(said);
    }
  });
});

test('most guides have a program', () => expect(PAGES.length).toBeGreaterThan(16));
