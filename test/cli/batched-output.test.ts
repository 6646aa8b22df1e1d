import { BatchedOutput } from '../../src/cli/batched-output';

/** What is written to an output, piece by piece. */
function outputWith(texts: readonly string[]) {
  const written: string[] = [];
  const output = new BatchedOutput((text) => written.push(text));
  texts.forEach((text) => output.write(text));
  return { output, written };
}

const idle = () => new Promise((resolve) => setImmediate(resolve));

test('texts are written together when the process is idle', async () => {
  const { written } = outputWith(['a', 'b']);
  expect(written).toEqual([]);
  await idle();
  expect(written).toEqual(['ab']);
});

test('many texts are written at once', () => {
  const half = 'x'.repeat(40_000);
  expect(outputWith([half, half, 'a']).written).toEqual([half + half]);
});

test('no text is written twice', async () => {
  const { output, written } = outputWith(['a']);
  output.flush();
  output.flush();
  await idle();
  expect(written).toEqual(['a']);
  output.write('b');
  await idle();
  expect(written).toEqual(['a', 'b']);
});
