/** A pod that should be over, and is not. */

import { Change, inContainer, inPod, nameWithRole } from './change';
import { Symptom, finding, kubectl, PodContext } from './finding';
import { Container, MAX_GRACE } from './pod';
import { latest, timeText } from './values';
import { WORKER } from '../hkube/worker-template';
import { integerAt, textsAt } from '../text/json-value';

/** Who has not ended by then does not hear. Milliseconds. */
const PATIENCE = 10_000;

/** Ordinary containers that run on after the main one keep the pod, and its Job, alive. */
export function aliveFinding({ pod, maker, cluster }: PodContext): Symptom | undefined {
  if (pod.phase !== 'Running') return undefined;
  const ordinary = pod.containers.filter(({ kind }) => kind === 'ordinary');
  const main = ordinary.find(({ isMain }) => isMain);
  const done = main?.state.terminated;
  const running = ordinary.filter(({ state }) => state.running);
  if (
    !done ||
    main.restarts === 'always' ||
    (main.restarts === 'onFailure' && done.exitCode !== 0) ||
    running.length === 0
  ) {
    return undefined;
  }
  // The worker looks after its algorithm itself.
  if (maker.by === 'hkube' && running.some(({ name }) => name === WORKER)) return undefined;
  const since = latest(ordinary.map(({ state }) => state.terminated?.end));
  if (since !== undefined && cluster.now.getTime() - since < PATIENCE) return undefined;
  const names = running.map((container) => nameWithRole(maker, container)).join(', ');
  return finding({
    step: 'end',
    cause: 'SidecarKeepsAlive',
    container: running[0],
    what: `keeps the ${pod.owner?.kind ?? 'pod'} alive: the main container "${main.name}" has ended`,
    since,
    facts: [
      { label: 'ended', text: `${nameWithRole(maker, main)}, exit code ${done.exitCode}` },
      { label: 'running', text: names },
      ...(done.exitCode === 0 ? [] : [{ label: 'note', text: 'the failure does not count before the pod has ended' }]),
    ],
    changes: running.map((container) => makeNative(maker, container)),
  });
}

/** A native sidecar that is still there although the pod has done its work: its pod ends with it. */
export function lingeringFinding({ pod, maker, cluster }: PodContext): Symptom | undefined {
  const ordinary = pod.containers.filter(({ kind }) => kind === 'ordinary');
  const lingering = pod.containers.filter(({ kind, state }) => kind === 'native' && state.running);
  const isDone =
    ordinary.length > 0 &&
    ordinary.every(
      ({ state, restarts }) =>
        state.terminated && (restarts === 'never' || (restarts === 'onFailure' && state.terminated.exitCode === 0)),
    );
  const since = latest(ordinary.map(({ state }) => state.terminated?.end));
  if (!isDone || lingering.length === 0 || since === undefined) return undefined;
  const grace = integerAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30;
  return cluster.now.getTime() - since < PATIENCE ? undefined : ignoresSigterm(maker, lingering, { since, grace });
}

function ignoresSigterm(
  maker: PodContext['maker'],
  alive: readonly Container[],
  { since, grace }: { readonly since: number; readonly grace: number },
): Symptom {
  return finding({
    step: 'end',
    severity: 'warning',
    cause: 'IgnoresSigterm',
    container: alive[0],
    what: 'does not end on SIGTERM: its pod waits for the end of its grace period',
    since,
    facts: [
      { label: 'killed at', text: timeText(since + Math.min(Math.max(grace, 0), MAX_GRACE) * 1000) },
      { label: 'grace period', text: `${grace} s` },
    ],
    changes: [
      ...alive.map((container) =>
        inContainer(
          maker,
          container,
          'command',
          'let the program end on SIGTERM; a shell as the first process does not pass it on: use exec',
        ),
      ),
      inPod(maker, 'terminationGracePeriodSeconds', 'or lower it'),
    ],
  });
}

function makeNative(maker: PodContext['maker'], container: Container): Change {
  if (maker.by === 'library') {
    return inContainer(
      maker,
      container,
      'mode',
      'SideCarMode.NATIVE (the default for Jobs; Kubernetes 1.29 and newer): it is ended when the main container is',
    );
  }
  if (maker.by === 'hkube') {
    return inContainer(
      maker,
      container,
      'command',
      "let it end when the algorithm does; HKube's gc-service deletes such Jobs after a minute, if it runs",
    );
  }
  return inPod(
    maker,
    'initContainers',
    `move container "${container.name}" here, with restartPolicy: Always (Kubernetes 1.29 and newer): it is ended when the main container is`,
  );
}

/** A pod that was asked to end. */
export function terminatingFinding({ pod, maker, cluster }: PodContext): Symptom | undefined {
  const { deletion } = pod;
  if (!deletion) return undefined;
  const now = cluster.now.getTime();
  const alive = pod.containers.filter(({ state }) => state.running);
  const finalizers = textsAt(pod.raw, 'metadata', 'finalizers');
  const common = { step: 'end' as const, since: deletion.asked };
  if (now < deletion.asked + PATIENCE) return undefined;
  if (alive.length === 0 && finalizers.length > 0) {
    return finding({
      ...common,
      cause: 'Finalizers',
      what: `is stuck in deletion: finalizers hold it (${finalizers.join(', ')})`,
      facts: [{ label: 'waiting', text: 'whoever set them has to take them away, and may not run any more' }],
      changes: [
        {
          in: 'the cluster',
          do: 'look at the controller that they belong to; take them away by hand only when nobody needs the pod',
        },
      ],
    });
  }
  if (now < deletion.due + PATIENCE && alive.length > 0) {
    return ignoresSigterm(maker, alive, { since: deletion.asked, grace: (deletion.due - deletion.asked) / 1000 });
  }
  if (now < deletion.due + PATIENCE) return undefined;
  return finding({
    ...common,
    cause: 'StuckTerminating',
    container: alive[0],
    what: 'is stuck in deletion: its node should have ended it',
    facts: [
      { label: 'was due', text: timeText(deletion.due) },
      { label: 'node', text: pod.nodeName },
    ],
    changes: [
      {
        in: 'the cluster',
        do: 'see whether the node answers: kubectl get nodes; if it is gone for good, delete its Node object',
      },
    ],
    commands: kubectl('describe', pod.ref),
  });
}
