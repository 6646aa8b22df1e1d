import { isTimeZone, validateTimeZone } from '../../../src/validation/objects/time-zone';
import { found, hints } from '../rules';

const validate = (timeZone: string | null | undefined) => found((v) => validateTimeZone(v, timeZone, 'spec.timeZone'));
const unknown = (name: string) => `spec.timeZone: Invalid value: ${JSON.stringify(name)}: unknown time zone ${name}`;

test.each([
  undefined,
  null,
  'UTC',
  'Europe/Berlin',
  'America/Argentina/ComodRivadavia',
  'America/Port-au-Prince',
  'Etc/GMT+12',
  'EST5EDT',
  'Factory',
])('%s is accepted', (timeZone) => expect(validate(timeZone)).toEqual([]));

test.each([
  ['', ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string']],
  ['utc', [unknown('utc')]],
  ['Europe/berlin', [unknown('Europe/berlin')]],
  ['Europe', [unknown('Europe')]],
  ['Europe/', [unknown('Europe/')]],
  ['/UTC', [unknown('/UTC')]],
  ['../UTC', [unknown('../UTC')]],
  ['-UTC', [unknown('-UTC')]],
  [' UTC', [unknown(' UTC')]],
  ['UTC\n', [unknown('UTC\n')]],
  ['Europe/ABCDEFGHIJKLMNO', [unknown('Europe/ABCDEFGHIJKLMNO')]],
  [
    'Local',
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in ' +
        'https://www.iana.org/time-zones',
    ],
  ],
  [
    'local',
    [
      'spec.timeZone: Invalid value: "local": timeZone must be an explicit time zone as defined in ' +
        'https://www.iana.org/time-zones',
      unknown('local'),
    ],
  ],
])('%j is refused', (timeZone, expected) => expect(validate(timeZone)).toEqual(expected));

test('a near name is proposed', () => {
  expect(hints((v) => validateTimeZone(v, 'Europe/Berln', ''))).toEqual(['Did you mean "Europe/Berlin"?']);
  expect(hints((v) => validateTimeZone(v, 'Mars/Olympus', ''))).toEqual([
    'use a name of the IANA time zone database, such as Europe/Berlin',
  ]);
});

test('all six hundred zones are known, also by their old names', () => {
  expect(['US/Eastern', 'Asia/Calcutta', 'Asia/Kolkata', 'Pacific/Kwajalein', 'GB'].every(isTimeZone)).toBe(true);
  expect(isTimeZone('constructor')).toBe(false);
});
