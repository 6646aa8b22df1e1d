/** A pod is being created and has not started yet. */

import type { CauseName } from './cause-names';
import { Change, inAllContainers, inPod, inWholeContainer, Origin, nameWithRole } from './change';
import { kubectlCommand } from './commands';
import { lastEvent } from './events';
import { Container, hasBegun, Pod } from './pod';
import type { PodContext } from './pod-context';
import { TOO_LITTLE_MEMORY } from './start';
import { noEventsFact, Symptom, symptom } from './symptom';
import { textAt } from '../text/json-value';

/** A pod that takes longer to start gets a warning. */
const START_TIMEOUT_MS = 60_000;
/** An init container or a pull that takes longer gets a warning. */
const SLOW_STEP_MS = 5 * 60_000;

interface SandboxCause {
  readonly name: CauseName;
  /** What the node cannot set up. */
  readonly part: string;
}

function sandboxCause(reason: string, message: string): SandboxCause {
  if (/runtime handler|RuntimeClass/i.test(message)) return { name: 'RuntimeHandler', part: 'runtime' };
  if (/network|cni|NetworkNotReady/i.test(`${reason} ${message}`)) return { name: 'PodNetwork', part: 'network' };
  return { name: 'PodSandbox', part: 'environment' };
}

/** The node cannot set up the pod's own environment: its network, or its runtime class. */
export function sandboxSymptom({ pod, origin, events }: PodContext): Symptom | undefined {
  const failed = lastEvent(events, ['FailedCreatePodSandBox', 'NetworkNotReady']);
  if (!failed || pod.containers.some(hasBegun) || pod.nodeName === '') return undefined;
  // The process of the sandbox itself runs under the sum of the containers' limits.
  if (
    TOO_LITTLE_MEMORY.test(failed.message) &&
    pod.containers.some(({ spec }) => textAt(spec, 'resources', 'limits', 'memory') !== '')
  ) {
    return symptom({
      step: 'volumes',
      cause: 'StartMemory',
      what: 'its memory limits are too small to start',
      since: failed.first ?? pod.since,
      message: failed.message,
      changes: [
        inAllContainers(
          origin,
          'resources.limits.memory',
          'raise it and check its unit: "512" means 512 bytes; did you mean "512Mi"?',
        ),
      ],
    });
  }
  const { name, part } = sandboxCause(failed.reason, failed.message);
  const hint = 'is not healthy: check its network plugin and kubelet, or run the pod on another node';
  return symptom({
    step: 'volumes',
    cause: name,
    what: `node ${pod.nodeName} cannot set up the pod's ${part}`,
    since: failed.first ?? pod.since,
    message: failed.message,
    changes: [
      name === 'RuntimeHandler'
        ? inPod(origin, 'runtimeClassName', 'use a RuntimeClass that this node supports')
        : { in: 'the cluster', do: `node ${pod.nodeName} ${hint}` },
    ],
  });
}

/** A pod has not started yet, and nothing is known to be wrong with it. */
export function creatingSymptom(context: PodContext): Symptom | undefined {
  const { pod } = context;
  if (pod.phase !== 'Pending') return undefined;
  const init = initSymptom(context);
  if (init || pod.nodeName === '') return init;
  return pullingSymptom(context) ?? startingSymptom(context);
}

function initSymptom({ pod, origin, cluster }: PodContext): Symptom | undefined {
  const init = pod.containers.find(({ kind, state }) => kind === 'init' && state.running);
  if (!init) return undefined;
  const now = cluster.now.getTime();
  const since = init.state.running!.since ?? pod.since;
  const isLong = now - (since ?? now) > SLOW_STEP_MS;
  return symptom({
    severity: isLong ? 'warning' : 'info',
    step: 'start',
    cause: 'InitContainerRuns',
    container: init,
    what: 'has not ended yet: the containers after it wait for it',
    since,
    facts: waitingFor(pod, init.name),
    changes: isLong ? [makeItEnd(origin, init)] : [],
    commands: kubectlCommand('logs', pod.ref, '-c', init.name),
  });
}

function pullingSymptom({ pod, events, cluster }: PodContext): Symptom | undefined {
  const last = lastEvent(events, ['Pulling', 'Pulled']);
  if (last?.reason !== 'Pulling') return undefined;
  const now = cluster.now.getTime();
  const container = pod.containers.find(({ name }) => name === last.container);
  return symptom({
    severity: now - (last.last ?? now) > SLOW_STEP_MS ? 'warning' : 'info',
    step: 'image',
    cause: 'ImagePulling',
    container,
    what: 'its image is being pulled',
    since: last.last,
    facts: container ? [{ label: 'image', text: container.image }] : [],
  });
}

/** What containers wait for while nothing is wrong. */
const USUAL_WAITS = ['', 'ContainerCreating', 'PodInitializing'];

function startingSymptom({ pod, origin, cluster }: PodContext): Symptom {
  const now = cluster.now.getTime();
  const waits = ({ state }: Container) => state.waiting?.reason ?? '';
  const waiting =
    pod.containers.find((container) => !USUAL_WAITS.includes(waits(container))) ??
    pod.containers.find(({ state }) => state.waiting);
  const reason = waiting ? waits(waiting) : '';
  const isStuck = now - (pod.since ?? now) > START_TIMEOUT_MS || !USUAL_WAITS.includes(reason);
  return symptom({
    severity: isStuck ? 'warning' : 'info',
    step: 'start',
    cause: 'Creating',
    what: isStuck ? `does not start (${reason || 'no state'}), for an unknown reason` : 'is starting',
    since: pod.since,
    message: waiting?.state.waiting?.message || undefined,
    facts: [
      ...(waiting ? [{ label: 'waiting', text: nameWithRole(origin, waiting) }] : []),
      ...(isStuck ? [noEventsFact(cluster)] : []),
    ],
    commands: isStuck ? kubectlCommand('describe', pod.ref) : [],
  });
}

function makeItEnd(origin: Origin, init: Container): Change {
  if (origin.by !== 'library') {
    return inPod(
      origin,
      'initContainers',
      'make it end; if it must keep running, make it a sidecar (restartPolicy: Always)',
    );
  }
  return inWholeContainer(
    origin,
    init,
    'make it end; if it must keep running, ' +
      'use a SideCar with mode NATIVE and wait for STARTED or HEALTHY, not COMPLETED',
  );
}

function waitingFor({ containers }: Pod, name: string) {
  const after = containers
    .slice(containers.findIndex((container) => container.name === name) + 1)
    .map((container) => `"${container.name}"`);
  return after.length > 0 ? [{ label: 'waiting', text: after.join(', ') }] : [];
}
