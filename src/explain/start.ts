/** The container runtime cannot start a container: StartError, RunContainerError, CreateContainerError. */

import type { CauseName } from './cause-names';
import { inContainer } from './change';
import { lastEvent } from './events';
import { Symptom, finding, PodContext } from './finding';
import type { Container } from './pod';

const WAITING = [
  'RunContainerError',
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'CreatePodSandboxError',
];
const TERMINATED = ['StartError', 'ContainerCannotRun', 'ContainerCannotStart'];

interface Cause {
  readonly cause: CauseName;
  readonly pattern: RegExp;
  readonly what: string;
  readonly field: string;
  readonly to: string;
}

/** A limit that leaves no room for the runtime's own first process. */
export const TOO_LITTLE_MEMORY = /OOM-killed|memory limit too low|cannot allocate memory/i;

/** What runc and the runtimes above it say; the first that fits. */
const CAUSES: readonly Cause[] = [
  {
    cause: 'StartMemory',
    pattern: TOO_LITTLE_MEMORY,
    what: 'its memory limit is too small to start at all',
    field: 'resources.limits.memory',
    to: 'raise it',
  },
  {
    cause: 'StartWorkingDir',
    pattern: /chdir to cwd/i,
    what: 'its working directory is missing, or closed to its user',
    field: 'workingDir',
    to: 'name a directory of the image',
  },
  {
    cause: 'StartReadOnly',
    pattern: /read-only file system/i,
    what: 'a path has to be made, but the file system is read-only there',
    field: 'volumeMounts',
    to: 'mount nothing inside a read-only volume (Secrets, ConfigMaps), nor start in a directory (workingDir) that is not in it',
  },
  {
    cause: 'StartMountType',
    pattern: /not a directory|(?:mount|bind).*is a directory/i,
    what: 'a volume is mounted over a file',
    field: 'volumeMounts',
    to: "mount onto a directory; for one file, give mountPath the file's path and subPath its name in the volume",
  },
  {
    cause: 'StartDevice',
    pattern: /nvidia-container-cli|nvidia-container-runtime|libnvidia|unresolvable CDI devices/i,
    what: "the node's GPU runtime fails",
    field: 'resources.limits',
    to: 'ask for the GPU that the node has; if you do, driver or GPU runtime of the node are broken',
  },
  {
    cause: 'CommandNotFound',
    pattern: /executable file not found|\bexec\b.*no such file or directory/i,
    what: 'there is no such command in its image',
    field: 'command',
    to: 'name a program of the image by its full path, and arguments in args; a script needs the interpreter of its first line, too',
  },
  {
    cause: 'CommandNotExecutable',
    pattern: /\bexec\b.*permission denied/i,
    what: 'its command may not be executed',
    field: 'command',
    to: 'name a program, no directory; make the file executable (chmod +x in the image; defaultMode 0755 for a volume), or call its interpreter: sh FILE',
  },
  {
    cause: 'CommandFormat',
    pattern: /exec format error/i,
    what: 'its command is no program for this node',
    field: 'image',
    to: "build it for the node's architecture; if the command is a script, give it a first line such as #!/bin/sh",
  },
  {
    cause: 'StartNodeBusy',
    pattern: /deadline exceeded|timed? ?out|failed to reserve container name|is reserved for/i,
    what: "the node's runtime does not answer in time",
    field: 'resources',
    to: 'nothing, at first: the node is overloaded, or its container runtime is stuck',
  },
];

const UNKNOWN: Omit<Cause, 'pattern'> = {
  cause: 'ContainerStart',
  what: 'the container runtime refuses',
  field: 'command',
  to: 'check command, mounts and security context: the message says what is wrong',
};

export function startFinding({ pod, maker, containerEvents }: PodContext, container: Container): Symptom | undefined {
  const { waiting, terminated } = container.state;
  const before = container.lastState.terminated;
  const isWaiting = waiting !== undefined && WAITING.includes(waiting.reason);
  const ended = [terminated, waiting ? before : undefined].find(
    (end) => end !== undefined && TERMINATED.includes(end.reason),
  );
  if (!isWaiting && !ended) return undefined;
  const message =
    (isWaiting ? waiting.message : ended!.message) ||
    (lastEvent(containerEvents.get(container.name) ?? [], ['Failed'])?.message ?? '');
  const { cause, what, field, to } = CAUSES.find(({ pattern }) => pattern.test(message)) ?? UNKNOWN;
  return finding({
    step: 'start',
    cause,
    container,
    what: `cannot be started: ${what}`,
    since: container.restartCount > 0 ? pod.since : (ended?.end ?? pod.since),
    message: message || (waiting ?? ended)?.reason,
    facts: [
      ...(cause.startsWith('Command') ? commandFact(message) : []),
      ...(container.restartCount > 0 ? [{ label: 'restarts', text: String(container.restartCount) }] : []),
    ],
    changes: [inContainer(maker, container, field, to)],
  });
}

/** Only the program: arguments may hold secrets. */
function commandFact(message: string) {
  const program = /exec: "([^"]*)"/.exec(message)?.[1];
  return program ? [{ label: 'command', text: program }] : [];
}
