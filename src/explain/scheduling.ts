/** A pod is not scheduled: no node accepts it, or the scheduler has not looked at it. */

import { autoscalerOf } from './autoscaler';
import { Change, inPod } from './change';
import { lastEvent } from './events';
import { KUEUE_GATE, queuedSymptom } from './kueue';
import { conditionOf, Container } from './pod';
import type { PodContext } from './pod-context';
import { SCHEDULING_CAUSES } from './scheduling-causes';
import { Symptom, symptom } from './symptom';
import { objectsAt, textAt } from '../text/json-value';

/** One of the scheduler's reasons, and how many nodes it applies to. */
export interface NodeReason {
  readonly nodes?: number;
  readonly reason: string;
}

/**
 * Reads the scheduler's message:
 * `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. preemption: …`.
 * Ignores what follows about preemption.
 */
export function readReasons(message: string): { readonly total?: number; readonly reasons: readonly NodeReason[] } {
  const match = /^0\/(\d{1,9}) nodes are available:? ?([^]*)$/.exec(message);
  const text = [' preemption: ', ' Error running PostFilter']
    .reduce((left, end) => left.split(end, 1)[0], match ? match[2] : message)
    // Some messages end with this text, which means nothing.
    .replace(/\. not found$/, '')
    .replace(/\.$/, '');
  return {
    total: match ? Number(match[1]) : undefined,
    reasons: text === '' ? [] : text.split(/, (?=\d+ )/).map(readReason),
  };
}

function readReason(text: string): NodeReason {
  const match = /^(\d{1,9}) ([^]*)$/.exec(text);
  return match ? { nodes: Number(match[1]), reason: match[2] } : { nodes: undefined, reason: text };
}

export function schedulingSymptom(context: PodContext): Symptom | undefined {
  const { pod, origin, events, cluster } = context;
  const condition = conditionOf(pod.conditions, 'PodScheduled');
  const isWaiting = pod.phase === 'Pending' || pod.phase === '';
  if (!isWaiting || pod.nodeName !== '' || condition?.isTrue || pod.containers.some(hasStatus)) return undefined;
  const gates = objectsAt(pod.spec, 'schedulingGates').map((gate) => textAt(gate, 'name'));
  if (gates.includes(KUEUE_GATE)) return queuedSymptom(pod, origin, cluster);
  if (gates.length > 0) return gated(context, gates);
  const message =
    condition?.reason === 'Unschedulable' && condition.message !== ''
      ? condition.message
      : (lastEvent(events, ['FailedScheduling'], /^0\/\d/) ?? lastEvent(events, ['FailedScheduling']))?.message;
  if (message === undefined || message === '') return undefined;
  const autoscaler = autoscalerOf(events);
  const since = condition?.since ?? pod.since;
  const { total, reasons } = readReasons(message);
  const known = reasons.map(({ reason }) => knownCause(reason)).filter((each) => each !== undefined);
  const needsNodes = known.some(({ cause }) => cause.name === 'InsufficientResources') && cluster.nodes.length === 0;
  const whats = [...new Set(known.map(({ cause, match }) => cause.what(match)))].sort();
  return symptom({
    step: 'schedule',
    cause: known[0]?.cause.name ?? 'Unschedulable',
    what: `cannot be scheduled: ${whats.join(', ') || 'no node accepts it'}`,
    since,
    message,
    facts: [
      ...(total === undefined ? [] : [{ label: 'nodes', text: nodesText(total, reasons) }]),
      ...known.flatMap(({ cause, match }) => cause.facts?.(match, context) ?? []),
      ...(autoscaler && autoscaler.text !== message ? [{ label: 'scale-up', text: autoscaler.text }] : []),
    ],
    changes: distinct([
      ...known.flatMap(({ cause, match }) => cause.change(match, context)),
      ...(autoscaler?.change ? [autoscaler.change] : []),
    ]),
    commands: needsNodes ? ['kubectl describe nodes'] : [],
  });
}

function knownCause(reason: string) {
  for (const cause of SCHEDULING_CAUSES) {
    const match = cause.pattern.exec(reason);
    if (match) return { cause, match };
  }
  return undefined;
}

/** `3 in all; 2 × Insufficient cpu; 1 × node(s) were unschedulable` */
function nodesText(total: number, reasons: readonly NodeReason[]): string {
  return [
    `${total} in all`,
    ...reasons.flatMap(({ nodes, reason }) => (nodes === undefined ? [] : [`${nodes} × ${reason}`])),
  ].join('; ');
}

function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function gated({ pod, origin }: PodContext, gates: readonly string[]): Symptom {
  return symptom({
    severity: 'info',
    step: 'schedule',
    cause: 'SchedulingGated',
    what: `waits: scheduling gates hold it back (${gates.join(', ')})`,
    since: pod.since,
    facts: [{ label: 'waiting', text: 'the controller that set the gates removes them when the pod may start' }],
    changes: [inPod(origin, 'schedulingGates', 'remove them, if no controller does')],
  });
}

/** Whether the kubelet has reported anything about a container. */
const hasStatus = ({ state, lastState }: Container) =>
  Object.keys(state).length > 0 || Object.keys(lastState).length > 0;

/** A pod that no scheduler has looked at gets a warning once it is older than this. */
const SCHEDULER_TIMEOUT_MS = 60_000;

/** The scheduler has not reported anything about a pod. */
export function notScheduledSymptom({ pod, origin, cluster }: PodContext): Symptom | undefined {
  const condition = conditionOf(pod.conditions, 'PodScheduled');
  if (pod.phase !== 'Pending' || pod.nodeName !== '' || condition?.isTrue || pod.containers.some(hasStatus)) {
    return undefined;
  }
  const scheduler = textAt(pod.spec, 'schedulerName') || 'default-scheduler';
  const isYoung = cluster.now.getTime() - (pod.since ?? 0) <= SCHEDULER_TIMEOUT_MS;
  if (isYoung) return undefined;
  return symptom({
    severity: 'warning',
    step: 'schedule',
    cause: 'NotScheduled',
    what: `waits for the scheduler "${scheduler}", which has not reported anything about it`,
    since: pod.since,
    changes:
      scheduler === 'default-scheduler'
        ? []
        : [
            inPod(
              origin,
              'schedulerName',
              'check the name, and that this scheduler is running; one that queues pods may just be busy',
            ),
          ],
  });
}
