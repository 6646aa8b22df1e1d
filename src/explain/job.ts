/** A Job has failed, has no pods, or is suspended. */

import type { FieldCause } from './causes';
import { inWorkload, Origin } from './change';
import type { Cluster, ClusterObject } from './cluster';
import { kubectlCommand } from './commands';
import { lastEvent } from './events';
import { queuedSymptom, queueOf } from './kueue';
import { Condition, conditionOf, readConditions } from './pod';
import { lastRefusal, refusedSymptom } from './refused-pods';
import { Fact, noEventsFact, Symptom, symptom } from './symptom';
import { timeAt } from './values';
import { integerAt, isTrueAt, textAt } from '../text/json-value';

/** A Job without pods gets a warning once it is older than this. */
const POD_CREATION_TIMEOUT_MS = 60_000;
/** How many events of deleted pods are shown. */
const MAX_EVENTS = 3;

/** Reasons of warnings about the whole cluster, which every pod gets. */
const IRRELEVANT = ['MissingClusterDNS', 'DNSConfigForming'];

/** Why a Job has failed, by the reason of its condition. */
const FAILURES = new Map<string, FieldCause>([
  [
    'BackoffLimitExceeded',
    {
      name: 'BackoffLimitExceeded',
      what: 'has failed: its pods failed more often than backoffLimit allows',
      field: 'backoffLimit',
      hint: 'fix what makes the pods fail; raise it only for failures that pass by themselves',
    },
  ],
  [
    'DeadlineExceeded',
    {
      name: 'DeadlineExceeded',
      what: 'has failed: it took longer than its activeDeadlineSeconds',
      field: 'activeDeadlineSeconds',
      hint: 'raise it, or find out what took so long: the time that pods wait counts too',
    },
  ],
  [
    'PodFailurePolicy',
    {
      name: 'PodFailurePolicy',
      what: 'has failed: its podFailurePolicy does not retry this failure',
      field: 'podFailurePolicy',
      hint: 'fix the failure, or let the rule ignore or count it',
    },
  ],
  [
    'FailedIndexes',
    {
      name: 'FailedIndexes',
      what: 'has failed: some of its indexes failed',
      field: 'backoffLimitPerIndex',
      hint: 'fix what makes these indexes fail',
    },
  ],
  [
    'MaxFailedIndexesExceeded',
    {
      name: 'MaxFailedIndexesExceeded',
      what: 'has failed: more of its indexes failed than maxFailedIndexes allows',
      field: 'maxFailedIndexes',
      hint: 'fix what makes the indexes fail, or raise it',
    },
  ],
]);

/** The condition that says that a Job has failed. */
export function failureOf(job: ClusterObject): Condition | undefined {
  const conditions = readConditions(job.raw);
  return ['Failed', 'FailureTarget'].map((type) => conditionOf(conditions, type)).find((each) => each?.isTrue);
}

export const isComplete = (job: ClusterObject) =>
  readConditions(job.raw).some(({ type, isTrue }) => isTrue && (type === 'Complete' || type === 'SuccessCriteriaMet'));

/** How often a Job that still retries has failed. */
export function retriesOf(job: ClusterObject): Fact[] {
  const failures = integerAt(job.raw, 'status', 'failed') ?? 0;
  const limit = integerAt(job.raw, 'spec', 'backoffLimit');
  if (failures === 0 || failureOf(job) || isComplete(job)) return [];
  const limitText = limit === undefined ? '' : `, backoffLimit ${limit}`;
  return [{ label: 'result', text: `Job retries: ${failures} failed${limitText}` }];
}

/** @param hasPods whether any of its pods were read */
export function jobSymptoms(job: ClusterObject, origin: Origin, cluster: Cluster, hasPods: boolean): Symptom[] {
  const failure = failureOf(job);
  if (failure) return [failed(job, origin, failure, hasPods ? undefined : lostPods(job, cluster))];
  if (isComplete(job)) return [];
  if (isTrueAt(job.raw, 'spec', 'suspend')) return [suspendedSymptom(job, origin, cluster)];
  const refused = lastRefusal(job, cluster);
  const active = integerAt(job.raw, 'status', 'active') ?? 0;
  const isShort = active < (integerAt(job.raw, 'spec', 'parallelism') ?? 1);
  if (refused && isShort && !hasCreatedSince(job, cluster, refused.last)) return [refusedSymptom(job, refused, origin)];
  if (hasPods) return [];
  return active > 0 ? [podsNotRead(job, active)] : withoutPods(job, origin, cluster);
}

function podsNotRead({ ref, raw }: ClusterObject, active: number): Symptom {
  return symptom({
    severity: 'info',
    step: 'create',
    cause: 'PodsNotRead',
    what: `has ${active} active ${active === 1 ? 'pod' : 'pods'}, but no pods were read: add pods to kubectl get`,
    since: timeAt(raw, 'status', 'startTime'),
    commands: kubectlCommand('describe', ref),
  });
}

function hasCreatedSince({ ref, uid }: ClusterObject, cluster: Cluster, time = 0): boolean {
  return (lastEvent(cluster.events.of(ref, uid), ['SuccessfulCreate'])?.last ?? 0) > time;
}

/** Events of the Job's deleted pods, the latest first. */
function lostPods({ ref, uid }: ClusterObject, cluster: Cluster): Fact[] {
  const events = cluster.events.of(ref, uid).flatMap(({ reason, message }) => {
    const name = reason === 'SuccessfulCreate' ? /^Created pod: (\S+)$/.exec(message)?.[1] : undefined;
    return name === undefined
      ? []
      : cluster.events
          .of({ kind: 'Pod', namespace: ref.namespace, name }, '')
          .filter(({ isWarning, reason: of }) => isWarning && !IRRELEVANT.includes(of));
  });
  const texts = events
    .sort((a, b) => (b.last ?? 0) - (a.last ?? 0))
    .map(({ container, message }) => (container === undefined ? message : `container "${container}": ${message}`));
  return [...new Set(texts)].slice(0, MAX_EVENTS).map((text) => ({ label: 'event', text }));
}

/** @param lost events of its pods, when no pods are left */
function failed(
  { ref, raw }: ClusterObject,
  origin: Origin,
  { reason, message, since }: Condition,
  lost: readonly Fact[] | undefined,
): Symptom {
  const { name, what, field, hint } = FAILURES.get(reason) ?? unknownFailure(reason);
  const limit = integerAt(raw, 'spec', field);
  const indexes = textAt(raw, 'status', 'failedIndexes');
  return symptom({
    step: 'workload',
    cause: name,
    what,
    since,
    message,
    facts: [
      ...(limit === undefined ? [] : [{ label: 'limit', text: `${field} ${limit}` }]),
      ...(indexes === '' ? [] : [{ label: 'failed', text: `indexes ${indexes}` }]),
      ...podCounts(raw),
      ...(lost ? [noPodsLeft(lost), ...lost] : []),
    ],
    changes: [inWorkload(origin, field, hint)],
    commands: lost ? kubectlCommand('describe', ref) : [],
  });
}

const unknownFailure = (reason: string): FieldCause => ({
  name: 'JobFailed',
  what: reason === '' ? 'has failed' : `has failed: ${reason}`,
  field: 'backoffLimit',
  hint: 'see the message',
});

function noPodsLeft(lost: readonly Fact[]): Fact {
  const why = lost.length > 0 ? 'only events show why they failed' : 'the reason is unknown';
  return { label: 'pods', text: `none are left: ${why}; look for their logs where your cluster keeps them` };
}

function podCounts(raw: ClusterObject['raw']): Fact[] {
  const counts = ['succeeded', 'failed', 'active'].flatMap((name) => {
    const count = integerAt(raw, 'status', name);
    return count ? [`${count} ${name}`] : [];
  });
  return counts.length > 0 ? [{ label: 'ended', text: counts.join(', ') }] : [];
}

/** A Job or CronJob with `suspend: true`. */
export function suspendedSymptom(workload: ClusterObject, origin: Origin, cluster: Cluster): Symptom {
  return queueOf(workload.raw) === '' ? suspended(workload, origin) : queuedSymptom(workload, origin, cluster);
}

function suspended({ raw, ref }: ClusterObject, origin: Origin): Symptom {
  const since = conditionOf(readConditions(raw), 'Suspended')?.since ?? timeAt(raw, 'metadata', 'creationTimestamp');
  return symptom({
    severity: 'warning',
    step: 'create',
    cause: 'Suspended',
    what: ref.kind === 'CronJob' ? 'is suspended: it starts no Jobs' : 'is suspended: it starts no pods',
    since,
    changes: [inWorkload(origin, 'suspend', 'set it to false or remove it')],
  });
}

function withoutPods(workload: ClusterObject, origin: Origin, cluster: Cluster): Symptom[] {
  const { raw, ref } = workload;
  const since = timeAt(raw, 'status', 'startTime') ?? timeAt(raw, 'metadata', 'creationTimestamp');
  if (cluster.now.getTime() - (since ?? 0) <= POD_CREATION_TIMEOUT_MS) return [];
  const manager = textAt(raw, 'spec', 'managedBy');
  const isForeign = manager !== '' && manager !== 'kubernetes.io/job-controller';
  return [
    symptom({
      severity: 'warning',
      step: 'create',
      cause: 'NoPods',
      what: isForeign ? `has no pods: "${manager}" manages it` : 'has no pods, for an unknown reason',
      since,
      facts: [noEventsFact(cluster)],
      changes:
        manager === '' ? [] : [inWorkload(origin, 'managedBy', 'check the name, and that this controller is running')],
      commands: kubectlCommand('describe', ref),
    }),
  ];
}
