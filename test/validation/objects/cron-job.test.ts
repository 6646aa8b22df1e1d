import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateCronJob } from '../../../src/validation/objects/cron-job';
import { beginnings, found, long } from '../rules';

const template = { spec: { containers: [{ name: 'main', image: 'a:1' }], restartPolicy: 'Never' } };
const cronJob = (spec: any, jobSpec: any = {}, name: any = 'cron') => ({
  metadata: { name },
  spec: { schedule: '@daily', jobTemplate: { spec: { template, ...jobSpec } }, ...spec },
});
const expectErrors = (object: any, expected: string[], minor = NEWEST_MINOR) => {
  const errors = found((v) => validateCronJob(v, object), minor).filter((error) => !error.includes(': Warning: '));
  expect(beginnings(errors, expected)).toEqual(expected);
};

test.each<[any, any, string[]]>([
  [{}, {}, []],
  [{ schedule: '' }, {}, ['spec.schedule: Required value']],
  [{ schedule: undefined }, {}, ['spec.schedule: Required value']],
  [
    { schedule: '0 3 * *' },
    {},
    ['spec.schedule: Invalid value: "0 3 * *": expected exactly 5 fields, found 4: [0 3 * *]'],
  ],
  [{ timeZone: 'Europe/Berlin' }, {}, []],
  [{ timeZone: 'Amerika/X' }, {}, ['spec.timeZone: Invalid value: "Amerika/X": unknown time zone Amerika/X']],
  [{ concurrencyPolicy: 'Allow' }, {}, []],
  [{ concurrencyPolicy: '' }, {}, []],
  [{ concurrencyPolicy: 'Forbid' }, {}, []],
  [{ concurrencyPolicy: 'Replace' }, {}, []],
  [
    { concurrencyPolicy: 'forbid' },
    {},
    ['spec.concurrencyPolicy: Unsupported value: "forbid": supported values: "Allow", "Forbid", "Replace"'],
  ],
  [{ startingDeadlineSeconds: 0, successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 0 }, {}, []],
  [{ startingDeadlineSeconds: -1 }, {}, ['spec.startingDeadlineSeconds: Invalid value: -1']],
  [{ successfulJobsHistoryLimit: -1 }, {}, ['spec.successfulJobsHistoryLimit: Invalid value: -1']],
  [{ failedJobsHistoryLimit: -1 }, {}, ['spec.failedJobsHistoryLimit: Invalid value: -1']],
  [
    { jobTemplate: undefined },
    {},
    [
      'spec.jobTemplate.spec.template.spec.containers: Required value',
      'spec.jobTemplate.spec.template.spec.restartPolicy: Required value',
    ],
  ],
  [{ jobTemplate: { metadata: { labels: { 'a b': 'not looked at' } }, spec: { template } } }, {}, []],
  [{}, { completionMode: 'Indexed', completions: 1 }, []],
  [
    {},
    { completionMode: 'Indexed' },
    ['spec.jobTemplate.spec.completions: Required value: when completion mode is Indexed'],
  ],
  [{}, { parallelism: -1 }, ['spec.jobTemplate.spec.parallelism: Invalid value: -1']],
  [{}, { selector: {} }, ['spec.jobTemplate.spec.selector: Invalid value: {}: `selector` will be auto-generated']],
  [{}, { manualSelector: false }, []],
  [
    {},
    { manualSelector: true },
    ['spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"'],
  ],
  [
    {},
    { template: { spec: { ...template.spec, restartPolicy: 'Always' } } },
    ['spec.jobTemplate.spec.template.spec.restartPolicy: Required value'],
  ],
])('the CronJob %j with Jobs %j', (spec, jobSpec, expected) => expectErrors(cronJob(spec, jobSpec), expected));

test.each<[number, any, string[]]>([
  [28, { schedule: 'TZ=UTC 0 3 * * *' }, []],
  [
    28,
    { schedule: 'TZ=UTC 0 3 * * *', timeZone: 'UTC' },
    ['spec.schedule: Invalid value: "TZ=UTC 0 3 * * *": cannot use both timeZone field and TZ or CRON_TZ in schedule'],
  ],
  [
    29,
    { schedule: 'CRON_TZ=UTC 0 3 * * *' },
    [
      'spec.schedule: Invalid value: "CRON_TZ=UTC 0 3 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone ' +
        'field instead',
    ],
  ],
  [
    37,
    { schedule: 'TZ=0' },
    [
      'spec.schedule: Invalid value: "TZ=0": invalid schedule format',
      'spec.schedule: Invalid value: "TZ=0": cannot use TZ',
    ],
  ],
])('time zones within schedules in 1.%i: %j', (minor, spec, expected) => expectErrors(cronJob(spec), expected, minor));

test.each<[any, string[]]>([
  [long(52), []],
  [long(53), ['metadata.name: Invalid value: "xxx']],
  ['a.b', []],
])('the name %s', (name, expected) => expectErrors(cronJob({}, {}, name), expected));

test('the suffix of a generated name counts', () => {
  const generated = (length: number) => ({ ...cronJob({}), metadata: { generateName: long(length) } });
  expectErrors(generated(47), []);
  expectErrors(generated(48), ['metadata.name: Invalid value: "xxx']);
});
