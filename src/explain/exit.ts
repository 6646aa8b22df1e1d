/** A container ended when it should not: exit codes, out of memory, endless restarts. */

import { Change, inContainer, inTemplate, inWholeContainer, isAdded, Origin, roleOf } from './change';
import type { Cluster } from './cluster';
import { logsCommand } from './commands';
import { causeInLog } from './log-causes';
import type { Container, Pod, Termination } from './pod';
import type { PodContext } from './pod-context';
import { Fact, Symptom, symptom } from './symptom';
import { latest, timeText } from './values';
import { isLongRunning } from '../render/workload-parts';
import { JsonObject, textAt } from '../text/json-value';

/** A failure that is longer ago is not reported once the container is running again. */
const RECENT_MS = 60 * 60 * 1000;
/** A sidecar that ends sooner has failed on start-up. */
const START_UP_MS = 10_000;
/** A container that has been running this long since its restart counts as recovered. */
const RECOVERED_MS = 10 * 60 * 1000;

/** Probes that end a container when they fail. */
const PROBES = [
  ['startupProbe', 'startup probe'],
  ['livenessProbe', 'liveness probe'],
] as const;

interface Meaning {
  /** Empty when the meaning depends on the program. */
  readonly what: string;
  readonly field?: string;
  /** What to do. */
  readonly hint: string;
}

const PROGRAM: Meaning = { what: '', hint: 'its log says why; check command, args and env' };

/** What exit codes mean by the conventions of shells and container runtimes. */
const CODES = new Map<number, Meaning>([
  [2, { ...PROGRAM, what: 'many programs use it for wrong arguments' }],
  [
    125,
    {
      what: 'the program that should run the command failed itself',
      field: 'command',
      hint: 'check the command and what it calls',
    },
  ],
  [
    126,
    {
      what: 'the command was found but cannot be executed',
      field: 'command',
      hint: 'make the file executable, or call its interpreter: sh FILE',
    },
  ],
  [
    127,
    {
      what: 'a command was not found',
      field: 'command',
      hint: 'check PATH and the names of the programs that it calls; a missing library or loader causes the same error',
    },
  ],
  [130, { what: 'interrupted (SIGINT)', field: 'command', hint: 'find out what sends it: Kubernetes does not' }],
  [
    132,
    {
      what: 'illegal instruction (SIGILL): built for another processor',
      field: 'image',
      hint: "build it for the nodes' processors, or select nodes with the processors that it needs",
    },
  ],
  [
    134,
    {
      what: 'the program aborted (SIGABRT): an assertion failed, or its own heap ran out of memory',
      field: 'resources.limits.memory',
      hint: "check the end of its log; if it mentions memory, raise this limit and the program's own heap size",
    },
  ],
  [
    135,
    {
      what: 'bus error (SIGBUS): often /dev/shm is full',
      field: 'volumeMounts',
      hint: 'mount an emptyDir with medium Memory at /dev/shm: its default size is 64 MiB',
    },
  ],
  [
    136,
    {
      what: 'arithmetic error (SIGFPE)',
      field: 'args',
      hint: 'look for a bug in the program or a mistake in its input',
    },
  ],
  [
    137,
    {
      what: 'killed (SIGKILL)',
      field: 'resources.limits.memory',
      hint:
        'raise it if a process needed too much memory; otherwise something in the container or on the node ' +
        'kills it',
    },
  ],
  [
    139,
    {
      what: 'segmentation fault (SIGSEGV)',
      field: 'image',
      hint: 'look for a bug in the program or a library that does not match it: try another version',
    },
  ],
  [
    141,
    { what: 'wrote to a pipe that has no reader (SIGPIPE)', field: 'command', hint: 'check the pipes in its script' },
  ],
  [
    143,
    {
      what: 'asked to end (SIGTERM), but not because its pod ended',
      field: 'command',
      hint: 'find out what sends it; a program that handles SIGTERM ends with 0',
    },
  ],
]);

/** @param isOfOthers whether users cannot change the command */
function meaningOf(code: number, isOfOthers: boolean): Meaning {
  const known = CODES.get(code);
  if (isOfOthers) return { what: known?.what ?? '', hint: 'its log says why' };
  if (known) return known;
  if (code > 128 && code < 160) {
    return { what: `ended by signal ${code - 128}`, field: 'command', hint: 'its log may say why' };
  }
  return PROGRAM;
}

export function exitSymptom(context: PodContext, container: Container): Symptom | undefined {
  const { pod, origin, cluster } = context;
  const terminated = badEndOf(pod, container);
  if (!terminated) return unseenEnd(context, container);
  const now = cluster.now.getTime();
  const { running } = container.state;
  // It has been running for longer than the last time, or for long enough.
  const enough = Math.min(Math.max(durationOf(terminated) ?? 0, START_UP_MS), RECOVERED_MS);
  const isOver = pod.phase === 'Succeeded' || (running !== undefined && now - (running.since ?? 0) >= enough);
  const isOutOfMemory = terminated.reason === 'OOMKilled';
  // A limit that was too small once is too small for the next run too.
  if (isOver && !isOutOfMemory && (terminated.end ?? 0) <= now - RECENT_MS) return undefined;
  const probes = probeFacts(context, container, terminated);
  const common = {
    container,
    since: container.restartCount > 0 ? beginningOf(context, container) : terminated.end,
    message: terminated.message || undefined,
    facts: [...factsOf(container, terminated), ...probes],
    commands: logsCommand(pod, container),
    severity: isOver ? ('warning' as const) : ('error' as const),
  };
  if (isOutOfMemory) {
    return symptom({ ...common, ...outOfMemory(origin, container, terminated.exitCode), outlivesSuccess: true });
  }
  if (terminated.reason === 'ContainerStatusUnknown') {
    return symptom({
      ...common,
      step: 'run',
      cause: 'ContainerStatusUnknown',
      what: 'it is unknown how it ended: its node was lost or restarted',
      severity: 'warning',
    });
  }
  if (terminated.exitCode === 0) return symptom({ ...common, ...endsByItself(origin, container, probes.length > 0) });
  const inLog = causeInLog(terminated.message, container, pod.spec);
  const { what, field, hint } = inLog ?? meaningOf(terminated.exitCode, isAdded(origin, container));
  const code = `exit code ${terminated.exitCode}`;
  return symptom({
    ...common,
    step: 'run',
    cause: inLog?.name ?? 'ExitCode',
    facts: [...common.facts, ...(inLog?.name === 'CommandFormat' ? architectureFact(pod.nodeName, cluster) : [])],
    what: [verbOf(origin, container, terminated), code, what].filter((text) => text !== '').join(': '),
    changes: [
      field === undefined || (!inLog && isAdded(origin, container))
        ? inWholeContainer(origin, container, hint)
        : inContainer(origin, container, field, hint),
    ],
  });
}

/** A container that is restarted again and again, when its status does not show how it ended. */
function unseenEnd({ pod, origin }: PodContext, container: Container): Symptom | undefined {
  const { waiting } = container.state;
  if (waiting?.reason !== 'CrashLoopBackOff' || container.lastState.terminated) return undefined;
  return symptom({
    step: 'run',
    cause: 'ContainerStatusUnknown',
    container,
    what: 'ends again and again; how it ended is not known',
    since: pod.since,
    message: waiting.message || undefined,
    changes: [inWholeContainer(origin, container, PROGRAM.hint)],
    commands: logsCommand(pod, container),
  });
}

/** The kind of processor of the node, if the node was read. */
function architectureFact(nodeName: string, { nodes }: Cluster): Fact[] {
  const node = nodes.find((each) => textAt(each, 'metadata', 'name') === nodeName);
  const architecture = textAt(node, 'status', 'nodeInfo', 'architecture');
  return architecture === '' ? [] : [{ label: 'node', text: `${nodeName} (${architecture})` }];
}

/** How a container ended, unless it was meant to end, or ended with its pod. */
function badEndOf(pod: Pod, container: Container): Termination | undefined {
  const { state, lastState } = container;
  const terminated = state.terminated ?? lastState.terminated;
  if (!terminated) return undefined;
  // Of a pod that has succeeded, only a process that was killed for memory may still matter.
  if (pod.phase === 'Succeeded') return state.terminated?.reason === 'OOMKilled' ? terminated : undefined;
  const end = terminated.end ?? 0;
  if (state.terminated && container.kind === 'native' && end >= endOfPod(pod)) return undefined;
  if (terminated.exitCode === 0 && terminated.reason !== 'OOMKilled') {
    const isDone = container.restarts !== 'always' || container.kind === 'init';
    if (isDone || state.running) return undefined;
  }
  return terminated;
}

/** When a container began to fail, as far as is known. */
function beginningOf({ pod, containerEvents }: PodContext, container: Container): number | undefined {
  return containerEvents.get(container.name)?.find(({ reason }) => reason === 'BackOff')?.first ?? pod.since;
}

/** When the last ordinary container ended. Native sidecars are ended after that. */
function endOfPod({ containers }: Pod): number {
  const ordinary = containers.filter(({ kind }) => kind === 'ordinary');
  if (ordinary.some(({ state }) => !state.terminated)) return Infinity;
  return latest(ordinary.map(({ state }) => state.terminated!.end)) ?? Infinity;
}

/** How long a container ran, in milliseconds. */
function durationOf({ start, end }: Termination): number | undefined {
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined;
}

function factsOf({ restartCount, state }: Container, terminated: Termination): Fact[] {
  const ran = durationOf(terminated);
  const last = terminated.end === undefined ? '' : `, last end at ${timeText(terminated.end)}`;
  return [
    ...(ran === undefined ? [] : [{ label: 'ran for', text: `${Math.round(ran / 1000)} s` }]),
    ...(restartCount === 0 ? [] : [{ label: 'restarts', text: `${restartCount}${last}${stateText(state)}` }]),
  ];
}

function stateText({ running, waiting }: Container['state']): string {
  if (running) return '; it is running again';
  return waiting ? '; it waits for the next one' : '';
}

/** How containers end that are asked to end, or killed; 0 when they handle SIGTERM. */
const CODES_WHEN_KILLED = [0, 137, 143];

/** The probes that may have ended a container. Only events show whether one did. */
function probeFacts(
  { cluster }: PodContext,
  { spec, restartCount }: Container,
  { exitCode, reason }: Termination,
): Fact[] {
  if (!cluster.events.isEmpty || restartCount === 0) return [];
  if (!CODES_WHEN_KILLED.includes(exitCode) || reason === 'OOMKilled') return [];
  return probesOf(spec).map(([, label]) => ({
    label,
    text: 'this probe may have killed the container; only events show it',
  }));
}

const probesOf = (spec: JsonObject) => PROBES.filter(([field]) => Object.hasOwn(spec, field));

function verbOf(origin: Origin, container: Container, terminated: Termination): string {
  const isShort = (durationOf(terminated) ?? START_UP_MS) < START_UP_MS;
  const isSideCar = container.kind === 'native' || roleOf(origin, container).toLowerCase() === 'sidecar';
  return isShort && isSideCar ? 'fails on start-up' : 'fails';
}

function outOfMemory(origin: Origin, container: Container, exitCode: number) {
  const limit = textAt(container.spec, 'resources', 'limits', 'memory');
  const change: Change =
    limit === ''
      ? inContainer(
          origin,
          container,
          'resources.requests.memory',
          "request what it needs: it has no limit, so the node itself (or the pod's limit) ran out of memory",
        )
      : inContainer(
          origin,
          container,
          'resources.limits.memory',
          `raise it (now ${limit}), or make the program use less; files in /dev/shm and in memory volumes count too`,
        );
  const more = limit === '' ? '' : `: it needs more than its limit, ${limit}`;
  return {
    step: 'run',
    cause: 'OOMKilled',
    what:
      exitCode === 0
        ? 'a process in it was killed for memory (OOMKilled), although it ended with exit code 0: its work may be ' +
          'incomplete'
        : `out of memory (OOMKilled)${more}`,
    changes: [change],
  } as const;
}

/** @param orByProbe whether a probe may have ended it instead */
function endsByItself(origin: Origin, container: Container, orByProbe: boolean) {
  const isSideCar = container.kind === 'native';
  const verb = orByProbe ? 'ends' : 'ends by itself';
  const why = isSideCar ? 'a native sidecar must keep running' : 'containers must keep running here';
  return {
    step: 'run',
    cause: 'EndsByItself',
    what: `${verb} (exit code 0), and is restarted again and again: ${why}`,
    changes: [
      inContainer(origin, container, 'command', 'start a program that keeps running in the foreground'),
      ...(isSideCar && origin.by === 'library'
        ? [
            inContainer(
              origin,
              container,
              'mode',
              'or SideCarMode.CONTAINER if it has one task; SideCarMode.INIT if it does that before the others start',
            ),
          ]
        : []),
      ...(orByProbe
        ? probesOf(container.spec).map(([field]) =>
            inContainer(origin, container, field, 'or check its port, path or command, if the probe ends it'),
          )
        : []),
      ...(container.isMain && isLongRunning(origin.subject.kind) ? [runAsJob(origin)] : []),
    ],
  } as const;
}

const runAsJob = (origin: Origin): Change =>
  origin.by === 'library'
    ? { in: `Algorithm "${origin.name}"`, field: 'workload', do: 'or use AlgorithmWorkload.job(), if its work ends' }
    : inTemplate(origin, 'or make it a Job, if its work ends');
