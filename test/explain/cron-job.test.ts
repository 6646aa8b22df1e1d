import { changesOf, diagnosesOf, factsOf } from '../fixtures/explain';

const job = (status: any, spec: any = {}) => ({
  kind: 'Job',
  metadata: { name: 'print', namespace: 'batch' },
  spec: { ...spec, template: { spec: { containers: [{ name: 'main' }] } } },
  status: { startTime: '2026-11-23T07:30:00Z', ...status },
});
const condition = (type: string, status: string, more: any = {}) => ({
  type,
  status,
  lastTransitionTime: '2026-11-23T07:40:00Z',
  ...more,
});

describe('a CronJob', () => {
  const cronJob = (status: any = {}, spec: any = {}) => ({
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'batch' },
    spec: { schedule: '0 3 * * *', ...spec },
    status,
  });
  const event = (reason: string, lastTimestamp: string) => ({
    kind: 'Event',
    reason,
    message: 'm',
    lastTimestamp,
    involvedObject: { kind: 'CronJob', namespace: 'batch', name: 'nightly' },
  });
  const ofCronJob = (name: string, startTime: string, type: string) => ({
    ...job({ startTime, conditions: [condition(type, 'True', { reason: 'BackoffLimitExceeded' })] }),
    metadata: { name, namespace: 'batch', ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }] },
  });

  test.each<[string, any[], string, string]>([
    ['that never ran', [cronJob()], 'Fine', 'nothing wrong: schedule "0 3 * * *", no run has succeeded yet'],
    [
      'that succeed',
      [cronJob({ lastSuccessfulTime: '2026-11-23T03:01:00Z' })],
      'Fine',
      'nothing wrong: schedule "0 3 * * *", last success at 2026-11-23T03:01:00Z',
    ],
    [
      'that still run',
      [cronJob(), event('JobAlreadyActive', '2026-11-23T03:00:00Z')],
      'PreviousRunActive',
      'skips runs: the previous one is still running, and concurrencyPolicy is Forbid',
    ],
    [
      'that did so before the last run',
      [cronJob(), event('JobAlreadyActive', '2026-11-23T02:00:00Z'), event('SuccessfulCreate', '2026-11-23T03:00:00Z')],
      'Fine',
      'nothing wrong: schedule "0 3 * * *", no run has succeeded yet',
    ],
    [
      'in an unknown time zone',
      [cronJob(), event('UnknownTimeZone', '2026-11-23T02:00:00Z')],
      'TimeZoneUnknown',
      'never runs: the cluster does not know its time zone',
    ],
    ...['MissSchedule', 'TooManyMissedTimes', 'FailedNeedsStart'].map((reason): [string, any[], string, string] => [
      `that come too late: ${reason}`,
      [cronJob(), event(reason, '2026-11-23T02:00:00Z')],
      'MissedRuns',
      'has missed runs',
    ]),
    [
      'of an invalid schedule',
      [cronJob(), event('InvalidSchedule', '2026-11-23T02:00:00Z')],
      'ScheduleInvalid',
      'never runs: its schedule is invalid',
    ],
    [
      'whose Jobs are refused',
      [cronJob(), event('FailedCreate', '2026-11-23T02:00:00Z')],
      'PodRefused',
      'Jobs are refused by the API server',
    ],
  ])('%s', (_, objects, cause, what) => {
    expect(diagnosesOf(objects)[0]).toMatchObject({ cause, what });
  });

  test.each<[string, any[], string, string | undefined]>([
    ['fail', [ofCronJob('nightly-1', '2026-11-23T01:00:00Z', 'Failed')], 'error', undefined],
    [
      'failed, and succeeded since',
      [
        ofCronJob('nightly-1', '2026-11-23T01:00:00Z', 'Failed'),
        ofCronJob('nightly-2', '2026-11-23T09:00:00Z', 'Complete'),
      ],
      'warning',
      'Job nightly-2 has succeeded',
    ],
    [
      'succeeded, and fail since',
      [
        ofCronJob('nightly-1', '2026-11-23T08:00:00Z', 'Complete'),
        ofCronJob('nightly-2', '2026-11-23T09:00:00Z', 'Failed'),
      ],
      'error',
      undefined,
    ],
  ])('with Jobs that %s', (_, jobs, severity, then) => {
    const [diagnosis, ...others] = diagnosesOf([cronJob(), ...jobs]);
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({ severity, cause: 'BackoffLimitExceeded', about: { kind: 'Job', count: 1 } });
    expect(factsOf(diagnosis)['since then']).toBe(then);
  });

  test('whose Jobs fail has one diagnosis', () => {
    const jobs = ['nightly-1', 'nightly-2', 'nightly-3'].map((name) =>
      ofCronJob(name, '2026-11-23T01:00:00Z', 'Failed'),
    );
    expect(diagnosesOf([cronJob(), ...jobs])).toMatchObject([
      { object: { kind: 'CronJob' }, about: { kind: 'Job', count: 3, names: ['nightly-1', 'nightly-2', 'nightly-3'] } },
    ]);
  });

  test('names its Job template as the place to change', () => {
    expect(changesOf(diagnosesOf([cronJob(), ofCronJob('nightly-1', '2026-11-23T01:00:00Z', 'Failed')])[0])[0]).toMatch(
      /^CronJob nightly, spec\.jobTemplate\.spec\.backoffLimit: /,
    );
  });
});
