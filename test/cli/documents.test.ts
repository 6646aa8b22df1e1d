import * as path from 'path';
import { directoryWith } from './run';
import { documentsOf } from '../../src/cli/documents';
import type { Source } from '../../src/cli/files';
import { WrongUse } from '../../src/cli/io';
import { textFindingLine } from '../../src/text/position';

const NOWHERE = { write: () => {} };

/** What is wrong with the documents of a source, and how many there are. */
async function read(source: Source, stdin: AsyncIterable<Buffer | string> = input()) {
  const errors: string[] = [];
  let count = 0;
  for await (const document of documentsOf(source, { stdin, stdout: NOWHERE, stderr: NOWHERE, cwd: '/' })) {
    count++;
    errors.push(...document.errors.map((error) => textFindingLine(document.file, error)));
  }
  return { count, errors };
}
async function* input(...pieces: (Buffer | string)[]) {
  yield* pieces;
}
const STDIN: Source = { name: 'stdin', isNamed: true };
const file = (content: string | Buffer, isNamed = true): Source => ({
  name: 'x.yaml',
  path: path.join(directoryWith({ 'x.yaml': content }), 'x.yaml'),
  isNamed,
});

describe('a file', () => {
  test.each<[string, string | Buffer, number, string[]]>([
    ['documents', 'kind: A\n---\nkind: B\n', 2, []],
    ['nothing', '# nothing\n---\n', 1, ['x.yaml:1:1: the file has no content']],
    [
      'UTF-16',
      Buffer.from('\ufeffa: 1', 'utf16le'),
      1,
      ['x.yaml:1:1: this is UTF-16 (as PowerShell writes it): save the file as UTF-8'],
    ],
    [
      'a wrong byte, after a document',
      Buffer.concat([Buffer.from('kind: A\n---\nb: é'), Buffer.from([0xff]), Buffer.from('x'.repeat(100))]),
      2,
      ['x.yaml:3:5: not valid UTF-8: save the file as UTF-8'],
    ],
  ])('%s', async (_, content, count, errors) => {
    expect(await read(file(content))).toEqual({ count, errors });
  });

  test('that is empty is skipped if it was found in a directory', async () => {
    expect(await read(file('', false))).toEqual({ count: 0, errors: [] });
  });

  test.each([
    ['gone.json', /^gone\.json: no such file or directory$/],
    ['.', /^\.: is a directory$/],
  ])('%s', async (name, message) => {
    const reading = read({ name, path: path.join(directoryWith(), name), isNamed: true });
    await expect(reading).rejects.toThrow(WrongUse);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('after many invalid documents the rest of the file is not read', () => {
  const LEFT_OUT = /^stdin:1:1: the rest of the file is not read, after 20 documents that are not valid$/;

  test('when the texts cannot be parsed', async () => {
    const { count, errors } = await read(STDIN, input('{"kind": "A"}', '{x}'.repeat(100)));
    expect(count).toBe(22);
    expect(errors[20]).toMatch(LEFT_OUT);
  });

  test('when the objects are of an unknown kind, if the file was named', async () => {
    expect(await read(STDIN, input('{}'.repeat(100)))).toEqual({
      count: 21,
      errors: [expect.stringMatching(LEFT_OUT)],
    });
    expect(await read(file('{}'.repeat(100), false))).toEqual({ count: 100, errors: [] });
  });
});

test('endless standard input is read as far as needed, and then closed', async () => {
  let [pieces, closed] = [0, false];
  async function* endless() {
    try {
      for (; ; pieces++) yield '{"kind": "A"}\n';
    } finally {
      closed = true;
    }
  }
  let count = 0;
  for await (const document of documentsOf(STDIN, { stdin: endless(), stdout: NOWHERE, stderr: NOWHERE, cwd: '/' })) {
    expect(document).toMatchObject({ line: ++count, value: { kind: 'A' } });
    if (count === 1000) break;
  }
  expect([pieces < 2000, closed]).toEqual([true, true]);
});
