/**
 * Job, and the Job template of a CronJob.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
 */
import { validatePodFailurePolicy } from './job-pod-failure-policy';
import { validateJobScheduling } from './job-scheduling';
import { validateSuccessPolicy } from './job-success-policy';
import { objectName, validateObjectMeta } from './object-meta';
import { warnAboutName } from './workload-warnings';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, labelValue } from '../../apimachinery/formats';
import { nonNegative } from '../../apimachinery/integers';
import { extensible, setField } from '../../text/json-value';
import { isUsableSelector, matchesLabels, validateLabelSelector } from '../pod/label-selector';
import { validatePodTemplate } from '../pod/pod-template';
import { warnAboutStart } from '../pod/sidecar-start-warnings';

const MAX_INDEXED_PARALLELISM = 100000;
const MAX_FAILED_INDEXES = 100000;
/** Above so many completions, what fails per index is limited further. */
const MANY_COMPLETIONS = 100000;
const MAX_FOR_MANY_COMPLETIONS = 10000;
const MAX_MANAGED_BY = 63;
const HTTP_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];
const SELECTED_LABEL = 'batch.kubernetes.io/controller-uid';
/** Stands for the uid that the server makes up. */
export const UID = 'uid-of-the-job';

/** A Job. */
export function validateJob(v: Validation, job: any): void {
  const name = objectName(job.metadata);
  // Both are 1 when neither is set.
  const given = job.spec ?? {};
  const spec = extensible(given);
  spec.parallelism = given.parallelism ?? 1;
  spec.completions = given.completions ?? (isNothing(given.parallelism) ? 1 : undefined);

  const metadata = withDefaultLabels(job, name);
  // They are reported where they come from: the pods' labels, and the name.
  v.markEchoes(
    () => validateObjectMeta(v, metadata),
    ({ path }) => metadata !== job.metadata && path === 'metadata.labels',
  );
  // Selectors are generated for new Jobs only.
  const isManual = spec.manualSelector || v.isUpdate;
  if (!isManual) validateGenerated(v, spec, name);
  validateJobSpec(v, spec, 'spec', 'Job');
  if (isManual) validateManualSelector(v, spec);

  if (spec.completionMode === 'Indexed' && spec.completions > 0) {
    const hostname = `${name}-${spec.completions - 1}`;
    if (dnsLabel(hostname).length > 0) {
      v.invalid(
        'JOB-INDEXED-HOSTNAME',
        'metadata.name',
        name,
        `will not able to create pod with invalid DNS label: ${hostname}`,
        'use a shorter name without dots',
      );
    }
  }
  warnAboutName(v, job.metadata, labelValue(name).length > 0);
}

/** A Job without labels shares those of its pods, with what the server adds to them unless it makes up the name. */
function withDefaultLabels({ metadata, spec }: any, name: string): any {
  const podLabels = spec?.template?.metadata?.labels;
  if (!podLabels || Object.keys(metadata?.labels ?? {}).length > 0) return metadata;
  const withLabels = extensible(metadata ?? {});
  withLabels.labels = spec.manualSelector || !metadata?.name ? podLabels : allLabels(name, podLabels);
  return withLabels;
}

function allLabels(name: string, labels: object): object {
  const all = generatedLabels(name);
  for (const [label, value] of Object.entries(labels)) setField(all, label, value);
  return all;
}

/** The labels that the server gives the pods of a Job. */
export const generatedLabels = (name: string, uid = UID): Record<string, string> => ({
  'controller-uid': uid,
  'job-name': name,
  'batch.kubernetes.io/controller-uid': uid,
  'batch.kubernetes.io/job-name': name,
});

/** The spec of a CronJob's Job template, which gets no defaults of its own. */
export function validateJobTemplateSpec(v: Validation, spec: any, path: string): void {
  validateJobSpec(v, spec, path, 'CronJob');
  if (!isNothing(spec.selector)) {
    v.invalid('JOB-SELECTOR', `${path}.selector`, spec.selector, '`selector` will be auto-generated', 'remove it');
  }
  if (spec.manualSelector) {
    v.notSupported('JOB-SELECTOR', `${path}.manualSelector`, true, ['nil', 'false'], 'remove it');
  }
}

const isNothing = (value: unknown) => value === undefined || value === null;

/** The server gives the pods labels with the Job's name and uid, and selects them by the latter. */
function validateGenerated(v: Validation, spec: any, name: string): void {
  const rule = 'JOB-SELECTOR';
  const labels: Record<string, string> = spec.template?.metadata?.labels ?? {};
  if (!NAME_LABELS.every((label) => Object.hasOwn(labels, label))) {
    const hint = "the Job's name becomes a label of its pods: use at most 63 characters";
    v.markEchoes(
      () => v.invalidAll('META-NAME-LENGTH', 'spec.template.labels', name, labelValue(name), hint),
      () => dnsSubdomain(name).length > 0,
    );
  }
  const generated = generatedLabels(name);
  if (!spec.selector && !Object.keys(generated).some((label) => Object.hasOwn(labels, label))) return;

  for (const [label, value] of Object.entries(generated)) {
    if (!Object.hasOwn(labels, label) || labels[label] === value) continue;
    v.invalid(
      rule,
      `spec.template.metadata.labels[${label}]`,
      labels,
      `must be '${value}'`,
      'the server sets this label: remove it',
    );
  }

  const selector = { ...spec.selector, matchLabels: { [SELECTED_LABEL]: UID, ...spec.selector?.matchLabels } };
  if (isUsableSelector(selector)) {
    if (!matchesLabels(selector, generated)) {
      v.invalid(
        rule,
        'spec.selector',
        spec.selector,
        '`selector` not auto-generated',
        'remove it, or set manualSelector: true',
      );
    }
    if (!matchesLabels(selector, { ...generated, ...labels })) mismatch(v, labels);
  }
  validateLabelSelector(v, spec.selector, 'spec.selector', rule);
}

function validateManualSelector(v: Validation, spec: any): void {
  if (isNothing(spec.selector)) {
    const hint = v.isUpdate
      ? 'a replacement needs the selector that the server generated: apply the manifest instead'
      : 'manualSelector: true requires a selector; without manualSelector the server creates one';
    v.required('JOB-SELECTOR', 'spec.selector', '', hint);
    mismatch(v, spec.template?.metadata?.labels);
    return;
  }
  validateLabelSelector(v, spec.selector, 'spec.selector', 'JOB-SELECTOR');
  if (isUsableSelector(spec.selector) && !matchesLabels(spec.selector, spec.template?.metadata?.labels)) {
    mismatch(v, spec.template?.metadata?.labels);
  }
}

function mismatch(v: Validation, labels: unknown): void {
  v.invalid('JOB-SELECTOR', 'spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
}

function validateJobSpec(v: Validation, spec: any, path: string, controller: 'Job' | 'CronJob'): void {
  for (const field of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ]) {
    nonNegative(v, 'JOB-NONNEG', `${path}.${field}`, spec[field]);
  }
  for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
    nonNegative(v, 'JOB-BACKOFFPERINDEX', `${path}.${field}`, spec[field]);
  }
  if (!isNothing(spec.maxFailedIndexes) && isNothing(spec.backoffLimitPerIndex)) {
    v.required('JOB-BACKOFFPERINDEX', `${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified');
  }
  validateManagedBy(v, spec.managedBy, `${path}.managedBy`);
  validateCompletionMode(v, spec, path);
  if (spec.scheduling) validateJobScheduling(v, spec.scheduling, spec.parallelism ?? 1, `${path}.scheduling`);
  if (spec.podFailurePolicy) validatePodFailurePolicy(v, spec, `${path}.podFailurePolicy`, controller);
  if (spec.successPolicy) {
    if (spec.completionMode === 'Indexed') {
      validateSuccessPolicy(v, spec, `${path}.successPolicy`);
    } else {
      v.invalid('JOB-SUCCESSPOLICY', `${path}.successPolicy`, spec.successPolicy, 'requires indexed completion mode');
    }
  }
  validatePodReplacementPolicy(v, spec, `${path}.podReplacementPolicy`);

  validatePodTemplate(v, spec.template ?? {}, `${path}.template`, {
    controller,
    indexed: spec.completionMode === 'Indexed',
  });
  validateRestartPolicy(v, spec, `${path}.template.spec.restartPolicy`);
  const pod = spec.template?.spec;
  warnAboutStart(v, pod, `${path}.template.spec`, [
    { seconds: spec.activeDeadlineSeconds, what: 'the Job fails after' },
    { seconds: pod?.activeDeadlineSeconds, what: 'the pod is stopped after' },
  ]);
}

function validateManagedBy(v: Validation, managedBy: string | null | undefined, path: string): void {
  const rule = 'JOB-MANAGEDBY';
  if (managedBy === undefined || managedBy === null) return;
  const slash = managedBy.indexOf('/');
  const [host, rest] = [managedBy.slice(0, Math.max(slash, 0)), managedBy.slice(slash + 1)];
  if (managedBy === '') {
    v.required(rule, path);
  } else if (host === '' || rest === '') {
    v.invalid(rule, path, managedBy, 'must be a domain-prefixed path (such as "acme.io/foo")');
  } else {
    v.invalidAll(rule, path, host, dnsSubdomain(host));
    if (!HTTP_PATH.test(rest)) {
      v.invalid(rule, path, rest, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
    }
  }
  if (byteLength(managedBy) > MAX_MANAGED_BY) v.tooLong(rule, path, `may not be more than ${MAX_MANAGED_BY} bytes`);
}

function validateCompletionMode(v: Validation, spec: any, path: string): void {
  const { completionMode, completions, parallelism, backoffLimitPerIndex, maxFailedIndexes } = spec;
  const rule = 'JOB-BACKOFFPERINDEX';
  const atMost = (field: string, max: number, why: string, ofRule = rule) => {
    if (spec[field] > max) {
      v.invalid(ofRule, `${path}.${field}`, spec[field], `must be less than or equal to ${max} ${why}`.trim());
    }
  };
  if (completionMode === 'Indexed') {
    if (isNothing(completions)) {
      v.required('JOB-COMPLETIONMODE', `${path}.completions`, 'when completion mode is Indexed');
    }
    atMost('parallelism', MAX_INDEXED_PARALLELISM, 'when completion mode is Indexed', 'JOB-COMPLETIONMODE');
    if (!isNothing(completions) && !isNothing(maxFailedIndexes) && maxFailedIndexes > completions) {
      v.invalid(rule, `${path}.maxFailedIndexes`, maxFailedIndexes, 'must be less than or equal to completions');
    }
    atMost('maxFailedIndexes', MAX_FAILED_INDEXES, '');
    if (completions > MANY_COMPLETIONS && !isNothing(backoffLimitPerIndex)) {
      const why = `when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
      if (isNothing(maxFailedIndexes)) {
        v.required(rule, `${path}.maxFailedIndexes`, `must be specified when completions is above ${MANY_COMPLETIONS}`);
      }
      if (!isNothing(parallelism)) atMost('parallelism', MAX_FOR_MANY_COMPLETIONS, why);
      atMost('maxFailedIndexes', MAX_FOR_MANY_COMPLETIONS, why);
    }
  } else if (isNothing(completionMode) || completionMode === 'NonIndexed') {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
      if (!isNothing(spec[field])) v.invalid(rule, `${path}.${field}`, spec[field], 'requires indexed completion mode');
    }
  } else {
    v.notSupported('JOB-COMPLETIONMODE', `${path}.completionMode`, completionMode, ['NonIndexed', 'Indexed']);
  }
}

function validatePodReplacementPolicy(
  v: Validation,
  { podReplacementPolicy, podFailurePolicy }: any,
  path: string,
): void {
  if (isNothing(podReplacementPolicy)) return;
  const supported = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (!supported.includes(podReplacementPolicy)) {
    v.notSupported('JOB-PODREPLACEMENTPOLICY', path, podReplacementPolicy, supported);
  }
}

/** What is left out is `Always`, which is for pods that never end. */
function validateRestartPolicy(v: Validation, spec: any, path: string): void {
  const given = spec.template?.spec?.restartPolicy;
  const restartPolicy = given || 'Always';
  if (restartPolicy === 'Always') {
    // The server does not tell it from one that is left out.
    const hint = given ? '"Always" is for pods that never end, such as those of a Deployment' : undefined;
    v.required('JOB-RESTARTPOLICY', path, 'valid values: "OnFailure", "Never"', hint);
  } else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
    v.notSupported('JOB-RESTARTPOLICY', path, restartPolicy, ['OnFailure', 'Never']);
  } else if (spec.podFailurePolicy && restartPolicy !== 'Never') {
    v.invalid(
      'JOB-PODFAILUREPOLICY',
      path,
      restartPolicy,
      'only "Never" is supported when podFailurePolicy is specified',
    );
  }
}
