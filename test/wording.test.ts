import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const PLACES = [
  ...['src', 'docs', 'examples', 'bench', 'projenrc', 'site', '.projenrc.ts'],
  ...['README.md', 'CHANGELOG.md', 'SECURITY.md', 'CONTRIBUTING.md'],
];

/** Phrases that readers stumble over, each with what to write instead. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer\b|more\b|later\b)/, 'is not a …, must be a …'],
  [/(?<!\b[Tt]here )\b(?:is|are|was|were) none\b/, 'is not one, does not exist'],
  [/\bthat there (?:is|are) not\b|\bwhat is none\b/, 'that does not exist, unknown'],
  [/\b(?:is|are|was|were|be) (?:told|said)\b|\bwarn(?:s|ed)? of\b/, 'is reported, warns about'],
  [/\bfor ever\b/, 'forever'],
  [/\bwithout a word\b/, 'silently'],
  [/\bbeside\b/, 'next to, together with'],
  [/\ball the same\b/, 'anyway'],
  [/\bslip of the pen\b/, 'typo'],
  [/\bhold(?:s|ing)? itself\b/, 'contains a circular reference'],
  [/\bnobody\b/i, 'a subject that exists'],
  [/(?:^|[.:;] )(?:Such as|Leave (?:it|them) out)\b/, 'Write … such as, Remove'],
  [/(?:^|[.:;] )(?:[Tt]ake|[Gg]ive) (?:it|one|the|a|an|another|spec)\b/, 'Use, Set, Pass'],
];

/** Texts of the API server that are quoted. */
const QUOTED = ["must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"];

interface Text {
  readonly line: number;
  readonly text: string;
}

/** The strings and comments of a program. */
function textsOfProgram(source: string): Text[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const add = (position: number, text: string) =>
    texts.push({ line: file.getLineAndCharacterOfPosition(position).line + 1, text });
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) add(node.getStart(), node.text);
    else if (ts.isTemplateExpression(node)) add(node.getStart(), node.getText().slice(1));
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { 0: comment, index } of source.matchAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/ .*(?:\n\s*\/\/ .*)*/g)) {
    add(index, comment.replace(/\n\s*(?:\*|\/\/) ?/g, ' ').replace(/^\/\*+ ?/, ''));
  }
  return texts;
}

/** The prose of a page, without its code. */
function textsOfPage(page: string): Text[] {
  const prose = page.replace(/^```[^]*?^```/gm, (code) => code.replace(/[^\n]/g, ''));
  return prose.split('\n').map((text, i) => ({ line: i + 1, text: text.replace(/`[^`]*`/g, '`…`') }));
}

const textsOf = (file: string, content: string) =>
  file.endsWith('.ts') ? textsOfProgram(content) : textsOfPage(content);

const findingsIn = (file: string, content: string) =>
  textsOf(file, content)
    .filter(({ text }) => !QUOTED.includes(text))
    .flatMap(({ line, text }) =>
      PHRASES.flatMap(([phrase, instead]) => {
        const found = phrase.exec(text)?.[0].trim();
        return found === undefined ? [] : [`${file}:${line}: "${found}". Write: ${instead}`];
      }),
    );

test('our own texts are plain English', () => {
  const files = execFileSync('git', ['ls-files', ...PLACES], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /(?<!\.generated)\.ts$|\.md$/.test(file));
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap((file) => findingsIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});

test.each([
  ['a.ts', "error('a is no SharedVolume');", 1],
  ['a.ts', '/** Waits for\n * ever. */', 1],
  ['a.ts', '// It is told\n// of a change.\nconst a = `${b} drops it without a word`;', 2],
  ['a.ts', "hint('Give the container a name');\nhint('name it: take one of these');", 2],
  ['a.ts', "fail('there is no pod');\nconst isNone = 'is no longer there';", 0],
  ['a.md', 'One beside it.\n```ts\n// for ever\n```\nNo `for ever`.', 1],
])('in %s: %j', (file, content, count) => expect(findingsIn(file, content)).toHaveLength(count));
