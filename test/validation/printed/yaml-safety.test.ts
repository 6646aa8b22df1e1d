import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { validateYaml, yamlProblem } from '../../../src/validation/printed/yaml-safety';
import { found } from '../rules';

// What kubectl's reader (sigs.k8s.io/yaml 1.6.0) makes of what cdk8s prints was tried with two million texts; these are
// of them.
const NUMBER = 'is printed without quotes and read as a number';
const LINES = 'has several lines and begins with white space, so it is read differently than it was printed';

test.each([
  ...[
    '0o17',
    '0O17',
    '-0o7',
    '0X1F',
    '+0X1',
    '0_x1',
    '0B1',
    '0b+1',
    '0b-1',
    '+_9',
    '-_0',
    '1e3_',
    '1e_3',
    '9.E_9',
    '12e03_1',
    '+_17.',
    '-_.9',
  ].map((text) => [text, NUMBER]),
  ...['\t\na', '\ta\nb', '\n\ta', ' \n', '\t\n'].map((text) => [text, LINES]),
  ['a\u2028b', 'has the character U+2028, which does not survive YAML'],
  ['\u2029', 'has the character U+2029, which does not survive YAML'],
  ['a\u0085', 'has the character U+0085, which does not survive YAML'],
  ['a\u007f', 'has the character U+007F, which does not survive YAML'],
  ['a\ud800', 'has half a character (a lone surrogate), which does not survive YAML'],
  ['\udc00\ud800', 'has half a character (a lone surrogate), which does not survive YAML'],
])('%j %s', (text, problem) => expect(yamlProblem(text)).toBe(problem));

// No title may contain it: reports of tests are XML.
test('the character U+FFFF is refused', () =>
  expect(yamlProblem('\uffff')).toBe('has the character U+FFFF, which does not survive YAML'));

test.each([
  '',
  'a',
  'a b',
  '500m',
  '1Gi',
  '1',
  '-1',
  '017',
  '0x1f',
  '0b11',
  '1_000',
  '1e3',
  '1.5e+3',
  '.5',
  '.5e1',
  '5.',
  '.inf',
  '.nan',
  'NaN',
  '0o8',
  '0o',
  '0X',
  '1e9999_',
  '0B-1',
  '-0b-1',
  '-0b+1',
  'y',
  'n',
  'yes',
  'No',
  'on',
  'OFF',
  'true',
  'null',
  '~',
  '=',
  '<<',
  '1:20',
  '190:20:30',
  '2001-01-01',
  '2001-12-14 21:59:43.10 -5',
  '08',
  '+1',
  '_1',
  'x_1',
  '- a',
  '? a',
  ': a',
  'a: b',
  'a #b',
  '#a',
  '!a',
  '&a',
  '*a',
  '@a',
  '`a',
  '%a',
  '|',
  '>',
  '"a',
  "'a",
  '[a',
  '{a',
  '---',
  '...',
  '---\na',
  'a\n---\nb',
  ' a',
  'a ',
  'a\nb',
  'a\n',
  '\na',
  '\n',
  '\n\n',
  'a\n\n',
  ' a\nb',
  '\ta',
  '\t',
  'a\tb',
  '\ta\r\nb',
  '\ta\n ',
  '\n ',
  'a\u0000b',
  'a\u001bb',
  'é',
  '\u00a0',
  '\ufeff',
  '😀',
  'x'.repeat(5000),
])('%j is read back unchanged', (text) => expect(yamlProblem(text)).toBeUndefined());

test.each([
  ['<<', 'is read as an instruction to merge maps'],
  ['0o17', NUMBER],
  ['a', undefined],
  ['\ta\nb', undefined],
])('as a key %j %s', (key, problem) => {
  expect(yamlProblem(key, true)).toBe(problem);
});

test('texts are found in all places, in their order', () => {
  const manifest = {
    kind: 'Job',
    metadata: { name: '0o17', labels: { '0o7': 'a', 'acme.io/b': '0X1' } },
    spec: { list: ['fine', ['\u2028']], none: null, number: 5 },
    data: { '<<': 'x' },
  };
  expect(found((v) => validateYaml(v, manifest)).map((text) => text.slice(0, text.indexOf(' ')))).toEqual([
    'metadata.name:',
    'metadata.labels:',
    'metadata.labels[acme.io/b]:',
    'spec.list[1][0]:',
    'data:',
  ]);
});

test('the value of a Secret is not shown', () => {
  expect(found((v) => validateYaml(v, { kind: 'Secret', stringData: { password: '0o17' } }))).toEqual([
    `stringData.password: Invalid value: "<redacted>": ${NUMBER}`,
  ]);
});

test('deep and large values are checked', () => {
  let deep: unknown = '0o17';
  for (let i = 0; i < 100000; i++) deep = [deep];
  expect(found((v) => validateYaml(v, deep))).toHaveLength(1);
  for (const text of [
    ' '.repeat(1e6) + 'x',
    `${'\n'.repeat(1e6)}x`,
    '\n '.repeat(5e5),
    '_1'.repeat(5e5),
    `0${'_'.repeat(1e6)}`,
  ]) {
    expect(yamlProblem(text)).toBeUndefined();
  }
});

/**
 * How go-yaml reads a plain scalar, told from its source by other means than the rule: Go's `strconv` takes a base from
 * a prefix, and what is no integer may be a float. A boolean or null is known to both libraries by the same words.
 */
function isGoNumber(plain: string): boolean {
  if (!/^[-+.0-9]/.test(plain)) return false;
  if (plain.startsWith('.')) return plain !== '.' && !/[^0-9.eE+-]/.test(plain) && Number.isFinite(Number(plain));
  const text = plain.replaceAll('_', '').toLowerCase();
  const unsigned = text.replace(/^[-+]/, '');
  if (/^0[xob]/.test(unsigned)) {
    return unsigned.length > 2 && (!Number.isNaN(Number(unsigned)) || /^0b[-+][01]+$/.test(plain.replaceAll('_', '')));
  }
  return /^[0-9.]*[0-9][0-9.]*(e[-+]?[0-9]+)?$/.test(unsigned) && Number.isFinite(Number(unsigned));
}

test('accepted texts are printed so that they are read back unchanged', () => {
  const piece = fc.constantFrom(
    '0',
    '1',
    '7',
    '9',
    'a',
    'e',
    'E',
    'x',
    'X',
    'o',
    'O',
    'b',
    'B',
    '_',
    '.',
    '-',
    '+',
    ':',
    ' ',
    '\n',
    '\t',
    '#',
    '<',
    "'",
    '"',
    '\u2028',
    '\u0085',
    'é',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (value) => {
      fc.pre(yamlProblem(value) === undefined);
      const printed = Yaml.stringify({ k: value }).slice('k: '.length, -1);
      // eslint-disable-next-line no-control-regex -- YAML doesn't have them
      expect(printed).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/);
      if (/^[|>]/.test(printed)) {
        // The first line with text shows the indentation, unless the header tells it.
        const [header, ...lines] = printed.split('\n');
        expect(/\d/.test(header) || !/^ *\t/.test(lines.find((line) => line !== '') ?? '')).toBe(true);
      } else if (!/^["']/.test(printed)) {
        expect(printed).toBe(value);
        expect(isGoNumber(printed)).toBe(false);
      }
    }),
    { numRuns: 1500 },
  );
});
