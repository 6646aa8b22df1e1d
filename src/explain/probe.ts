/** A probe or a hook fails: the container is restarted, does not become ready, or blocks the containers after it. */

import { inContainer, Origin, roleOf } from './change';
import type { Cluster } from './cluster';
import { logsCommand } from './commands';
import { Event, lastEvent } from './events';
import { Container, hasBegun, MAX_GRACE, Termination } from './pod';
import type { PodContext } from './pod-context';
import { Fact, Symptom, symptom } from './symptom';
import { latest } from './values';
import { integerAt, JsonObject, objectAt, objectsAt, scalarAt, textAt, textsAt } from '../text/json-value';
import { declared } from '../text/suggest';

/** Exit codes of containers that a failed probe ends: 137 is SIGKILL, 143 SIGTERM. */
const KILLED_CODES = [137, 143];
/** A container gets at least this long to become ready, even when its probe allows less. */
const MIN_READINESS_TIMEOUT_MS = 30_000;

export function probeSymptom(context: PodContext, container: Container): Symptom | undefined {
  const events = context.containerEvents.get(container.name) ?? [];
  return (
    hookSymptom(context, container, events) ??
    startupSymptom(context, container, events) ??
    livenessSymptom(context, container, events) ??
    readinessSymptom(context, container, events)
  );
}

function hookSymptom({ pod, origin }: PodContext, container: Container, events: readonly Event[]): Symptom | undefined {
  const failed = lastEvent(events, ['FailedPostStartHook']);
  const isWaiting = container.state.waiting?.reason === 'PostStartHookError';
  const end = lastEnd(container);
  if (!isWaiting && !(failed && end && wasKilled(end, failed))) return undefined;
  return symptom({
    step: 'start',
    cause: 'PostStartHook',
    container,
    what: 'is killed: its postStart hook fails',
    since: failed?.first ?? pod.since,
    message: container.state.waiting?.message || failed?.message,
    facts: restarts(container),
    changes: [
      inContainer(
        origin,
        container,
        'lifecycle.postStart',
        "make it succeed: it runs while the container's own command starts, which may not be ready yet",
      ),
    ],
    commands: logsCommand(pod, container),
  });
}

function startupSymptom(
  { pod, origin, cluster }: PodContext,
  container: Container,
  events: readonly Event[],
): Symptom | undefined {
  const probe = objectAt(container.spec, 'startupProbe');
  if (container.isStarted || Object.keys(probe).length === 0 || !hasBegun(container)) return undefined;
  const killed = lastEvent(events, ['Killing'], /failed startup probe/);
  const end = lastEnd(container);
  const { running } = container.state;
  const isLate = running !== undefined && cluster.now.getTime() - (running.since ?? Infinity) > budgetOf(probe);
  const isKilled = end !== undefined && wasKilled(end, killed);
  const port = unknownPort(container, probe);
  if (!isLate && !isKilled && !hasErrored(events, 'Startup', port)) return undefined;
  const failed = lastEvent(events, ['Unhealthy'], /^Startup probe/);
  const isSideCar = container.kind === 'native' || roleOf(origin, container) === 'SideCar';
  const verb = isSideCar ? 'fails on start-up' : 'fails to start';
  return symptom({
    step: 'start',
    cause: 'StartupProbe',
    container,
    what: port ? `${verb}: its startup probe ${port.what}` : `${verb}: its startup probe never succeeds`,
    since: failed?.first ?? pod.since,
    message: failed?.message,
    facts: [
      { label: 'probe', text: probeText(probe) },
      ...restarts(container),
      ...(container.kind === 'native'
        ? [{ label: 'waiting', text: 'the containers after it start only when it has started' }]
        : []),
      ...(isForgotten({ pod, cluster }, container, events) ? [{ label: 'kubelet', text: FORGOTTEN }] : []),
    ],
    changes: [
      inContainer(
        origin,
        container,
        startupField(origin, container),
        port?.hint ?? 'check its port, path or command; if the program needs longer, raise failureThreshold',
      ),
      ...(port ? [] : [inContainer(origin, container, 'command', 'or make it start what the probe checks')]),
    ],
    commands: logsCommand(pod, container),
  });
}

/** When others wait for HEALTHY, the startup probe is derived from the sidecar's readiness or liveness probe. */
function startupField({ by }: Origin, { kind, spec }: Container): string {
  const source = ['readinessProbe', 'livenessProbe'].find((name) => Object.hasOwn(spec, name));
  const isDerived =
    source !== undefined && targetText(objectAt(spec, source)) === targetText(objectAt(spec, 'startupProbe'));
  return by === 'library' && kind === 'native' && isDerived
    ? `startupProbe (or ${source}, if it is derived from that)`
    : 'startupProbe';
}

/** What to say about a kubelet that forgets a startup probe. */
const FORGOTTEN =
  'since its restart it seems not to be probed anymore, so it waits forever: ' +
  'a bug in kubelets before 1.33.6 and 1.34.2 with restartPolicy: Never, kubernetes#132826';
/** The first patch of each minor version without this bug. */
const FIXED: readonly (readonly [minor: number, patch: number])[] = [
  [33, 6],
  [34, 2],
  [35, 0],
];

/** Whether a kubelet with this bug never probes a native sidecar again, after it ended before its probe succeeded. */
function isForgotten(
  { pod, cluster }: Pick<PodContext, 'pod' | 'cluster'>,
  container: Container,
  events: readonly Event[],
): boolean {
  const end = container.lastState.terminated;
  const since = container.state.running?.since;
  if (container.kind !== 'native' || textAt(pod.spec, 'restartPolicy') !== 'Never') return false;
  if (container.restartCount === 0 || !end || since === undefined) return false;
  if (wasKilled(end, lastEvent(events, ['Killing'])) || !mayForget(kubeletOf(pod.nodeName, cluster))) return false;
  const probe = objectAt(container.spec, 'startupProbe');
  const grace =
    integerAt(probe, 'terminationGracePeriodSeconds') ?? integerAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30;
  // A container that is being killed keeps running until then.
  const longest = 2 * budgetOf(probe) + Math.min(Math.max(grace, 0), MAX_GRACE) * 1000;
  const probed = latest([
    lastEvent(events, ['Killing'])?.last,
    lastEvent(events, ['Unhealthy'], /^Startup probe/)?.last,
  ]);
  return cluster.now.getTime() - since > longest && (probed === undefined || probed < since);
}

/** The version of a node's kubelet; empty when the node was not read. */
function kubeletOf(nodeName: string, { nodes }: Cluster): string {
  return textAt(
    nodes.find((node) => textAt(node, 'metadata', 'name') === nodeName),
    'status',
    'nodeInfo',
    'kubeletVersion',
  );
}

/** Whether a kubelet of a version such as `v1.33.5` may have the bug. */
function mayForget(version: string): boolean {
  const [major, minor, patch] = (/^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(version) ?? []).slice(1).map(Number);
  if (major === undefined) return true;
  const fixed = FIXED.find(([ofMinor]) => ofMinor === minor)?.[1] ?? (minor < FIXED[0][0] ? Infinity : 0);
  return major === 1 && patch < fixed;
}

function livenessSymptom(
  { pod, origin }: PodContext,
  container: Container,
  events: readonly Event[],
): Symptom | undefined {
  const killed = lastEvent(events, ['Killing'], /failed liveness probe/);
  const end = lastEnd(container);
  if (!killed || !end || !wasKilled(end, killed)) return uselessLivenessSymptom(origin, container, events);
  const failed = lastEvent(events, ['Unhealthy'], /^Liveness probe/);
  const probe = objectAt(container.spec, 'livenessProbe');
  return symptom({
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
        origin,
        container,
        'livenessProbe',
        'check its port, path or command; if the program is slow, raise timeoutSeconds or failureThreshold; ' +
          'if it starts slowly, add a startupProbe',
      ),
    ],
    commands: logsCommand(pod, container),
  });
}

/** A liveness probe that cannot be sent: its container is never restarted. */
function uselessLivenessSymptom(origin: Origin, container: Container, events: readonly Event[]): Symptom | undefined {
  const probe = objectAt(container.spec, 'livenessProbe');
  const port = unknownPort(container, probe);
  if (!port || !container.state.running) return undefined;
  const errored = lastEvent(events, ['Unhealthy'], /^Liveness probe/);
  return symptom({
    severity: 'warning',
    step: 'run',
    cause: 'LivenessProbe',
    container,
    what: `its liveness probe ${port.what}, so nothing is probed`,
    since: errored?.first ?? container.state.running.since,
    message: errored?.message,
    facts: [{ label: 'probe', text: probeText(probe) }],
    changes: [inContainer(origin, container, `livenessProbe.${port.field}`, port.hint)],
  });
}

/** A port name that the container does not declare. */
interface UnknownPort {
  readonly what: string;
  readonly field: string;
  readonly hint: string;
}

/** The port that a probe or hook names, if its container does not declare it. */
function unknownPort({ spec }: Container, probe: JsonObject): UnknownPort | undefined {
  const handler = ['httpGet', 'tcpSocket'].find((each) => Object.hasOwn(probe, each));
  const port = handler === undefined ? '' : textAt(probe, handler, 'port');
  const names = objectsAt(spec, 'ports')
    .map((each) => textAt(each, 'name'))
    .filter((name) => name !== '');
  if (port === '' || /^\d+$/.test(port) || names.includes(port)) return undefined;
  return {
    what: `names port ${JSON.stringify(port)}, which the container does not declare`,
    field: `${handler}.port`,
    hint: `use a port that is declared, or its number. ${declared('ports', port, names)}`,
  };
}

/** Whether the kubelet has reported that it cannot send a probe, since it does not know its port. */
const hasErrored = (events: readonly Event[], probe: string, port: UnknownPort | undefined) =>
  port !== undefined && lastEvent(events, ['Unhealthy'], new RegExp(`^${probe} probe errored`)) !== undefined;

function readinessSymptom(
  { pod, origin, cluster }: PodContext,
  container: Container,
  events: readonly Event[],
): Symptom | undefined {
  const probe = objectAt(container.spec, 'readinessProbe');
  const since = container.state.running?.since;
  if (container.isReady || since === undefined || Object.keys(probe).length === 0) return undefined;
  const port = unknownPort(container, probe);
  const isEarly = cluster.now.getTime() - since <= Math.max(MIN_READINESS_TIMEOUT_MS, budgetOf(probe));
  if (isEarly && !hasErrored(events, 'Readiness', port)) return undefined;
  const failed = lastEvent(events, ['Unhealthy'], /^Readiness probe/);
  return symptom({
    severity: origin.subject.kind === 'Job' || origin.subject.kind === 'CronJob' ? 'warning' : 'error',
    step: 'ready',
    cause: 'ReadinessProbe',
    container,
    what: `is not ready: its readiness probe ${port?.what ?? 'fails'}`,
    since: failed?.first ?? since,
    message: failed?.message,
    facts: [{ label: 'probe', text: probeText(probe) }],
    changes: [
      inContainer(
        origin,
        container,
        port ? `readinessProbe.${port.field}` : 'readinessProbe',
        port?.hint ?? 'check its port, path or command; until it succeeds, Services send no traffic to the pod',
      ),
    ],
    commands: logsCommand(pod, container),
  });
}

const lastEnd = ({ state, lastState }: Container) => state.terminated ?? lastState.terminated;

/** Whether a container was killed, as an event says. Of many similar events, the later ones may be missing. */
function wasKilled({ exitCode, reason, start }: Termination, event: Event | undefined): boolean {
  if (KILLED_CODES.includes(exitCode)) return reason !== 'OOMKilled';
  return event !== undefined && (event.last ?? 0) >= (start ?? Infinity);
}

const restarts = ({ restartCount }: Container): Fact[] =>
  restartCount > 0 ? [{ label: 'restarts', text: String(restartCount) }] : [];

/** How long a probe may fail before the kubelet acts, in milliseconds. */
function budgetOf(probe: JsonObject): number {
  const timeout = integerAt(probe, 'timeoutSeconds') ?? 1;
  const seconds =
    (integerAt(probe, 'initialDelaySeconds') ?? 0) +
    Math.max(integerAt(probe, 'periodSeconds') ?? 10, timeout) * (integerAt(probe, 'failureThreshold') ?? 3) +
    timeout;
  return seconds * 1000;
}

function probeText(probe: JsonObject): string {
  const period = integerAt(probe, 'periodSeconds') ?? 10;
  const failures = integerAt(probe, 'failureThreshold') ?? 3;
  return [targetText(probe), `every ${period} s, failureThreshold ${failures}`]
    .filter((text) => text !== '')
    .join(', ');
}

/** What is probed. Of a command it shows only the program, since arguments may contain secrets. */
function targetText(probe: JsonObject): string {
  const port = (handler: string) => scalarAt(probe, handler, 'port');
  if (Object.hasOwn(probe, 'httpGet')) {
    const scheme = textAt(probe, 'httpGet', 'scheme') || 'HTTP';
    const path = textAt(probe, 'httpGet', 'path') || '/';
    return `${scheme.toLowerCase()} :${port('httpGet')}${path}`;
  }
  if (Object.hasOwn(probe, 'tcpSocket')) return `tcp :${port('tcpSocket')}`;
  if (Object.hasOwn(probe, 'grpc')) return `grpc :${port('grpc')}`;
  const [program] = textsAt(probe, 'exec', 'command');
  return program === undefined ? '' : `exec ${program} …`;
}
