import { earliest, latest, timeAt, timeText } from '../../src/explain/values';

test.each<[unknown, number | undefined]>([
  ['2026-11-23T07:00:00Z', 1_795_417_200_000],
  ['2026-11-23T07:00:00.123456Z', 1_795_417_200_123],
  ['2026-11-23T08:00:00+01:00', 1_795_417_200_000],
  ['0001-01-01T00:00:00Z', undefined],
  ['1970-01-01T00:00:00Z', undefined],
  ['2026-99-99T07:00:00Z', undefined],
  ['2026-11-23', undefined],
  ['yesterday', undefined],
  [1_795_417_200_000, undefined],
  [null, undefined],
])('the time of %j is read', (value, time) => {
  expect(timeAt({ value }, 'value')).toBe(time);
});

test('times are printed in the format of Kubernetes', () => {
  expect(timeText(1_795_417_200_000)).toBe('2026-11-23T07:00:00Z');
  expect(timeText(1_795_417_200_123)).toBe('2026-11-23T07:00:00.123Z');
});

test('the earliest and the latest known time', () => {
  expect([earliest([3, undefined, 1, 2]), latest([3, undefined, 1, 2])]).toEqual([1, 3]);
  expect([earliest([undefined]), latest([])]).toEqual([undefined, undefined]);
});
