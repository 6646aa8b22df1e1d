import { finding, findingText, Validation } from '../../src/apimachinery/finding';

test.each([
  [{ path: 'spec.a', value: 1, detail: 'no' }, 'spec.a: Invalid value: 1: no'],
  [{ path: 'spec.a', value: 1, detail: 'no', hint: 'do this' }, 'spec.a: Invalid value: 1: no. Do this'],
  [{ path: '', detail: 'too much', type: 'Warning' as const, hint: 'Take less' }, 'too much. Take less'],
])('%j', (error, text) =>
  expect(findingText({ rule: 'R', severity: 'error', type: 'Invalid value', ...error })).toBe(text),
);

test('a finding is an error, unless it is a warning or said to be none', () => {
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
