import * as fc from 'fast-check';
import { label } from '../../src/diagram/label';
import { oneLine } from '../../src/text/escape';

describe('plain text stays readable', () => {
  test.each([
    [['print', 'docker.io/acme/print-every-10-sec:v4'], '"print<br/>docker.io/acme/print-every-10-sec:v4"'],
    [['ports 8080 http, 53/UDP'], '"ports 8080 http, 53/UDP"'],
    [['/data/in'], '"/data/in"'],
    [['end'], '"end"'],
  ])('%j', (lines, text) => {
    expect(label(lines)).toBe(text);
  });
});

describe('characters of Mermaid, HTML and Markdown become entities', () => {
  test.each([
    ['a"b', '"a#34;b"'],
    ['<b>&amp;', '"#60;b#62;#38;amp#59;"'],
    ['#35;', '"#35;35#59;"'],
    ['%%{init}', '"#37;#37;#123;init#125;"'],
    ['`md`', '"#96;md#96;"'],
    ['_it_ **bold**', '"#95;it#95; #42;#42;bold#42;#42;"'],
    ['- item', '"#45; item"'],
    ['1. item', '"1#46; item"'],
    ['a --> b', '"a #45;#45;#62; b"'],
    ['print@sha256:0a', '"print#64;sha256:0a"'],
    ['é😀', '"#233;#128512;"'],
    ['a\nb\u202ec', '"a#92;nb#92;u202ec"'],
    ['\ud800', '"#92;ud800"'],
    ['$$x$$', '"#36;#36;x#36;#36;"'],
    ['https://x', '"https#58;//x"'],
    ['www.acme.io:80', '"www#46;acme#46;io#58;80"'],
    ['fa:fa-car', '"fa#58;fa#45;car"'],
    ['style a:b', '"style a#58;b"'],
    ['classDef a:b', '"classDef a#58;b"'],
    [' x ', '"x"'],
    ['', '"#63;"'],
    ['  ', '"#63;"'],
  ])('%j', (line, text) => {
    expect(label([line])).toBe(text);
  });
});

test('a long line is cut', () => {
  expect(label(['x'.repeat(161)])).toBe(`"${'x'.repeat(160)}#8230;"`);
  expect(label(['x'.repeat(160)])).toBe(`"${'x'.repeat(160)}"`);
  expect(label(['😀'.repeat(161)])).toBe(`"${'#128512;'.repeat(160)}#8230;"`);
});

test('any text is shown unchanged, in characters that Mermaid does not interpret', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.string({ unit: fc.constantFrom(...'aZ0 .:-/,#;"<>&%{}[]()|`*_\\style'), maxLength: 50 }),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const text = label(lines);
      expect(text).toMatch(/^"(?:[A-Za-z\d/,:. -]|#\d+;|<br\/>)+"$/);
      const shown = text
        .slice(1, -1)
        .split('<br/>')
        .map((each) => each.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))));
      expect(shown).toEqual(lines.map((each) => oneLine(each).trim() || '?'));
      // What Mermaid looks for, quotes or not.
      expect(text).not.toMatch(/style.*:\S*#.*;|classDef.*:\S*#.*;|%%|fa\w*:fa-/i);
    }),
    { numRuns: 1000 },
  );
});
