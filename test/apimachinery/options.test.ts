import { copyOf, isOptions, optionFindings, Options, optionsOf } from '../../src/apimachinery/options';

const BOX: Options<any> = {
  size: 'any',
  open: 'boolean',
  labels: 'object',
  kind: ['Small', 'Large'],
  note: 'text',
  lid: { colour: 'any' },
};
const problem = (path: string, type: string, detail = '', value?: unknown, hint?: string) => ({
  rule: 'R',
  severity: 'error',
  path,
  type,
  detail,
  value,
  hint,
});
const LIST = 'must be an object with size, open, labels, kind, note, lid';

const self: any = {};
self.self = self;

test.each<[unknown, object[]]>([
  [undefined, []],
  [null, []],
  [{}, []],
  [{ size: undefined, weight: undefined }, []],
  [{ size: {}, open: false, labels: { a: 'b' }, kind: 'Small', lid: { colour: 5 } }, []],
  [{ size: null, open: null, labels: null, kind: null }, []],
  [
    { Size: 1, weight: 2 },
    [
      problem('box.Size', 'Unknown field', '', undefined, 'Did you mean "size"?'),
      problem('box.weight', 'Unknown field'),
    ],
  ],
  // Not by inheritance.
  [{ toString: 1 }, [problem('box.toString', 'Unknown field')]],
  [JSON.parse('{"__proto__": 1}'), [problem('box.__proto__', 'Unknown field')]],
  [{ open: 'yes' }, [problem('box.open', 'Invalid value', 'must be true or false', 'yes')]],
  [{ labels: ['a'] }, [problem('box.labels', 'Invalid value', 'must be an object', ['a'])]],
  [{ note: '' }, []],
  [{ note: 5 }, [problem('box.note', 'Invalid value', 'must be a text', 5)]],
  [
    { kind: 'small' },
    [problem('box.kind', 'Unsupported value', 'supported values: Small, Large', 'small', 'Did you mean "Small"?')],
  ],
  [{ lid: { color: 1 } }, [problem('box.lid.color', 'Unknown field', '', undefined, 'Did you mean "colour"?')]],
  [{ lid: null }, [problem('box.lid', 'Invalid value', 'must be an object with colour', null)]],
  [{ lid: 5 }, [problem('box.lid', 'Invalid value', 'must be an object with colour', 5)]],
  [self, [problem('box.self', 'Unknown field')]],
  ...[5, true, 'size', ['size'], [], Symbol('size'), 5n].map((none): [unknown, object[]] => [
    none,
    [problem('box', 'Invalid value', LIST, none)],
  ]),
])('%p', (options, expected) =>
  expect(optionFindings(options, BOX, 'R', 'box').map((each) => ({ hint: undefined, ...each }))).toEqual(expected),
);

test('at the top, with a hint', () => {
  expect(optionFindings({ Size: 1, weight: 2 }, { size: 'any' }, 'R', undefined, 'Weigh it')).toEqual([
    problem('Size', 'Unknown field', '', undefined, 'Did you mean "size"?'),
    problem('weight', 'Unknown field', '', undefined, 'Weigh it'),
  ]);
});

test('props as a text are not shown: they may be a secret', () => {
  expect(JSON.stringify(optionFindings('hunter2', BOX, 'R'))).not.toContain('hunter2');
});

test.each<[unknown, boolean]>([
  [{}, true],
  [Object.create(null), true],
  [
    new (class {
      public a = 1;
    })(),
    true,
  ],
  [new Date(0), false],
  [new Map([['a', 1]]), false],
  [Promise.resolve(1), false],
  [
    new (class {
      public get a() {
        return 1;
      }
    })(),
    false,
  ],
  [[], false],
  [null, false],
  [undefined, false],
  ['a', false],
  [() => 1, false],
])('%p', (value, is) => expect(isOptions(value)).toBe(is));

test('what is no object has no options', () => {
  const options = { a: 1 };
  expect(optionsOf(options)).toEqual(options);
  expect([5, null, undefined, 'a', [1]].map(optionsOf)).toEqual([{}, {}, {}, {}, {}]);
});

test('a copy has lists and plain objects of its own, and all others in common', () => {
  const date = new Date(0);
  const value = { list: [{ a: 1 }], date, bare: Object.assign(Object.create(null), { b: 2 }) };
  const copy = copyOf(value);
  expect(copy).toEqual(value);
  value.list[0].a = 5;
  value.list.push({ a: 6 });
  value.bare.b = 7;
  expect(copy).toEqual({ list: [{ a: 1 }], date, bare: { b: 2 } });
  expect(copy.date).toBe(date);
  expect(Object.keys(copyOf(JSON.parse('{"__proto__": {"a": 1}}')))).toEqual(['__proto__']);
  for (const plain of [5, 'a', null, undefined, date]) expect(copyOf(plain)).toBe(plain);
});

test('a copy of a circular reference holds itself', () => {
  const copy = copyOf(self);
  expect(copy).not.toBe(self);
  expect(copy.self).toBe(copy);
});
