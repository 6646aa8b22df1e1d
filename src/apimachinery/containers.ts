import { listOf } from '../text/json-value';

/** Containers, each with its path. */
export type ContainersWithPath = ReadonlyArray<readonly [container: any, path: string]>;

/** All containers of a pod, in the order in which the server visits them. */
export function allContainers(spec: any, path: string): ContainersWithPath {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((kind) =>
    (spec[kind] ?? []).map((container: any, i: number) => [container, `${path}.${kind}[${i}]`] as const),
  );
}

/** Those that a template may have, of what need not be a pod's spec. */
export function templateContainers(spec: any, path: string): ContainersWithPath {
  return ['initContainers', 'containers'].flatMap((kind) =>
    listOf(spec?.[kind]).map((container, i) => [container, `${path}.${kind}[${i}]`] as const),
  );
}
