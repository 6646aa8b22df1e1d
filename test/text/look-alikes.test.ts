import { lookAlike, strayLookAlikes, structuralLookAlike } from '../../src/text/look-alikes';

test.each([
  ['\u00a0', 'no-break space (U+00A0)'],
  ['\u200b', 'zero width space (U+200B)'],
  ['\u201c', 'typographic quote (U+201C)'],
  ['\u2013', 'typographic dash (U+2013)'],
  ['\uff1a', 'full-width colon (U+FF1A)'],
  [' ', undefined],
  ['é', undefined],
])('%j', (character, expected) => expect(lookAlike(character)).toBe(expected));

test.each([
  ['a: 1\n\u00a0 b: 2', 5],
  ['a:\u00a0b', 2],
  ['-\u00a0a', 1],
  ['a: 1\n\u2013 b', 5],
  ['name\uff1a x', 4],
  ['a: x\u00a0y', undefined],
  ['# \u00a0 a', undefined],
  ['a: 1 # b:\u00a0c', undefined],
  ['\ufeffa: 1', undefined],
])('in the structure of %j', (text, offset) => {
  expect(structuralLookAlike(text, text.length)?.offset).toBe(offset);
});

test('a character after the error is not its cause', () => {
  expect(structuralLookAlike('a: [\nb:\u00a0c', 3)).toBeUndefined();
});

test.each([
  ['a: \u201cx\u201d', [3]],
  ['- \u2018x', [2]],
  ['[\u00abx\u00bb, \u201ey]', [6]],
  ['a: x\u200by', [4]],
  ['a: x\u00a0', [4]],
  ['a: x\u00a0y', []],
  ['a: it\u2019s', []],
  ['# \u200b', []],
  ['\ufeffa: 1', []],
])('in the texts of %j', (text, offsets) => {
  expect(strayLookAlikes(text).map(({ offset }) => offset)).toEqual(offsets);
});

test('of many look-alikes only some are reported', () =>
  expect(strayLookAlikes('a: \u200b\n'.repeat(100))).toHaveLength(5));
