/** What is wrong with one pod. */

import { inPod } from './change';
import { configFinding } from './config';
import { creatingFinding, sandboxFinding } from './creating';
import { exitFinding } from './exit';
import { Symptom, finding, PodContext } from './finding';
import { imageFinding } from './image';
import { aliveFinding, lingeringFinding, terminatingFinding } from './lifetime';
import { nodeFinding } from './node';
import { conditionOf, Container } from './pod';
import { probeFinding } from './probe';
import { schedulingFinding } from './scheduling';
import { startFinding } from './start';
import { volumeFindings } from './volumes';

/** All of it, in no order; nothing when the pod runs, or has done its work. */
export function podFindings(context: PodContext): Symptom[] {
  const { pod } = context;
  if (pod.phase === 'Succeeded') return [];
  const asAWhole = nodeFinding(context) ?? terminatingFinding(context);
  // What comes after is its consequence.
  if (asAWhole || pod.deletion) return asAWhole ? [asAWhole] : [];
  const unscheduled = schedulingFinding(context);
  if (unscheduled) return [unscheduled];
  const found = [
    ...volumeFindings(context),
    sandboxFinding(context),
    ...pod.containers.map((container) => containerFinding(context, container)),
    aliveFinding(context),
    lingeringFinding(context),
    gateFinding(context),
  ].filter((one) => one !== undefined);
  if (found.length > 0) return found;
  const creating = creatingFinding(context);
  return creating ? [creating] : [];
}

/** The first of what may be wrong with a container; the rest follows from it. */
function containerFinding(context: PodContext, container: Container): Symptom | undefined {
  return (
    imageFinding(context, container) ??
    configFinding(context, container) ??
    startFinding(context, container) ??
    probeFinding(context, container) ??
    exitFinding(context, container)
  );
}

function gateFinding({ pod, maker }: PodContext): Symptom | undefined {
  const ready = conditionOf(pod.conditions, 'Ready');
  if (ready?.reason !== 'ReadinessGatesNotReady') return undefined;
  return finding({
    severity: 'warning',
    step: 'ready',
    cause: 'ReadinessGate',
    what: 'is not ready: a readiness gate is not met',
    since: ready.since,
    message: ready.message,
    changes: [inPod(maker, 'readinessGates', 'leave it out, or see to the controller that has to meet it')],
  });
}
