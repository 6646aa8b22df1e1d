import {
  at,
  copyOf,
  extensible,
  fieldAt,
  integerAt,
  isTrueAt,
  listAt,
  listOf,
  objectAt,
  objectsAt,
  scalarAt,
  setField,
  textAt,
  textsAt,
} from '../../src/text/json-value';

test('only own keys count as fields', () => {
  const value = JSON.parse('{"a": {"b": "c", "l": ["x"]}, "__proto__": {"b": "own"}}');
  expect(at(value, 'a', 'b')).toBe('c');
  expect(at(value, '__proto__', 'b')).toBe('own');
  for (const keys of [['x'], ['a', 'b', 'c'], ['a', 'l', '0'], ['a', 'toString'], ['constructor']]) {
    expect(at(value, ...keys)).toBeUndefined();
  }
  for (const none of [null, undefined, 5, 'a', []]) expect(at(none, 'length')).toBeUndefined();
});

test.each<[any, string, any]>([
  [{ spec: { template: { spec: 1 } } }, 'spec.template.spec', 1],
  [{ spec: null }, 'spec.template.spec', undefined],
  [{ spec: 'text' }, 'spec.template.spec', undefined],
  [undefined, 'spec', undefined],
])('in %j at %s', (object, path, value) => expect(fieldAt(object, path)).toBe(value));

test.each<[any, any[]]>([
  [[1], [1]],
  [{ length: 1 }, []],
  ['text', []],
  [null, []],
])('%j as a list', (value, list) => expect(listOf(value)).toEqual(list));

test('a value of another type counts as absent', () => {
  const value = { b: 'c', n: 5, f: 1.5, t: true, o: { y: 1 }, l: ['x', 1, { y: 1 }, null] };
  expect([textAt(value, 'b'), textAt(value, 'n'), textAt(value, 'x')]).toEqual(['c', '', '']);
  expect([scalarAt(value, 'b'), scalarAt(value, 'n'), scalarAt(value, 'l')]).toEqual(['c', '5', '']);
  expect([integerAt(value, 'n'), integerAt(value, 'f'), integerAt(value, 'b')]).toEqual([5, undefined, undefined]);
  expect([isTrueAt(value, 't'), isTrueAt(value, 'b')]).toEqual([true, false]);
  expect([objectAt(value, 'o'), objectAt(value, 'l'), objectAt(value, 'b')]).toEqual([{ y: 1 }, {}, {}]);
  expect([objectsAt(value, 'l'), objectsAt(value, 'b')]).toEqual([[{ y: 1 }], []]);
  expect([listAt(value, 'l'), listAt(value, 'o')]).toEqual([value.l, []]);
  expect([textsAt(value, 'l'), textsAt(value, 'b')]).toEqual([['x'], []]);
});

test.each(['a', '__proto__', 'constructor'])('the field %s is set and replaced as an own key', (name) => {
  const object = {};
  setField(object, name, { b: 1 });
  expect(Object.entries(object)).toEqual([[name, { b: 1 }]]);
  setField(object, name, 2);
  expect(Object.entries(object)).toEqual([[name, 2]]);
});

test('a copy is equal and shares nothing', () => {
  const value = {
    list: [{ a: 1 }, null, 'text'],
    empty: {},
    map: JSON.parse('{"__proto__":{"b":2}}'),
    date: new Date(0),
  };
  const copy = copyOf(value);
  expect(copy).toEqual(value);
  expect(Object.keys(copy.map)).toEqual(['__proto__']);
  for (const part of ['list', 'empty', 'map', 'date'] as const) expect(copy[part]).not.toBe(value[part]);
  expect(copy.list[0]).not.toBe(value.list[0]);
});

test('a value that cannot be copied stays', () => {
  const value = { run: () => 1 };
  expect(copyOf(value).run).toBe(value.run);
});

test('a copy with additional fields keeps their order and does not change the original', () => {
  const value = JSON.parse('{"b":{"c":1},"__proto__":{"d":2},"a":null}');
  const copy = extensible(value);
  expect(Object.entries(copy)).toEqual(Object.entries(value));
  expect(copy.b).toBe(value.b);
  copy.e = 3;
  expect(value).not.toHaveProperty('e');
});
