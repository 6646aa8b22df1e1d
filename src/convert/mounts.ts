/** Where the volumes of a pod are mounted. */

import { call, Call, Entry, Group, list, optional, scalar, Statement, struct, variable } from './code';
import type { Scope } from './scope';
import { pick, structFields, typedCode } from './typed-value';
import { structType } from '../apimachinery/schema';
import { isObject, JsonObject, listAt } from '../text/json-value';

/** A volume of the pod, and the code that declares it. */
export interface DeclaredVolume {
  readonly name: string;
  readonly code: (paths: readonly string[]) => Call;
}

/** A container that volumes are mounted in by calls, and its variable. */
export interface MountingContainer {
  readonly container: JsonObject;
  readonly variable: string;
}

/** The mounts of a container. */
export const mountsOf = (container: JsonObject): JsonObject[] => listAt(container, 'volumeMounts').filter(isObject);

/** Mounts as props; none where there are no mounts. */
export const mountProps = (container: JsonObject): Entry[] =>
  mountsOf(container).length === 0
    ? []
    : [['volumeMounts', list(mountsOf(container).map((mount) => typedCode(mount, MOUNT)))]];

const MOUNT = structType('VolumeMount')!;

/**
 * Statements that declare volumes and mount them: each volume with its mounts, unless that would change the order of
 * the mounts of a container.
 *
 * @param all all containers of the pod, for what depends on where a volume is mounted
 */
export function volumeGroups(
  volumes: readonly DeclaredVolume[],
  containers: readonly MountingContainer[],
  all: readonly JsonObject[],
  scope: Scope,
): Group[] {
  const isUsed = (name: string) =>
    containers.some(({ container }) => mountsOf(container).some((mount) => mount.name === name));
  const variables = new Map(
    volumes.filter(({ name }) => isUsed(name)).map(({ name }) => [name, scope.variable(name, 'Volume')]),
  );
  const declaration = ({ name, code }: DeclaredVolume): Statement => {
    const mounts = all.flatMap(mountsOf).filter((mount) => mount.name === name);
    return { variable: variables.get(name), value: code(mounts.map(({ mountPath }) => mountPath)) };
  };
  const mountStatements = (isWanted: (mount: JsonObject, container: JsonObject) => boolean): Statement[] =>
    containers.flatMap(({ container, variable: of }) =>
      mountsOf(container)
        .filter((mount) => isWanted(mount, container))
        .map((mount) => ({ value: mountCall(of, mount, variables) })),
    );
  const places = new Map(volumes.map(({ name }, i) => [name, i]));
  if (containers.every(({ container }) => isSorted(mountsOf(container).map(({ name }) => places.get(name)!)))) {
    return volumes.map((volume) => [declaration(volume), ...mountStatements(({ name }) => name === volume.name)]);
  }
  return [
    volumes.map(declaration),
    ...containers.map(({ container }) => mountStatements((_, wanted) => wanted === container)),
  ];
}

const isSorted = (numbers: readonly number[]) => numbers.every((number, i) => i === 0 || numbers[i - 1] <= number);

function mountCall(container: string, mount: JsonObject, variables: ReadonlyMap<string, string>): Call {
  const [{ name, mountPath }, options] = pick(mount, ['name', 'mountPath']);
  return call(
    variable(container),
    'mount',
    [scalar(mountPath), variable(variables.get(name)!)],
    optional(struct('VolumeMountOptions', structFields(options, 'VolumeMount'))),
  );
}
