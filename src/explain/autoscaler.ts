/** What the autoscaler of the cluster says about a pod that no node accepts: cluster-autoscaler or Karpenter. */

import type { Change } from './change';
import { Event, lastEvent } from './events';

interface Autoscaler {
  /** What it says. */
  readonly text: string;
  /** What to do so that it can help; undefined when it does. */
  readonly change?: Change;
}

/** Why no node is added, and what to do about it; the first pattern that matches counts. */
const CAUSES: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /max node group size reached|max total nodes|cluster (?:cpu|memory|gpu)\b.* limit|limit reached|exceed.* limit/i,
    'the autoscaler has reached its limit: raise it (maximum size of the node group, limits of the node pool), or ' +
      'wait until other pods end',
  ],
  [
    /in backoff|out of resources|insufficientinstancecapacity|quota|ip space exhausted|scale up .*failed/i,
    'the provider has no such nodes left at the moment: check your quota there, allow other kinds of node or zones, ' +
      'or wait',
  ],
  [
    /insufficient |no instance type/i,
    'the autoscaler cannot help, since no kind of node that it may add has enough: request less, or add a larger ' +
      'kind of node for it to use',
  ],
];
const OTHER =
  'the autoscaler cannot help: no kind of node that it may add fits the pod. Change what the pod asks for, or add a ' +
  'kind of node that fits';

/** Karpenter reports its own reason as the scheduler does. */
const KARPENTER = /nodepool|provisioner|no instance type|nodeclaim/i;

/** The last report of an autoscaler about a pod. */
export function autoscalerOf(events: readonly Event[]): Autoscaler | undefined {
  const helps = lastEvent(events, ['TriggeredScaleUp']) ?? lastEvent(events, ['Nominated'], KARPENTER);
  const refuses = [
    lastEvent(events, ['NotTriggerScaleUp', 'FailedScaleUp']),
    lastEvent(events, ['FailedScheduling'], KARPENTER),
  ]
    .filter((event) => event !== undefined)
    .sort((a, b) => (b.last ?? 0) - (a.last ?? 0))[0];
  if (helps && (helps.last ?? 0) >= (refuses?.last ?? 0)) return { text: helps.message };
  if (!refuses) return undefined;
  const hint = CAUSES.find(([pattern]) => pattern.test(refuses.message))?.[1] ?? OTHER;
  return { text: refuses.message || refuses.reason, change: { in: 'the cluster', do: hint } };
}
