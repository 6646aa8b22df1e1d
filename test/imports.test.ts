import { join } from 'node:path';
import { importsOf } from './fixtures/imports';

/** The first circle that there is, as the files on its way. */
function circleIn(imports: Map<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const other of imports.get(file) ?? []) {
      const circle = visit(other, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

test('a circle is found wherever it begins', () => {
  expect(
    circleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c', 'd']],
        ['c', []],
        ['d', ['b']],
      ]),
    ),
  ).toEqual(['b', 'd', 'b']);
  expect(
    circleIn(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
  ).toBeUndefined();
});

// The linter refuses circles, but looks away from types.
test('imports point down only, also imports of types', () => {
  const imports = new Map(
    [...importsOf(join(__dirname, '../src'))].map(([file, imported]): [string, string[]] => [
      file,
      imported.map(({ module }) => module).filter((module) => module.endsWith('.ts')),
    ]),
  );
  expect(imports.get('index.ts')).toContain('constructs/algorithm.ts');
  expect([...imports.values()].flat().filter((file) => !imports.has(file))).toEqual([]);
  expect(circleIn(imports)).toBeUndefined();
});
