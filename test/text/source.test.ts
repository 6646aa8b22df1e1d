import { readDocuments } from '../../src/text/documents';

const sourceOf = (text: string, path: string, file: string) =>
  [...readDocuments(text, file)].map((document) => {
    expect(document.errors).toEqual([]);
    return document.sourcesOf([path])[0];
  });

test.each([
  ['1.10', '1.10'],
  ['NO', 'NO'],
  ['n', 'n'],
  ['0022', '0022'],
  ['1e10', '1e10'],
  ['+49301234567', '+49301234567'],
  ['0x1F', '0x1F'],
  ['1_000', '1_000'],
  ['-0.50 # a comment', '-0.50'],
  ['&x 0755', '0755'],
  ['12:30', ''],
  ['"1.10"', ''],
  ["'1.10'", ''],
  ['!!int 010', ''],
  ['|\n  1.10', ''],
  ['[1.10]', ''],
  ['{b: 1.10}', ''],
  ['text', ''],
])('YAML: %j', (value, source) => {
  expect(sourceOf(`x: 1\na: ${value}\n`, 'a', 'a.yaml')).toEqual([source]);
});

test.each([
  ['[{a: 1.10}, x]', '[0].a', '1.10'],
  ['[{a: 1.10,b: 2}]', '[0].a', '1.10'],
  ['- a:\n    010', '[0].a', '010'],
  ['- &x 010\n- *x', '[1]', ''],
  // The nearest parent.
  ['- a: 1', '[0].b.c', ''],
])('YAML: %j at %s', (text, path, source) => {
  expect(sourceOf(text, path, 'a.yaml')).toEqual([source]);
});

test.each([
  ['{"a": 1.10}', '1.10'],
  ['\uFEFF{"a":1e2,"b":2}', '1e2'],
  ['{\n "a":\n  true\n}', 'true'],
  ['{"a": "1.10"}', ''],
  ['{"b": 1}', ''],
])('JSON: %j', (text, source) => {
  expect(sourceOf(text, 'a', 'a.json')).toEqual([source]);
});

test('the source in each document of a file is found', () => {
  expect(sourceOf('a: 010\n---\na: 1.0\n---\n{"a": no}\n', 'a', 'a.yaml')).toEqual(['010', '1.0', 'no']);
  expect(sourceOf('{"a": 1.0}{"a": 2.0}', 'a', 'a.json')).toEqual(['1.0', '2.0']);
});
