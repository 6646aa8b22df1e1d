import * as fs from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { readDocuments } from '../../../src/text/documents';
import { locateKubectlYaml, parseKubectlYaml } from '../../../src/text/kubectl-yaml/kubectl-yaml';
import { ValueOutline } from '../../../src/text/locate';
import { MAX_DEPTH } from '../../../src/text/parsed';
import type { TextFinding } from '../../../src/text/position';
import { yamlProblem } from '../../../src/validation/printed/yaml-safety';

const print = ({ line, column, detail }: TextFinding) => `${line}:${column}: ${detail}`;
const errors = (text: string) => {
  const parsed = parseKubectlYaml(text);
  return parsed.ok ? [] : parsed.errors.map(print);
};
const value = (text: string) => {
  const parsed = parseKubectlYaml(text);
  return parsed.ok ? parsed.value : parsed.errors;
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

describe('the result is that of kubectl', () => {
  test.each(RECORDED.map((each): [string, Recorded] => [JSON.stringify(each.text).slice(0, 100), each]))(
    '%s',
    (_, { text, docs, error, lost, twice }) => {
      const documents = [...readDocuments(text, 'stdin')];
      const found = documents.flatMap((document) => document.errors);
      if (error || lost) {
        expect(found).not.toEqual([]);
      } else if (twice && found.length > 0) {
        expect(found[0].detail).toMatch(/duplicate key/);
      } else if (text in STRICTER) {
        expect(found[0].detail).toMatch(STRICTER[text]);
      } else {
        expect(found).toEqual([]);
        expect(documents.map((document) => document.value)).toEqual(docs);
      }
    },
  );

  test('the reason of each refusal is as recorded', () => {
    const refused = RECORDED.filter(({ error, lost }) => error || lost);
    const reasonsOf = (text: string) => [...readDocuments(text, 'stdin')].flatMap((document) => document.errors);
    const lines = refused.map(({ text }) => `${JSON.stringify(text)}\n  ${reasonsOf(text).map(print).join('\n  ')}`);
    expect(lines.join('\n')).toMatchSnapshot();
  });

  test('enough texts are compared', () => {
    expect(RECORDED.length).toBeGreaterThan(900);
    expect(RECORDED.filter(({ error }) => error).length).toBeGreaterThan(300);
  });
});

describe('an invalid text is refused with place and reason', () => {
  test.each([
    ['a: 1\nb:\n\tc: 1\n', '3:1: a tab: YAML allows only spaces for indentation'],
    ['a: 1\n\n b: 2\n', '3:3: unexpected ":": check the indentation, and put text that contains ": " in quotes'],
    ['a: b: c\n', '1:5: a key is not allowed here: start a nested map on the next line'],
    ['a: - b\n', '1:4: a list is not allowed here: start it on the next line'],
    ['a:\n  b: 1\n c: 2\n', '3:2: unexpected "c"'],
    ['a: 1\nb\nc: 2\n', '2:1: expected a key, followed by a colon and a space'],
    ['- a\nb: 1\n', '2:1: expected another "- " here: check the indentation'],
    ['a: 1\n- b\n', '2:1: a list item is not allowed among the keys of a map: check the indentation'],
    ['a: "b\n', '1:4: this quote is never closed'],
    ['a: [b\n', '1:4: this "[" is never closed'],
    ['a: [b c: d]]\n', '1:12: unexpected "]"'],
    ['a: {b: 1 c: 2}\n', '1:11: expected "," or "}" but found ":"'],
    [
      'a: {{ .Values.x }}\n',
      '1:5: a key must be a string, not a list or a map. Is this a template? Render it first: helm template',
    ],
    ['a:\n  {{- include "x" . }}\n', '2:5: unexpected "-". Is this a template? Render it first: helm template'],
    ['a: "{{ x }}"\nb: [\n', '2:4: this "[" is never closed'],
    ['a: 1\na: "{{ x }}"\n', '2:1: duplicate key "a" (first at 1:1)'],
    [
      '// mine\n{ "a": 1 }\n',
      '2:6: unexpected ":": check the indentation, and put text that contains ": " in quotes. JSON has no comments',
    ],
    ['a: @b\n', '1:4: unexpected "@": put the text in quotes if it begins with it'],
    ['a: "\\q"\n', '1:5: not a valid escape sequence: write \\\\ for a backslash, or use single quotes'],
    [
      'a: "\\ud800"\n',
      '1:5: half a surrogate pair, which is not a character: write \\U and eight digits for the whole',
    ],
    ['a: b\x07\n', '1:5: YAML does not allow the character U+0007: write it as "\\u0007" in double quotes'],
    ['a: \ud800\n', '1:4: half a surrogate pair, which is not a character'],
    ['a: *b\n', '1:4: no anchor of this name precedes this alias: put it in quotes if it is not an alias'],
    [
      'a: *\n',
      '1:4: "*" must be followed by a name of letters, digits, "-" and "_": put the text in quotes if it is ' +
        'not an alias',
    ],
    ['a: &b\n  c: *b\n', '2:6: this alias is inside of its own anchor (&b)'],
    ['~: 1\n', '1:1: the key is empty: write "" for an empty key, or "null" in quotes'],
    ['a: .inf\n', '1:4: JSON cannot represent this number: put it in quotes if it is a string'],
    ['a: 12345678901234567890\n', '1:4: this number has more digits than JSON parsers keep: put it in quotes'],
    ['a: !!int x\n', '1:4: not of the type int that its tag names'],
    ['a: 1\n...\nb: 2\n', '3:1: kubectl does not read what follows "...": separate documents with "---"'],
    ['a: 1\n...\tb: 2\n', '2:5: kubectl does not read what follows "...": separate documents with "---"'],
    ['%YAML 1.1\n', '1:1: kubectl reads no directives: remove this line'],
    [
      `${'k'.repeat(1025)}: 1\n`,
      '1:1: a key of more than 1024 characters: write "? " before it, and the colon on the next line',
    ],
    [`${'- '.repeat(MAX_DEPTH + 1)}a`, `1:${2 * MAX_DEPTH + 1}: nested deeper than ${MAX_DEPTH} levels`],
  ])('%j', (text, problem) => {
    expect(errors(text)).toEqual([problem]);
  });

  test('equal keys are named with both places', () => {
    expect(errors('a: 1\nb:\n  c: 1\n  c: 2\na: 3\n')).toEqual([
      '4:3: duplicate key "c" (first at 3:3)',
      '5:1: duplicate key "a" (first at 1:1)',
    ]);
    expect(errors('yes: 1\n"true": 2\n')).toEqual(['2:1: duplicate key "true" (first at 1:1)']);
  });

  test('keys that are read as another value are named', () => {
    const parsed = parseKubectlYaml('on: 1\n1.10: 2\n5: 3\n"off": 4\n');
    expect(parsed).toEqual({
      ok: true,
      value: { true: 1, 1.1: 2, 5: 3, off: 4 },
      warnings: [
        { line: 1, column: 1, detail: 'this key is read as "true": put it in quotes if you mean "on"' },
        { line: 2, column: 1, detail: 'this key is read as "1.1": put it in quotes if you mean "1.10"' },
      ],
    });
  });

  test('no message shows a value', () => {
    for (const text of [
      'token: hunter2: x',
      'token: {hunter2',
      'token: "hunter2',
      'token: !!int hunter2',
      'token: "hunter2"hunter2',
      'token: *hunter2 x',
      'token: hunter2\n hunter2: x',
    ]) {
      const found = errors(text).join('\n');
      expect(found).not.toBe('');
      // The name of an alias is none.
      if (!text.includes('*')) expect(found).not.toContain('hunter');
    }
  });
});

describe('merge keys', () => {
  test('give way to later own keys, and of several maps the first wins', () => {
    expect(value('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n')).toMatchObject({
      z: { a: 3, b: 1, c: 2 },
    });
  });

  test('are refused after a key that they would replace, as kubectl loses it', () => {
    expect(errors('x: &x {a: 1}\nz:\n  a: 3\n  <<: *x\n')).toEqual(['4:3: duplicate key "a" (first at 3:3)']);
    expect(errors('x: &x {a: 1}\nz:\n  <<: *x\n  <<: *x\n')).toEqual(['4:3: duplicate key "a" (first at 3:3)']);
  });

  test('may be followed once by a key that they contain', () => {
    expect(value('x: &x {a: 1}\nz:\n  <<: *x\n  a: 2\n')).toMatchObject({ z: { a: 2 } });
    expect(errors('x: &x {a: 1}\nz:\n  <<: *x\n  a: 2\n  a: 3\n')).toEqual(['5:3: duplicate key "a" (first at 4:3)']);
  });

  test('share no prototype', () => {
    expect(value('x: &x {__proto__: {polluted: true}}\nz: {<<: *x}\n')).toEqual(
      JSON.parse('{"x": {"__proto__": {"polluted": true}}, "z": {"__proto__": {"polluted": true}}}'),
    );
    expect(({} as any).polluted).toBeUndefined();
  });
});

describe('limits', () => {
  test('aliases that expand to a huge document are refused', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    ].join('\n');
    expect(errors(bomb)[0]).toMatch(/almost all of this document comes from aliases/);
  });

  test('the size is that of the JSON including aliases', () => {
    const text = `a: &a ${'x'.repeat(1000)}\nb: [${Array(90).fill('*a').join(', ')}]\n`;
    expect(parseKubectlYaml(text, { maxSize: 200_000 }).ok).toBe(true);
    expect(parseKubectlYaml(text, { maxSize: 50_000 })).toMatchObject({
      ok: false,
      errors: [expect.objectContaining({ detail: expect.stringContaining('more than 50000 bytes as JSON') })],
    });
  });

  test.each([
    ['depth in brackets', '['.repeat(10_000)],
    ['depth in lists', '- '.repeat(10_000)],
    ['depth in maps', Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['a million equal keys', 'a: 1\n'.repeat(100_000)],
    ['unclosed quotes', `a: "${'x'.repeat(200_000)}`],
    ['a text of many lines', `a: ${'x\n  '.repeat(50_000)}: *`],
    ['colons', 'a: '.repeat(50_000)],
    ['questions', '? '.repeat(50_000)],
    ['anchors', `${'&a '.repeat(50_000)}x`],
  ])('a huge text is refused and overflows no stack: %s', (_, text) => {
    expect(parseKubectlYaml(text).ok).toBe(false);
  });
});

test('JSON is read as YAML, except for needless escapes', () => {
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

test('output of cdk8s is read unchanged, unless a rule refuses it', () => {
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

test('no text makes it throw, and every problem has its place', () => {
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
      for (const problem of errors(each)) expect(problem).toMatch(/^\d+:\d+: ./);
    }),
    { numRuns: 700 },
  );
});

describe('locateKubectlYaml', () => {
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
    expect(locateKubectlYaml(text, [where])).toEqual([{ line, column }]);
    // The values that are kept while the text is read say the same; when there are too many, it is read again.
    for (const max of [1000, 3]) {
      const outline = new ValueOutline(max);
      parseKubectlYaml(text, { outline });
      expect(locateKubectlYaml(text, [where], undefined, outline)).toEqual([{ line, column }]);
    }
  });

  test('a text whose values are cached is not read again', () => {
    const outline = new ValueOutline();
    parseKubectlYaml(text, { outline });
    expect(locateKubectlYaml('"', ['list[0]'], undefined, outline)).toEqual([{ line: 1, column: 31 }]);
    expect(() => locateKubectlYaml('"', ['list[0]'])).toThrow('this quote is never closed');
  });

  test('finds paths in the middle of a file', () => {
    expect(locateKubectlYaml('a: 1\nb: 2\n', ['a', 'b'], { line: 10, column: 5 })).toEqual([
      { line: 10, column: 8 },
      { line: 11, column: 4 },
    ]);
  });
});
