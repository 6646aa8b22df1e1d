import { MAX_OBJECT_SIZE, readDocuments } from '../../src/text/documents';

const read = (text: string, file = 'stdin') => [...readDocuments(text, file)];
const values = (text: string, file?: string) => read(text, file).map(({ value }) => value);
const problems = (text: string, file?: string) => read(text, file).flatMap((document) => document.problems);

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
    expect(problems(text)).toEqual([]);
    expect(values(text)).toEqual(expected);
  });

  test('places count from the beginning of the file', () => {
    const text = 'a: 1\n---\n# c\nb:\n  c: 2\n';
    expect(read(text)[1].locate(['b.c', 'nothing'])).toEqual([{ line: 5, column: 6 }, { line: 4, column: 1 }]);
    expect(read('{"a": 1}\n{"b": 2} {"c":\n3}').map((document) => document.locate(['b', 'c']))).toEqual([
      [{ line: 1, column: 1 }, { line: 1, column: 1 }],
      [{ line: 2, column: 7 }, { line: 2, column: 1 }],
      [{ line: 2, column: 10 }, { line: 3, column: 1 }],
    ]);
    expect(problems('a: 1\n---\n---\n---\nb: "\n')).toEqual(['stdin:5:4: these quotes are never closed']);
    expect(problems('{"a": 1}\n\n {"b" x}')).toEqual(['stdin:3:7: expected ":" but found "x"']);
  });

  test('the scalar at a place', () => {
    const [document] = read('a: 1\n---\nb: [0644, yes]\n').slice(1);
    const places = document.locate(['b[0]', 'b[1]']);
    expect(places.map((place) => document.sourceAt(place))).toEqual(['0644', 'yes']);
  });

  test('one document that makes no sense leaves the others alone', () => {
    expect(values('a: [\n---\nb: 2\n')).toEqual([undefined, { b: 2 }]);
    expect(values('{"a" 1}{"b": 2}', 'x.json')).toEqual([undefined, { b: 2 }]);
    expect(problems('--- a\nb: 2\n')).toEqual(['stdin:1:4: only a comment may follow "---" on its line: the document begins on the next one']);
  });

  test('what begins as JSON and is none: the file\'s name says how it was meant', () => {
    expect(problems('{"a": 1,}', 'x.json')).toEqual(['x.json:1:9: a comma too many before this "}"']);
    expect(problems('{a: 1', 'x.yaml')).toEqual(['x.yaml:1:1: this "{" is never closed']);
    expect(problems('{"a": 1 "b": 2}', 'stdin')).toEqual(['stdin:1:9: expected "," or "}" but found "\\""']);
    expect(values('[{"a": 1}]', 'x.json')).toEqual([[{ a: 1 }]]);
  });
});

describe('size', () => {
  const text = 'x'.repeat(MAX_OBJECT_SIZE);

  test.each([
    ['YAML', `a: ${text}\n---\nb: 2\n`],
    ['JSON', `{"a": "${text.repeat(6)}"}\n{"b": 2}\n`],
  ])('an object that the API server cannot take is refused, the next is read: %s', (_, file) => {
    expect(problems(file)).toEqual([expect.stringMatching(/^stdin:\d+:\d+: more than 3145728 bytes as JSON/)]);
    expect(values(file)).toEqual([undefined, { b: 2 }]);
  });

  test('a list may be larger: its items count by themselves', () => {
    expect(problems(`apiVersion: v1\nkind: List\nitems:\n- a: ${text}\n- b: ${text}\n`)).toEqual([]);
    expect(problems(`{"kind": "JobList", "items": ["${text.repeat(6)}"]}`)).toEqual([]);
  });

  test.each([
    ['many separators', '---\n'.repeat(100_000)],
    ['many objects on one line', '{"a":1}'.repeat(100_000)],
    ['many small documents', 'a: 1\n---\n'.repeat(100_000)],
    ['many lines', '\n'.repeat(5_000_000)],
    ['one that never ends', `{"a": "${'x'.repeat(10_000_000)}`],
  ])('no hang: %s', (_, file) => {
    const start = Date.now();
    let count = 0;
    for (const document of readDocuments(file, 'x.json')) count += document.problems.length;
    expect(count).toBeLessThan(2);
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});
