import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const PLACES = [
  ...['src', 'test', 'docs', 'examples', 'bench', 'projenrc', 'site', '.projenrc.ts'],
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

function stringOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1) : undefined;
}

/** The title of a test, a group or a row: test('…'), describe('…'), test.each([['…'], …])('…'). */
function titleOf(node: ts.Node): string | undefined {
  if (ts.isArrayLiteralExpression(node) && ts.isArrayLiteralExpression(node.parent) && node.elements.length > 0) {
    return stringOf(node.elements[0]);
  }
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return undefined;
  return /^(?:test|it|describe)\b/.test(node.expression.getText()) ? stringOf(node.arguments[0]) : undefined;
}

/** What a function finds in the nodes of a program. */
function textsOfNodes(source: string, find: (node: ts.Node) => string | undefined): Text[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    const text = find(node);
    if (text !== undefined) texts.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

function commentsOf(source: string): Text[] {
  const comments = source.matchAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/ .*(?:\n\s*\/\/ .*)*/g);
  return [...comments].map(({ 0: comment, index }) => ({
    line: source.slice(0, index).split('\n').length,
    text: comment.replace(/\n\s*(?:\*|\/\/) ?/g, ' ').replace(/^\/\*+ ?/, ''),
  }));
}

/** The prose of a page, without its code. */
function textsOfPage(page: string): Text[] {
  const prose = page.replace(/^```[^]*?^```/gm, (code) => code.replace(/[^\n]/g, ''));
  return prose.split('\n').map((text, i) => ({ line: i + 1, text: text.replace(/`[^`]*`/g, '`…`') }));
}

/** Of tests only the titles are searched: they contain wrong texts on purpose. */
function textsOf(file: string, content: string): Text[] {
  if (!file.endsWith('.ts')) return textsOfPage(content);
  if (file.startsWith('test/')) return textsOfNodes(content, titleOf);
  return [...textsOfNodes(content, stringOf), ...commentsOf(content)];
}

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
  ['test/a.ts', "test.each([['is none']])('%p is no pod', () => {});\ndescribe('is told', () => {});", 3],
  ['a.md', 'One beside it.\n```ts\n// for ever\n```\nNo `for ever`.', 1],
])('in %s: %j', (file, content, count) => expect(findingsIn(file, content)).toHaveLength(count));
