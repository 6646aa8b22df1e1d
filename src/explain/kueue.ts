/** A Job or pod waits in a queue of Kueue, or can never leave it. */

import type { CauseName } from './cause-names';
import { Change, inAllContainers, inWorkload, Origin } from './change';
import type { Cluster, ClusterObject } from './cluster';
import { kubectlCommand } from './commands';
import { keyOf, lastEvent } from './events';
import { conditionOf, readConditions } from './pod';
import { Fact, noEventsFact, Symptom, symptom } from './symptom';
import { timeAt } from './values';
import { textAt } from '../text/json-value';

/** The scheduling gate of pods that Kueue queues themselves. */
export const KUEUE_GATE = 'kueue.x-k8s.io/admission';
const QUEUE_LABEL = 'kueue.x-k8s.io/queue-name';

/** The queue that an object waits in; empty when Kueue does not manage it. */
export const queueOf = (raw: object): string =>
  textAt(raw, 'metadata', 'labels', QUEUE_LABEL) || textAt(raw, 'metadata', 'annotations', QUEUE_LABEL);

type Queued = Pick<ClusterObject, 'ref' | 'uid' | 'raw'>;

/** What Kueue reports about an object. */
interface Report {
  readonly reason: string;
  readonly message: string;
}

/** What the conditions and events of the object's Workload say last. */
function reportOf({ ref, uid }: Queued, cluster: Cluster): Report | undefined {
  const workload = cluster.children.get(keyOf(ref))?.find((child) => child.ref.kind === 'Workload');
  const conditions = workload ? readConditions(workload.raw) : [];
  const reserved = conditionOf(conditions, 'QuotaReserved');
  if (reserved && !reserved.isTrue && reserved.message !== '') return reserved;
  const created = lastEvent(cluster.events.of(ref, uid), ['CreatedWorkload'], /Created Workload: /);
  const name = workload?.ref.name ?? /Created Workload: (?:[^/\s]*\/)?(\S+)/.exec(created?.message ?? '')?.[1];
  const events =
    name === undefined
      ? cluster.events.ofNames({ ...ref, kind: 'Workload' }, `${ref.kind.toLowerCase()}-${ref.name}-`)
      : cluster.events.of({ ...ref, kind: 'Workload', name }, '');
  const own = lastEvent(cluster.events.of(ref, uid), REASONS);
  return lastEvent(events, REASONS) ?? own;
}

/** Reasons of Kueue's events about what waits. */
const REASONS = [
  'Pending',
  'Inadmissible',
  'Waiting',
  'NoMatchingFlavor',
  'ExceedsMaxQuota',
  'WaitingForQuota',
  'WaitingForPreemptedWorkloads',
  'TopologyPlacementFailed',
  'Misconfigured',
  'SecondPassFailed',
];

/** What Kueue says of a request that fits as soon as others end, if not in one kind of node then in another. */
const FITS_LATER = /insufficient unused quota|pending the preemption|waiting for|quota.* in use/i;
/** What it says of a request that is larger than all that the queue can ever have. */
const NEVER_FITS = /maximum capacity|exceeds? (?:the )?max|insufficient quota for \S+ in flavor \S+ in ClusterQueue/i;
const REQUESTED =
  /for (\S+) in flavor ([^,\s]+),.*?(?:\((\S+) > (\S+?)\)|request \(([^)]+)\) > maximum capacity \(([^)]+)\))/;

interface Refusal {
  readonly cause: CauseName;
  readonly what: string;
  readonly changes: readonly Change[];
}

/** Why an object never leaves its queue; undefined when it may. */
function refusalOf({ reason, message }: Report, queue: string, origin: Origin): Refusal | undefined {
  const isJob = origin.subject.kind === 'Job' || origin.subject.kind === 'CronJob';
  if (!FITS_LATER.test(message) && (NEVER_FITS.test(message) || reason === 'ExceedsMaxQuota')) {
    const [, resource = 'resources', flavor = '', ...amounts] = REQUESTED.exec(message) ?? [];
    const [asked, most] = amounts.filter((amount) => amount !== undefined);
    const numbers =
      asked === undefined ? '' : `: ${resource} ${asked}, and the most that flavor "${flavor}" has is ${most}`;
    return {
      cause: 'QueueExceeded',
      what: `never starts: it requests more than Kueue's queue "${queue}" can ever have${numbers}`,
      changes: [
        inAllContainers(origin, 'resources', 'request less'),
        ...(isJob ? [inWorkload(origin, 'parallelism', 'or run fewer pods at once')] : []),
        { in: 'the cluster', do: `or raise the quota of the ClusterQueue behind LocalQueue "${queue}"` },
      ],
    };
  }
  const unknown = /(LocalQueue|ClusterQueue) (\S+) (?:doesn't exist|is inactive|is stopped|not found)/i.exec(message);
  if (unknown || /unavailable in ClusterQueue|doesn't match|untolerated taint|not found/i.test(message)) {
    if (!unknown && FITS_LATER.test(message)) return undefined;
    return {
      cause: 'QueueInadmissible',
      what: unknown
        ? `never starts: Kueue's ${unknown[1]} "${unknown[2]}" does not exist or is stopped`
        : `never starts: Kueue's queue "${queue}" has nothing that fits what its pods ask for`,
      changes: [
        {
          in: 'the cluster',
          do: unknown
            ? 'create or start this queue, or name another one in the label kueue.x-k8s.io/queue-name'
            : `add what is missing to the ClusterQueue behind LocalQueue "${queue}", or ask for what it has`,
        },
      ],
    };
  }
  return undefined;
}

/** An object that waits in one of Kueue's queues. */
export function queuedSymptom(object: Queued, origin: Origin, cluster: Cluster): Symptom {
  const { raw, ref } = object;
  const queue = queueOf(raw);
  const report = reportOf(object, cluster);
  const since = conditionOf(readConditions(raw), 'Suspended')?.since ?? timeAt(raw, 'metadata', 'creationTimestamp');
  const common = {
    step: 'create' as const,
    since,
    message: report?.message,
    commands: kubectlCommand('describe', ref),
  };
  const refusal = report && refusalOf(report, queue, origin);
  if (refusal) return symptom({ ...common, ...refusal });
  return symptom({
    ...common,
    severity: 'info',
    cause: 'Queued',
    what: report
      ? `waits in Kueue's queue "${queue}", which starts it when there is room`
      : `waits in Kueue's queue "${queue}"; whether there will be room for it is not known`,
    facts: report ? [] : [unreadFact(cluster)],
  });
}

function unreadFact(cluster: Cluster): Fact {
  const { text } = noEventsFact(cluster);
  return { label: 'workload', text: `neither its Workload nor events about it were read; events: ${text}` };
}
