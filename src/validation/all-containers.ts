/** Containers, each with its path. */
export type ContainersWithPath = ReadonlyArray<readonly [container: any, path: string]>;

/** All containers of a pod, in the order in which the server visits them. */
export function allContainers(spec: any, path: string): ContainersWithPath {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((kind) =>
    (spec[kind] ?? []).map((container: any, i: number) => [container, `${path}.${kind}[${i}]`] as const));
}
