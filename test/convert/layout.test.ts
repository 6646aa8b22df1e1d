import { Brackets, Item, Layout, print, Style } from '../../src/convert/layout';

const STYLE: Style = { width: 20, indent: '  ' };
const item = (value: Layout, prefix = ''): Item => ({ prefix, value });
const list = (...items: Layout[]): Brackets => ({ open: '[', items: items.map((each) => item(each)), close: ']' });
const object = (entries: Record<string, Layout>): Brackets => ({
  open: '{',
  items: Object.entries(entries).map(([key, value]) => item(value, `${key}: `)),
  close: '}',
  isSpaced: true,
});

test.each<[string, Layout, string]>([
  ['a text', 'a', 'a'],
  ['empty brackets', list(), '[]'],
  ['what fits on a line', list('aaaaaaaa', 'bbbbbbbb'), '[aaaaaaaa, bbbbbbbb]'],
  ['what is one column too long', list('aaaaaaaa', 'bbbbbbbbb'), '[\n  aaaaaaaa,\n  bbbbbbbbb,\n]'],
  ['spaces inside', object({ a: '1', b: '2' }), '{ a: 1, b: 2 }'],
  [
    'only what does not fit is broken',
    object({ a: list('1'), b: list('aaaaaaa', 'bbbbbbb') }),
    '{\n  a: [1],\n  b: [\n    aaaaaaa,\n    bbbbbbb,\n  ],\n}',
  ],
  ['a text of several lines breaks what is around it', object({ a: '`x\ny`' }), '{\n  a: `x\ny`,\n}'],
  ['items that are always broken', { ...list('a', 'b'), isBroken: true }, '[\n  a,\n  b,\n]'],
])('%s', (_, layout, text) => expect(print(layout, STYLE, '', 0, 0)).toBe(text));

test('text before and after the layout counts', () => {
  const layout = list('aaaa', 'bbbb');
  expect(print(layout, STYLE, '', 8, 0)).toBe('[aaaa, bbbb]');
  expect(print(layout, STYLE, '', 8, 1)).toContain('\n');
  expect(print(layout, STYLE, '', 9, 0)).toContain('\n');
});

describe('the last item stays open on the first line', () => {
  const call = (...items: Layout[]): Brackets => ({
    open: 'call(',
    items: items.map((each) => item(each)),
    close: ')',
    hugsLast: true,
  });

  test.each<[string, Layout, string]>([
    ['the others stay on the line', call('a', object({ b: '1234567' })), 'call(a, {\n  b: 1234567,\n})'],
    ['all fits', call('a', object({ b: '1' })), 'call(a, { b: 1 })'],
    ['the others do not fit', call('aaaaaaaaaaaaaa', object({ b: '1' })), 'call(\n  aaaaaaaaaaaaaa,\n  { b: 1 },\n)'],
    ['the last is a text', call('aaaaaaaa', 'bbbbbbbb'), 'call(\n  aaaaaaaa,\n  bbbbbbbb,\n)'],
  ])('%s', (_, layout, text) => expect(print(layout, STYLE, '', 0, 0)).toBe(text));
});

test('a value that does not fit after its name may go to the next line', () => {
  const wrapped = (mayWrap: boolean): Brackets => ({
    open: '{',
    items: [{ prefix: 'image: ', value: "'acme/print:4'", mayWrap }],
    close: '}',
  });
  expect(print(wrapped(true), STYLE, '', 0, 0)).toBe("{\n  image:\n    'acme/print:4',\n}");
  expect(print(wrapped(false), STYLE, '', 0, 0)).toBe("{\n  image: 'acme/print:4',\n}");
});
