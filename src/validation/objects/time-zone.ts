import { TIME_ZONES } from './time-zones.generated';
import { Validation } from '../../apimachinery/finding';
import { didYouMean } from '../../text/suggest';

const RULE = 'CRON-TIMEZONE';
const COMPONENT = /^[A-Za-z.\-_0-9+]{1,14}$/;

let names: ReadonlySet<string> | undefined;

/** The time zones that every API server has, whatever is installed on its machine. */
function timeZoneNames(): ReadonlySet<string> {
  return (names ??= new Set(
    Object.entries(TIME_ZONES).flatMap(([area, zones]) => zones.split(' ').map((zone) => area + zone)),
  ));
}

/** Whether the server can load the zone, as Go does. */
export function isTimeZone(name: string): boolean {
  return name === '' || name === 'Local' || timeZoneNames().has(name);
}

/** `spec.timeZone` of a CronJob. */
export function validateTimeZone(v: Validation, timeZone: string | null | undefined, path: string): void {
  if (timeZone === undefined || timeZone === null) return;
  if (timeZone === '') {
    v.invalid(RULE, path, timeZone, 'timeZone must be nil or non-empty string');
    return;
  }
  const unknown = () =>
    v.invalid(
      RULE,
      path,
      timeZone,
      `unknown time zone ${timeZone}`,
      didYouMean(timeZone, sameArea(timeZone)) ?? 'use a name of the IANA time zone database, such as Europe/Berlin',
    );
  if (
    timeZone.split('/').some((part) => part === '.' || part === '..' || part.startsWith('-') || !COMPONENT.test(part))
  ) {
    unknown();
    return;
  }
  if (timeZone.toLowerCase() === 'local') {
    v.invalid(
      RULE,
      path,
      timeZone,
      'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    );
  }
  if (!isTimeZone(timeZone)) unknown();
}

/** The zones to choose from for a suggestion. */
function sameArea(timeZone: string): string[] {
  const area = timeZone.slice(0, timeZone.indexOf('/') + 1).toLowerCase();
  return [...timeZoneNames()].filter((name) => name.toLowerCase().startsWith(area));
}
