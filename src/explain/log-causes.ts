/** What the last words of programs say about their end, as far as all programs use the same words. */

import type { FieldCause, FieldCausePattern } from './causes';
import type { Container } from './pod';
import { isTrueAt, JsonObject, objectsAt, textAt } from '../text/json-value';

/** The process that serves a FUSE file system has ended, or the server of a mount has forgotten it. */
export const LOST_MOUNT: FieldCausePattern = {
  name: 'MountLost',
  pattern: /transport endpoint is not connected|stale (?:NFS )?file handle/i,
  what: 'a mounted file system is gone: the process (FUSE) or server behind it has ended or been restarted',
  field: 'volumeMounts',
  hint:
    'find out why the process behind the mount ended (often its memory limit), and create the pod anew: a ' +
    'running container does not get the mount back',
};

const WRONG_FORMAT: FieldCausePattern = {
  name: 'CommandFormat',
  pattern: /exec format error/i,
  what: 'its program is built for another kind of processor than that of the node',
  field: 'image',
  hint:
    "build the image for the node's architecture too, or select nodes by their label kubernetes.io/arch; if the " +
    'command is a script, add a first line such as #!/bin/sh',
};

const READ_ONLY = /read-only file ?system/i;

/** The cause that the last output of a container names; undefined when it names none. */
export function causeInLog(message: string, container: Container, podSpec: JsonObject): FieldCause | undefined {
  const line = message.split('\n').find((text) => READ_ONLY.test(text));
  if (line !== undefined) return readOnlyCause(pathIn(line), container, podSpec);
  return [LOST_MOUNT, WRONG_FORMAT].find(({ pattern }) => pattern.test(message));
}

function readOnlyCause(path: string | undefined, { spec }: Container, podSpec: JsonObject): FieldCause {
  const common = { name: 'ReadOnlyFileSystem', field: 'volumeMounts' } as const;
  const mount = path === undefined ? undefined : readOnlyMount(path, spec, podSpec);
  if (mount) {
    return {
      ...common,
      what: `${path} cannot be written: volume "${mount.volume}" is read-only`,
      hint: `remove readOnly from the mount at ${mount.mountPath} if its volume can be written, or write elsewhere`,
    };
  }
  return {
    ...common,
    what: `${path ?? 'a file'} cannot be written: its file system is read-only`,
    hint:
      path === undefined
        ? 'mount an emptyDir at the directory that it writes to (its log names it)'
        : `mount an emptyDir at ${path}, or at the directory that contains it`,
  };
}

const PATH = /(?<![\w:.])\/[\w.@+~-]+(?:\/[\w.@+~-]+)*/g;

/** The path that a line is about: the last one before the error, or else the first one after it. */
function pathIn(line: string): string | undefined {
  const { index } = READ_ONLY.exec(line)!;
  return line.slice(0, index).match(PATH)?.at(-1) ?? line.slice(index).match(PATH)?.[0];
}

/** Volumes that cannot be written to. */
const READ_ONLY_SOURCES = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

/** The read-only mount that a path is in. */
function readOnlyMount(path: string, spec: JsonObject, podSpec: JsonObject) {
  const mounts = objectsAt(spec, 'volumeMounts')
    .map((mount) => ({
      mount,
      mountPath: textAt(mount, 'mountPath').replace(/\/+$/, ''),
      volume: textAt(mount, 'name'),
    }))
    .filter(({ mountPath }) => mountPath !== '' && `${path}/`.startsWith(`${mountPath}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  return mounts.slice(0, 1).find(({ mount, volume }) => {
    const source = objectsAt(podSpec, 'volumes').find((each) => textAt(each, 'name') === volume) ?? {};
    return isTrueAt(mount, 'readOnly') || READ_ONLY_SOURCES.some((type) => Object.hasOwn(source, type));
  });
}
