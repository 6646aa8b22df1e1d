import * as fc from 'fast-check';
import { locateJson, parseJson } from '../../src/text/json';
import { MAX_DEPTH } from '../../src/text/parsed';

const errors = (text: string) => {
  const parsed = parseJson(text);
  return parsed.ok ? [] : parsed.errors.map(({ line, column, detail }) => `${line}:${column}: ${detail}`);
};

describe('parseJson', () => {
  test.each([
    ['{"a": [1, -0.5e3, true, false, null, "x"]}', { a: [1, -500, true, false, null, 'x'] }],
    ['\ufeff{"a": 1}', { a: 1 }],
    ['{\r\n  "a": "\\u00e9\\n",\r\n  "b": {}\r\n}\r\n', { a: 'é\n', b: {} }],
    ['"\\ud83d\\ude00"', '😀'],
    ['9007199254740992', 9007199254740992],
    ['1e21', 1e21],
    ['{"a": {"x": 1}, "b": {"x": 1}}', { a: { x: 1 }, b: { x: 1 } }],
    ['"a:b{[:"', 'a:b{[:'],
    ['["\\\\", "\\":"]', ['\\', '":']],
  ])('%j is read', (text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value, warnings: [] });
  });

  test.each([
    ['', '1:1: expected a value but found the end of the file'],
    ['{\n  "a": 1\n  "b": 2}', '3:3: expected "," or "}" but found "\\""'],
    ['{\n  "a": 1 x', '2:10: expected "," or "}" but found "x"'],
    ['\ufeff{"a" 1}', '1:6: expected ":" but found "1"'],
    ['{"a": 1\r\n, "b" 2}', '2:7: expected ":" but found "2"'],
    ['{a: 1}', '1:2: expected a key in double quotes or "}" but found "a"'],
    ['{ // mine\n"a": 1}', '1:3: expected a key in double quotes or "}" but found "/". JSON has no comments'],
    ["{'a': 1}", '1:2: expected a key in double quotes or "}" but found "\'"'],
    ['{"a": 1,}', '1:9: remove the comma before this "}"'],
    ['[1, ]', '1:5: remove the comma before this "]"'],
    ['[1', '1:3: expected "," or "]" but found the end of the file'],
    ['[01]', '1:3: expected "," or "]" but found "1"'],
    ['[.5]', '1:2: expected a value but found "."'],
    ['[1.]', '1:4: expected a digit but found "]"'],
    ['[1e+]', '1:5: expected a digit but found "]"'],
    ['[-]', '1:3: expected a digit but found "]"'],
    ['[nul]', '1:5: expected null but found "]"'],
    ['[NaN]', '1:2: expected a value but found "N"'],
    ['// no', '1:1: expected a value but found "/". JSON has no comments'],
    ['{} x', '1:4: expected the end of the file but found "x"'],
    ['["a', '1:2: this string has no closing double quote'],
    ['["a\n"]', '1:2: this string has no closing double quote on its line'],
    ['["\t"]', '1:3: control characters must be escaped: write \\u0009'],
    ['["\\x"]', '1:3: not a valid escape sequence: write \\\\ for a backslash'],
    ['["\\u12g4"]', '1:3: \\u must be followed by four hexadecimal digits'],
    ['["\\ud800"]', '1:2: this string contains half a surrogate pair, which is not a character'],
    ['["\ud800"]', '1:2: this string contains half a surrogate pair, which is not a character'],
    ['{"\\udc00": 1}', '1:2: this string contains half a surrogate pair, which is not a character'],
    ['12345678901234567890', '1:1: this number has more digits than JSON parsers keep: write it in double quotes'],
    ['[1e999]', '1:2: this number has more digits than JSON parsers keep: write it in double quotes'],
  ])('%j is refused', (text, problem) => {
    expect(errors(text)).toEqual([problem]);
  });

  test('every duplicate key is named with both places', () => {
    expect(errors('{"a": 1,\n "b": {"c": 1, "c": 2},\n "a": 2}')).toEqual([
      '2:16: duplicate key "c" (first at 2:8)',
      '3:2: duplicate key "a" (first at 1:2)',
    ]);
  });

  test('an escaped key equals the same key unescaped', () => {
    expect(errors('{"a": 1, "\\u0061": 2}')).toEqual(['1:10: duplicate key "a" (first at 1:2)']);
  });

  test('no message shows more than one character of the text', () => {
    expect(errors('{"token": ghp_secret}')).toEqual(['1:11: expected a value but found "g"']);
  });

  test('__proto__ is a key like others', () => {
    const parsed = parseJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as any).polluted).toBeUndefined();
  });

  test.each([
    [MAX_DEPTH, []],
    [MAX_DEPTH + 1, [`1:${MAX_DEPTH + 1}: nested deeper than ${MAX_DEPTH} levels`]],
    [10_000, [`1:${MAX_DEPTH + 1}: nested deeper than ${MAX_DEPTH} levels`]],
    [5_000_000, [`1:${MAX_DEPTH + 1}: nested deeper than ${MAX_DEPTH} levels`]],
  ])('depth %d', (depth, expected) => {
    expect(errors('['.repeat(depth) + ']'.repeat(depth))).toEqual(expected);
  });

  test('10 MB with a mistake at its end', () => {
    const text = `[${Array(250_000).fill('{"name": "abc", "v": [1, "x: y"], "k": null}').join(',\n')} 1]`;
    expect(errors(text)).toEqual(['250000:46: expected "," or "]" but found "1"']);
  });

  test('reads the output of JSON.stringify like JSON.parse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text), warnings: [] });
      }),
    );
  });

  test('accepts the same texts as JSON.parse', () => {
    const soup = fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"a"',
          '"b"',
          '1',
          '-',
          '.',
          'e',
          'true',
          'null',
          ' ',
          '\n',
          '"',
          '\\',
          '\\u00',
          '0',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        const said = errors(text);
        if (isJson) expect(said.filter((problem) => !problem.includes('duplicate key'))).toEqual([]);
        else expect(said).toHaveLength(1);
        for (const problem of said) expect(problem).not.toContain('not valid JSON');
      }),
      { numRuns: 700 },
    );
  });
});

describe('locateJson', () => {
  const text =
    '\ufeff{\r\n "sideCars": [\r\n  {"container": {\r\n    "image": 5}}],\r\n "labels": {"a.b/c": "x", "a": ' +
    '{"b": 2}, "a.b": 3}}';

  test.each([
    ['', 1, 1],
    ['sideCars', 2, 14],
    ['sideCars[0].container.image', 4, 14],
    ['sideCars[0].container.name', 3, 17],
    ['sideCars[1]', 2, 14],
    ['labels[a.b/c]', 5, 22],
    ['labels.a.b', 5, 38],
    ['labels[a.b]', 5, 49],
    ['labels[a].b', 5, 38],
    ['labels[a.b]', 5, 49],
    ['nothing', 1, 1],
  ])('%s', (path, line, column) => {
    expect(locateJson(text, [path])).toEqual([{ line, column }]);
  });

  test('finds many paths at once, in their order', () => {
    expect(locateJson(text, ['labels', 'sideCars'])).toEqual([
      { line: 5, column: 12 },
      { line: 2, column: 14 },
    ]);
  });

  test('finds a key with a dot', () => {
    expect(locateJson('{"a.b":\n1, "c": {"d.e[0]":\n2}}', ['a.b', 'c.d.e[0]'])).toEqual([
      { line: 2, column: 1 },
      { line: 3, column: 1 },
    ]);
  });

  test('finds as many paths as there are values', () => {
    const count = 5_000;
    const places = locateJson(
      `[${Array(count).fill('{"a": 1}').join(',\n')}]`,
      Array.from({ length: count }, (_, i) => `[${i}].a`),
    );
    expect(places[count - 1]).toEqual({ line: count, column: 7 });
  });
});
