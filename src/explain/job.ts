/** What Jobs say of themselves. */

import type { CauseName } from './cause-names';
import { inWorkload, Maker } from './change';
import { lastEvent } from './events';
import { Cluster, eventsNote, Fact, Symptom, finding, kubectl, Other } from './finding';
import { Condition, conditionOf, readConditions } from './pod';
import { lastRefusal, refusedFinding } from './refused-pods';
import { timeAt } from './values';
import { integerAt, isTrueAt, textAt } from '../text/json-value';

/** Until then nobody asks. Milliseconds. */
const PATIENCE = 60_000;
/** So many events of a pod that is gone tell enough. */
const MAX_EVENTS = 3;

/** Warnings about the cluster, which every pod gets. */
const IRRELEVANT = ['MissingClusterDNS', 'DNSConfigForming'];

interface Failure {
  readonly cause: CauseName;
  readonly what: string;
  readonly field: string;
  readonly to: string;
}

/** Why Jobs fail, by the reason of their condition. */
const FAILURES = new Map<string, Failure>([
  [
    'BackoffLimitExceeded',
    {
      cause: 'BackoffLimitExceeded',
      what: 'has failed: its pods failed more often than backoffLimit allows',
      field: 'backoffLimit',
      to: 'mend what makes the pods fail; raise it only for what passes by itself',
    },
  ],
  [
    'DeadlineExceeded',
    {
      cause: 'DeadlineExceeded',
      what: 'has failed: it took longer than its activeDeadlineSeconds',
      field: 'activeDeadlineSeconds',
      to: 'raise it, or find out what took so long: time in which pods wait counts, too',
    },
  ],
  [
    'PodFailurePolicy',
    {
      cause: 'PodFailurePolicy',
      what: 'has failed: its podFailurePolicy gives up on this failure',
      field: 'podFailurePolicy',
      to: 'mend the failure; or let the rule ignore or count it',
    },
  ],
  [
    'FailedIndexes',
    {
      cause: 'FailedIndexes',
      what: 'has failed: some of its indexes failed',
      field: 'backoffLimitPerIndex',
      to: 'mend what makes these indexes fail',
    },
  ],
  [
    'MaxFailedIndexesExceeded',
    {
      cause: 'MaxFailedIndexesExceeded',
      what: 'has failed: more of its indexes failed than maxFailedIndexes allow',
      field: 'maxFailedIndexes',
      to: 'mend what makes the indexes fail, or allow more',
    },
  ],
]);

export const failureOf = (job: Other): Condition | undefined => {
  const conditions = readConditions(job.raw);
  return [conditionOf(conditions, 'Failed'), conditionOf(conditions, 'FailureTarget')].find(
    (condition) => condition?.isTrue,
  );
};

export const isComplete = (job: Other) =>
  readConditions(job.raw).some(({ type, isTrue }) => isTrue && (type === 'Complete' || type === 'SuccessCriteriaMet'));

/** What becomes of a Job whose pods have failed, while it has not given up. */
export function retriesOf(job: Other): Fact[] {
  const failures = integerAt(job.raw, 'status', 'failed') ?? 0;
  const limit = integerAt(job.raw, 'spec', 'backoffLimit');
  if (failures === 0 || failureOf(job) || isComplete(job)) return [];
  return [
    {
      label: 'result',
      text: `Job tries again: ${failures} failed${limit === undefined ? '' : `, backoffLimit ${limit}`}`,
    },
  ];
}

/** @param hasPods whether pods of it were read */
export function jobFindings(job: Other, maker: Maker, cluster: Cluster, hasPods: boolean): Symptom[] {
  const failure = failureOf(job);
  if (failure) return [failed(job, maker, failure, hasPods ? undefined : lostPods(job, cluster))];
  if (isComplete(job)) return [];
  if (isTrueAt(job.raw, 'spec', 'suspend')) return [suspended(job, maker)];
  const refused = lastRefusal(job, cluster);
  const active = integerAt(job.raw, 'status', 'active') ?? 0;
  if (
    refused &&
    active < (integerAt(job.raw, 'spec', 'parallelism') ?? 1) &&
    !hasCreatedSince(job, cluster, refused.last)
  ) {
    return [refusedFinding(job, refused, maker)];
  }
  if (hasPods) return [];
  return active > 0 ? [unread(job, active)] : withoutPods(job, maker, cluster);
}

/** Where there are Jobs alone, nothing can be said of their pods. */
function unread({ ref, raw }: Other, active: number): Symptom {
  return finding({
    severity: 'info',
    step: 'create',
    cause: 'PodsNotRead',
    what: `has ${active} active pod${active === 1 ? '' : 's'}, of which nothing was read: add pods to what kubectl gets`,
    since: timeAt(raw, 'status', 'startTime'),
    commands: kubectl('describe', ref),
  });
}

function hasCreatedSince({ ref, uid }: Other, cluster: Cluster, time = 0): boolean {
  return (lastEvent(cluster.events.of(ref, uid), ['SuccessfulCreate'])?.last ?? 0) > time;
}

/** What events say of pods that are gone, the last first. */
function lostPods({ ref, uid }: Other, cluster: Cluster): Fact[] {
  const events = cluster.events.of(ref, uid).flatMap(({ reason, message }) => {
    const name = reason === 'SuccessfulCreate' ? /^Created pod: (\S+)$/.exec(message)?.[1] : undefined;
    return name === undefined
      ? []
      : cluster.events
          .of({ kind: 'Pod', namespace: ref.namespace, name }, '')
          .filter(({ isWarning, reason: of }) => isWarning && !IRRELEVANT.includes(of));
  });
  const told = events
    .sort((a, b) => (b.last ?? 0) - (a.last ?? 0))
    .map(({ container, message }) => `${container === undefined ? '' : `container "${container}": `}${message}`);
  return [...new Set(told)].slice(0, MAX_EVENTS).map((text) => ({ label: 'event', text }));
}

/** @param lost what is known of its pods, when none are left */
function failed(
  { ref, raw }: Other,
  maker: Maker,
  { reason, message, since }: Condition,
  lost: readonly Fact[] | undefined,
): Symptom {
  const { cause, what, field, to } = FAILURES.get(reason) ?? {
    cause: 'JobFailed',
    what: `has failed${reason === '' ? '' : `: ${reason}`}`,
    field: 'backoffLimit',
    to: 'see the message',
  };
  const limit = integerAt(raw, 'spec', field);
  const indexes = textAt(raw, 'status', 'failedIndexes');
  return finding({
    step: 'workload',
    cause,
    what,
    since,
    message,
    facts: [
      ...(limit === undefined ? [] : [{ label: 'limit', text: `${field} ${limit}` }]),
      ...(indexes === '' ? [] : [{ label: 'failed', text: `indexes ${indexes}` }]),
      ...podCounts(raw),
      ...(lost === undefined
        ? []
        : [
            {
              label: 'pods',
              text: `none are left: ${lost.length > 0 ? 'only events tell of them' : 'why they failed is not known here'}; their logs are where your cluster keeps them`,
            },
          ]),
      ...(lost ?? []),
    ],
    changes: [inWorkload(maker, field, to)],
    commands: lost ? kubectl('describe', ref) : [],
  });
}

function podCounts(raw: Other['raw']): Fact[] {
  const counts = ['succeeded', 'failed', 'active'].flatMap((name) => {
    const count = integerAt(raw, 'status', name);
    return count ? [`${count} ${name}`] : [];
  });
  return counts.length > 0 ? [{ label: 'ended', text: counts.join(', ') }] : [];
}

/** A Job or CronJob that is not to run. */
export function suspended({ raw, ref }: Other, maker: Maker): Symptom {
  const queue = textAt(raw, 'metadata', 'labels', 'kueue.x-k8s.io/queue-name');
  const since = conditionOf(readConditions(raw), 'Suspended')?.since ?? timeAt(raw, 'metadata', 'creationTimestamp');
  if (queue !== '') {
    return finding({
      severity: 'info',
      step: 'create',
      cause: 'Queued',
      what: `waits in Kueue's queue "${queue}", which starts it when there is room`,
      since,
      commands: kubectl('describe', ref),
    });
  }
  return finding({
    severity: 'warning',
    step: 'create',
    cause: 'Suspended',
    what: ref.kind === 'CronJob' ? 'is suspended: it starts no Jobs' : 'is suspended: it starts no pods',
    since,
    changes: [inWorkload(maker, 'suspend', 'set it to false, or leave it out')],
  });
}

function withoutPods(workload: Other, maker: Maker, cluster: Cluster): Symptom[] {
  const { raw, ref } = workload;
  const since = timeAt(raw, 'status', 'startTime') ?? timeAt(raw, 'metadata', 'creationTimestamp');
  if (cluster.now.getTime() - (since ?? 0) <= PATIENCE) return [];
  const manager = textAt(raw, 'spec', 'managedBy');
  return [
    finding({
      severity: 'warning',
      step: 'create',
      cause: 'NoPods',
      what:
        manager === '' || manager === 'kubernetes.io/job-controller'
          ? 'has no pods, and nothing says why'
          : `has no pods: "${manager}" manages it`,
      since,
      facts: [eventsNote(cluster)],
      changes: manager === '' ? [] : [inWorkload(maker, 'managedBy', 'check the name, and that this controller runs')],
      commands: kubectl('describe', ref),
    }),
  ];
}
