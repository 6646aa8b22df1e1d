import type { JobParts, WorkloadParts } from './pod-parts';
import type { Finding } from '../apimachinery/finding';
import type { JsonObject } from '../text/json-value';

/** Fields of a spec in the API's form, and those that props don't cover. */
export interface SpecFields {
  readonly fields: JsonObject;
  readonly extraFields: JsonObject;
}

const NONE: SpecFields = { fields: {}, extraFields: {} };

/** What makes the parts of a workload whose spec has a pod template. */
const partsOf =
  (apiVersion: string, kind: string) =>
  (spec: SpecFields = NONE, findings: readonly Finding[] = []): WorkloadParts => ({
    apiVersion,
    kind,
    templatePath: 'spec.template',
    ...spec,
    findings,
  });

/** A Job: its pods run to completion. */
export const jobParts = partsOf('batch/v1', 'Job');

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
export const deploymentParts = partsOf('apps/v1', 'Deployment');

/** A StatefulSet: its pods keep their names and their claims. */
export const statefulSetParts = partsOf('apps/v1', 'StatefulSet');

/** A DaemonSet: one pod on each node. */
export const daemonSetParts = partsOf('apps/v1', 'DaemonSet');

/** A Pod without a workload: it runs once. */
export const barePodParts = (): WorkloadParts => ({
  apiVersion: 'v1',
  kind: 'Pod',
  templatePath: '',
  ...NONE,
  findings: [],
});

const LONG_RUNNING = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Whether pods of a kind run until they are stopped, and are selected by labels. Other pods run to completion. */
export const isLongRunning = (kind: string): boolean => LONG_RUNNING.includes(kind);
