import { JOB, run } from './run';
import { paintFor } from '../../src/cli/colors';
import { PLAIN } from '../../src/text/paint';

const TERMINAL = { isTTY: true, write: () => undefined };
const PIPE = { write: () => undefined };

test.each<[string, boolean, { [name: string]: string }, boolean | undefined, boolean]>([
  ['a terminal', true, {}, undefined, true],
  ['a pipe', false, {}, undefined, false],
  ['a terminal, NO_COLOR', true, { NO_COLOR: '1' }, undefined, false],
  ['a terminal, NO_COLOR that is empty', true, { NO_COLOR: '' }, undefined, true],
  ['a terminal that is dumb', true, { TERM: 'dumb' }, undefined, false],
  ['a terminal, FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, undefined, false],
  ['a pipe, FORCE_COLOR', false, { FORCE_COLOR: '1' }, undefined, true],
  ['a pipe, FORCE_COLOR and NO_COLOR', false, { FORCE_COLOR: 'true', NO_COLOR: '1' }, undefined, true],
  ['a pipe, --color and NO_COLOR', false, { NO_COLOR: '1' }, true, true],
  ['a terminal, --no-color and FORCE_COLOR', true, { FORCE_COLOR: '1' }, false, false],
])('%s', (_, isTTY, env, color, isColored) => {
  const paint = paintFor(isTTY ? TERMINAL : PIPE, { env, color });
  expect(paint('error', 'x')).toBe(isColored ? '\x1b[1;31mx\x1b[0m' : 'x');
  expect(paint === PLAIN).toBe(!isColored);
});

/** Texts in all styles. */
const [container] = JOB.spec.template.spec.containers;
const withContainer = (fields: object) => ({
  ...JOB,
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ ...container, ...fields }] } } },
});
const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'a' },
  status: { phase: 'Failed', reason: 'Evicted', message: 'low on memory' },
};
const FILES = {
  'bad.json': JSON.stringify(withContainer({ image: 'a', dta: 1 })),
  'old.json': JSON.stringify(JOB),
  'new.json': JSON.stringify(withContainer({ image: 'docker.io/acme/print:v5' })),
  'pod.json': JSON.stringify(pod),
};

test.each([
  [['validate', 'bad.json']],
  [['validate', 'old.json']],
  [['diff', 'old.json', 'new.json']],
  [['explain', '-f', 'pod.json']],
  [['synth', 'bad.json']],
  [['synth', 'nothing.json']],
])('%j prints the same text with and without colors', async (argv) => {
  const plain = await run(argv, { files: FILES });
  const colored = await run([...argv, '--color'], { files: FILES });
  const text = (outcome: typeof plain) => (outcome.out + outcome.err).replace(/\(from .*\)/, '');
  expect(text(colored)).toMatch(/\x1b\[[\d;]+m/);
  expect(text(colored).replace(/\x1b\[[\d;]+m/g, '')).toBe(text(plain));
  expect(text(plain)).not.toContain('\x1b');
  expect(colored.code).toBe(plain.code);
});

test.each(['json', 'junit', 'sarif', 'github'])('%s has no colors', async (format) => {
  const argv = ['validate', 'bad.json', '-o', format];
  expect((await run([...argv, '--color'], { files: FILES })).out).toBe((await run(argv, { files: FILES })).out);
});
