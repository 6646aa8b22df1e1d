import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { YamlPrinter } from '../../src/text/yaml-printer';

/** So many documents are left to the library at first. */
const FIRST = Array(10).fill({});

/** A printer that prints by itself, and the documents that it left to the library as a whole. */
function printing() {
  const whole: unknown[] = [];
  const printer = new YamlPrinter((...documents) => {
    whole.push(...documents);
    return Yaml.stringify(...documents);
  });
  printer.print(...FIRST);
  printer.print({});
  whole.length = 0;
  return { printer, whole };
}

/** Texts that mean something else without quotes, or can't be written without them. */
const TEXTS = [
  ...['', 'y', 'Yes', 'no', 'ON', 'off', 'true', 'False', 'null', '~', 'Null', '<<', '='],
  ...[
    '1',
    '01',
    '0x1f',
    '0b1',
    '1e3',
    'e5',
    'E-12',
    'e12345',
    '.5',
    '5.',
    '1_000',
    '-1',
    '+1',
    '.inf',
    '-.INF',
    '.nan',
  ],
  ...['1:30', '190:20:30', '190:20:30.15', '2001-12-14', '2001-12-14t21:59:43.10-05:00', '10.0.0.1', '100m', '256Mi'],
  ...['---', '--- a', '...', '%a', '--aaaaaa', '--foo=bar', '-- foo', '--a b', '-', '- a', '?', '? a'],
  ...[
    'a: b',
    'a :b',
    'a:',
    'abcdef:',
    'abcdef-',
    'a #b',
    'abcdef#',
    '#a',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '@a',
    '`a',
    'a,b',
  ],
  ...["'", '"', 'a"b', "a'b", `a'"b`, '{a}', '[a]', 'a\\b', '/var/log', 'docker.io/acme/a:v1', 'a@b.example'],
  ...[' a', 'a ', '\ta', 'a\t', ' ', '\t', 'x'.repeat(100), 'word '.repeat(30), `${'word '.repeat(30)}.`],
  ...['a\nb', 'a\n', '\na', 'a\n\n', 'a\n\n\nb', 'a \nb', 'a\n b', '  a\nb', 'a\r\nb', '\n', '\n\n', ' \n ', '\t\n'],
  ...[
    'a\n---\nb',
    '---\na',
    '%\nb',
    'a\n%',
    '- a\n- b',
    'key: v\nother: v\n',
    `${'a b '.repeat(40)}\n${'c '.repeat(50)}`,
  ],
  ...['é', '日本', '😀', '\ud800', '\u2028', '\u0085', '\u00a0', '\ufeff', '\u0000', '\u001b', '\u007f'],
  ...['__proto__', 'constructor', 'toJSON'],
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(...'abeEyn0159-+.:_ #/@\'"\n\t%<=') }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 }).map((texts) => texts.join('')) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 }).map((texts) => texts.join('\n')) },
);
const key = fc.oneof(
  { weight: 9, arbitrary: text },
  fc.nat({ max: 1100 }).map((length) => 'key-'.repeat(length / 4)),
);
const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger(), fc.boolean(), fc.constantFrom(null, undefined, -0, 1e21)),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, scalar, tie('map'), tie('map'), tie('list')),
  map: fc.array(fc.tuple(key, tie('tree')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  list: fc.array(tie('tree'), { maxLength: 5 }),
}));
const document = fc.oneof(
  { weight: 9, arbitrary: tree },
  // A value that occurs twice is referred to the second time.
  tree.map((value) => ({ one: [value], two: value, three: { value } })),
);

test('random values are printed as by cdk8s', () => {
  const { printer } = printing();
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => {
      expect(printer.print(...documents)).toBe(Yaml.stringify(...documents));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['a text', (value: string) => ({ a: value, b: [value, { c: value }] })],
  ['a key', (value: string) => ({ [value]: 1, a: { [value]: [], b: [{ [value]: { [value]: 'x' } }] } })],
])('%s that needs quotes is printed as by cdk8s', (_, documentOf) => {
  const { printer } = printing();
  for (const value of TEXTS) expect(printer.print(documentOf(value))).toBe(Yaml.stringify(documentOf(value)));
});

const shared = { a: 1 };
const circular: Record<string, unknown> = {};
circular.self = circular;

test.each([
  ['that occurs twice', { a: shared, b: [shared] }],
  ['that contains itself', circular],
  ['of a class', { date: new Date(0), map: new Map([['a', 1]]) }],
  ['with a function', { a: { toJSON: () => 'b' } }],
  ['that is a bigint', { a: 1n }],
  ['with a long key', { ['k'.repeat(2000)]: 1 }],
  ['with a key like a document marker', { '---': 1 }],
])('a value %s is printed by cdk8s itself', (_, value) => {
  const { printer, whole } = printing();
  expect(printer.print(value)).toBe(Yaml.stringify(value));
  expect(whole).toContain(value);
});

test('later documents of the same layout are printed without cdk8s', () => {
  const { printer, whole } = printing();
  const manifest = {
    kind: 'ConfigMap',
    data: { 'a.conf': 'level: info\n', list: [1, { none: null }], gap: Array(2), empty: {} },
  };
  const expected = Yaml.stringify(manifest, undefined, manifest);
  expect([printer.print(manifest, undefined, manifest), whole.includes(manifest)]).toEqual([expected, false]);
});

test('more texts than fit into the cache are printed', () => {
  const { printer } = printing();
  const numbers = Array.from({ length: 10_001 }, (_, i) => String(i));
  expect(printer.print(numbers)).toBe(`${numbers.map((number) => `- "${number}"`).join('\n')}\n`);
});

test('with another layout, cdk8s prints everything', () => {
  const printer = new YamlPrinter((...documents) => documents.map((each) => JSON.stringify(each)).join('\n'));
  printer.print(...FIRST);
  expect(printer.print({ a: [1] }, {})).toBe('{"a":[1]}\n{}');
});

test('the first documents are printed by cdk8s', () => {
  const stringify = jest.fn(() => 'printed');
  expect(new YamlPrinter(stringify).print({ a: 1 }, { b: 2 })).toBe('printed');
  expect(stringify).toHaveBeenCalledWith({ a: 1 }, { b: 2 });
});
