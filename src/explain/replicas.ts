/** The pods of Deployments, StatefulSets and DaemonSets: how many there are, and why some are missing or not ready. */

import type { Origin } from './change';
import type { Cluster, ClusterObject } from './cluster';
import { kubectlCommand } from './commands';
import { lastRefusal, refusedSymptom } from './refused-pods';
import { Fact, Symptom, symptom } from './symptom';
import { timeAt } from './values';
import { integerAt } from '../text/json-value';

/** A workload may lack ready pods until it is older than this. */
const ROLLOUT_GRACE_MS = 60_000;

interface Replicas {
  readonly wanted: number;
  readonly created: number;
  readonly ready: number;
}

/** A DaemonSet wants a pod for each node, which only its status tells. */
export function replicasOf({ ref, raw }: ClusterObject): Replicas {
  const status = (field: string) => integerAt(raw, 'status', field) ?? 0;
  return ref.kind === 'DaemonSet'
    ? {
        wanted: status('desiredNumberScheduled'),
        created: status('currentNumberScheduled'),
        ready: status('numberReady'),
      }
    : {
        wanted: integerAt(raw, 'spec', 'replicas') ?? 1,
        created: status('replicas'),
        ready: status('readyReplicas'),
      };
}

/** `2 of 3 pods ready` */
export function readyText(workload: ClusterObject): string {
  const { ready, wanted } = replicasOf(workload);
  return `${ready} of ${wanted} pods ready`;
}

/** Whether a workload is so young that its pods may still be starting. */
export const isYoung = ({ raw }: ClusterObject, { now }: Cluster): boolean =>
  now.getTime() - (timeAt(raw, 'metadata', 'creationTimestamp') ?? 0) <= ROLLOUT_GRACE_MS;

/** A workload that has too few ready pods, for a reason that is not known. */
export const unavailable = (
  { ref }: ClusterObject,
  more: { readonly facts: readonly Fact[]; readonly since?: number; readonly message?: string },
): Symptom =>
  symptom({
    severity: 'warning',
    step: 'workload',
    cause: 'Unavailable',
    what: 'has too few ready pods',
    commands: kubectlCommand('describe', ref),
    ...more,
  });

/** What keeps a StatefulSet or DaemonSet from having all its pods. */
export function replicaSymptoms(workload: ClusterObject, origin: Origin, cluster: Cluster): Symptom[] {
  const { wanted, created, ready } = replicasOf(workload);
  const refusal = created < wanted ? lastRefusal(workload, cluster) : undefined;
  if (refusal) return [refusedSymptom(workload, refusal, origin)];
  if (ready >= wanted || isYoung(workload, cluster)) return [];
  return [unavailable(workload, { facts: [{ label: 'pods', text: `${ready} of ${wanted} ready` }] })];
}
