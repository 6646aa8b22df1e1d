import type { JobParts, WorkloadParts } from './pod-parts';
import type { Finding } from '../apimachinery/finding';
import type { JsonObject } from '../text/json-value';

/** Fields of a spec in the API's form, and those that props don't cover. */
export interface SpecFields {
  readonly fields: JsonObject;
  readonly extraFields: JsonObject;
}

const NONE: SpecFields = { fields: {}, extraFields: {} };

/** A Job: its pods run to completion. */
export const jobParts = (spec: SpecFields = NONE, findings: readonly Finding[] = []): WorkloadParts => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  templatePath: 'spec.template',
  ...spec,
  findings,
});

/** A CronJob: it creates Jobs on a schedule. */
export const cronJobParts = (
  spec: SpecFields,
  jobs: JobParts = { template: {}, ...NONE },
  findings: readonly Finding[] = [],
): WorkloadParts => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  templatePath: 'spec.jobTemplate.spec.template',
  ...spec,
  jobs,
  findings,
});

/** A Deployment: its pods run until they are stopped, and are replaced when they end. */
export const deploymentParts = (spec: SpecFields = NONE, findings: readonly Finding[] = []): WorkloadParts => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  templatePath: 'spec.template',
  ...spec,
  findings,
});
