import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import { acceptedWorkloads, programOf } from '../fixtures/converted';

/** As Prettier formats it without a configuration, but for the quotes. */
const formatted = (program: string) =>
  format(program, { parser: 'typescript', singleQuote: true, plugins: [estree, typescript] });

const rows = acceptedWorkloads().filter((_, i) => i % 20 === 0);

test('the code is formatted as Prettier does it', async () => {
  expect(rows.length).toBeGreaterThan(100);
  for (const { manifest } of rows) {
    const program = programOf([manifest]);
    expect(await formatted(program)).toBe(program);
  }
}, 300_000);

test('an object with a key that sets the prototype keeps it', () => {
  const data = JSON.parse('{"__proto__": "a"}');
  const program = programOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data }]);
  expect(program).toContain("data: { ['__proto__']: 'a' },");
});
