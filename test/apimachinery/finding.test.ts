import { asWritten, finding, findingText, joined, unquoted, Validation } from '../../src/apimachinery/finding';

test.each([
  [{ path: 'spec.a', value: 1, detail: 'no' }, 'spec.a: Invalid value: 1: no'],
  [{ path: 'spec.a', value: 1, detail: 'no', hint: 'do this' }, 'spec.a: Invalid value: 1: no. Do this'],
  [{ path: 'a', value: 1, detail: 'no', hint: 'spec.b[0] has it' }, 'a: Invalid value: 1: no. spec.b[0] has it'],
  [{ path: 'a', value: 1, detail: 'no', hint: 'apps/v1 is new' }, 'a: Invalid value: 1: no. apps/v1 is new'],
  [{ path: '', detail: 'too much', type: 'Warning' as const, hint: 'Take less' }, 'too much. Take less'],
])('%j', (error, text) =>
  expect(findingText({ rule: 'R', severity: 'error', type: 'Invalid value', ...error })).toBe(text),
);

test('a finding is an error unless its type is Warning or its severity is set', () => {
  expect(finding('R', 'spec.a', 'Forbidden')).toEqual({
    rule: 'R',
    severity: 'error',
    type: 'Forbidden',
    path: 'spec.a',
    detail: '',
  });
  expect(finding('R', '', 'Warning', 'odd').severity).toBe('warning');
  expect(finding('R', '', 'Warning', 'odd', { severity: 'error' }).severity).toBe('error');
  const v = new Validation(37);
  v.add('R', 'spec.a', 'Invalid value', 'no', { value: 1, hint: 'do this' });
  expect(v.findings).toEqual([finding('R', 'spec.a', 'Invalid value', 'no', { value: 1, hint: 'do this' })]);
});

test('several problems of one rule with one value become one finding', () => {
  const of = (detail: string, value: unknown = 'a', path = 'x') =>
    finding('R', path, 'Invalid value', detail, { value });
  const texts = joined([of('b'), of('c'), of('b'), of('b', 'z'), of('b', 1), of('b', 1), of('b', 'a', 'y')]).map(
    findingText,
  );
  expect(texts).toEqual([
    'x: Invalid value: "a": b; c',
    'x: Invalid value: "z": b',
    'x: Invalid value: 1: b',
    'x: Invalid value: 1: b',
    'y: Invalid value: "a": b',
  ]);
  const hinted = finding('R', 'x', 'Invalid value', 'c', { value: 'a', hint: 'do this' });
  expect(joined([of('b'), hinted])).toEqual([{ ...of('b; c'), hint: 'do this' }]);
});

test('hints quote values as they are written in the file', () => {
  const wrong = finding('R', 'a', 'Type invalid', '', unquoted(1.1));
  const other = finding('R', 'b', 'Type invalid', '', { hint: 'no' });
  const asked: unknown[] = [];
  const sourcesOf = (paths: readonly string[]) => {
    asked.push(paths);
    return ['1.10'];
  };
  expect(asWritten([other, wrong], sourcesOf, ['x', 'items[0].a']).map(({ hint }) => hint)).toEqual([
    'no',
    'put it in quotes: "1.10"',
  ]);
  expect(asWritten([other], sourcesOf)).toEqual([other]);
  expect(asked).toEqual([['items[0].a']]);
});
