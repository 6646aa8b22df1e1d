import { commandWords } from '../../src/text/command-words';

test.each<[string, string[] | undefined]>([
  ['python', ['python']],
  ['python main.py --port 80', ['python', 'main.py', '--port', '80']],
  ['  a   b  ', ['a', 'b']],
  ['sh -c x', ['sh', '-c', 'x']],
  ['sh -c echo hi', ['sh', '-c', 'echo hi']],
  ['sh -c "echo hi && ls"', ['sh', '-c', 'echo hi && ls']],
  ["/bin/bash -ec 'a; b'", ['/bin/bash', '-ec', 'a; b']],
  ['sh -c a | b\nc', ['sh', '-c', 'a | b\nc']],
  ['echo "a b" \'c $D\'', ['echo', 'a b', 'c $D']],
  ['serve --host=$(HOST)', ['serve', '--host=$(HOST)']],
  // A shell's.
  ['a && b', undefined],
  ['a > b', undefined],
  ['echo $HOME', undefined],
  ['echo "$HOME"', undefined],
  ['A=b c', undefined],
  ['a\nb', undefined],
  ['ls *.txt', undefined],
  // Known to the author alone.
  ['', undefined],
  ['sh -c', undefined],
  ['sh -c "a" b', undefined],
  ['echo "a', undefined],
  ['--name="a b"', undefined],
  // Secrets are not repeated.
  ['run --password hunter2', undefined],
  ['run API_KEY=hunter2', undefined],
])('%j', (text, expected) => {
  expect(commandWords(text)).toEqual(expected);
});
