/** Everything that is wrong with one pod. The checks are listed here, in order. */

import { inPod } from './change';
import { kubectlCommand } from './commands';
import { configSymptom } from './config';
import { creatingSymptom, sandboxSymptom } from './creating';
import { exitSymptom } from './exit';
import { imageSymptom } from './image';
import { aliveSymptom, lingeringSymptom, terminatingSymptom } from './lifetime';
import { nodeSymptom } from './node';
import { conditionOf, Container } from './pod';
import type { PodContext } from './pod-context';
import { probeSymptom } from './probe';
import { notScheduledSymptom, schedulingSymptom } from './scheduling';
import { startSymptom } from './start';
import { Symptom, symptom } from './symptom';
import { volumeSymptoms } from './volumes';

/** Empty when the pod is running, or has done its work. */
export function podSymptoms(context: PodContext): Symptom[] {
  const { pod } = context;
  if (pod.phase === 'Succeeded') {
    return pod.containers.map((container) => exitSymptom(context, container)).filter((each) => each !== undefined);
  }
  const ofWholePod = nodeSymptom(context) ?? terminatingSymptom(context);
  if (ofWholePod) return [ofWholePod];
  // Whatever else looks wrong follows from the deletion.
  if (pod.deletion) return [];
  const unscheduled = schedulingSymptom(context);
  if (unscheduled) return [unscheduled];
  const found = [
    ...volumeSymptoms(context),
    sandboxSymptom(context),
    ...pod.containers.map((container) => containerSymptom(context, container)),
    aliveSymptom(context),
    lingeringSymptom(context),
    gateSymptom(context),
  ].filter((each) => each !== undefined);
  if (found.length > 0) return found;
  const other = notScheduledSymptom(context) ?? creatingSymptom(context) ?? failedSymptom(context);
  return other ? [other] : [];
}

/** A pod has failed, and its status does not say why. */
function failedSymptom({ pod }: PodContext): Symptom | undefined {
  if (pod.phase !== 'Failed') return undefined;
  return symptom({
    step: 'run',
    cause: 'PodFailed',
    what: 'failed; why is not known, since its status does not show it',
    since: pod.since,
    message: pod.message || undefined,
    commands: kubectlCommand('describe', pod.ref),
  });
}

/** The first thing that is wrong with a container. The others follow from it. */
function containerSymptom(context: PodContext, container: Container): Symptom | undefined {
  return (
    imageSymptom(context, container) ??
    configSymptom(context, container) ??
    startSymptom(context, container) ??
    probeSymptom(context, container) ??
    exitSymptom(context, container)
  );
}

function gateSymptom({ pod, origin }: PodContext): Symptom | undefined {
  const ready = conditionOf(pod.conditions, 'Ready');
  if (ready?.reason !== 'ReadinessGatesNotReady') return undefined;
  return symptom({
    severity: 'warning',
    step: 'ready',
    cause: 'ReadinessGate',
    what: 'is not ready: a readiness gate is not met',
    since: ready.since,
    message: ready.message,
    changes: [inPod(origin, 'readinessGates', 'remove it, or check the controller that has to meet it')],
  });
}
