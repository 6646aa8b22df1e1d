import { BLANK, inFlow } from '../../src/text/flow';

test.each<[string, unknown, string]>([
  ['a text', 'a "b"', '"a \\"b\\""'],
  ['a number', 5, '5'],
  ['a boolean', true, 'true'],
  ['null', null, 'null'],
  ['what is not known', BLANK, '…'],
  ['a list', ['a', 5, BLANK], '["a", 5, …]'],
  ['an empty list', [], '[]'],
  ['an object', { name: 'a', value: BLANK }, '{ name: "a", value: … }'],
  ['an empty object', {}, '{}'],
  ['keys with other characters', { 'a.b/c': 'd', '1': 'e' }, '{ "1": "e", "a.b/c": "d" }'],
  ['objects in lists', { ports: [{ port: 80 }] }, '{ ports: [{ port: 80 }] }'],
  ['a long text', { a: 'x'.repeat(200), b: 1 }, '{ a: …, b: … }'],
  [
    'a long list',
    [
      { a: 'x'.repeat(200), b: 1 },
      { a: '', b: 2 },
    ],
    '[{ a: …, b: … }, …]',
  ],
])('%s in one line', (_, value, expected) => {
  expect(inFlow(value)).toBe(expected);
});
