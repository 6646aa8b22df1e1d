import * as fs from 'fs';
import * as path from 'path';
import { SCENARIOS } from '../e2e/scenarios';

const DOCS = path.join(__dirname, '..', '..', 'docs');

/** Proves the rules themselves. */
const ELSEWHERE = ['refused-by-both'];

const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Names in the columns `Scenario` of a text's tables. */
function scenariosOf(text: string): string[] {
  const tables = [...text.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => table.trim().split('\n').map(cellsOf));
  return tables.flatMap(([header, , ...rows]) => {
    const column = header.indexOf('Scenario');
    return column < 0 ? [] : rows.flatMap((cells) => [...cells[column].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  });
}

test('the guides name all scenarios and no others', () => {
  const guides = fs
    .readdirSync(DOCS)
    .filter((file) => file.endsWith('.md'))
    .map((file) => fs.readFileSync(path.join(DOCS, file), 'utf8'));
  const named = guides.flatMap(scenariosOf);
  expect([...new Set([...named, ...ELSEWHERE])].sort()).toEqual(SCENARIOS.map(({ name }) => name).sort());
});

test('a table without a scenario column names no scenarios', () => {
  expect(
    scenariosOf(
      '| A | Scenario |\n|---|---|\n| `x` | `one`, `two` |\n| `y` | |\n\n| A | B |\n|---|---|\n| `x` | `three` |\n',
    ),
  ).toEqual(['one', 'two']);
});
