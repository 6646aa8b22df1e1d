import { Validation } from '../../../src/apimachinery/finding';
import { warnAboutSchedule } from '../../../src/validation/objects/cron-job-warnings';

function found(spec: object): string[] {
  const v = new Validation(37);
  warnAboutSchedule(v, spec, 'spec');
  return v.findings.map(({ rule, path, detail, hint }) => `${rule} ${path}: ${detail}. ${hint}`);
}

test.each([
  '0 0 31 2 *',
  '0 0 30 feb *',
  '0 0 31 4,6,9,11 *',
  '0 0 31 2/12 ?',
  '0 0 30-31 2 *',
  ', * * * *',
  '0 0 * , *',
  '0 0 31 2 ,',
])('%s never matches a date', (schedule) => {
  expect(found({ schedule })).toEqual([
    `WARN-SCHEDULE-NEVER spec.schedule: no date matches ${JSON.stringify(schedule)}, so no Job ever starts. Write a ` +
      'date that exists; to start Jobs only by hand, set suspend: true',
  ]);
  expect(found({ schedule, suspend: true })).toEqual([]);
});

test.each([
  '0 0 29 2 *',
  '0 0 31 * *',
  '0 0 31 1,2 *',
  '0 0 31 2 1',
  '0 0 31 2 */2',
  '0 0 1-31 2 *',
  '0 0 ? 2 *',
  '@yearly',
  '@every 90m',
  'TZ=UTC 0 3 * * *',
  'not a schedule',
  '*/60 */24 */31 */12 */7',
  '59/60 * * * *',
  '10-20/15 * * * *',
  undefined,
  5,
])('%j matches a date', (schedule) => expect(found({ schedule })).toEqual([]));

const STEP = 'WARN-SCHEDULE-STEP spec.schedule: there are';

test.each([
  [
    '*/90 * * * *',
    `${STEP} 60 minutes: with a step of 90 only the first one matches, 0. Write "@every 90m", or list the minutes`,
  ],
  ['5/61 * * * *', `${STEP} 60 minutes: with a step of 61 only the first one matches, 5. Write "@every 61m", or list`],
  ['0 */36 * * *', `${STEP} 24 hours: with a step of 36 only the first one matches, 0. Write "@every 36h", or list`],
  ['0 0 */40 * *', `${STEP} 31 days of the month: with a step of 40 only the first one matches, 1. List the days`],
  ['0 0 * */13 *', `${STEP} 12 months: with a step of 13 only the first one matches, 1. List the months`],
  ['0 0 * * 1,*/14', `${STEP} 7 days of the week: with a step of 14 only the first one matches, 0. List the days`],
])('%s has a step that is larger than its range', (schedule, expected) => {
  expect(found({ schedule })).toEqual([expect.stringContaining(expected)]);
});

test.each([
  [0, true],
  [9, true],
  [10, false],
  [-1, false],
  [undefined, false],
])('whether startingDeadlineSeconds %j has a warning', (startingDeadlineSeconds, warns) => {
  const rules = found({ schedule: '@daily', startingDeadlineSeconds }).map((text) => text.split(':')[0]);
  expect(rules).toEqual(warns ? ['WARN-SCHEDULE-DEADLINE spec.startingDeadlineSeconds'] : []);
});
