import { findingText } from '../../src/apimachinery/finding';

test.each([
  [{ path: 'spec.a', value: 1, detail: 'no' }, 'spec.a: Invalid value: 1: no'],
  [{ path: 'spec.a', value: 1, detail: 'no', hint: 'do this' }, 'spec.a: Invalid value: 1: no. Do this'],
  [{ path: '', detail: 'too much', type: 'Warning' as const, hint: 'Take less' }, 'too much. Take less'],
])('%j', (error, text) =>
  expect(findingText({ rule: 'R', severity: 'error', type: 'Invalid value', ...error })).toBe(text),
);
