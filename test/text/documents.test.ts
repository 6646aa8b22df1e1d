import * as fc from 'fast-check';
import { Document, MAX_OBJECT_SIZE, readDocuments, streamDocuments } from '../../src/text/documents';
import { textFindingLine } from '../../src/text/position';
import { NotUtf8 } from '../../src/text/utf8';

const read = (text: string, file = 'stdin') => [...readDocuments(text, file)];
const values = (text: string, file?: string) => read(text, file).map(({ value }) => value);
const errorsOf = ({ file, errors }: Document) => errors.map((error) => textFindingLine(file, error));
const errors = (text: string, file?: string) => read(text, file).flatMap(errorsOf);

describe('documents', () => {
  test.each<[string, unknown[]]>([
    ['', []],
    ['# nothing\n', []],
    ['---\n---\n# nothing\n---\n', []],
    ['null\n', []],
    ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['---\na: 1\n--- # second\nb: 2\n---\n', [{ a: 1 }, { b: 2 }]],
    ['a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    ['a: |\n  --- no\n', [{ a: '--- no\n' }]],
    ['\ufeffa: 1\n---\n\ufeffb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['{"a": 1}', [{ a: 1 }]],
    ['\ufeff {"a": 1}\n', [{ a: 1 }]],
    ['{"a": 1}{"b": 2}\n{"c": 3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['{"a": "}{"}', [{ a: '}{' }]],
    ['{"a": 1}\n---\nb: 2\n---\n{"c": 3}\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['{a: 1}\n', [{ a: 1 }]],
    ['{"a": 1,}\n', [{ a: 1 }]],
    ['[1]\n', [[1]]],
  ])('%j', (text, expected) => {
    expect(errors(text)).toEqual([]);
    expect(values(text)).toEqual(expected);
  });

  test('places count from the beginning of the file', () => {
    const text = 'a: 1\n---\n# c\nb:\n  c: 2\n';
    expect(read(text)[1].locate(['b.c', 'nothing'])).toEqual([
      { line: 5, column: 6 },
      { line: 4, column: 1 },
    ]);
    expect(read('{"a": 1}\n{"b": 2} {"c":\n3}').map((document) => document.locate(['b', 'c']))).toEqual([
      [
        { line: 1, column: 1 },
        { line: 1, column: 1 },
      ],
      [
        { line: 2, column: 7 },
        { line: 2, column: 1 },
      ],
      [
        { line: 2, column: 10 },
        { line: 3, column: 1 },
      ],
    ]);
    expect(errors('a: 1\n---\n---\n---\nb: "\n')).toEqual(['stdin:5:4: this quote is never closed']);
    expect(errors('{"a": 1}\n\n {"b" x}')).toEqual(['stdin:3:7: expected ":" but found "x"']);
  });

  test('the source of a scalar is found by its path', () => {
    const [document] = read('a: 1\n---\nb: [0644, yes]\n').slice(1);
    expect(document.sourcesOf(['b[0]', 'b[1]'])).toEqual(['0644', 'yes']);
  });

  test('an invalid document does not affect the others', () => {
    expect(values('a: [\n---\nb: 2\n')).toEqual([undefined, { b: 2 }]);
    expect(values('{"a" 1}{"b": 2}', 'x.json')).toEqual([undefined, { b: 2 }]);
    expect(errors('--- a\nb: 2\n')).toEqual([
      'stdin:1:4: only a space and a comment may follow "---" on its line: start the document on the next line',
    ]);
  });

  test('an invalid document that begins like JSON is read by the extension of the file', () => {
    expect(errors('{"a": 1,}', 'x.json')).toEqual(['x.json:1:9: remove the comma before this "}"']);
    expect(errors('{a: 1', 'x.yaml')).toEqual(['x.yaml:1:1: this "{" is never closed']);
    expect(errors('{"a": 1 "b": 2}', 'stdin')).toEqual(['stdin:1:9: expected "," or "}" but found "\\""']);
    expect(values('[{"a": 1}]', 'x.json')).toEqual([[{ a: 1 }]]);
  });
});

describe('text after JSON', () => {
  const expected = (what: string) => `expected another JSON value or the end of the file but found ${what}`;
  const ONLY_JSON = '. After two JSON values kubectl reads no YAML: write "---" between all documents';

  test.each([
    ['{"a": 1} x', expected('"x"'), '1:10'],
    ['{"a": 1}\n x', expected('"x"'), '2:2'],
    ['{"a": 1}\n{"b": 2}\n---\nc: 3\n', expected('"-"') + ONLY_JSON, '3:1'],
    ['{"a": 1} "b" 😀', expected('"😀"') + ONLY_JSON, '1:14'],
  ])('%j is refused, as by kubectl', (text, error, position) => {
    expect(errors(text)).toEqual([`stdin:${position}: ${error}`]);
  });

  test('YAML is read from the next line on', () => {
    expect(values('{"a": 1}\n  b: 2\n  c: 3\n')).toEqual([{ a: 1 }, { b: 2, c: 3 }]);
    expect(values('{"a": 1} null {"b": 2}')).toEqual([{ a: 1 }, { b: 2 }]);
  });
});

test('a document that is empty before its separator is skipped, as by kubectl', () => {
  expect([values('---\n...\n'), errors('---\n...\n')]).toEqual([[], []]);
  expect(values('---\n# empty\n...\n---\na: 1\n')).toEqual([{ a: 1 }]);
  expect(errors('a: 1\n---\n...\n')).toEqual(['stdin:3:1: unexpected "."']);
  expect(errors('---\n...\na: 1\n')).toEqual([
    'stdin:3:1: kubectl does not read what follows "...": separate documents with "---"',
  ]);
});

describe('the size', () => {
  const text = 'x'.repeat(MAX_OBJECT_SIZE);

  test.each([
    ['YAML', `a: ${text}\n---\nb: 2\n`],
    ['JSON', `{"a": "${text.repeat(6)}"}\n{"b": 2}\n`],
  ])('of an object is limited, and the next one is read: %s', (_, file) => {
    expect(errors(file)).toEqual([expect.stringMatching(/^stdin:\d+:\d+: more than 3145728 bytes as JSON/)]);
    expect(values(file)).toEqual([undefined, { b: 2 }]);
  });

  test('of a list may be larger, as its items count separately', () => {
    expect(errors(`apiVersion: v1\nkind: List\nitems:\n- a: ${text}\n- b: ${text}\n`)).toEqual([]);
    expect(errors(`{"kind": "JobList", "items": ["${text.repeat(6)}"]}`)).toEqual([]);
  });

  test.each([
    ['many separators', '---\n'.repeat(20_000)],
    ['many objects on one line', '{"a":1}'.repeat(20_000)],
    ['many small documents', 'a: 1\n---\n'.repeat(20_000)],
    ['many lines', '\n'.repeat(200_000)],
    ['one that never ends', `{"a": "${'x'.repeat(1_000_000)}`],
  ])('of a huge text overflows no stack: %s', (_, file) => {
    let count = 0;
    for (const document of readDocuments(file, 'x.json')) count += document.errors.length;
    expect(count).toBeLessThan(2);
  });
});

describe('a file that is read in pieces', () => {
  async function* pieces(...all: string[]) {
    yield* all;
  }
  const stream = async (all: string[], file: string) => {
    const documents: Document[] = [];
    for await (const document of streamDocuments(pieces(...all), file)) documents.push(document);
    return documents;
  };
  /** All there is to say about a document. */
  const described = (document: Document) => ({
    ...document,
    places: document.errors.length === 0 && document.locate(['a', 'b', 'a[0]']),
    locate: undefined,
    sourcesOf: undefined,
  });

  test('has the same documents wherever it is cut', async () => {
    const part = fc.constantFrom(
      '{"a": 1}',
      '{"a": "}\\"{"}',
      '[1]',
      '{a: 1}',
      '{a}',
      'null',
      '5',
      '"s"',
      '...\n',
      '{"b": [1}',
      '"',
      '\\',
      '---',
      '--',
      '-',
      '--- x',
      '---\r\n',
      '\n---\n',
      '\n',
      '  ',
      'a: 1\n',
      'b: é😀\n',
      '- x\n',
      '# c\n',
      '\ufeff',
      'x',
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.nat(60)),
        fc.constantFrom('stdin', 'x.json', 'x.yaml'),
        async (all, cuts, file) => {
          const places = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
          const streamed = await stream(
            places.slice(1).map((end, i) => all.slice(places[i], end)),
            file,
          );
          expect(streamed.map(described)).toEqual(read(all, file).map(described));
        },
      ),
      { numRuns: 700 },
    );
  });

  test.each([
    ['JSON', '{"kind": "A"}\n', 'x.json'],
    ['YAML', 'kind: A\n---\n', 'x.yaml'],
  ])('yields a document when its end is read: %s', async (_, text, file) => {
    let count = 0;
    async function* endless() {
      for (; ; count++) yield text;
    }
    let expected = 0;
    for await (const { value, errors: wrong } of streamDocuments(endless(), file)) {
      expect([value, wrong]).toEqual([{ kind: 'A' }, []]);
      expect(count - expected).toBeLessThan(3);
      if (++expected === 1000) break;
    }
    expect(expected).toBe(1000);
  });

  test('reports invalid UTF-8 at its place, after the documents before it', async () => {
    async function* broken() {
      yield 'a: 1\n---\nb: "x';
      throw new NotUtf8('not valid UTF-8');
    }
    const documents: Document[] = [];
    for await (const document of streamDocuments(broken(), 'x.yaml')) documents.push(document);
    expect(documents.map((document) => [document.value, errorsOf(document)])).toEqual([
      [{ a: 1 }, []],
      [undefined, ['x.yaml:3:6: not valid UTF-8']],
    ]);
  });

  test('joins the pieces of a document once', async () => {
    const [document] = await stream(['{"a": "', ...Array(20_000).fill('x'.repeat(100)), '"}'], 'x.json');
    expect(document.value).toEqual({ a: 'x'.repeat(2_000_000) });
    const [yaml] = await stream(['a: |\n', ...Array(20_000).fill(` ${'x'.repeat(99)}\n`)], 'x.yaml');
    expect(yaml.value).toEqual({ a: `${'x'.repeat(99)}\n`.repeat(20_000) });
  });
});
