import { oneLine } from '../../src/text/one-line';

test.each([
  ['print: é😀 "x"', 'print: é😀 "x"'],
  ['a\nb\tc\rd', 'a\\nb\\tc\\u000dd'],
  ['\x1b[31mred\x07\x00\x7f\x9b', '\\u001b[31mred\\u0007\\u0000\\u007f\\u009b'],
  ['\u2028\u2029\u202e\u2066', '\\u2028\\u2029\\u202e\\u2066'],
])('%j', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});
