/** Schedules that the server takes, and that never fire or not when it was meant. */
import { CronField, cronFields } from './cron-schedule';
import { Validation } from '../../apimachinery/finding';

/** Days of the months, leap years included. */
const DAYS = [31n, 29n, 31n, 30n, 31n, 30n, 31n, 31n, 30n, 31n, 30n, 31n];
const FIELD_NAMES = ['minutes', 'hours', 'days of the month', 'months', 'days of the week'];
const UNITS = ['m', 'h'];
/** So often, in seconds, the controller looks for Jobs to start. */
const PERIOD = 10;

/** Warns about the schedule of a CronJob's spec. */
export function warnAboutSchedule(v: Validation, spec: any, path: string): void {
  const { schedule, suspend, startingDeadlineSeconds: deadline } = spec;
  const fields = typeof schedule === 'string' ? cronFields(schedule) : undefined;
  // What is suspended is started by hand.
  if (fields && suspend !== true) {
    if (neverFires(fields)) {
      const detail = `no date matches ${JSON.stringify(schedule)}, so no Job ever starts`;
      v.warn('WARN-SCHEDULE-NEVER', `${path}.schedule`, schedule, detail);
    }
    fields.forEach((field, i) => warnAboutStep(v, field, i, `${path}.schedule`));
  }
  if (deadline >= 0 && deadline < PERIOD) {
    const detail = `the controller looks every ${PERIOD} seconds, and may never start a Job within ${deadline}`;
    v.warn('WARN-SCHEDULE-DEADLINE', `${path}.startingDeadlineSeconds`, deadline, detail);
  }
}

/** If both fields for days are given, a day has to match only one of them. */
function neverFires([minutes, hours, days, months, weekdays]: readonly CronField[]): boolean {
  if ([minutes, hours, months].some(isEmpty)) return true;
  const hasDate = DAYS.some((length, month) => includes(months, BigInt(month + 1)) && startsBy(days, length));
  const areBothNeeded = [days, weekdays].some(({ ranges }) => ranges.some(({ isStar }) => isStar));
  return areBothNeeded ? !hasDate || isEmpty(weekdays) : !hasDate && isEmpty(weekdays);
}

const isEmpty = ({ ranges }: CronField) => ranges.length === 0;

const includes = ({ ranges }: CronField, value: bigint) =>
  ranges.some(({ start, end, step }) => start <= value && value <= end && (value - start) % step === 0n);

const startsBy = ({ ranges }: CronField, last: bigint) => ranges.some(({ start }) => start <= last);

/** A step of exactly the whole range does what it says: every 60 minutes is once an hour. */
function warnAboutStep(v: Validation, { ranges, size }: CronField, i: number, path: string): void {
  const long = ranges.find(({ step }) => step > BigInt(size));
  if (!long) return;
  const { step, start } = long;
  const values = FIELD_NAMES[i];
  const hint = i < UNITS.length ? `Write "@every ${step}${UNITS[i]}", or list the ${values}` : `List the ${values}`;
  const detail = `there are ${size} ${values}: with a step of ${step} only the first one matches, ${start}`;
  v.warn('WARN-SCHEDULE-STEP', path, undefined, detail, hint);
}
