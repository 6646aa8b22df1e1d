import { findingText, unquoted, finding } from '../../src/apimachinery/finding';
import { withWritten } from '../../src/hkube/written-values';

const SPEC = {
  algorithmEnv: { A: true, B: 420, C: 'x', D: 5, API_KEY: 1.1 },
  workerEnv: [],
  sideCars: [{ environments: { E: false } }, 5],
};

/** By the paths that are asked for, in all calls. */
function sources(written: Record<string, string>) {
  const asked: string[] = [];
  const sourcesOf = (paths: readonly string[]) => {
    asked.push(...paths);
    return paths.map((path) => written[path] ?? '');
  };
  return { asked, sourcesOf };
}

test('variables with another text than in the file are warnings, without the text of secrets', () => {
  const { asked, sourcesOf } = sources({
    'algorithmEnv[A]': 'yes',
    'algorithmEnv[B]': '0644',
    'algorithmEnv[D]': '5',
    'algorithmEnv[API_KEY]': '1.10',
  });
  const found = withWritten([], SPEC, sourcesOf).map((each) => `${each.rule} ${each.severity} ${findingText(each)}`);
  expect(found).toEqual([
    'YAML-TEXT warning algorithmEnv[A]: this is read as true, so the variable gets the text "true". Put it in ' +
      'quotes: "yes"',
    'YAML-TEXT warning algorithmEnv[B]: this is read as a number, so the variable gets the text "420". Put it in ' +
      'quotes: "0644"',
    'YAML-TEXT warning algorithmEnv[API_KEY]: this is read as a number, so the variable gets a text that differs ' +
      'from the one in the file. Put it in quotes',
  ]);
  expect(asked).toEqual([
    'algorithmEnv[A]',
    'algorithmEnv[B]',
    'algorithmEnv[D]',
    'algorithmEnv[API_KEY]',
    'sideCars[0].environments[E]',
  ]);
});

test.each<[string, string[]]>([
  ['1.10', ['YAML-TEXT algorithmEnv[A]']],
  // The variable gets what is written.
  ['1.1', []],
  ['', []],
])('a number is written as %j', (written, expected) => {
  const found = withWritten([], { algorithmEnv: { A: 1.1 } }, sources({ 'algorithmEnv[A]': written }).sourcesOf);
  expect(found.map(({ rule, path }) => `${rule} ${path}`)).toEqual(expected);
});

test.each([
  ['1e10', 'put it in quotes: "1e10"'],
  // An alias, for example: its value is not here.
  ['', 'put it in quotes'],
])('hints quote the value as written: %j', (written, hint) => {
  const wrong = finding('HKUBE-TYPE', 'labels[a]', 'Type invalid', '', unquoted(1e10));
  expect(withWritten([wrong], {}, sources({ 'labels[a]': written }).sourcesOf)).toEqual([{ ...wrong, hint }]);
});
