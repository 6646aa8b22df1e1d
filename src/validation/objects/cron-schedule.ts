/**
 * Cron schedules, read as the API server's parser (robfig/cron v3) reads them, with all that it lets pass: `,`, `+5`,
 * `*-7`, the 31st of February.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
import { isTimeZone } from './time-zone';
import { lowerCase } from '../../apimachinery/formats';

/** The values of a field. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

export const FIELDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
export const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = '@every ';
/** White space as Go has it. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const MAX_INT = 2n ** 63n - 1n;
const SECOND = 10n ** 9n;
const UNITS: Record<string, bigint> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: SECOND / 1000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};

/** What the parser has to say against a schedule; undefined when it takes it. */
export function cronScheduleError(schedule: string): string | undefined {
  let spec = schedule;
  if (spec.startsWith('TZ=') || spec.startsWith('CRON_TZ=')) {
    const space = spec.indexOf(' ');
    if (space < 0) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
    const zone = spec.slice(spec.indexOf('=') + 1, space);
    if (!isTimeZone(zone)) return `provided bad location ${zone}: unknown time zone ${zone}`;
    spec = fieldsOf(spec.slice(space)).join(' ');
  }
  if (spec.startsWith('@')) return descriptorError(spec);

  const fields = fieldsOf(spec);
  if (fields.length !== FIELDS.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [i, bounds] of FIELDS.entries()) {
    for (const range of rangesIn(fields[i])) {
      const error = rangeError(range, bounds);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

/** A part of a field, as numbers. */
export interface CronRange {
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  /** Whether it takes all values, so that of the two fields for days the other one decides. */
  readonly isStar: boolean;
}

/** A field of a schedule that the parser takes, and the values that it may have. */
export interface CronField {
  readonly ranges: readonly CronRange[];
  readonly size: number;
}

/** The five fields of a schedule; undefined for `@daily` and the like, and for what the parser does not take. */
export function cronFields(schedule: string): CronField[] | undefined {
  const fields = fieldsOf(schedule.replace(/^(?:CRON_)?TZ=\S* /, ''));
  if (fields.length !== FIELDS.length || cronScheduleError(schedule) !== undefined) return undefined;
  return FIELDS.map((bounds, i) => ({
    // All of them can be read: the parser takes the schedule.
    ranges: rangesIn(fields[i]).map((range) => readRange(range, bounds) as CronRange),
    size: bounds.max - bounds.min + 1,
  }));
}

export const rangesIn = (field: string) => field.split(',').filter((range) => range !== '');

export const fieldsOf = (text: string) => text.split(SPACE).filter((field) => field !== '');

/** What is wrong with a part of a field. */
export function rangeError(range: string, bounds: Bounds): string | undefined {
  const read = readRange(range, bounds);
  return typeof read === 'string' ? read : undefined;
}

function descriptorError(descriptor: string): string | undefined {
  if (DESCRIPTORS.includes(descriptor)) return undefined;
  if (!descriptor.startsWith(EVERY)) return `unrecognized descriptor: ${descriptor}`;
  const error = durationError(descriptor.slice(EVERY.length));
  return error && `failed to parse duration ${descriptor}: time: ${error}`;
}

/** `number`, `*` or `number-number`, with `/step`; else what is wrong with it. */
function readRange(range: string, { min, max, names }: Bounds): CronRange | string {
  const [limits, step, ...tooManySteps] = range.split('/');
  const [low, high, ...tooManyLimits] = limits.split('-');
  let start = BigInt(min);
  let end = BigInt(max);
  // Whatever follows the star's hyphen is not looked at.
  const isAll = low === '*' || low === '?';
  if (!isAll) {
    const first = parseIntOrName(low, names);
    if (typeof first === 'string') return first;
    if (tooManyLimits.length > 0) return `too many hyphens: ${range}`;
    const last = high === undefined ? first : parseIntOrName(high, names);
    if (typeof last === 'string') return last;
    [start, end] = [first, last];
  }
  let by = 1n;
  if (step !== undefined && tooManySteps.length === 0) {
    const parsed = parseUint(step);
    if (typeof parsed === 'string') return parsed;
    by = parsed;
    if (high === undefined) end = BigInt(max);
  }
  if (tooManySteps.length > 0) return `too many slashes: ${range}`;
  if (start < BigInt(min)) return `beginning of range (${start}) below minimum (${min}): ${range}`;
  if (end > BigInt(max)) return `end of range (${end}) above maximum (${max}): ${range}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${range}`;
  if (by === 0n) return `step of range should be a positive number: ${range}`;
  return { start, end, step: by, isStar: isAll && by === 1n };
}

function parseIntOrName(text: string, names: readonly string[] = []): bigint | string {
  const index = text === '' ? -1 : names.indexOf(lowerCase(text));
  return index >= 0 ? BigInt(index) : parseUint(text);
}

/** A number, else what is wrong with it. */
function parseUint(text: string): bigint | string {
  if (!/^[+-]?[0-9]+$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  }
  // More digits than a number can have are not worth converting.
  const value = text.length > 400 ? MAX_INT + 1n : BigInt(text.replace('+', ''));
  if (value > MAX_INT) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: value out of range`;
  }
  return value < 0n ? `negative number (${value}) not allowed: ${text}` : value;
}

/** Go's time.ParseDuration. */
function durationError(text: string): string | undefined {
  const invalid = `invalid duration ${JSON.stringify(text)}`;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return undefined;
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const match = /^(\d*)(?:\.(\d*))?([^.\d]*)/.exec(rest)!;
    const [all, whole, fraction = '', unit] = match;
    if (whole === '' && fraction === '') return invalid;
    if (unit === '') return `missing unit in duration ${JSON.stringify(text)}`;
    if (!Object.hasOwn(UNITS, unit)) return `unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`;
    if (whole.length > 400) return invalid;
    const digits = fraction.slice(0, 18);
    total += BigInt(whole || '0') * UNITS[unit] + (BigInt(digits || '0') * UNITS[unit]) / 10n ** BigInt(digits.length);
    if (total > MAX_INT + 1n) return invalid;
    rest = rest.slice(all.length);
  }
  return total > MAX_INT && !text.startsWith('-') ? invalid : undefined;
}
