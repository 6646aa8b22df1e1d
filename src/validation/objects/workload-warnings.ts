import { ObjectMeta, objectName, validateAnnotations, validateLabels } from './object-meta';
import { DROPPED_BY_JOBS, dropsOf } from '../../apimachinery/dropped-fields';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, dnsSubdomain } from '../../apimachinery/formats';
import { JOB_LABELS } from '../pod/created-pod';

/**
 * What the server accepts in a workload, although its pods or Jobs come out of it otherwise, or not at all.
 */

/** A ReplicaSet's name is the Deployment's with a dash and ten letters more. */
const MAX_DEPLOYMENT_NAME = 253 - 11;

/**
 * The name of a workload becomes a part of its pods' names and hostnames.
 *
 * @param isRefused whether the name is reported already
 */
export function warnAboutName(v: Validation, metadata: ObjectMeta | null | undefined, isRefused = false): void {
  const name = objectName(metadata);
  const problems = dnsLabel(name);
  if (problems.length === 0 || dnsSubdomain(name).length > 0) return;
  const detail =
    'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is ' +
    `recommended: [${problems}]`;
  v.markEchoes(
    () => v.warn('WARN-NAME', 'metadata.name', name, detail),
    () => isRefused,
  );
}

/** A Deployment that can have no ReplicaSet. */
export function warnAboutDeploymentName(v: Validation, metadata: ObjectMeta | null | undefined): void {
  const name = objectName(metadata);
  if (name.length > MAX_DEPLOYMENT_NAME) {
    v.warn(
      'WARN-DEPLOYMENT-NAME',
      'metadata.name',
      name,
      "no pod starts, because the ReplicaSet's name gets too long",
      `use at most ${MAX_DEPLOYMENT_NAME} characters`,
    );
  }
}

/**
 * What the controller appends to a CronJob's name to name a Job: the minutes since 1970, for the next hundred years.
 */
const JOB_SUFFIX = '-29000000';

/**
 * What is wrong with the Jobs that a CronJob makes comes to light when it makes one.
 *
 * @param name the CronJob's
 */
export function warnAboutJobTemplate(v: Validation, name: string, jobTemplate: any, path: string): void {
  const { completionMode, completions, template } = jobTemplate?.spec ?? {};
  const hostname = `${name}${JOB_SUFFIX}-${completions - 1}`;
  if (
    completionMode === 'Indexed' &&
    completions > 0 &&
    dnsSubdomain(name).length === 0 &&
    dnsLabel(hostname).length > 0
  ) {
    v.warn(
      'WARN-JOB-TEMPLATE',
      'metadata.name',
      name,
      `no Job starts: its pods would get host names such as ${hostname}`,
      'use a shorter name without dots',
    );
  }
  for (const label of JOB_LABELS) {
    const labels = template?.metadata?.labels ?? {};
    if (Object.hasOwn(labels, label)) {
      v.warn(
        'WARN-JOB-TEMPLATE',
        `${path}.spec.template.metadata.labels[${label}]`,
        labels[label],
        'no Job starts: the server sets this label',
        'remove it',
      );
    }
  }

  const metadata = v.fresh();
  validateLabels(metadata, jobTemplate?.metadata?.labels, `${path}.metadata.labels`);
  validateAnnotations(metadata, jobTemplate?.metadata?.annotations, `${path}.metadata.annotations`);
  for (const finding of metadata.findings) {
    v.warn('WARN-JOB-TEMPLATE', finding.path, finding.value, `no Job starts: ${finding.detail}`);
  }

  const drops = dropsOf('JobSpec', v.minor, v.gates);
  for (const field of drops ? DROPPED_BY_JOBS : []) {
    const value = jobTemplate?.spec?.[field];
    if (drops!.has(field) && value !== undefined && value !== null) {
      v.warn(
        'WARN-JOB-TEMPLATE',
        `${path}.spec.${field}`,
        value,
        `the Jobs lose it: Kubernetes 1.${v.minor} silently drops it`,
      );
    }
  }
}
