/** A pod is being made, and takes its time. */

import { Change, inAllContainers, inPod, inWholeContainer, Maker, nameWithRole } from './change';
import { lastEvent } from './events';
import { eventsNote, Symptom, finding, kubectl, PodContext } from './finding';
import { Container, hasBegun, Pod } from './pod';
import { TOO_LITTLE_MEMORY } from './start';
import { textAt } from '../text/json-value';

/** Until then nobody asks. Milliseconds. */
const PATIENCE = 60_000;
/** An init container, or an image, that takes longer may never end. Milliseconds. */
const LONG = 5 * 60_000;

/** The pod's own environment on the node cannot be made: network, runtime class. */
export function sandboxFinding({ pod, maker, events }: PodContext): Symptom | undefined {
  const failed = lastEvent(events, ['FailedCreatePodSandBox', 'NetworkNotReady']);
  if (!failed || pod.containers.some(hasBegun) || pod.nodeName === '') return undefined;
  // The pod's own process runs under the sum of its containers' limits.
  if (
    TOO_LITTLE_MEMORY.test(failed.message) &&
    pod.containers.some(({ spec }) => textAt(spec, 'resources', 'limits', 'memory') !== '')
  ) {
    return finding({
      step: 'volumes',
      cause: 'StartMemory',
      what: 'its memory limits are too small to start at all',
      since: failed.first ?? pod.since,
      message: failed.message,
      changes: [
        inAllContainers(
          maker,
          'resources.limits.memory',
          'raise it, and look at its unit: "512" is 512 bytes, "512Mi" was meant',
        ),
      ],
    });
  }
  const isNetwork = /network|cni|NetworkNotReady/i.test(`${failed.reason} ${failed.message}`);
  const isRuntime = /runtime handler|RuntimeClass/i.test(failed.message);
  return finding({
    step: 'volumes',
    cause: isRuntime ? 'RuntimeHandler' : isNetwork ? 'PodNetwork' : 'PodSandbox',
    what: `node ${pod.nodeName} cannot make the pod's ${isRuntime ? 'runtime' : isNetwork ? 'network' : 'environment'}`,
    since: failed.first ?? pod.since,
    message: failed.message,
    changes: isRuntime
      ? [inPod(maker, 'runtimeClassName', 'name one that this node has')]
      : [
          {
            in: 'the cluster',
            do: `node ${pod.nodeName} is not well: look at its network plugin and its kubelet, or let the pod run elsewhere`,
          },
        ],
  });
}

/** A pod that nothing is known to be wrong with, and that has not started. */
export function creatingFinding(context: PodContext): Symptom | undefined {
  const { pod } = context;
  if (pod.phase !== 'Pending') return undefined;
  return (
    initFinding(context) ?? (pod.nodeName === '' ? undefined : (pullingFinding(context) ?? startingFinding(context)))
  );
}

function initFinding({ pod, maker, cluster }: PodContext): Symptom | undefined {
  const init = pod.containers.find(({ kind, state }) => kind === 'init' && state.running);
  if (!init) return undefined;
  const now = cluster.now.getTime();
  const since = init.state.running!.since ?? pod.since;
  const isLong = now - (since ?? now) > LONG;
  return finding({
    severity: isLong ? 'warning' : 'info',
    step: 'start',
    cause: 'InitContainerRuns',
    container: init,
    what: 'has not ended yet: the containers after it wait for it',
    since,
    facts: waitingFor(pod, init.name),
    changes: isLong ? [letEnd(maker, init)] : [],
    commands: kubectl('logs', pod.ref, '-c', init.name),
  });
}

function pullingFinding({ pod, events, cluster }: PodContext): Symptom | undefined {
  const last = lastEvent(events, ['Pulling', 'Pulled']);
  if (last?.reason !== 'Pulling') return undefined;
  const now = cluster.now.getTime();
  const container = pod.containers.find(({ name }) => name === last.container);
  return finding({
    severity: now - (last.last ?? now) > LONG ? 'warning' : 'info',
    step: 'image',
    cause: 'ImagePulling',
    container,
    what: 'its image is being pulled',
    since: last.last,
    facts: container ? [{ label: 'image', text: container.image }] : [],
  });
}

function startingFinding({ pod, maker, cluster }: PodContext): Symptom {
  const now = cluster.now.getTime();
  const waiting = pod.containers.find(({ state }) => state.waiting);
  const isLong = now - (pod.since ?? now) > PATIENCE;
  return finding({
    severity: isLong ? 'warning' : 'info',
    step: 'start',
    cause: 'Creating',
    what: isLong
      ? `does not start (${waiting?.state.waiting?.reason || 'no state'}), and nothing says why`
      : 'is being started',
    since: pod.since,
    message: waiting?.state.waiting?.message || undefined,
    facts: [
      ...(waiting ? [{ label: 'waiting', text: nameWithRole(maker, waiting) }] : []),
      ...(isLong ? [eventsNote(cluster)] : []),
    ],
    commands: isLong ? kubectl('describe', pod.ref) : [],
  });
}

function letEnd(maker: Maker, init: Container): Change {
  if (maker.by !== 'library') {
    return inPod(maker, 'initContainers', 'let it end; what has to keep running is a sidecar (restartPolicy: Always)');
  }
  return inWholeContainer(
    maker,
    init,
    'let it end; what has to keep running is a SideCar with mode NATIVE, of which others wait for STARTED or HEALTHY, not COMPLETED',
  );
}

function waitingFor({ containers }: Pod, name: string) {
  const after = containers
    .slice(containers.findIndex((container) => container.name === name) + 1)
    .map((container) => `"${container.name}"`);
  return after.length > 0 ? [{ label: 'waiting', text: after.join(', ') }] : [];
}
