import { run } from './run';
import { oneLine } from '../../src/cli/io';

test.each([
  ['print: é😀 "x"', 'print: é😀 "x"'],
  ['a\nb\tc\rd', 'a\\nb\\tc\\u000dd'],
  ['\x1b[31mred\x07\x00\x7f\x9b', '\\u001b[31mred\\u0007\\u0000\\u007f\\u009b'],
  ['\u2028\u2029\u202e\u2066', '\\u2028\\u2029\\u202e\\u2066'],
])('%j', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test('nothing in a file colours a terminal or makes up lines of a report', async () => {
  const hostile = 'x\n::error::y\x1b[2K';
  const files = { [`${hostile}.json`]: JSON.stringify({ apiVersion: 'v1', kind: hostile, metadata: { name: hostile, labels: { [hostile]: hostile } } }) };
  for (const argv of [['validate', '.'], ['validate', '.', '--output', 'junit'], ['synth', ...Object.keys(files)]]) {
    const { out, err } = await run(argv, { files, isTTY: true });
    // eslint-disable-next-line no-control-regex
    expect(out + err).not.toMatch(/\x1b|^::error/m);
    expect(out + err).toContain('::error');
  }
});
