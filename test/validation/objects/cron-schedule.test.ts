import * as fc from 'fast-check';
import { cronScheduleError } from '../../../src/validation/objects/cron-schedule';

test.each([
  '* * * * *',
  '0 3 * * *',
  '59 23 31 12 6',
  '0 0 1 1 0',
  '*/15 0-23/2 1,15 JAN-dec sun',
  '0 0 * * FRİ',
  '5/20 * ? * ?',
  ' 0\t3 * * * ',
  '0\u00a03 * * *',
  ', * * * *',
  '1,, * * * *',
  '+5 * * * *',
  '*/99 * * * *',
  '0 0 31 2 *',
  '*-7 * * * *',
  '*-1-2-3/4 * * * *',
  '007 * * * *',
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
  '@every 5m',
  '@every 0',
  '@every 0s',
  '@every -5m',
  '@every 1h30m',
  '@every 1.5h',
  '@every .5s',
  '@every 1.s',
  '@every 1us2µs3μs4ns5ms',
  '@every -2562047h47m16.854775808s',
  'TZ=UTC 0 3 * * *',
  'CRON_TZ=Europe/Berlin  0 3 * * *',
  'TZ= @daily',
])('%j is a schedule', (schedule) => expect(cronScheduleError(schedule)).toBeUndefined());

test.each([
  ['0 3 * *', 'expected exactly 5 fields, found 4: [0 3 * *]'],
  ['* * * * * *', 'expected exactly 5 fields, found 6: [* * * * * *]'],
  ['', 'expected exactly 5 fields, found 0: []'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* 24 * * *', 'end of range (24) above maximum (23): 24'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['* * * 13 *', 'end of range (13) above maximum (12): 13'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['30-10 * * * *', 'beginning of range (30) beyond end of range (10): 30-10'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['*/-1 * * * *', 'negative number (-1) not allowed: -1'],
  ['*/5/2 * * * *', 'too many slashes: */5/2'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['-5 * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
  ['*5 * * * *', 'failed to parse int from *5: strconv.Atoi: parsing "*5": invalid syntax'],
  ['L * * * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
  ['JAN * * * *', 'failed to parse int from JAN: strconv.Atoi: parsing "JAN": invalid syntax'],
  [
    '99999999999999999999 * * * *',
    'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range',
  ],
  ['@reboot', 'unrecognized descriptor: @reboot'],
  ['@Daily', 'unrecognized descriptor: @Daily'],
  ['@daily ', 'unrecognized descriptor: @daily '],
  ['@every', 'unrecognized descriptor: @every'],
  ['@every ', 'failed to parse duration @every : time: invalid duration ""'],
  ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
  ['@every 5d', 'failed to parse duration @every 5d: time: unknown unit "d" in duration "5d"'],
  ['@every .s', 'failed to parse duration @every .s: time: invalid duration ".s"'],
  [
    '@every 2562047h47m16.854775808s',
    'failed to parse duration @every 2562047h47m16.854775808s: time: invalid duration "2562047h47m16.854775808s"',
  ],
  ['TZ=0', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
  ['TZ=Nowhere 0 3 * * *', 'provided bad location Nowhere: unknown time zone Nowhere'],
  ['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
  ['TZ=UTC 3 * * *', 'expected exactly 5 fields, found 4: [3 * * *]'],
])('%j is not a schedule: %s', (schedule, expected) => expect(cronScheduleError(schedule)).toBe(expected));

test('lists of valid parts are valid, and one wrong part makes a list invalid', () => {
  const minute = fc.integer({ min: 0, max: 59 });
  const part = fc.oneof(
    minute.map(String),
    fc.tuple(minute, minute).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.integer({ min: 1, max: 99 }).map((n) => `*/${n}`),
  );
  const wrong = fc.constantFrom('60', '5-1', '*/0', 'x', '1-60');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1 }), wrong, fc.nat(), (parts, bad, at) => {
      expect(cronScheduleError(`${parts} * * * *`)).toBeUndefined();
      parts.splice(at % (parts.length + 1), 0, bad);
      expect(cronScheduleError(`${parts} * * * *`)).toBeDefined();
    }),
  );
});

test('any text is parsed without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      ['string', 'undefined'].includes(typeof cronScheduleError(text)),
    ),
  );
  expect(cronScheduleError(`${'9'.repeat(100000)} * * * *`)).toContain('value out of range');
  expect(cronScheduleError(`@every ${'9'.repeat(100000)}s`)).toContain('invalid duration');
});
