/** No node takes the pod. */

import { Change, inPod } from './change';
import { lastEvent } from './events';
import { Symptom, finding, PodContext } from './finding';
import { conditionOf } from './pod';
import { SCHEDULING_CAUSES } from './scheduling-causes';
import { objectsAt, textAt } from '../text/json-value';

/** One reason of the scheduler's, and for how many nodes it holds. */
export interface NodeReason {
  readonly nodes?: number;
  readonly reason: string;
}

/**
 * Reads the scheduler's message: `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. preemption: …`.
 * What it says of preemption is left out.
 */
export function readReasons(message: string): { readonly total?: number; readonly reasons: readonly NodeReason[] } {
  const [, total, rest] = /^0\/(\d{1,9}) nodes are available:? ?([^]*)$/.exec(message) ?? [
    undefined,
    undefined,
    message,
  ];
  const text = [' preemption: ', ' Error running PostFilter']
    .reduce((left, end) => left.split(end, 1)[0], rest!)
    // The end of a message of its own, which says nothing.
    .replace(/\. not found$/, '')
    .replace(/\.$/, '');
  const reasons =
    text === ''
      ? []
      : text.split(/, (?=\d+ )/).map((part): NodeReason => {
          const [, nodes, reason] = /^(\d{1,9}) ([^]*)$/.exec(part) ?? [undefined, undefined, part];
          return { nodes: nodes === undefined ? undefined : Number(nodes), reason: reason! };
        });
  return { total: total === undefined ? undefined : Number(total), reasons };
}

export function schedulingFinding(context: PodContext): Symptom | undefined {
  const { pod, events, cluster } = context;
  if (pod.phase !== 'Pending' || pod.nodeName !== '') return undefined;
  const condition = conditionOf(pod.conditions, 'PodScheduled');
  const gates = objectsAt(pod.spec, 'schedulingGates').map((gate) => textAt(gate, 'name'));
  if (gates.length > 0) return gated(context, gates);
  const message =
    condition?.reason === 'Unschedulable' && condition.message !== ''
      ? condition.message
      : lastEvent(events, ['FailedScheduling'])?.message;
  if (message === undefined || message === '') return notLookedAt(context);
  const since = condition?.since ?? pod.since;
  const { total, reasons } = readReasons(message);
  const told = reasons.map(({ reason }) => {
    for (const cause of SCHEDULING_CAUSES) {
      const match = cause.pattern.exec(reason);
      if (match) return { cause, match };
    }
    return undefined;
  });
  const known = told.filter((one) => one !== undefined);
  const whats = [...new Set(known.map(({ cause, match }) => cause.what(match)))].sort();
  return finding({
    step: 'schedule',
    cause: known[0]?.cause.cause ?? 'Unschedulable',
    what: `cannot be scheduled: ${whats.join(', ') || 'no node takes it'}`,
    since,
    message,
    facts: [
      ...(total === undefined ? [] : [{ label: 'nodes', text: nodesText(total, reasons) }]),
      ...known.flatMap(({ cause, match }) => cause.facts?.(match, context) ?? []),
    ],
    changes: distinct(known.flatMap(({ cause, match }) => cause.change(match, context))),
    commands:
      known.some(({ cause }) => cause.cause === 'InsufficientResources') && cluster.nodes.length === 0
        ? ['kubectl describe nodes']
        : [],
  });
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

function gated({ pod, maker }: PodContext, gates: readonly string[]): Symptom {
  return finding({
    severity: 'info',
    step: 'schedule',
    cause: 'SchedulingGated',
    what: `waits: scheduling gates hold it back (${gates.join(', ')})`,
    since: pod.since,
    facts: [{ label: 'waiting', text: 'whoever set the gates takes them away when it may start' }],
    changes: [inPod(maker, 'schedulingGates', 'leave them out, if nobody takes them away')],
  });
}

/** The scheduler says nothing. Milliseconds. */
const PATIENCE = 60_000;

function notLookedAt({ pod, maker, cluster }: PodContext): Symptom | undefined {
  const scheduler = textAt(pod.spec, 'schedulerName') || 'default-scheduler';
  const isYoung = cluster.now.getTime() - (pod.since ?? 0) <= PATIENCE;
  if (isYoung) return undefined;
  return finding({
    severity: 'warning',
    step: 'schedule',
    cause: 'NotScheduled',
    what: `waits for the scheduler "${scheduler}", which says nothing of it`,
    since: pod.since,
    facts: [],
    changes:
      scheduler === 'default-scheduler'
        ? []
        : [
            inPod(
              maker,
              'schedulerName',
              'check the name, and that this scheduler runs; a queueing one may only be busy',
            ),
          ],
  });
}
