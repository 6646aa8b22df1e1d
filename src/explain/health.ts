/** What there is to say of an object with which nothing is wrong. */

import type { Ref } from './events';
import { keyOf } from './events';
import type { Cluster, Other } from './finding';
import { isComplete } from './job';
import type { Pod } from './pod';
import { timeAt, timeText } from './values';
import { integerAt, textAt } from '../text/json-value';

interface Healthy {
  readonly ref: Ref;
  readonly pods: readonly Pod[];
  readonly workloads: readonly Other[];
}

export function healthOf({ ref, pods, workloads }: Healthy, cluster: Cluster): string {
  const workload = cluster.others.get(keyOf(ref));
  switch (workload?.ref.kind) {
    case 'Job':
      return isComplete(workload) ? completed(workload) : states(pods);
    case 'CronJob':
      return cronJob(workload, workloads);
    case 'Deployment':
      return `${integerAt(workload.raw, 'status', 'readyReplicas') ?? 0} of ${integerAt(workload.raw, 'spec', 'replicas') ?? 1} pods ready`;
    default:
      return pods.length > 0
        ? states(pods)
        : `${workloads.length} Job${workloads.length === 1 ? '' : 's'}, ${workloads.filter(isComplete).length} completed`;
  }
}

function completed({ raw }: Other): string {
  const failed = integerAt(raw, 'status', 'failed') ?? 0;
  const time = timeAt(raw, 'status', 'completionTime');
  return `completed${time === undefined ? '' : ` at ${timeText(time)}`}${failed > 0 ? `, after ${failed} pod${failed === 1 ? '' : 's'} had failed` : ''}`;
}

function cronJob({ raw }: Other, workloads: readonly Other[]): string {
  const success = timeAt(raw, 'status', 'lastSuccessfulTime');
  const active = workloads.filter((workload) => workload.ref.kind === 'Job' && !isComplete(workload)).length;
  const schedule = `schedule "${textAt(raw, 'spec', 'schedule')}"`;
  return [
    schedule,
    success === undefined ? 'no run has succeeded yet' : `last success at ${timeText(success)}`,
    ...(active > 0 ? [`${active} running`] : []),
  ].join(', ');
}

const WORDS: readonly (readonly [phase: string, word: string])[] = [
  ['Running', 'running'],
  ['Succeeded', 'completed'],
  ['Pending', 'starting'],
  ['Failed', 'failed before'],
];

/** `3 running, 1 completed` */
function states(pods: readonly Pod[]): string {
  if (pods.length === 0) return 'no pods yet';
  const parts = WORDS.flatMap(([phase, word]) => {
    const count = pods.filter((pod) => pod.phase === phase && !pod.deletion).length;
    return count > 0 ? [pods.length === 1 ? word : `${count} ${word}`] : [];
  });
  const ending = pods.filter(({ deletion }) => deletion).length;
  return (
    [...parts, ...(ending > 0 ? [pods.length === 1 ? 'ending' : `${ending} ending`] : [])].join(', ') ||
    'in a state that is not known'
  );
}
