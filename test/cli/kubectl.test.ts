import * as fs from 'fs';
import * as path from 'path';
import { directoryWith } from './run';
import { WrongUse } from '../../src/cli/io';
import { kubectlGet, kubectlNamespace } from '../../src/cli/kubectl';

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

/** Puts a kubectl of our own first on the PATH; answers with its folder. */
function fake(script: string): string {
  const folder = directoryWith({ kubectl: `#!/bin/sh\n${script}\n` });
  fs.chmodSync(path.join(folder, 'kubectl'), 0o755);
  process.env.PATH = `${folder}:${PATH}`;
  return folder;
}

const messageOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error) => {
      expect(error).toBeInstanceOf(WrongUse);
      return (error as Error).message;
    },
  );

test('kubectl gets its arguments without a shell, and its answer is parsed', async () => {
  const folder = fake('printf "%s\\n" "$@" > "$(dirname "$0")/args"; echo \'{"items": []}\'');
  expect(await kubectlGet(['pods,jobs', '--selector=a=b'], { namespace: 'batch', context: '$(touch x)' })).toEqual({
    objects: { items: [] },
    complaint: '',
  });
  expect(fs.readFileSync(path.join(folder, 'args'), 'utf8').split('\n')).toEqual([
    'get',
    'pods,jobs',
    '--selector=a=b',
    '--output=json',
    '--namespace=batch',
    '--context=$(touch x)',
    '',
  ]);
  expect(fs.existsSync('x')).toBe(false);
});

test('an error of kubectl is noted, and its other output is used', async () => {
  fake(
    'echo \'{"items": [1]}\'; echo "Error from server (Forbidden): jobs is forbidden" >&2; echo "  more" >&2; exit 1',
  );
  expect(await kubectlGet(['pods'], {})).toEqual({
    objects: { items: [1] },
    complaint: 'Error from server (Forbidden): jobs is forbidden; more',
  });
});

test.each<[string, string, string]>([
  [
    'an error',
    'echo "The connection to the server was refused" >&2; exit 1',
    'kubectl: The connection to the server was refused',
  ],
  [
    'an error behind its log',
    'echo "E1123 08:33:07.842990   27245 memcache.go:265] refused" >&2; echo "The connection was refused" >&2; exit 1',
    'kubectl: The connection was refused',
  ],
  [
    'an error of each of its tries',
    'for i in 1 2 3; do echo "The connection was refused" >&2; done; exit 1',
    'kubectl: The connection was refused',
  ],
  [
    'nothing but its log',
    'echo "E1123 08:33:07.842990   27245 memcache.go:265] refused" >&2; exit 1',
    'kubectl: E1123 08:33:07.842990   27245 memcache.go:265] refused',
  ],
  ['no JSON', 'echo Hello', 'kubectl: its output is not JSON'],
  ['nothing', 'exit 1', 'kubectl: its output is not JSON'],
])('%s', async (_, script, message) => {
  fake(script);
  expect(await messageOf(kubectlGet(['pods'], {}))).toBe(message);
});

test('without kubectl, the error names other ways', async () => {
  process.env.PATH = directoryWith();
  expect(await messageOf(kubectlGet(['pods'], {}))).toBe(
    'kubectl is not on the PATH. Or run kubectl elsewhere and pipe its output: kubectl get pods,jobs,events -o ' +
      'json | cdk8s-hkube explain',
  );
});

test('a kubectl that hangs is stopped with its children', async () => {
  fake('sleep 30');
  expect(await messageOf(kubectlGet(['pods'], {}, 300))).toMatch(/^kubectl did not answer within 0\.3 seconds\. /);
});

test('a kubectl that is not executable is an error', async () => {
  const folder = directoryWith({ kubectl: '#!/bin/sh\n' });
  process.env.PATH = folder;
  expect(await messageOf(kubectlGet(['pods'], {}))).toMatch(
    /^kubectl could not be started: EACCES|^there is no kubectl/,
  );
});

test.each<[string, string, string | undefined]>([
  ['of its context', 'echo \'{"contexts": [{"context": {"namespace": "vision"}}]}\'', 'vision'],
  ['when it has none', 'echo \'{"contexts": [{"context": {"cluster": "prod"}}]}\'', 'default'],
  ['without a context', 'echo \'{"contexts": null}\'', undefined],
  ['with an error', 'echo "error: current-context must exist in order to minify" >&2; exit 1', undefined],
  ['that it does not tell in time', 'exec sleep 20', undefined],
])('the namespace of the current context: %s', async (_, script, namespace) => {
  fake(script);
  expect(await kubectlNamespace(undefined, 1000)).toBe(namespace);
});

test('the namespace of a named context', async () => {
  const folder = fake('echo "$*" > "$(dirname "$0")/args"; echo "{}"');
  await kubectlNamespace('prod');
  expect(fs.readFileSync(path.join(folder, 'args'), 'utf8')).toBe(
    'config view --minify --output=json --context=prod\n',
  );
});
