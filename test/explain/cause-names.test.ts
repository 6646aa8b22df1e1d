import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAUSE_NAMES, CAUSE_NAMES_BY_FILE } from '../../src/explain/cause-names';

test.each(Object.entries(CAUSE_NAMES_BY_FILE))('%s finds the causes that are listed for it', (file, names) => {
  const text = readFileSync(join(__dirname, '../../src/explain', file), 'utf8');
  expect(names.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
});

test('every cause is listed once', () => {
  expect(new Set(CAUSE_NAMES).size).toBe(CAUSE_NAMES.length);
});
