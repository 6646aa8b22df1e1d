import * as fc from 'fast-check';
import { literalText, Quotes } from '../../src/convert/literals';

const TYPESCRIPT: Quotes = { usual: "'", block: '`' };
const PYTHON: Quotes = { usual: '"', block: '"""' };

test.each<[text: string, typescript: string, python: string]>([
  ['a', "'a'", '"a"'],
  ["it's", '"it\'s"', '"it\'s"'],
  ['say "a"', '\'say "a"\'', '\'say "a"\''],
  [`'"`, `'\\'"'`, `"'\\""`],
  ['a\\b', "'a\\\\b'", '"a\\\\b"'],
  ['one line\n', "'one line\\n'", '"one line\\n"'],
  ['tab\tand \u001b', "'tab\\tand \\u001b'", '"tab\\tand \\u001b"'],
  ['a\nb', '`a\nb`', '"""a\nb"""'],
  ['${A}\n`b`\\', '`\\${A}\n\\`b\\`\\\\`', '"""${A}\n`b`\\\\"""'],
  ['"""\n"', '`"""\n"`', '"""\\"""\n\\""""'],
])('%j', (text, typescript, python) => {
  expect(literalText(text, TYPESCRIPT)).toBe(typescript);
  expect(literalText(text, PYTHON)).toBe(python);
});

test('JavaScript reads every text as it was', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'a\n\r\t\\`\'"${}') }));
  fc.assert(fc.property(texts, (text) => new Function(`return ${literalText(text, TYPESCRIPT)}`)() === text));
});
