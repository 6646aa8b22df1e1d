/** A container has ended, and should not have: exit codes, memory, endless restarts. */

import { Change, inContainer, inTemplate, inWholeContainer, Maker, roleOf } from './change';
import { Fact, Symptom, finding, logsOf, PodContext } from './finding';
import type { Container, Pod, Termination } from './pod';
import { latest, timeText } from './values';
import { JsonObject, textAt } from '../text/json-value';

/** Restarts that are longer ago say nothing of today. Milliseconds. */
const RECENT = 60 * 60 * 1000;
/** A sidecar that ends so soon never worked. Milliseconds. */
const START_UP = 10_000;
/** Who runs so long again is over it. Milliseconds. */
const CALM = 10 * 60 * 1000;

/** Probes that have a container ended when they fail. */
const PROBES = [
  ['startupProbe', 'startup probe'],
  ['livenessProbe', 'liveness probe'],
] as const;

interface Meaning {
  /** Empty when only the program knows. */
  readonly what: string;
  readonly field?: string;
  readonly to: string;
}

const PROGRAM: Meaning = { what: '', to: 'its log says why; check command, args and env' };

/** What exit codes stand for, by the conventions of shells and of the container runtimes. */
const CODES = new Map<number, Meaning>([
  [2, { ...PROGRAM, what: 'many programs mean wrong arguments by it' }],
  [
    125,
    {
      what: 'the program that was to run the command failed itself',
      field: 'command',
      to: 'check it, and what it calls',
    },
  ],
  [
    126,
    {
      what: 'the command was found, but may not be executed',
      field: 'command',
      to: 'make the file executable, or call its interpreter: sh FILE',
    },
  ],
  [
    127,
    {
      what: 'a command was not found',
      field: 'command',
      to: 'check the names of the programs that it calls, and PATH; a program whose libraries or loader are missing reads alike',
    },
  ],
  [130, { what: 'interrupted (SIGINT)', field: 'command', to: 'find out who sends it: Kubernetes does not' }],
  [
    132,
    {
      what: 'illegal instruction (SIGILL): built for another processor',
      field: 'image',
      to: "build it for the nodes' processors, or choose nodes that have what it needs",
    },
  ],
  [
    134,
    {
      what: 'the program gave up (SIGABRT): a failed assertion, or no memory left in its own heap',
      field: 'resources.limits.memory',
      to: "look at the end of its log; if it speaks of memory, raise this and the program's own heap",
    },
  ],
  [
    135,
    {
      what: 'bus error (SIGBUS): often /dev/shm is full',
      field: 'volumeMounts',
      to: 'mount an emptyDir with medium Memory at /dev/shm: without one it has 64 MiB',
    },
  ],
  [136, { what: 'arithmetic error (SIGFPE)', field: 'args', to: 'a mistake in the program, or in what it was given' }],
  [
    137,
    {
      what: 'killed (SIGKILL)',
      field: 'resources.limits.memory',
      to: 'if one of its processes needed too much memory, raise this; else something in the container or on the node kills it',
    },
  ],
  [
    139,
    {
      what: 'segmentation fault (SIGSEGV)',
      field: 'image',
      to: 'a mistake in the program, or a library that does not go with it: try another version',
    },
  ],
  [141, { what: 'wrote to a pipe that nobody reads (SIGPIPE)', field: 'command', to: 'check the pipes in its script' }],
  [
    143,
    {
      what: 'asked to end (SIGTERM), by somebody else than its pod',
      field: 'command',
      to: 'find out who sends it; a program that ends as it should on SIGTERM ends with 0',
    },
  ],
]);

function meaningOf(code: number): Meaning {
  const known = CODES.get(code);
  if (known) return known;
  if (code > 128 && code < 160) {
    return { what: `ended by signal ${code - 128}`, field: 'command', to: 'its log may say why' };
  }
  return PROGRAM;
}

export function exitFinding(context: PodContext, container: Container): Symptom | undefined {
  const { pod, maker, cluster } = context;
  const terminated = badEndOf(pod, container);
  if (!terminated) return undefined;
  const now = cluster.now.getTime();
  const { running } = container.state;
  // When it runs longer than the last time, or long enough.
  const isOver =
    running !== undefined &&
    now - (running.since ?? 0) >= Math.min(Math.max(durationOf(terminated) ?? 0, START_UP), CALM);
  if (isOver && (terminated.end ?? 0) <= now - RECENT) return undefined;
  const probes = probeFacts(context, container, terminated);
  const common = {
    container,
    since: container.restartCount > 0 ? beginningOf(context, container) : terminated.end,
    message: terminated.message || undefined,
    facts: [...factsOf(container, terminated), ...probes],
    commands: logsOf(pod, container),
    severity: isOver ? ('warning' as const) : ('error' as const),
  };
  if (terminated.reason === 'OOMKilled') return finding({ ...common, ...outOfMemory(maker, container) });
  if (terminated.reason === 'ContainerStatusUnknown') {
    return finding({
      ...common,
      step: 'run',
      cause: 'ContainerStatusUnknown',
      what: 'nobody knows how it ended: its node was lost or restarted',
      severity: 'warning',
    });
  }
  if (terminated.exitCode === 0) return finding({ ...common, ...endsByItself(maker, container, probes.length > 0) });
  const { what, field, to } = meaningOf(terminated.exitCode);
  return finding({
    ...common,
    step: 'run',
    cause: 'ExitCode',
    what: `${verbOf(maker, container, terminated)}: exit code ${terminated.exitCode}${what === '' ? '' : `: ${what}`}`,
    changes: [field === undefined ? inWholeContainer(maker, container, to) : inContainer(maker, container, field, to)],
  });
}

/** How a container ended, unless that was all right, or the end of the whole pod. */
function badEndOf(pod: Pod, container: Container): Termination | undefined {
  const { state, lastState, restartCount } = container;
  const terminated = state.terminated ?? (restartCount > 0 ? lastState.terminated : undefined);
  if (!terminated || pod.phase === 'Succeeded') return undefined;
  const end = terminated.end ?? 0;
  if (state.terminated && container.kind === 'native' && end >= endOfPod(pod)) return undefined;
  if (terminated.exitCode === 0 && terminated.reason !== 'OOMKilled') {
    const isDone = container.restarts !== 'always' || container.kind === 'init';
    if (isDone || state.running) return undefined;
  }
  return terminated;
}

/** When a container began to fail, as far as that can be known. */
function beginningOf({ pod, containerEvents }: PodContext, container: Container): number | undefined {
  return containerEvents.get(container.name)?.find(({ reason }) => reason === 'BackOff')?.first ?? pod.since;
}

/** When the last ordinary container ended: native sidecars are ended after it. */
function endOfPod({ containers }: Pod): number {
  const ordinary = containers.filter(({ kind }) => kind === 'ordinary');
  if (ordinary.some(({ state }) => !state.terminated)) return Infinity;
  return latest(ordinary.map(({ state }) => state.terminated!.end)) ?? Infinity;
}

/** How long it ran, in milliseconds. */
function durationOf({ start, end }: Termination): number | undefined {
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined;
}

function factsOf({ restartCount, state }: Container, terminated: Termination): Fact[] {
  const ran = durationOf(terminated);
  const last = terminated.end === undefined ? '' : `, last end at ${timeText(terminated.end)}`;
  const then = state.running ? '; it runs again' : state.waiting ? '; waits for the next one' : '';
  return [
    ...(ran === undefined ? [] : [{ label: 'ran for', text: `${Math.round(ran / 1000)} s` }]),
    ...(restartCount === 0 ? [] : [{ label: 'restarts', text: `${restartCount}${last}${then}` }]),
  ];
}

/** Without events there is no telling a probe from others that end a container. Who ends well when asked to ends with 0. */
function probeFacts(
  { cluster }: PodContext,
  { spec, restartCount }: Container,
  { exitCode, reason }: Termination,
): Fact[] {
  if (!cluster.events.isEmpty || restartCount === 0 || ![0, 137, 143].includes(exitCode) || reason === 'OOMKilled') {
    return [];
  }
  return probesOf(spec).map(([, label]) => ({
    label,
    text: 'it has one, which may have had it ended: events would tell',
  }));
}

const probesOf = (spec: JsonObject) => PROBES.filter(([field]) => Object.hasOwn(spec, field));

function verbOf(maker: Maker, container: Container, terminated: Termination): string {
  const isShort = (durationOf(terminated) ?? START_UP) < START_UP;
  return isShort && (container.kind === 'native' || roleOf(maker, container).toLowerCase() === 'sidecar')
    ? 'fails on start-up'
    : 'fails';
}

function outOfMemory(maker: Maker, container: Container) {
  const limit = textAt(container.spec, 'resources', 'limits', 'memory');
  const change: Change =
    limit === ''
      ? inContainer(
          maker,
          container,
          'resources.requests.memory',
          "say what it needs: it has no limit, so the node itself (or the pod's limit) ran out of memory",
        )
      : inContainer(
          maker,
          container,
          'resources.limits.memory',
          `raise it (the limit is ${limit}), or let the program use less; files in /dev/shm and in memory volumes count, too`,
        );
  return {
    step: 'run',
    cause: 'OOMKilled',
    what:
      limit === '' ? 'out of memory (OOMKilled)' : `out of memory (OOMKilled): it needs more than its limit, ${limit}`,
    changes: [change],
  } as const;
}

/** @param orByProbe whether a probe may have had it ended */
function endsByItself(maker: Maker, container: Container, orByProbe: boolean) {
  const isSideCar = container.kind === 'native';
  return {
    step: 'run',
    cause: 'EndsByItself',
    what: `ends${orByProbe ? '' : ' by itself'} (exit code 0), and is started again and again: ${isSideCar ? 'a native sidecar has to run on' : 'here containers have to run on'}`,
    changes: [
      inContainer(maker, container, 'command', 'start what keeps running, in the foreground'),
      ...(isSideCar && maker.by === 'library'
        ? [
            inContainer(
              maker,
              container,
              'mode',
              'or SideCarMode.CONTAINER, when it has one thing to do; SideCarMode.INIT, when it does that before the others start',
            ),
          ]
        : []),
      ...(orByProbe
        ? probesOf(container.spec).map(([field]) =>
            inContainer(maker, container, field, 'or check its port, path or command, if it is the probe'),
          )
        : []),
      ...(container.isMain && maker.subject.kind === 'Deployment' ? [runAsJob(maker)] : []),
    ],
  } as const;
}

const runAsJob = (maker: Maker): Change =>
  maker.by === 'library'
    ? { in: `Algorithm "${maker.name}"`, field: 'workload', do: 'or Workload.job(), if its work has an end' }
    : inTemplate(maker, 'or make it a Job, if its work has an end');
