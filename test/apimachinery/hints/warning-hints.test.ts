import { Validation } from '../../../src/apimachinery/finding';
import { hintOfWarning } from '../../../src/apimachinery/hints/warning-hints';
import { WARNING_RULES } from '../../../src/app/warnings';

const warned = (rule: string, hint?: string) => {
  const v = new Validation(37);
  v.warn(rule, 'spec', undefined, 'is set twice', hint);
  return v.findings[0].hint;
};

test.each<[string, string | undefined, string | undefined]>([
  ['WARN-ENV-DUPLICATE', undefined, 'Remove one of them'],
  ['WARN-ENV-DUPLICATE', 'Rename it', 'Rename it'],
  ['WARN-IMAGE-LATEST', undefined, undefined],
])('%s whose own hint is %s has the hint: %s', (rule, own, hint) => {
  expect(warned(rule, own)).toBe(hint);
});

test('every hint belongs to a warning that exists', () => {
  const known = WARNING_RULES.filter((rule) => hintOfWarning(rule) !== undefined);
  expect(known.length).toBeGreaterThan(10);
  for (const rule of known) expect(hintOfWarning(rule)).toMatch(/^[A-Z].*[^.]$/);
});
