/** A CronJob skips runs, never runs, or is suspended. */

import type { FieldCause } from './causes';
import { inWorkload, Origin } from './change';
import type { Cluster, ClusterObject } from './cluster';
import { lastEvent } from './events';
import { suspendedSymptom } from './job';
import { refusedSymptom } from './refused-pods';
import { Symptom, symptom } from './symptom';
import { isTrueAt } from '../text/json-value';

const MISSED: FieldCause = {
  name: 'MissedRuns',
  what: 'has missed runs',
  field: 'startingDeadlineSeconds',
  hint: 'set it to more than 10, and check the cluster: its CronJob controller was too late',
};
const INVALID_SCHEDULE: FieldCause = {
  name: 'ScheduleInvalid',
  what: 'never runs: its schedule is invalid',
  field: 'schedule',
  hint: 'write five fields, such as "0 3 * * *"',
};

/** Why a CronJob has not created a Job, by the reasons of its events. */
const MISSED_RUNS = new Map<string, FieldCause>([
  [
    'JobAlreadyActive',
    {
      name: 'PreviousRunActive',
      what: 'skips runs: the previous one is still running, and concurrencyPolicy is Forbid',
      field: 'concurrencyPolicy',
      hint: 'run it less often or make it faster; with Replace or Allow it starts anyway',
    },
  ],
  [
    'UnknownTimeZone',
    {
      name: 'TimeZoneUnknown',
      what: 'never runs: the cluster does not know its time zone',
      field: 'timeZone',
      hint: 'use an IANA time zone, such as Europe/Berlin',
    },
  ],
  ['UnparseableSchedule', INVALID_SCHEDULE],
  ['InvalidSchedule', INVALID_SCHEDULE],
  ['MissSchedule', MISSED],
  ['TooManyMissedTimes', MISSED],
  ['FailedNeedsStart', MISSED],
]);

export function cronJobSymptoms(cronJob: ClusterObject, origin: Origin, cluster: Cluster): Symptom[] {
  if (isTrueAt(cronJob.raw, 'spec', 'suspend')) return [suspendedSymptom(cronJob, origin, cluster)];
  const events = cluster.events.of(cronJob.ref, cronJob.uid);
  const failure = lastEvent(events, ['FailedCreate', ...MISSED_RUNS.keys()]);
  if (!failure || (lastEvent(events, ['SuccessfulCreate'])?.last ?? 0) >= (failure.last ?? 0)) return [];
  const missed = MISSED_RUNS.get(failure.reason);
  if (!missed) return [refusedSymptom(cronJob, failure, origin)];
  const { name, what, field, hint } = missed;
  return [
    symptom({
      severity: 'warning',
      step: 'create',
      cause: name,
      what,
      since: failure.first,
      message: failure.message,
      changes: [inWorkload(origin, field, hint)],
    }),
  ];
}
