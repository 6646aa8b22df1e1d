import { scheduleHint } from '../../../src/validation/objects/cron-hints';
import { cronScheduleError } from '../../../src/validation/objects/cron-schedule';

/** Schedules that are refused, and those that the hint says to write. */
test.each<[string, string]>([
  ['0 0 * * 7', 'Sunday is 0: write "0 0 * * 0"'],
  ['0 0 * * 1,2,7', 'Sunday is 0: write "0 0 * * 1,2,0"'],
  ['0 0 * * 1-7', 'Sunday is 0: write "0 0 * * *"'],
  ['0 0 * * 0-7', 'Sunday is 0: write "0 0 * * *"'],
  ['0 0 * * 5-7', 'Sunday is 0: write "0 0 * * 5-6,0"'],
  ['0 0 * * 7-1', 'Sunday is 0: write "0 0 * * 0-1"'],
  ['0 24 * * *', 'write "0 0 * * *"'],
  ['60 * * * *', 'write "0 * * * *"'],
  ['0,60 24 * * *', 'write "0 0 * * *"'],
  ['*/0 * * * *', 'write "* * * * *"'],
  ['0 0 * * FRI-MON', 'write "0 0 * * FRI-SAT,SUN-MON"'],
  ['0 0 * * sat-sun', 'write "0 0 * * sat,sun"'],
  ['0 22-6 * * *', 'write "0 22-23,0-6 * * *"'],
  ['0 5-2,8 * * *', 'write "0 5-23,0-2,8 * * *"'],
  ['0 0 31-1 * *', 'write "0 0 31,1 * *"'],
  ['0 0 * NOV-FEB *', 'write "0 0 * NOV-DEC,JAN-FEB *"'],
  ['0 0 * * MONDAY', 'write "0 0 * * MON"'],
  ['0 0 * JANUARY TUES', 'write "0 0 * JAN TUE"'],
  ['0 8PM * * *', 'write "0 20 * * *"'],
  ['0 12am * * *', 'write "0 0 * * *"'],
  ['12:30 * * *', 'write "30 12 * * *"'],
  ['0 0 0 * * *', 'there are no seconds: write "0 0 * * *"'],
  ['0 0 12 ? * MON', 'there are no seconds: write "0 12 ? * MON"'],
  ['0 12 * * ? *', 'there are no years: write "0 12 * * ?"'],
  ['0 12 1 1 ? 2030', 'there are no years: write "0 12 1 1 ?"'],
  ['0 0 12 1 1 ? 2030', 'there are no seconds and years: write "0 12 1 1 ?"'],
  ['cron(0 12 * * ? *)', 'there are no years: write "0 12 * * ?"'],
  ['"0 3 * * *"', 'write "0 3 * * *"'],
  ['0 3 * * * # nightly', 'write "0 3 * * *"'],
  ['0 3 * * *;', 'write "0 3 * * *"'],
  ['@Daily', 'write "@daily"'],
  ['@hourly ', 'write "@hourly"'],
  ['daily', 'write "@daily"'],
  ['@every 1d', 'write "@every 24h"'],
  ['@every 90 minutes', 'write "@every 90m"'],
  ['@every 90 seconds', 'write "@every 90s"'],
  ['CRON_TZ=Europe/Berlin 0 3 * * *', 'write "0 3 * * *" and timeZone: "Europe/Berlin"'],
  ['TZ=UTC 0 3 * * *', 'write "0 3 * * *" and timeZone: "UTC"'],
])('%j: %s', (schedule, expected) => {
  const hint = scheduleHint(schedule);
  expect(hint).toBe(expected);
  expect(cronScheduleError(/"(.*?)"/.exec(hint)![1])).toBeUndefined();
});

const FIVE =
  'write five fields (minute, hour, day of the month, month, day of the week), such as "0 3 * * *", or "@daily"';
const DATES = 'Kubernetes has no L, W and #: write all days on which it may be, and let the program check the date';

/** Schedules of which only their author knows what is meant. */
test.each<[string, string]>([
  ['* * * *', FIVE],
  ['every day', FIVE],
  ['', FIVE],
  ['0 0 L * *', DATES],
  ['0 0 * * 5L', DATES],
  ['0 0 LW * *', DATES],
  ['0 0 15W * *', DATES],
  ['0 0 * * 1#2', DATES],
  ['0 3 ? * MON#1', DATES],
  ['0 0 * * FRIL', DATES],
  ['0 0 * * MONX', 'the fifth field is the day of the week: 0 to 6, or SUN to SAT'],
  ['0 0 MON * *', 'MON belongs in the fifth field, the day of the week'],
  ['0 0 * * JAN', 'JAN belongs in the fourth field, the month'],
  ['H/15 * * * *', 'H is for Jenkins: write a number, or * for all'],
  ['0 0 0 * *', 'the third field is the day of the month: 1 to 31'],
  ['0 25 * * *', 'the second field is the hour: 0 to 23'],
  ['0 0 * 13 *', 'the fourth field is the month: 1 to 12, or JAN to DEC'],
  ['0 0 * * 8', 'the fifth field is the day of the week: 0 to 6, or SUN to SAT'],
  ['0-59-2 * * * *', 'the first field is the minute: 0 to 59'],
  ['1/2/3 * * * *', 'the first field is the minute: 0 to 59'],
  ['0 22-6/2 * * *', 'the second field is the hour: 0 to 23'],
  ['@every 30', 'write a duration with its unit, such as "@every 90m"'],
  [
    '@reboot',
    'write five fields, such as "0 3 * * *", or one of ' +
      '@yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly',
  ],
])('%j: %s', (schedule, expected) => {
  expect(scheduleHint(schedule)).toBe(expected);
});
