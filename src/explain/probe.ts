/** A probe or a hook fails: the container is started again, never gets ready, or holds up those behind it. */

import { inContainer, Maker, roleOf } from './change';
import { Event, lastEvent } from './events';
import { Cluster, Fact, Symptom, finding, logsOf, PodContext } from './finding';
import { Container, hasBegun, MAX_GRACE, Termination } from './pod';
import { latest, scalarAt } from './values';
import { integerAt, JsonObject, objectAt, textAt, textsAt } from '../text/json-value';

/** Signals that end what a probe has found bad: 137 is SIGKILL, 143 SIGTERM. */
const KILLED = [137, 143];
/** Whoever is not ready by then, when the probe itself allows less. Milliseconds. */
const PATIENCE = 30_000;

export function probeFinding(context: PodContext, container: Container): Symptom | undefined {
  const events = context.containerEvents.get(container.name) ?? [];
  return (
    hookFinding(context, container, events) ??
    startupFinding(context, container, events) ??
    livenessFinding(context, container, events) ??
    readinessFinding(context, container, events)
  );
}

function hookFinding({ pod, maker }: PodContext, container: Container, events: readonly Event[]): Symptom | undefined {
  const failed = lastEvent(events, ['FailedPostStartHook']);
  const isWaiting = container.state.waiting?.reason === 'PostStartHookError';
  const end = lastEnd(container);
  if (!isWaiting && !(failed && end && wasKilled(end, failed))) return undefined;
  return finding({
    step: 'start',
    cause: 'PostStartHook',
    container,
    what: 'is killed: its postStart hook fails',
    since: failed?.first ?? pod.since,
    message: container.state.waiting?.message || failed?.message,
    facts: restarts(container),
    changes: [
      inContainer(
        maker,
        container,
        'lifecycle.postStart',
        "make it succeed: it runs beside the container's own command, maybe before that is up",
      ),
    ],
    commands: logsOf(pod, container),
  });
}

function startupFinding(
  { pod, maker, cluster }: PodContext,
  container: Container,
  events: readonly Event[],
): Symptom | undefined {
  const probe = objectAt(container.spec, 'startupProbe');
  if (container.isStarted || Object.keys(probe).length === 0 || !hasBegun(container)) return undefined;
  const killed = lastEvent(events, ['Killing'], /failed startup probe/);
  const end = lastEnd(container);
  const runs = container.state.running && cluster.now.getTime() - (container.state.running.since ?? Infinity);
  const isLate = runs !== undefined && runs > budgetOf(probe);
  const isKilled = end !== undefined && wasKilled(end, killed);
  if (!isLate && !isKilled) return undefined;
  const failed = lastEvent(events, ['Unhealthy'], /^Startup probe/);
  const isSideCar = container.kind === 'native' || roleOf(maker, container) === 'SideCar';
  return finding({
    step: 'start',
    cause: 'StartupProbe',
    container,
    what: `${isSideCar ? 'fails on start-up' : 'fails to start'}: its startup probe never succeeds`,
    since: failed?.first ?? pod.since,
    message: failed?.message,
    facts: [
      { label: 'probe', text: probeText(probe) },
      ...restarts(container),
      ...(container.kind === 'native'
        ? [{ label: 'waiting', text: 'the containers after it are not started before it is' }]
        : []),
      ...(isForgotten({ pod, cluster }, container, events)
        ? [
            {
              label: 'kubelet',
              text: `after the restart it seems not to be probed any more, so that it waits for ever: ${FORGETS}`,
            },
          ]
        : []),
    ],
    changes: [
      inContainer(
        maker,
        container,
        startupField(maker, container),
        'check its port, path or command; if the program needs longer, raise failureThreshold',
      ),
      inContainer(maker, container, 'command', 'or let it start what is probed'),
    ],
    commands: logsOf(pod, container),
  });
}

/** Who waits for HEALTHY has a startup probe made of the sidecar's readiness or liveness probe. */
function startupField({ by }: Maker, { kind, spec }: Container): string {
  const source = ['readinessProbe', 'livenessProbe'].find((name) => Object.hasOwn(spec, name));
  const isLikeIt =
    source !== undefined && targetText(objectAt(spec, source)) === targetText(objectAt(spec, 'startupProbe'));
  return by === 'library' && kind === 'native' && isLikeIt
    ? `startupProbe (or ${source}, if it is made of that)`
    : 'startupProbe';
}

/** What is wrong with kubelets that forget. */
const FORGETS = 'a defect of kubelets before 1.33.6 and 1.34.2 with restartPolicy Never, kubernetes#132826';
/** The first patch of a minor version that is without it. */
const MENDED: readonly (readonly [minor: number, patch: number])[] = [
  [33, 6],
  [34, 2],
  [35, 0],
];

/** Whether an old kubelet may never probe a native sidecar again, which has ended by itself before its probe succeeded. */
function isForgotten(
  { pod, cluster }: Pick<PodContext, 'pod' | 'cluster'>,
  container: Container,
  events: readonly Event[],
): boolean {
  const {
    kind,
    restartCount,
    state,
    lastState: { terminated: end },
  } = container;
  const since = state.running?.since;
  if (
    kind !== 'native' ||
    restartCount === 0 ||
    !end ||
    since === undefined ||
    textAt(pod.spec, 'restartPolicy') !== 'Never'
  ) {
    return false;
  }
  if (wasKilled(end, lastEvent(events, ['Killing'])) || !mayForget(kubeletOf(pod.nodeName, cluster))) return false;
  const probe = objectAt(container.spec, 'startupProbe');
  const grace =
    integerAt(probe, 'terminationGracePeriodSeconds') ?? integerAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30;
  // One that is being killed runs on until then.
  const patience = 2 * budgetOf(probe) + Math.min(Math.max(grace, 0), MAX_GRACE) * 1000;
  const probed = latest([
    lastEvent(events, ['Killing'])?.last,
    lastEvent(events, ['Unhealthy'], /^Startup probe/)?.last,
  ]);
  return cluster.now.getTime() - since > patience && (probed === undefined || probed < since);
}

/** Version of the kubelet, if its node was read. */
function kubeletOf(nodeName: string, { nodes }: Cluster): string {
  return textAt(
    nodes.find((node) => textAt(node, 'metadata', 'name') === nodeName),
    'status',
    'nodeInfo',
    'kubeletVersion',
  );
}

/** Whether a kubelet has the defect, as far as is known: `v1.33.5` */
function mayForget(version: string): boolean {
  const [major, minor, patch] = (/^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(version) ?? []).slice(1).map(Number);
  if (major === undefined) return true;
  const mended = MENDED.find(([ofMinor]) => ofMinor === minor)?.[1] ?? (minor < MENDED[0][0] ? Infinity : 0);
  return major === 1 && patch < mended;
}

function livenessFinding(
  { pod, maker }: PodContext,
  container: Container,
  events: readonly Event[],
): Symptom | undefined {
  const killed = lastEvent(events, ['Killing'], /failed liveness probe/);
  const end = lastEnd(container);
  if (!killed || !end || !wasKilled(end, killed)) return undefined;
  const failed = lastEvent(events, ['Unhealthy'], /^Liveness probe/);
  const probe = objectAt(container.spec, 'livenessProbe');
  return finding({
    severity: container.state.running && container.isReady ? 'warning' : 'error',
    step: 'run',
    cause: 'LivenessProbe',
    container,
    what: 'is killed: its liveness probe fails',
    since: failed?.first ?? killed.first,
    message: failed?.message ?? killed.message,
    facts: [{ label: 'probe', text: probeText(probe) }, ...restarts(container)],
    changes: [
      inContainer(
        maker,
        container,
        'livenessProbe',
        'check its port, path or command; if the program is slow, raise timeoutSeconds or failureThreshold; if it starts slowly, add a startupProbe',
      ),
    ],
    commands: logsOf(pod, container),
  });
}

function readinessFinding(
  { pod, maker, cluster }: PodContext,
  container: Container,
  events: readonly Event[],
): Symptom | undefined {
  const probe = objectAt(container.spec, 'readinessProbe');
  const since = container.state.running?.since;
  if (container.isReady || since === undefined || Object.keys(probe).length === 0) return undefined;
  if (cluster.now.getTime() - since <= Math.max(PATIENCE, budgetOf(probe))) return undefined;
  const failed = lastEvent(events, ['Unhealthy'], /^Readiness probe/);
  return finding({
    severity: maker.subject.kind === 'Job' || maker.subject.kind === 'CronJob' ? 'warning' : 'error',
    step: 'ready',
    cause: 'ReadinessProbe',
    container,
    what: 'is not ready: its readiness probe fails',
    since: failed?.first ?? since,
    message: failed?.message,
    facts: [{ label: 'probe', text: probeText(probe) }],
    changes: [
      inContainer(
        maker,
        container,
        'readinessProbe',
        'check its port, path or command; until it succeeds, Services send nothing to the pod',
      ),
    ],
    commands: logsOf(pod, container),
  });
}

const lastEnd = ({ state, lastState }: Container) => state.terminated ?? lastState.terminated;

/** Whether a container was ended as an event says. Of many alike, the later ones may not be counted. */
function wasKilled({ exitCode, reason, start }: Termination, event: Event | undefined): boolean {
  if (KILLED.includes(exitCode)) return reason !== 'OOMKilled';
  return event !== undefined && (event.last ?? 0) >= (start ?? Infinity);
}

const restarts = ({ restartCount }: Container): Fact[] =>
  restartCount > 0 ? [{ label: 'restarts', text: String(restartCount) }] : [];

/** How long a probe may fail before it counts, in milliseconds. */
function budgetOf(probe: JsonObject): number {
  const timeout = integerAt(probe, 'timeoutSeconds') ?? 1;
  const seconds =
    (integerAt(probe, 'initialDelaySeconds') ?? 0) +
    Math.max(integerAt(probe, 'periodSeconds') ?? 10, timeout) * (integerAt(probe, 'failureThreshold') ?? 3) +
    timeout;
  return seconds * 1000;
}

function probeText(probe: JsonObject): string {
  const timing = `every ${integerAt(probe, 'periodSeconds') ?? 10} s, failureThreshold ${integerAt(probe, 'failureThreshold') ?? 3}`;
  return [targetText(probe), timing].filter((text) => text !== '').join(', ');
}

/** What is probed; of a command only the program, as arguments may hold secrets. */
function targetText(probe: JsonObject): string {
  const port = (handler: string) => scalarAt(probe, handler, 'port');
  if (Object.hasOwn(probe, 'httpGet')) {
    return `${(textAt(probe, 'httpGet', 'scheme') || 'HTTP').toLowerCase()} :${port('httpGet')}${textAt(probe, 'httpGet', 'path') || '/'}`;
  }
  if (Object.hasOwn(probe, 'tcpSocket')) return `tcp :${port('tcpSocket')}`;
  if (Object.hasOwn(probe, 'grpc')) return `grpc :${port('grpc')}`;
  const [program] = textsAt(probe, 'exec', 'command');
  return program === undefined ? '' : `exec ${program} …`;
}
