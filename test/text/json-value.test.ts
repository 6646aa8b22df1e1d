import { at, fieldAt, listOf, setField } from '../../src/text/json-value';

test('fields are found by own keys', () => {
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

test.each(['a', '__proto__', 'constructor'])('the field %s', (name) => {
  const object = {};
  setField(object, name, { b: 1 });
  expect(Object.entries(object)).toEqual([[name, { b: 1 }]]);
  setField(object, name, 2);
  expect(Object.entries(object)).toEqual([[name, 2]]);
});
