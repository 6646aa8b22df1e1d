import { secondsIn } from '../../src/text/duration';

test.each<[string, number | undefined]>([
  ['30s', 30],
  ['1h', 3600],
  ['1h30m', 5400],
  ['1h 30m', 5400],
  ['10 minutes', 600],
  ['1 hour', 3600],
  ['2 days', 172800],
  ['1d', 86400],
  ['0.5h', 1800],
  ['PT1H', 3600],
  ['P1DT1H', 90000],
  ['2000ms', 2],
  ['5 secs', 5],
  ['500ms', undefined],
  ['30', undefined],
  ['', undefined],
  ['s', undefined],
  ['5 moons', undefined],
  ['1h, then 2h', undefined],
  ['-1h', undefined],
  ['soon', undefined],
])('%j has %s seconds', (text, expected) => {
  expect(secondsIn(text)).toBe(expected);
});
