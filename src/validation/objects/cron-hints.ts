/** What to write in place of a cron schedule that the API server refuses: other programs have more in theirs. */

import { DESCRIPTORS, FIELDS, fieldsOf, rangeError, rangesIn } from './cron-schedule';
import { secondsIn } from '../../text/duration';

const NAMES = ['minute', 'hour', 'day of the month', 'month', 'day of the week'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const FIVE = `write five fields (${NAMES.join(', ')}), such as "0 3 * * *", or "@daily"`;
const HOUR = 1;
const DAY_OF_WEEK = 4;

/** The names of months and days, by the index of their field. */
const FULL_NAMES: Readonly<Record<number, readonly string[]>> = {
  3: 'january february march april may june july august september october november december'.split(' '),
  4: 'sunday monday tuesday wednesday thursday friday saturday'.split(' '),
};

const write = (schedule: string) => `write ${JSON.stringify(schedule)}`;

/** What to do about a schedule that is refused. */
export function scheduleHint(schedule: string): string {
  const [, zone, local] = /^(?:CRON_)?TZ=(\S*)\s*(.*)$/s.exec(schedule) ?? [];
  if (zone !== undefined) return `${write(local)} and timeZone: ${JSON.stringify(zone)}`;
  // Quotes in quotes, or the form of a cloud.
  const plain = schedule
    .replace(/^cron\((.*)\)$/, '$1')
    .replace(/["';]/g, '')
    .replace(/\s#\s.*$/s, '')
    .trim();
  if (plain.startsWith('@')) return descriptorHint(plain);
  const descriptor = `@${plain.toLowerCase()}`;
  if (DESCRIPTORS.includes(descriptor)) return write(descriptor);
  const fields = fieldsOf(plain);
  if (fields.length !== FIELDS.length) return countHint(fields);
  if (plain !== schedule && fields.every((field, i) => fieldError(field, i) === undefined)) return write(plain);
  return fieldHint(fields);
}

function descriptorHint(text: string): string {
  const lower = text.toLowerCase();
  if (DESCRIPTORS.includes(lower)) return write(lower);
  const [, duration] = /^@every\s*(.*)$/.exec(lower) ?? [];
  if (duration === undefined) return `write five fields, such as "0 3 * * *", or one of ${DESCRIPTORS.join(', ')}`;
  const seconds = secondsIn(duration);
  if (seconds === undefined) return 'write a duration with its unit, such as "@every 90m"';
  return write(`@every ${durationText(seconds)}`);
}

/** A duration in the largest unit of Go's that it is a multiple of. */
function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** Quartz begins with seconds and may end with a year; AWS ends with a year. */
function countHint(fields: readonly string[]): string {
  const isYear = (field: string) => /^20\d\d/.test(field);
  if (fields.length === 7) return `there are no seconds and years: ${write(fields.slice(1, 6).join(' '))}`;
  // `12:30 * * *`
  const [, hour, minute] = (fields.length === 4 && /^(\d+):(\d+)$/.exec(fields[0])) || [];
  if (hour !== undefined) return write([String(Number(minute)), hour, ...fields.slice(1)].join(' '));
  if (fields.length !== 6) return FIVE;
  const hasYear = isYear(fields[5]) || fields[2] === '?' || fields[4] === '?';
  return hasYear
    ? `there are no years: ${write(fields.slice(0, 5).join(' '))}`
    : `there are no seconds: ${write(fields.slice(1).join(' '))}`;
}

const fieldError = (field: string, i: number) =>
  rangesIn(field)
    .map((range) => rangeError(range, FIELDS[i]))
    .find((error) => error !== undefined);

/** The fields as Kubernetes has them, or what to do about the first one of which that is unclear. */
function fieldHint(fields: readonly string[]): string {
  const mended = fields.map((field, i) => (fieldError(field, i) === undefined ? field : mendedField(field, i)));
  const i = mended.findIndex((field, index) => field === undefined || fieldError(field, index) !== undefined);
  if (i >= 0) return wordHint(fields[i], i) ?? `the ${ORDINALS[i]} field is the ${NAMES[i]}: ${boundsText(i)}`;
  const isSunday = mended[DAY_OF_WEEK] !== fields[DAY_OF_WEEK] && fields[DAY_OF_WEEK].includes('7');
  return `${isSunday ? 'Sunday is 0: ' : ''}${write(mended.join(' '))}`;
}

function boundsText(i: number): string {
  const { min, max, names = [] } = FIELDS[i];
  const named = names.length > 0 ? `, or ${names[min].toUpperCase()} to ${names[max].toUpperCase()}` : '';
  return `${min} to ${max}${named}`;
}

function mendedField(field: string, i: number): string | undefined {
  const ranges = rangesIn(field).map((range) =>
    rangeError(range, FIELDS[i]) === undefined ? range : mendedRange(range, i),
  );
  return ranges.includes(undefined) ? undefined : [...new Set(ranges)].join(',');
}

/** The range as Kubernetes has it; undefined if that is unclear. */
function mendedRange(range: string, i: number): string | undefined {
  const [limits, step, ...others] = range.split('/');
  if (others.length > 0 || limits.split('-').length > 2) return undefined;
  if (step === '0' && limits === '*') return '*';
  const [low, high] = limits.split('-').map((limit) => mendedLimit(limit, i));
  if (low === undefined || (limits.includes('-') && high === undefined)) return undefined;
  const after = step === undefined ? '' : `/${step}`;
  if (high === undefined) return low + after;
  if (i === DAY_OF_WEEK && /^[01]-7$/.test(limits)) return `*${after}`;
  if (rangeError(`${low}-${high}`, FIELDS[i]) === undefined) return `${low}-${high}${after}`;
  return step === undefined ? aroundTheEnd(low, high, i) : undefined;
}

/** `22-6` as `22-23,0-6`, in names if those are given. */
function aroundTheEnd(low: string, high: string, i: number): string {
  const { min, max, names = [] } = FIELDS[i];
  const name = (index: number) => {
    const text = names[index];
    return low === low.toLowerCase() ? text : text.toUpperCase();
  };
  const isNamed = /[a-z]/i.test(low);
  const [last, first] = isNamed ? [name(max), name(min)] : [String(max), String(min)];
  const join = (from: string, to: string) => (from.toLowerCase() === to.toLowerCase() ? from : `${from}-${to}`);
  return `${join(low, last)},${join(first, high)}`;
}

/** A number or a name as Kubernetes has it. */
function mendedLimit(limit: string, i: number): string | undefined {
  if (rangeError(limit, FIELDS[i]) === undefined) return limit;
  // Sunday, midnight, the full hour.
  if (/^0*(?:7|24|60)$/.test(limit)) return Number(limit) === FIELDS[i].max + 1 ? '0' : undefined;
  const [, hour, half] = (i === HOUR && /^(\d+)(am|pm)$/i.exec(limit)) || [];
  if (hour !== undefined) return String((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0));
  // `TUES`, `MONDAY`; not `FRIL` of Quartz, the last Friday.
  const isName = limit.length > 3 && FULL_NAMES[i]?.some((name) => name.startsWith(limit.toLowerCase()));
  return isName ? limit.slice(0, 3) : undefined;
}

function wordHint(field: string, i: number): string | undefined {
  if (/^[A-Z]/i.test(field)) {
    const other = FIELDS.findIndex(({ names }) => names?.includes(field.slice(0, 3).toLowerCase()));
    if (other >= 0 && other !== i) return `${field} belongs in the ${ORDINALS[other]} field, the ${NAMES[other]}`;
  }
  if (/^H(?:$|[(/])/.test(field)) return 'H is for Jenkins: write a number, or * for all';
  if (/^\w*L$|^LW$|^\d+W$|#/i.test(field)) {
    return 'Kubernetes has no L, W and #: write all days on which it may be, and let the program check the date';
  }
  return undefined;
}
