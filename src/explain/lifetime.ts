/** A pod should have ended, but is still there. */

import { Change, inContainer, inPod, inWholeContainer, nameWithRole, Origin } from './change';
import { kubectlCommand } from './commands';
import { Container, MAX_GRACE } from './pod';
import type { PodContext } from './pod-context';
import { Symptom, symptom } from './symptom';
import { latest, timeText } from './values';
import { WORKER } from '../hkube/worker-template';
import { integerAt, textsAt } from '../text/json-value';

/** A container that is still running this long after it was asked to end ignores SIGTERM. */
const SIGTERM_TIMEOUT_MS = 10_000;

/** An ordinary container keeps the pod, and its Job, running after the main one has ended. */
export function aliveSymptom({ pod, origin, cluster }: PodContext): Symptom | undefined {
  if (pod.phase !== 'Running') return undefined;
  const ordinary = pod.containers.filter(({ kind }) => kind === 'ordinary');
  const main = ordinary.find(({ isMain }) => isMain);
  const done = main?.state.terminated;
  const running = ordinary.filter(({ state }) => state.running);
  if (!done || running.length === 0 || isRestarted(main.restarts, done.exitCode)) return undefined;
  // The worker takes care of its algorithm itself.
  if (origin.by === 'hkube' && running.some(({ name }) => name === WORKER)) return undefined;
  const since = latest(ordinary.map(({ state }) => state.terminated?.end));
  if (since !== undefined && cluster.now.getTime() - since < SIGTERM_TIMEOUT_MS) return undefined;
  const names = running.map((container) => nameWithRole(origin, container)).join(', ');
  return symptom({
    step: 'end',
    cause: 'SidecarKeepsAlive',
    container: running[0],
    what: `keeps the ${pod.owner?.kind ?? 'pod'} running: the main container "${main.name}" has ended`,
    since,
    facts: [
      { label: 'ended', text: `${nameWithRole(origin, main)}, exit code ${done.exitCode}` },
      { label: 'running', text: names },
      ...(done.exitCode === 0 ? [] : [{ label: 'note', text: 'the failure counts only after the pod has ended' }]),
    ],
    changes: running.map((container) => makeNative(origin, container)),
  });
}

/** A native sidecar is still running after all ordinary containers have ended, so the pod does not end. */
export function lingeringSymptom({ pod, origin, cluster }: PodContext): Symptom | undefined {
  const ordinary = pod.containers.filter(({ kind }) => kind === 'ordinary');
  const lingering = pod.containers.filter(({ kind, state }) => kind === 'native' && state.running);
  const isDone =
    ordinary.length > 0 &&
    ordinary.every(({ state, restarts }) => state.terminated && !isRestarted(restarts, state.terminated.exitCode));
  const since = latest(ordinary.map(({ state }) => state.terminated?.end));
  if (!isDone || lingering.length === 0 || since === undefined) return undefined;
  if (cluster.now.getTime() - since < SIGTERM_TIMEOUT_MS) return undefined;
  const grace = integerAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30;
  return ignoresSigterm(origin, lingering, { since, grace });
}

/** Whether a container that has ended is started again. */
function isRestarted(restarts: Container['restarts'], exitCode: number): boolean {
  if (restarts === 'onFailure') return exitCode !== 0;
  return restarts === 'always';
}

function ignoresSigterm(
  origin: Origin,
  alive: readonly Container[],
  { since, grace }: { readonly since: number; readonly grace: number },
): Symptom {
  return symptom({
    step: 'end',
    severity: 'warning',
    cause: 'IgnoresSigterm',
    container: alive[0],
    what: 'does not end on SIGTERM: its pod waits until the grace period is over',
    since,
    facts: [
      { label: 'killed at', text: timeText(since + Math.min(Math.max(grace, 0), MAX_GRACE) * 1000) },
      { label: 'grace period', text: `${grace} s` },
    ],
    changes: [
      ...alive.map((container) =>
        inContainer(
          origin,
          container,
          'command',
          'make the program end on SIGTERM; a shell as the first process does not forward it: use exec',
        ),
      ),
      inPod(origin, 'terminationGracePeriodSeconds', 'or lower it'),
    ],
  });
}

function makeNative(origin: Origin, container: Container): Change {
  if (origin.by === 'library') {
    return inContainer(
      origin,
      container,
      'mode',
      'use SideCarMode.NATIVE (the default for Jobs; Kubernetes 1.29 and newer): it ends with the main container',
    );
  }
  if (origin.by === 'hkube') {
    return inContainer(
      origin,
      container,
      'command',
      "make it end when the algorithm does; if HKube's gc-service is running, it deletes such Jobs after a minute",
    );
  }
  if (origin.injected?.has(container.name)) {
    return inContainer(
      origin,
      container,
      '',
      'have it added as a native sidecar (restartPolicy: Always), which ends with the main container',
    );
  }
  if (origin.platform) {
    const { endsOthers = 'the platform' } = origin.platform;
    const hint = `make it end when the main container does: ${endsOthers} should do that, unless it has failed itself`;
    return inWholeContainer(origin, container, hint);
  }
  return inPod(
    origin,
    'initContainers',
    `move container "${container.name}" here, with restartPolicy: Always (Kubernetes 1.29 and newer): it ends with ` +
      'the main container',
  );
}

/** A pod is being deleted, and does not end. */
export function terminatingSymptom({ pod, origin, cluster }: PodContext): Symptom | undefined {
  const { deletion } = pod;
  if (!deletion) return undefined;
  const now = cluster.now.getTime();
  const alive = pod.containers.filter(({ state }) => state.running);
  const finalizers = textsAt(pod.raw, 'metadata', 'finalizers');
  const common = { step: 'end' as const, since: deletion.asked };
  if (now < deletion.asked + SIGTERM_TIMEOUT_MS) return undefined;
  if (alive.length === 0 && finalizers.length > 0) {
    return symptom({
      ...common,
      cause: 'Finalizers',
      what: `is stuck in deletion: finalizers block it (${finalizers.join(', ')})`,
      facts: [
        {
          label: 'waiting',
          text: 'the controller that set them has to remove them, but it may not be running anymore',
        },
      ],
      changes: [
        {
          in: 'the cluster',
          do: 'check the controller that they belong to; remove them by hand only if nothing needs the pod anymore',
        },
      ],
    });
  }
  if (now < deletion.due + SIGTERM_TIMEOUT_MS) {
    if (alive.length === 0) return undefined;
    return ignoresSigterm(origin, alive, { since: deletion.asked, grace: (deletion.due - deletion.asked) / 1000 });
  }
  return symptom({
    ...common,
    cause: 'StuckTerminating',
    container: alive[0],
    what: 'is stuck in deletion: its node should have ended it by now',
    facts: [
      { label: 'was due', text: timeText(deletion.due) },
      { label: 'node', text: pod.nodeName },
    ],
    changes: [
      {
        in: 'the cluster',
        do: 'check whether the node answers: kubectl get nodes; if it is gone for good, delete its Node object',
      },
    ],
    commands: kubectlCommand('describe', pod.ref),
  });
}
