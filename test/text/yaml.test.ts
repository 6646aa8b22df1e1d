import * as fs from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { readDocuments } from '../../src/text/documents';
import { MAX_DEPTH } from '../../src/text/position';
import { locateYaml, parseYaml } from '../../src/text/yaml';
import { yamlProblem } from '../../src/validation/printed/yaml-safety';

const problems = (text: string) => {
  const parsed = parseYaml(text, 'print.yaml');
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.replace(/^print\.yaml:/, ''));
};
const value = (text: string) => {
  const parsed = parseYaml(text, 'print.yaml');
  return parsed.ok ? parsed.value : parsed.problems;
};

/** Recorded: what kubectl's reader (k8s.io/apimachinery 0.37.2, sigs.k8s.io/yaml 1.6.0) makes of a text. */
interface Recorded {
  readonly text: string;
  readonly docs?: readonly unknown[];
  readonly error?: boolean;
  /** It leaves a part of the text out. */
  readonly lost?: boolean;
  /** It takes the last of two equal keys. */
  readonly twice?: boolean;
}

const RECORDED = fs
  .readFileSync(path.join(__dirname, 'kubectl-yaml.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

/** Where we refuse what kubectl takes, and why. */
const STRICTER: Record<string, RegExp> = {
  'a: 1\n...\nb: 2\n': /does not read what follows/,
};

describe('as kubectl', () => {
  test.each(RECORDED.map((each): [string, Recorded] => [JSON.stringify(each.text).slice(0, 100), each]))(
    '%s',
    (_, { text, docs, error, lost, twice }) => {
      const documents = [...readDocuments(text, 'stdin')];
      const found = documents.flatMap((document) => document.problems);
      if (error) {
        expect(found).not.toEqual([]);
      } else if (lost && !text.startsWith('{')) {
        expect(found).not.toEqual([]);
      } else if (twice && found.length > 0) {
        expect(found[0]).toMatch(/is there twice/);
      } else if (text in STRICTER) {
        expect(found[0]).toMatch(STRICTER[text]);
      } else {
        expect(found).toEqual([]);
        expect(documents.map((document) => document.value)).toEqual(docs);
      }
    },
  );

  test('there are enough of them', () => {
    expect(RECORDED.length).toBeGreaterThan(600);
    expect(RECORDED.filter(({ error }) => error).length).toBeGreaterThan(200);
  });
});

describe('what is refused says where and what', () => {
  test.each([
    ['a: 1\nb:\n\tc: 1\n', '3:1: a tab, where YAML takes only spaces for indentation'],
    ['a: 1\n\n b: 2\n', '3:3: no key ends here: is the indentation right? A text with ": " in it needs quotes'],
    ['a: b: c\n', '1:5: no key may stand here: a map as a value begins on the next line'],
    ['a: - b\n', '1:4: no list may begin here: it begins on the next line'],
    ['a:\n  b: 1\n c: 2\n', '3:2: unexpected "c"'],
    ['a: 1\nb\nc: 2\n', '2:1: there must be a key here, with a colon and a space after it'],
    ['- a\nb: 1\n', '2:1: there must be another "- " here: is the indentation right?'],
    ['a: 1\n- b\n', '2:1: a list item among the keys of a map: is the indentation right?'],
    ['a: "b\n', '1:4: these quotes are never closed'],
    ['a: [b\n', '1:4: this "[" is never closed'],
    ['a: [b c: d]]\n', '1:12: unexpected "]"'],
    ['a: {b: 1 c: 2}\n', '1:11: expected "," or "}" but found ":"'],
    [
      'a: {{ .Values.x }}\n',
      '1:5: a key must be a text, not a list or a map. Is this a template? Render it first: helm template',
    ],
    ['a:\n  {{- include "x" . }}\n', '2:5: unexpected "-". Is this a template? Render it first: helm template'],
    ['a: "{{ x }}"\nb: [\n', '2:4: this "[" is never closed'],
    ['a: 1\na: "{{ x }}"\n', '2:1: the key "a" is there twice (first at 1:1)'],
    [
      '// mine\n{ "a": 1 }\n',
      '2:6: no key ends here: is the indentation right? A text with ": " in it needs quotes. JSON has no comments',
    ],
    ['a: @b\n', '1:4: unexpected "@"'],
    ['a: "\\q"\n', '1:5: no such escape sequence: write \\\\ for a backslash, or use single quotes'],
    ['a: "\\ud800"\n', '1:5: half a surrogate pair, which is no character: write \\U and eight digits for the whole'],
    ['a: b\x07\n', '1:5: the character U+0007 may not stand in YAML: write it as "\\u0007" in double quotes'],
    ['a: \ud800\n', '1:4: half a surrogate pair, which is no character'],
    ['a: *b\n', '1:4: there is no anchor of this name before this alias: put it in quotes if it is no alias'],
    [
      'a: *\n',
      '1:4: after "*" there must be a name of letters, digits, "-" and "_": put the text in quotes if it is no alias',
    ],
    ['a: &b\n  c: *b\n', '2:6: this alias stands inside of what it stands for (&b)'],
    ['~: 1\n', '1:1: there is no key here: write "" for an empty one, or "null" in quotes'],
    ['a: .inf\n', '1:4: no number that JSON can hold: put it in quotes if it is a text'],
    ['a: 12345678901234567890\n', '1:4: this number has more digits than JSON readers keep: put it in quotes'],
    ['a: !!int x\n', '1:4: this is no int, as its tag says'],
    ['a: 1\n...\nb: 2\n', '3:1: kubectl does not read what follows "...": separate documents with "---"'],
    ['%YAML 1.1\n', '1:1: kubectl reads no directives: leave the line out'],
    [
      `${'k'.repeat(1025)}: 1\n`,
      '1:1: more than 1024 characters are too long for a key: write "? " before it, and the colon on the next line',
    ],
    [`${'- '.repeat(MAX_DEPTH + 1)}a`, `1:${2 * MAX_DEPTH + 1}: nested deeper than ${MAX_DEPTH} levels`],
  ])('%j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('equal keys, each with both places', () => {
    expect(problems('a: 1\nb:\n  c: 1\n  c: 2\na: 3\n')).toEqual([
      '4:3: the key "c" is there twice (first at 3:3)',
      '5:1: the key "a" is there twice (first at 1:1)',
    ]);
    expect(problems('yes: 1\n"true": 2\n')).toEqual(['2:1: the key "true" is there twice (first at 1:1)']);
  });

  test('keys that are read as something else are named', () => {
    const parsed = parseYaml('on: 1\n1.10: 2\n5: 3\n"off": 4\n', 'f');
    expect(parsed).toEqual({
      ok: true,
      value: { true: 1, 1.1: 2, 5: 3, off: 4 },
      warnings: [
        'f:1:1: this key is read as "true": put it in quotes if you mean "on"',
        'f:2:1: this key is read as "1.1": put it in quotes if you mean "1.10"',
      ],
    });
  });

  test('nothing of a value is shown', () => {
    for (const text of [
      'token: hunter2: x',
      'token: {hunter2',
      'token: "hunter2',
      'token: !!int hunter2',
      'token: "hunter2"hunter2',
      'token: *hunter2 x',
      'token: hunter2\n hunter2: x',
    ]) {
      const found = problems(text).join('\n');
      expect(found).not.toBe('');
      // The name of an alias is none.
      if (!text.includes('*')) expect(found).not.toContain('hunter');
    }
  });
});

describe('merge keys', () => {
  test("the map's own keys win when they come after it, and the first of several maps", () => {
    expect(value('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n')).toMatchObject({
      z: { a: 3, b: 1, c: 2 },
    });
  });

  test('what would replace a key before it is refused: kubectl loses that one', () => {
    expect(problems('x: &x {a: 1}\nz:\n  a: 3\n  <<: *x\n')).toEqual([
      '4:3: the key "a" is there twice (first at 3:3)',
    ]);
  });

  test('they share no prototype', () => {
    expect(value('x: &x {__proto__: {polluted: true}}\nz: {<<: *x}\n')).toEqual(
      JSON.parse('{"x": {"__proto__": {"polluted": true}}, "z": {"__proto__": {"polluted": true}}}'),
    );
    expect(({} as any).polluted).toBeUndefined();
  });
});

describe('limits', () => {
  test('aliases that make much of little are refused at once', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    ].join('\n');
    expect(problems(bomb)[0]).toMatch(/almost all of this document comes from aliases/);
  });

  test('the size is that of the JSON, aliases included', () => {
    const text = `a: &a ${'x'.repeat(1000)}\nb: [${Array(90).fill('*a').join(', ')}]\n`;
    expect(parseYaml(text, 'f', { maxSize: 200_000 }).ok).toBe(true);
    expect(parseYaml(text, 'f', { maxSize: 50_000 })).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('more than 50000 bytes as JSON')],
    });
  });

  test.each([
    ['depth in brackets', '['.repeat(10_000)],
    ['depth in lists', '- '.repeat(10_000)],
    ['depth in maps', Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['a million keys, all the same', 'a: 1\n'.repeat(1_000_000)],
    ['unclosed quotes', `a: "${'x'.repeat(5_000_000)}`],
    ['a text of many lines', `a: ${'x\n  '.repeat(500_000)}: *`],
    ['colons', 'a: '.repeat(300_000)],
    ['questions', '? '.repeat(300_000)],
    ['anchors', `${'&a '.repeat(300_000)}x`],
  ])('no hang: %s', (_, text) => {
    expect(parseYaml(text, 'f').ok).toBe(false);
  });
});

test('JSON is YAML, but for its escapes of what needs none', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'ab :-#{}[],&*!|>\'"%@`\\\n\té😀') });
  const json = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      plain,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any')),
      fc.dictionary(plain, tie('any')),
    ),
  })).any;
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 2), (data, indent) => {
      expect(value(JSON.stringify([data], undefined, indent))).toEqual([data]);
    }),
  );
});

test('what cdk8s prints is read as it was, unless a rule refuses it', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'yesnoYNtrufalx0123456789.-+_:eE~ #\'"\n\t,[]{}&*!|>%@`é😀') }),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(fc.dictionary(text, text), (data) => {
      const isSafe = Object.entries(data).every(
        ([key, item]) =>
          key !== '__proto__' && key.length < 500 && !yamlProblem(key, true) && !yamlProblem(item) && !/\n/.test(key),
      );
      fc.pre(isSafe);
      expect(value(Yaml.stringify({ data }))).toEqual({ data });
    }),
  );
});

test('no text throws, and every problem has its place', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      'b: ',
      '- ',
      '? ',
      ': ',
      '\n',
      '  ',
      '\t',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!!str ',
      '! ',
      '|',
      '>',
      '#',
      '<<: ',
      '1',
      '~',
      '\\',
      '---\n',
      '...\n',
      '\r\n',
      '\u0085',
    ),
  });
  fc.assert(
    fc.property(text, (each) => {
      for (const problem of problems(each)) expect(problem).toMatch(/^\d+:\d+: ./);
    }),
    { numRuns: 2000 },
  );
});

describe('locateYaml', () => {
  const text = [
    '# comment',
    'name: print',
    'list:',
    '- name: &n x',
    '  "image": y',
    '- {name: *n, labels: {a.b/c: "1"}}',
    'single: [k: v]',
    'text: |',
    '  x',
    '? long',
    ': value',
  ].join('\n');
  test.each([
    ['name', 2, 7],
    ['list', 4, 1],
    ['list[0]', 4, 3],
    ['list[0].image', 5, 12],
    ['list[1].name', 6, 10],
    ['list[1].labels[a.b/c]', 6, 30],
    ['list[1].missing.deep', 6, 3],
    ['single[0].k', 7, 13],
    ['text', 8, 7],
    ['long', 11, 3],
    ['nothing', 2, 1],
  ])('%s', (where, line, column) => {
    expect(locateYaml(text, [where])).toEqual([{ line, column }]);
  });

  test('in the middle of a file', () => {
    expect(locateYaml('a: 1\nb: 2\n', ['a', 'b'], { line: 10, column: 5 })).toEqual([
      { line: 10, column: 8 },
      { line: 11, column: 4 },
    ]);
  });
});
