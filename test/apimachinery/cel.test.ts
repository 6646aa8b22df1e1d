import * as fc from 'fast-check';
import { readCel } from '../../src/apimachinery/cel';

/** `type` or `= object` for what it gives, and the variables that it uses; or what is wrong, and where. */
function read(text: string): string {
  const found = readCel(text);
  if (!found) return 'not read';
  if ('problem' in found) return `${found.offset}: ${found.problem}`;
  const given = found.fieldOf === undefined ? (found.type ?? '?') : `= ${found.fieldOf}`;
  const variables = found.variables.map(({ name, field }) => (field === undefined ? name : `${name}.${field}`));
  return [given, ...variables].join(' ');
}

// All of these compile on API server 1.37.2, or fail there for their types alone.
test.each([
  ['true', 'bool'],
  ['null', 'null_type'],
  ['1', 'int'],
  ['-1', 'int'],
  ['--1', '?'],
  ['1u', 'uint'],
  ['0XF', '0: no'],
  ['.5', 'double'],
  ['1e3', 'double'],
  ['-1.5E-3', 'double'],
  ['9223372036854775807', 'int'],
  ['-9223372036854775808', 'int'],
  ['18446744073709551615u', 'uint'],
  ['0xffU', 'uint'],
  ['"a" == \'b\'', 'bool'],
  ["'''a\nb'c'''", 'string'],
  ['"""a"b"""', 'string'],
  [String.raw`r'\d'`, 'string'],
  [String.raw`'\x41\u0041\U00000041\101\n\?'`, 'string'],
  ["bR'a'", 'bytes'],
  ['true // a comment', 'bool'],
  ['a // b', '= a a'],
  ['a.b.c', '= a a.b'],
  ['(a).b', '= a a.b'],
  ['a["b"].c', '= a a'],
  ['a.?b', '? a.b'],
  ['a[?"b"]', '? a'],
  ['.a', '= a a'],
  ['a.`b-c/d`', '= a a.`b-c/d`'],
  ['a.namespace', '= a a.namespace'],
  ['a . b ()', '? a'],
  ['f(a, b.c)', '? a b.c'],
  ['has(a.b)', 'bool a.b'],
  ['has((a.b))', 'bool a.b'],
  ['a > 1 && !b || c in [1, 2,]', 'bool a b c'],
  ['1 < 2 < 3', 'bool'],
  ['a ? b : c ? d : e', '? a b c d e'],
  ['a + 1 * 2 % 3 / 4 - 5', '? a'],
  ['-a', '? a'],
  ['[]', '?'],
  ['[,]', '?'],
  ['[?a]', '? a'],
  ['{"a": 1, ?"b": c,}', '? c'],
  ['{,}', '?'],
  ['Object{metadata: Object.metadata{labels: {"a": b}}}', '? Object Object b'],
  ['a.all(x, x > b)', '? a b'],
  ['a.exists((x), x > 0)', '? a'],
  ['a.all(i, x, i > x)', '? a'],
  ['a.map(x, x > 0, x + 1).filter(y, y > x)', '? a'],
  ['a.optMap(x, x + 1)', '? a'],
  ['a.map(1)', '? a'],
])('%s', (text, wanted) => {
  if (wanted !== '0: no') expect(read(text)).toBe(wanted);
  else expect(read(text)).toBe('1: "XF" is not expected');
});

// None of these compiles on API server 1.37.2.
test.each([
  ['', '0: the expression ends where a value should be'],
  ['a b', '2: "b" is not expected'],
  ['a and b', '2: "and" is not expected'],
  ['a & b', '2: "&" is not expected'],
  ['a = b', '2: "=" is not expected'],
  ['(a', '2: the expression ends where ")" should be'],
  ['a)', '1: ")" is not expected'],
  ['a ? b', '5: the expression ends where ":" should be'],
  ['a == ', '5: the expression ends where a value should be'],
  ['== a', '0: "==" is not expected where a value should be'],
  ['!-true', '1: "-" is not expected where a value should be'],
  ['a..b', '2: "." is not expected where a field should be'],
  ['a.true', '2: "true" is not expected where a field should be'],
  ['a.in', '2: "in" is not expected where a field should be'],
  ['a.`b`()', '5: "(" is not expected'],
  ['10.0.0.0/8', '4: ".0" is not expected'],
  ['1h', '1: "h" is not expected'],
  ['[1,,2]', '3: "," is not expected where a value should be'],
  ['[1', '2: the expression ends where "]" should be'],
  ['{1}', '2: "}" is not expected where ":" should be'],
  ['{a: 1, "b"}', '10: "}" is not expected where ":" should be'],
  ['f(1,)', '4: ")" is not expected where a value should be'],
  ['A{1: 2}', '2: "1" is not expected where a field should be'],
  ['"a', '0: "\\"" is not expected'],
  ['"a\nb"', '0: "\\"" is not expected'],
  [String.raw`'\q'`, `0: "'" is not expected`],
  [String.raw`'\400'`, `0: "'" is not expected`],
  ['rb"a"', '2: "a" is not expected'],
  ['é', '0: "é" is not expected'],
  ['9223372036854775808', '0: the number 9223372036854775808 is too large'],
  ['-9223372036854775809', '1: the number 9223372036854775809 is too large'],
  ['18446744073709551616u', '0: the number 18446744073709551616u is too large'],
  ['1e400', '0: the number 1e400 is too large'],
  ['namespace', '0: "namespace" is a reserved word'],
  ['if(a)', '0: "if" is a reserved word'],
  ['has(a)', '4: has() takes a field, such as has(a.b)'],
  ['has(a["b"])', '4: has() takes a field, such as has(a.b)'],
  ['has(a.?b)', '4: has() takes a field, such as has(a.b)'],
  ['a.all(1, true)', '6: all() takes the name of a variable first, such as all(x, …)'],
  ['a.map(b.c, 1)', '6: map() takes the name of a variable first, such as map(x, …)'],
])('%j', (text, wanted) => expect(read(text)).toBe(wanted));

test('an expression that is too long or too deep is not read', () => {
  expect(read(`${'('.repeat(100_000)}`)).toBe('not read');
  expect(read(`${'('.repeat(100)}1${')'.repeat(100)}`)).toBe('not read');
  expect(read(`${'('.repeat(20)}1${')'.repeat(20)}`)).toBe('int');
});

test('any text is read to its end, or refused at a position in it', () => {
  const tokens = fc.constantFrom(
    'a',
    '.',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '?',
    ':',
    '1',
    '"b"',
    '!',
    '-',
    'in',
    '&&',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(tokens).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const found = readCel(text);
      if (found && 'problem' in found) return found.offset >= 0 && found.offset <= text.length && found.problem !== '';
      return found !== undefined;
    }),
  );
});
