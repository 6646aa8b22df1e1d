/** The state of an object with which nothing is wrong. */

import type { Cluster, ClusterObject } from './cluster';
import { keyOf, Ref } from './events';
import { isComplete } from './job';
import type { Pod } from './pod';
import { readyText } from './replicas';
import { timeAt, timeText } from './values';
import { integerAt, textAt } from '../text/json-value';

interface HealthyObject {
  readonly ref: Ref;
  readonly pods: readonly Pod[];
  readonly workloads: readonly ClusterObject[];
}

/** `3 running, 1 completed`; undefined when it is not known. */
export function healthOf({ ref, pods, workloads }: HealthyObject, cluster: Cluster): string | undefined {
  const workload = cluster.objects.get(keyOf(ref));
  switch (workload?.ref.kind) {
    case 'Job':
      return isComplete(workload) ? completedText(workload) : podStates(pods);
    case 'CronJob':
      return cronJobText(workload, workloads);
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return Object.hasOwn(workload.raw, 'status') ? readyText(workload) : undefined;
    default:
      return pods.length > 0 ? podStates(pods) : jobsText(workloads);
  }
}

function completedText({ raw }: ClusterObject): string {
  const failed = integerAt(raw, 'status', 'failed') ?? 0;
  const time = timeAt(raw, 'status', 'completionTime');
  const when = time === undefined ? '' : ` at ${timeText(time)}`;
  const failures = failed > 0 ? `, after ${failed} ${failed === 1 ? 'pod' : 'pods'} had failed` : '';
  return `completed${when}${failures}`;
}

function cronJobText({ raw }: ClusterObject, workloads: readonly ClusterObject[]): string {
  const success = timeAt(raw, 'status', 'lastSuccessfulTime');
  const active = workloads.filter((workload) => workload.ref.kind === 'Job' && !isComplete(workload)).length;
  return [
    `schedule "${textAt(raw, 'spec', 'schedule')}"`,
    success === undefined ? 'no run has succeeded yet' : `last success at ${timeText(success)}`,
    ...(active > 0 ? [`${active} running`] : []),
  ].join(', ');
}

function jobsText(jobs: readonly ClusterObject[]): string {
  return `${jobs.length} ${jobs.length === 1 ? 'Job' : 'Jobs'}, ${jobs.filter(isComplete).length} completed`;
}

const STATES: readonly (readonly [phase: string, state: string])[] = [
  ['Running', 'running'],
  ['Succeeded', 'completed'],
  ['Pending', 'starting'],
  ['Failed', 'failed before'],
];

/** `3 running, 1 completed`; for a single pod, only the word; undefined when the pods have no states. */
function podStates(pods: readonly Pod[]): string | undefined {
  if (pods.length === 0) return 'no pods yet';
  const counts = STATES.map(([phase, state]) => {
    const count = pods.filter((pod) => pod.phase === phase && !pod.deletion).length;
    return { state, count };
  });
  const ending = { state: 'ending', count: pods.filter(({ deletion }) => deletion).length };
  const states = [...counts, ending].filter(({ count }) => count > 0);
  if (states.length === 0) return undefined;
  return states.map(({ state, count }) => (pods.length === 1 ? state : `${count} ${state}`)).join(', ');
}
