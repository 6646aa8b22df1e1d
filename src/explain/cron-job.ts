/** What CronJobs say of themselves. */

import type { CauseName } from './cause-names';
import { inWorkload, Maker } from './change';
import { lastEvent } from './events';
import { Cluster, Symptom, finding, Other } from './finding';
import { suspended } from './job';
import { refusedFinding } from './refused-pods';
import { isTrueAt } from '../text/json-value';

interface MissedRun {
  readonly cause: CauseName;
  readonly what: string;
  readonly field: string;
  readonly to: string;
}

const MISSED: MissedRun = {
  cause: 'MissedRuns',
  what: 'has missed runs',
  field: 'startingDeadlineSeconds',
  to: 'give it more than 10, and look at the cluster: its controller was too late',
};
const NO_SCHEDULE: MissedRun = {
  cause: 'ScheduleInvalid',
  what: 'never runs: its schedule is no schedule',
  field: 'schedule',
  to: 'write five fields, such as "0 3 * * *"',
};

/** Why a CronJob has not created a Job, by the reasons of events. */
const MISSED_RUNS = new Map<string, MissedRun>([
  [
    'JobAlreadyActive',
    {
      cause: 'PreviousRunActive',
      what: 'skips runs: the one before still runs, and concurrencyPolicy is Forbid',
      field: 'concurrencyPolicy',
      to: 'run it less often, or make it quicker; Replace or Allow start it anyway',
    },
  ],
  [
    'UnknownTimeZone',
    {
      cause: 'TimeZoneUnknown',
      what: 'never runs: its time zone is unknown to the cluster',
      field: 'timeZone',
      to: 'name one of the IANA time zones',
    },
  ],
  ['UnparseableSchedule', NO_SCHEDULE],
  ['InvalidSchedule', NO_SCHEDULE],
  ['MissSchedule', MISSED],
  ['TooManyMissedTimes', MISSED],
  ['FailedNeedsStart', MISSED],
]);

export function cronJobFindings(cronJob: Other, maker: Maker, cluster: Cluster): Symptom[] {
  if (isTrueAt(cronJob.raw, 'spec', 'suspend')) return [suspended(cronJob, maker)];
  const events = cluster.events.of(cronJob.ref, cronJob.uid);
  const failure = lastEvent(events, ['FailedCreate', ...MISSED_RUNS.keys()]);
  if (!failure || (lastEvent(events, ['SuccessfulCreate'])?.last ?? 0) >= (failure.last ?? 0)) return [];
  const missed = MISSED_RUNS.get(failure.reason);
  if (!missed) return [refusedFinding(cronJob, failure, maker)];
  const { cause, what, field, to } = missed;
  return [
    finding({
      severity: 'warning',
      step: 'create',
      cause,
      what,
      since: failure.first,
      message: failure.message,
      changes: [inWorkload(maker, field, to)],
    }),
  ];
}
