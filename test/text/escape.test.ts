import { oneLine, printedJson, xmlText } from '../../src/text/escape';

test.each([
  ['print: é😀 "x"', 'print: é😀 "x"'],
  ['a\nb\tc\rd', 'a\\nb\\tc\\u000dd'],
  ['\x1b[31mred\x07\x00\x7f\x9b', '\\u001b[31mred\\u0007\\u0000\\u007f\\u009b'],
  ['\u2028\u2029\u202e\u2066', '\\u2028\\u2029\\u202e\\u2066'],
  ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
  ['\ud800x\u{e0001}', '\\ud800x\\udb40\\udc01'],
])('%j is escaped on one line', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test('JSON for a terminal has no control characters and stays JSON', () => {
  const value = { a: 'é\x1b\x7f\x9b\u2028', b: [1] };
  expect(printedJson(value)).toBe('{\n  "a": "é\\u001b\\u007f\\u009b\\u2028",\n  "b": [\n    1\n  ]\n}\n');
  expect(JSON.parse(printedJson(value))).toEqual(value);
});

test.each([
  ['a < b & "c" > d', 'a &lt; b &amp; &quot;c&quot; &gt; d'],
  ['a\nb\tc', 'a&#10;b\tc'],
  ['\x1b[1m\x00\ud800', '\ufffd[1m\ufffd\ufffd'],
])('%j is escaped for XML', (text, expected) => {
  expect(xmlText(text)).toBe(expected);
});
