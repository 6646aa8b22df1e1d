/**
 * CronJob.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/
 */
import { scheduleHint } from './cron-hints';
import { warnAboutSchedule } from './cron-job-warnings';
import { cronScheduleError } from './cron-schedule';
import { validateJobTemplateSpec } from './job';
import { objectName, validateObjectMeta } from './object-meta';
import { validateTimeZone } from './time-zone';
import { warnAboutJobTemplate, warnAboutName } from './workload-warnings';
import { Validation } from '../../apimachinery/finding';
import { byteLength } from '../../apimachinery/formats';
import { nonNegative } from '../../apimachinery/integers';

/** The controller appends 11 characters to make the name of a Job, which has 63 at most. */
const MAX_NAME = 52;

/** A CronJob. */
export function validateCronJob(v: Validation, cronJob: any): void {
  const spec = cronJob.spec ?? {};
  validateObjectMeta(v, cronJob.metadata);
  if (spec.schedule) validateSchedule(v, spec, 'spec.schedule');
  else v.required('CRON-SCHEDULE', 'spec.schedule', '', 'write a schedule such as "0 3 * * *"');
  nonNegative(v, 'CRON-NONNEG', 'spec.startingDeadlineSeconds', spec.startingDeadlineSeconds);
  validateTimeZone(v, spec.timeZone, 'spec.timeZone');
  const policies = ['Allow', 'Forbid', 'Replace'];
  if (spec.concurrencyPolicy && !policies.includes(spec.concurrencyPolicy)) {
    v.notSupported('CRON-CONCURRENCY', 'spec.concurrencyPolicy', spec.concurrencyPolicy, policies);
  }
  validateJobTemplateSpec(v, spec.jobTemplate?.spec ?? {}, 'spec.jobTemplate.spec');
  nonNegative(v, 'CRON-NONNEG', 'spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit);
  nonNegative(v, 'CRON-NONNEG', 'spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit);

  const name = objectName(cronJob.metadata);
  if (byteLength(name) > MAX_NAME) {
    v.invalid('CRON-NAME', 'metadata.name', name, `must be no more than ${MAX_NAME} characters`);
  }
  warnAboutName(v, cronJob.metadata, byteLength(name) > MAX_NAME);
  warnAboutSchedule(v, spec, 'spec');
  warnAboutJobTemplate(v, name, spec.jobTemplate, 'spec.jobTemplate');
}

function validateSchedule(v: Validation, { schedule, timeZone }: any, path: string): void {
  const rule = 'CRON-SCHEDULE';
  const error = cronScheduleError(schedule);
  if (error) v.invalid(rule, path, schedule, error, scheduleHint(schedule));
  if (!schedule.includes('TZ')) return;
  if (v.minor >= 29) {
    const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    v.invalid(rule, path, schedule, detail, scheduleHint(schedule));
  } else if (timeZone !== undefined && timeZone !== null) {
    v.invalid(rule, path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
  }
}
