/** What Deployments say of themselves. */

import { inWorkload, Maker } from './change';
import { Cluster, Symptom, finding, kubectl, Other } from './finding';
import { conditionOf, readConditions } from './pod';
import { lastRefusal, refusedFinding } from './refused-pods';
import { timeAt } from './values';
import { integerAt, isTrueAt } from '../text/json-value';

/** Until then nobody asks. Milliseconds. */
const PATIENCE = 60_000;

/** @param replicaSets those of the Deployment */
export function deploymentFindings(
  deployment: Other,
  replicaSets: readonly Other[],
  maker: Maker,
  cluster: Cluster,
): Symptom[] {
  const conditions = readConditions(deployment.raw);
  const wanted = integerAt(deployment.raw, 'spec', 'replicas') ?? 1;
  const refused = replicaSets.flatMap((set) => {
    const condition = conditionOf(readConditions(set.raw), 'ReplicaFailure');
    const event = lastRefusal(set, cluster);
    const isShort = (integerAt(set.raw, 'status', 'replicas') ?? 0) < (integerAt(set.raw, 'spec', 'replicas') ?? 0);
    const told = condition?.isTrue
      ? { message: condition.message, first: condition.since }
      : isShort
        ? event
        : undefined;
    return told ? [refusedFinding(set, told, maker)] : [];
  });
  if (refused.length > 0) return refused;
  const failure = conditionOf(conditions, 'ReplicaFailure');
  if (failure?.isTrue) return [refusedFinding(deployment, { message: failure.message, first: failure.since }, maker)];
  const progressing = conditionOf(conditions, 'Progressing');
  const facts = [
    { label: 'pods', text: `${integerAt(deployment.raw, 'status', 'readyReplicas') ?? 0} of ${wanted} ready` },
  ];
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return [
      finding({
        step: 'workload',
        cause: 'ProgressDeadlineExceeded',
        what: 'does not get ready: its rollout has taken longer than progressDeadlineSeconds',
        since: progressing.since,
        message: progressing.message,
        facts,
        changes: [
          inWorkload(
            maker,
            'progressDeadlineSeconds',
            'mend what keeps the pods from getting ready; raise it only if they are slow',
          ),
        ],
        commands: kubectl('describe', deployment.ref),
      }),
    ];
  }
  const isYoung = cluster.now.getTime() - (timeAt(deployment.raw, 'metadata', 'creationTimestamp') ?? 0) <= PATIENCE;
  const available = conditionOf(conditions, 'Available');
  if (
    isTrueAt(deployment.raw, 'spec', 'paused') &&
    (integerAt(deployment.raw, 'status', 'updatedReplicas') ?? 0) < wanted
  ) {
    return [
      finding({
        severity: 'warning',
        step: 'workload',
        cause: 'Paused',
        what: 'is paused: changes of it are not rolled out',
        facts,
        changes: [inWorkload(maker, 'paused', 'set it to false, or leave it out')],
      }),
    ];
  }
  if (available && !available.isTrue && !isYoung && wanted > 0) {
    return [
      finding({
        severity: 'warning',
        step: 'workload',
        cause: 'Unavailable',
        what: 'has too few ready pods',
        since: available.since,
        message: available.message,
        facts,
        commands: kubectl('describe', deployment.ref),
      }),
    ];
  }
  return [];
}
