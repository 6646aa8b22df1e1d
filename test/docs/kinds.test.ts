import * as fs from 'fs';
import { FILE, kindsTable, tableIn } from './kinds';

test('docs/kinds.md lists what is validated of each kind', () => {
  const table = kindsTable();
  expect(table.split('\n').length).toBeGreaterThan(40);
  // When it fails: npx tsx --tsconfig test/tsconfig.json test/docs/kinds.ts
  expect(tableIn(fs.readFileSync(FILE, 'utf8'))).toBe(table);
});
