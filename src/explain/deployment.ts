/** The pods of a Deployment are refused, or do not become ready. */

import { inWorkload, Origin } from './change';
import type { Cluster, ClusterObject } from './cluster';
import { kubectlCommand } from './commands';
import type { Event } from './events';
import { conditionOf, readConditions } from './pod';
import { lastRefusal, refusedSymptom } from './refused-pods';
import { isYoung, replicasOf, unavailable } from './replicas';
import { Symptom, symptom } from './symptom';
import { integerAt, isTrueAt } from '../text/json-value';

/** @param replicaSets those of the Deployment */
export function deploymentSymptoms(
  deployment: ClusterObject,
  replicaSets: readonly ClusterObject[],
  origin: Origin,
  cluster: Cluster,
): Symptom[] {
  const conditions = readConditions(deployment.raw);
  const { wanted, ready } = replicasOf(deployment);
  const refused = replicaSets.flatMap((set) => {
    const refusal = refusalOf(set, cluster);
    return refusal ? [refusedSymptom(set, refusal, origin)] : [];
  });
  if (refused.length > 0) return refused;
  const failure = conditionOf(conditions, 'ReplicaFailure');
  if (failure?.isTrue) return [refusedSymptom(deployment, { message: failure.message, first: failure.since }, origin)];
  const progressing = conditionOf(conditions, 'Progressing');
  const facts = [{ label: 'pods', text: `${ready} of ${wanted} ready` }];
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return [
      symptom({
        step: 'workload',
        cause: 'ProgressDeadlineExceeded',
        what: 'does not become ready: its rollout took longer than progressDeadlineSeconds',
        since: progressing.since,
        message: progressing.message,
        facts,
        changes: [
          inWorkload(
            origin,
            'progressDeadlineSeconds',
            'fix what keeps the pods from becoming ready; raise it only if they are slow',
          ),
        ],
        commands: kubectlCommand('describe', deployment.ref),
      }),
    ];
  }
  const available = conditionOf(conditions, 'Available');
  if (
    isTrueAt(deployment.raw, 'spec', 'paused') &&
    (integerAt(deployment.raw, 'status', 'updatedReplicas') ?? 0) < wanted
  ) {
    return [
      symptom({
        severity: 'warning',
        step: 'workload',
        cause: 'Paused',
        what: 'is paused: changes to it are not rolled out',
        facts,
        changes: [inWorkload(origin, 'paused', 'set it to false or remove it')],
      }),
    ];
  }
  if (available && !available.isTrue && !isYoung(deployment, cluster) && wanted > 0) {
    return [unavailable(deployment, { since: available.since, message: available.message, facts })];
  }
  return [];
}

/** Why the last pod of a ReplicaSet was not created; undefined when it has all its pods. */
function refusalOf(set: ClusterObject, cluster: Cluster): Pick<Event, 'message' | 'first'> | undefined {
  const condition = conditionOf(readConditions(set.raw), 'ReplicaFailure');
  if (condition?.isTrue) return { message: condition.message, first: condition.since };
  const isShort = (integerAt(set.raw, 'status', 'replicas') ?? 0) < (integerAt(set.raw, 'spec', 'replicas') ?? 0);
  return isShort ? lastRefusal(set, cluster) : undefined;
}
