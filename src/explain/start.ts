/** The container runtime cannot start a container: StartError, RunContainerError, CreateContainerError. */

import type { FieldCause, FieldCausePattern } from './causes';
import { inContainer } from './change';
import { lastEvent } from './events';
import { LOST_MOUNT } from './log-causes';
import type { Container, Termination } from './pod';
import type { PodContext } from './pod-context';
import { Symptom, symptom } from './symptom';
import { textAt } from '../text/json-value';

/** Reasons of containers that wait because the runtime could not start them. */
const WAITING_REASONS = [
  'RunContainerError',
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'CreatePodSandboxError',
];
/** Reasons of containers that ended because the runtime could not start them. */
const TERMINATED_REASONS = ['StartError', 'ContainerCannotRun', 'ContainerCannotStart'];

/** Messages about a limit that is too small for the runtime's own first process. */
export const TOO_LITTLE_MEMORY = new RegExp(
  [
    /OOM-killed|memory limit (?:is )?too low|cannot allocate memory|minimum memory limit/,
    /set memory limit \d+ too low|memory(?:\.limit_in_bytes|\.max)\W.*device or resource busy/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Messages of container runtimes, which some kubelets report with another reason. */
const RUNTIME_MESSAGE = /OCI runtime|runc create|crun:|containerd task|shim task|container init/i;
/** The exit codes of containers that the runtime could not start. */
const START_CODES = [126, 127, 128];
/** A failed start that is longer ago is not reported once the container is running. */
const RECENT_MS = 60 * 60 * 1000;

/** What the messages of runc and of container runtimes mean; the first pattern that matches counts. */
const CAUSES: readonly FieldCausePattern[] = [
  {
    name: 'StartMemory',
    pattern: TOO_LITTLE_MEMORY,
    what: 'its memory limit is too small to start',
    field: 'resources.limits.memory',
    hint: 'raise it, and check its unit',
  },
  LOST_MOUNT,
  {
    name: 'StartWorkingDir',
    pattern: /chdir to cwd/i,
    what: 'its working directory does not exist, or its user may not enter it',
    field: 'workingDir',
    hint: 'use a directory that exists in the image',
  },
  {
    name: 'StartReadOnly',
    pattern: /read-only file system/i,
    what: 'a path must be created, but the file system is read-only there',
    field: 'volumeMounts',
    hint:
      'mount nothing inside a read-only volume (Secret, ConfigMap), and use no workingDir that does not exist ' +
      'in it',
  },
  {
    name: 'StartMountType',
    pattern: /not a directory|(?:mount|bind).*is a directory/i,
    what: 'a volume is mounted over a file',
    field: 'volumeMounts',
    hint:
      "mount onto a directory; for one file, set mountPath to the file's path and subPath to its name in the " +
      'volume',
  },
  {
    name: 'StartDevice',
    pattern: /nvidia-container-cli|nvidia-container-runtime|libnvidia|unresolvable CDI devices/i,
    what: "the node's GPU runtime fails",
    field: 'resources.limits',
    hint: 'request the GPU that the node has; if you do, the driver or GPU runtime of the node is broken',
  },
  {
    name: 'CommandNotFound',
    pattern: /executable file not found|\bexec\b.*no such file or directory/i,
    what: 'its command does not exist in the image',
    field: 'command',
    hint:
      'name a program in the image by its full path, with arguments in args; a script also needs its ' +
      'interpreter (first line)',
  },
  {
    name: 'CommandNotExecutable',
    pattern: /\bexec\b.*permission denied/i,
    what: 'its command is not executable',
    field: 'command',
    hint:
      'name a program, not a directory; make the file executable (chmod +x in the image; defaultMode 0755 for a ' +
      'volume), or call its interpreter: sh FILE',
  },
  {
    name: 'CommandFormat',
    pattern: /exec format error/i,
    what: 'its command is not a program for this node',
    field: 'image',
    hint: "build it for the node's architecture; if the command is a script, add a first line such as #!/bin/sh",
  },
  {
    name: 'StartNodeBusy',
    pattern: /deadline exceeded|timed? ?out|failed to reserve container name|is reserved for/i,
    what: "the node's runtime does not answer in time",
    field: 'resources',
    hint: 'wait first: the node is overloaded, or its container runtime is stuck',
  },
];

const UNKNOWN: FieldCause = {
  name: 'ContainerStart',
  what: 'the container runtime reports an error',
  field: 'command',
  hint: 'check the command, mounts and security context: the message says what is wrong',
};

const couldNotStart = (end: Termination | undefined): end is Termination =>
  end !== undefined &&
  (TERMINATED_REASONS.includes(end.reason) ||
    (START_CODES.includes(end.exitCode) && RUNTIME_MESSAGE.test(end.message)));

export function startSymptom(context: PodContext, container: Container): Symptom | undefined {
  const { pod, origin, cluster, containerEvents } = context;
  const { waiting, running, terminated } = container.state;
  const before = container.lastState.terminated;
  const isWaiting = waiting !== undefined && WAITING_REASONS.includes(waiting.reason);
  const ended = [terminated, before].find(couldNotStart);
  if (!isWaiting && !ended) return undefined;
  const message =
    (isWaiting ? waiting.message : ended!.message) ||
    (lastEvent(containerEvents.get(container.name) ?? [], ['Failed'])?.message ?? '');
  const { name, what, field, hint } = CAUSES.find(({ pattern }) => pattern.test(message)) ?? UNKNOWN;
  // A memory limit that was too small once is too small for the next start too.
  const isOld = (ended?.end ?? 0) <= cluster.now.getTime() - RECENT_MS;
  if (running && isOld && name !== 'StartMemory') return undefined;
  const limit = name === 'StartMemory' ? textAt(container.spec, 'resources', 'limits', 'memory') : '';
  return symptom({
    severity: running ? 'warning' : 'error',
    step: 'start',
    cause: name,
    container,
    what: running ? `could not be started before: ${what}` : `cannot be started: ${what}`,
    since: container.restartCount > 0 ? pod.since : (ended?.end ?? pod.since),
    message: message || (waiting ?? ended)?.reason,
    facts: [
      ...(name.startsWith('Command') ? commandFact(message) : []),
      ...(limit === '' ? [] : [{ label: 'limit', text: limit }]),
      ...(container.restartCount > 0 ? [{ label: 'restarts', text: restartsText(container) }] : []),
    ],
    changes: [inContainer(origin, container, field, hint)],
  });
}

const restartsText = ({ restartCount, state }: Container) =>
  state.running ? `${restartCount}; it is running now` : String(restartCount);

/** Shows only the program, since arguments may contain secrets. */
function commandFact(message: string) {
  const program = /exec: "([^"]*)"/.exec(message)?.[1];
  return program ? [{ label: 'command', text: program }] : [];
}
