import * as path from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { Algorithm } from '../../src';
import { placeIn, shortenStack } from '../../src/app/own-code';

const here = path.resolve('main.ts');
test.each<[string, string | undefined]>([
  [`    at new Algorithm (/x/node_modules/cdk8s-hkube/lib/a.js:1:2)\n    at main (${here}:12:3)`, 'main.ts:12'],
  [`    at Object.<anonymous> (${here}:12:3)\n    at other (${here}:40:3)`, 'main.ts:12'],
  [`    at ${here}:7:1`, 'main.ts:7'],
  [`    at file://${here}:8:1`, 'main.ts:8'],
  [`    at async Promise.all (index 0)\n    at new Chart (${path.resolve('src (1)/c.ts')}:9:1)`, 'src (1)/c.ts:9'],
  ['    at Module._compile (node:internal/modules/cjs/loader:1554:14)', undefined],
  [`    at eval (eval at run (${here}:2:1), <anonymous>:19:5)\n    at run (${here}:2:1)`, undefined],
  ['Error: no frames', undefined],
  ['', undefined],
])('%j is found as the place %s', (stack, place) => {
  expect(placeIn(stack)).toBe(place);
});

/** What a run throws. */
function thrownBy(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test.each(['synth', 'synthYaml'] as const)(
  "an error of app.%s() has only the calls in the user's own code",
  (method) => {
    const app = new App({ outdir: Testing.app().outdir });
    new Algorithm(new Chart(app, 'chart'), 'print', { image: 'a b' });
    const { message, stack } = thrownBy(() => app[method]());
    expect(message).toMatch(/^Validation failed with the following errors:\n  \[chart\/print\] /);
    const [name, ...calls] = stack!.replace(message, '').split('\n');
    expect(name).toBe('Error: ');
    expect(calls[0]).toContain(__filename);
    for (const call of calls) expect(call).not.toMatch(/node_modules|node:internal|cdk8s-internals/);
  },
);

test('other errors keep their calls', () => {
  const error = new Error('a mistake in a program');
  const { stack } = error;
  shortenStack(error);
  expect(error.stack).toBe(stack);
});

test.each([undefined, 'a text', null, { message: 'Validation failed with the following errors:' }])(
  '%j, which is not an Error, stays unchanged',
  (thrown) => expect(() => shortenStack(thrown)).not.toThrow(),
);

test('an error without a stack, or with an unknown one, stays unchanged', () => {
  for (const stack of [undefined, 'something else']) {
    const error = Object.assign(new Error('Validation failed with the following errors:\n  x'), { stack });
    shortenStack(error);
    expect(error.stack).toBe(stack);
  }
});
