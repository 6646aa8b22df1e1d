import { ContainerCondition } from './container-condition';
import type { Owner } from './owner';
import type { Rendering } from './rendering';
import { SideCarMode } from './side-car-mode';
import { Finding, finding } from '../apimachinery/finding';
import { plainValue } from '../apimachinery/to-api';
import { extensible, fieldAt, listOf } from '../text/json-value';
import { declared } from '../text/suggest';

/** The container that must start first: by its owner, else by name. */
export interface Dependency {
  readonly owner?: Owner;
  /** Path of the construct that declared it. @default - it is given by name */
  readonly constructPath?: string;
  readonly name: string;
  readonly condition: ContainerCondition;
}

/** A container whose place in the pod is not decided yet. */
export interface ContainerInPod extends Rendering {
  readonly owner?: Owner;
  readonly dependencies: readonly Dependency[];
  /** How it is to run. @default - as the others need it */
  readonly mode?: SideCarMode;
  /** How it runs when nothing else decides. @default - it is the main container */
  readonly defaultMode?: SideCarMode;
}

/** A container, the list of the pod that it belongs to, and what it starts after. */
export interface PlacedContainer extends Rendering {
  readonly owner?: Owner;
  readonly list: 'initContainers' | 'containers';
  readonly after: readonly StartedAfter[];
}

/** A container that starts after another one, by their names in the pod. */
export interface StartedAfter {
  readonly name: string;
  readonly other: string;
  readonly condition: ContainerCondition;
}

export const ORDER_RULE = 'HKUBE-ORDER';
/** The least number of tries for a startup probe that was derived from another probe. */
const FAILURE_THRESHOLD = 30;

/**
 * Finds the order in which a pod's containers start. Kubernetes has only one order: init containers and native sidecars
 * one after the other, then all other containers at once. So a container that others wait for becomes one of the
 * former.
 *
 * @param containers in their order of declaration, which stays wherever no dependency changes it
 * @param fillIn whether `restartPolicy: Always` is set for native sidecars; else they stay as declared
 */
export function orderContainers(containers: readonly ContainerInPod[], fillIn: boolean): PlacedContainer[] {
  const edges = new Map(containers.map((container) => [container, resolve(container, containers)]));
  const wanted = new Map<ContainerInPod, Set<ContainerCondition>>();
  for (const { to, condition } of [...edges.values()].flat()) {
    if (to) wanted.set(to, (wanted.get(to) ?? new Set()).add(condition));
  }
  const modes = new Map(containers.map((container) => [container, modeOf(container, wanted.get(container))]));
  const findings = new Map(
    containers.map((container) => {
      return [
        container,
        [...edges.get(container)!.flatMap((edge, i) => edgeFindings(container, edge, `dependsOn[${i}]`, modes))],
      ];
    }),
  );

  const starting = containers.filter((container) => isStartedFirst(modes.get(container)));
  const sorted = sort(
    starting,
    (container) => edges.get(container)!.flatMap(({ to }) => to ?? []),
    (container, cycle) => {
      findings
        .get(container)!
        .push(
          orderFinding(
            'dependsOn',
            'Invalid value',
            cycle,
            'these containers wait for each other',
            'Remove one of the dependencies',
          ),
        );
    },
  );
  return [...sorted, ...containers.filter((container) => !isStartedFirst(modes.get(container)))].map((container) => ({
    owner: container.owner,
    list: isStartedFirst(modes.get(container)) ? 'initContainers' : 'containers',
    manifest: fillIn ? finish(container, modes.get(container), wanted.get(container)) : container.manifest,
    findings: [...container.findings, ...findings.get(container)!],
    after: edges
      .get(container)!
      .flatMap(({ to, condition }) =>
        to ? { name: container.manifest.name, other: to.manifest.name, condition } : [],
      ),
  }));
}

/** Reports JSON patches that break the order. */
export function brokenOrder(order: readonly StartedAfter[], manifest: any, path: string): Finding[] {
  if (order.length === 0) return [];
  const starting = listOf(fieldAt(manifest, path)?.initContainers);
  return order.flatMap(({ name, other, condition }) => {
    const [i, j] = [other, name].map((wanted) => starting.findIndex((container) => container?.name === wanted));
    const { restartPolicy, startupProbe } = starting[i] ?? {};
    const isKept =
      i >= 0 &&
      (j < 0 || i < j) &&
      !(condition === ContainerCondition.COMPLETED && restartPolicy === 'Always') &&
      !(condition === ContainerCondition.HEALTHY && !startupProbe);
    const value = `${name} after ${other}: ${condition}`;
    return isKept
      ? []
      : [
          orderFinding(
            `${path}.initContainers`,
            'Invalid value',
            value,
            'a patch has broken this order',
            'Remove the dependency, or change the patch',
          ),
        ];
  });
}

/** A dependency, and the container that it means, if there is one. */
interface Edge extends Dependency {
  readonly to?: ContainerInPod;
  /** Names that it may have meant. */
  readonly hint?: string;
}

function resolve(container: ContainerInPod, containers: readonly ContainerInPod[]): Edge[] {
  return container.dependencies.map((dependency) => {
    const to = containers.find(
      dependency.owner
        ? ({ owner }) => owner === dependency.owner
        : ({ manifest }) => manifest.name === dependency.name,
    );
    return to ? { ...dependency, to } : { ...dependency, hint: hintOf(dependency, containers, container) };
  });
}

function hintOf(
  { constructPath, name }: Dependency,
  containers: readonly ContainerInPod[],
  self: ContainerInPod,
): string | undefined {
  if (constructPath !== undefined) return `It is not (or no longer) a container of this pod: ${constructPath}`;
  if (name === '') return "Name a container: { name: 'web' }";
  return declared(
    'containers',
    name,
    containers.filter((other) => other !== self).map(({ manifest }) => String(manifest.name)),
  );
}

const isStartedFirst = (mode: SideCarMode | undefined) => mode === SideCarMode.INIT || mode === SideCarMode.NATIVE;

/** How a container runs; undefined for the main one. */
function modeOf(
  { mode, defaultMode, manifest }: ContainerInPod,
  wanted: ReadonlySet<ContainerCondition> = new Set(),
): SideCarMode | undefined {
  // An init container that is restarted forever is a native sidecar.
  if (mode === SideCarMode.INIT && manifest.restartPolicy === 'Always') return SideCarMode.NATIVE;
  if (mode !== undefined || defaultMode === undefined) return mode;
  if (wanted.has(ContainerCondition.COMPLETED)) return SideCarMode.INIT;
  return wanted.size > 0 && !isStartedFirst(defaultMode) ? SideCarMode.NATIVE : defaultMode;
}

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** The reason why a dependency can't be kept. */
function edgeFindings(
  container: ContainerInPod,
  { name, to, condition, hint }: Edge,
  path: string,
  modes: ReadonlyMap<ContainerInPod, SideCarMode | undefined>,
): Finding[] {
  if (!to) return [orderFinding(`${path}.name`, 'Not found', name, '', hint)];
  // The main container and ordinary ones are not sorted; among all others this is a cycle.
  if (to === container) {
    return isStartedFirst(modes.get(to))
      ? []
      : [orderFinding(path, 'Invalid value', name, 'it would wait for itself', 'Remove it')];
  }
  const impossible = (detail: string, what: string) => [
    orderFinding(path, 'Invalid value', `${name}: ${condition}`, detail, what),
  ];
  const mode = modes.get(to);
  if (mode === undefined) {
    return impossible('nothing can start after the main container, which starts last', 'Reverse the dependency');
  }
  if (mode === SideCarMode.CONTAINER) {
    return impossible(
      'ordinary containers all start at once, after the others',
      `Remove the mode of "${name}", or make it SideCarMode.NATIVE`,
    );
  }
  switch (condition) {
    case ContainerCondition.COMPLETED:
      if (mode === SideCarMode.INIT) return [];
      return impossible(
        'a native sidecar runs as long as the main container',
        `Remove the mode of "${name}", or make it SideCarMode.INIT`,
      );
    case ContainerCondition.HEALTHY:
      if (mode === SideCarMode.INIT) {
        return impossible(
          'an init container runs to completion and has no probes',
          'Wait for ContainerCondition.COMPLETED',
        );
      }
      if (PROBES.some((probe) => to.manifest[probe])) return [];
      return impossible('it has no probe that shows when it is healthy', `Set a startupProbe for "${name}"`);
    case ContainerCondition.STARTED:
      return [];
  }
}

/** A dependency that no pod can keep. */
const orderFinding = (path: string, type: Finding['type'], value: unknown, detail: string, hint?: string): Finding =>
  finding(ORDER_RULE, path, type, detail, { value, hint });

/** Each container after those that it waits for, otherwise in order of declaration. */
function sort(
  containers: readonly ContainerInPod[],
  before: (container: ContainerInPod) => ContainerInPod[],
  foundCycle: (container: ContainerInPod, cycle: string) => void,
): ContainerInPod[] {
  const sorted = new Set<ContainerInPod>();
  const waiting = new Set<ContainerInPod>();
  const known = new Set(containers);
  const place = (container: ContainerInPod) => {
    if (sorted.has(container) || !known.has(container)) return;
    if (waiting.has(container)) {
      const all = [...waiting];
      foundCycle(
        container,
        [...all.slice(all.indexOf(container)), container].map(({ manifest }) => manifest.name).join(' → '),
      );
      return;
    }
    waiting.add(container);
    before(container).forEach(place);
    waiting.delete(container);
    sorted.add(container);
  };
  containers.forEach(place);
  return [...sorted];
}

/** The container as it goes into the pod. */
function finish(
  { manifest }: ContainerInPod,
  mode: SideCarMode | undefined,
  wanted: ReadonlySet<ContainerCondition> = new Set(),
): any {
  if (mode !== SideCarMode.NATIVE) return manifest;
  const { readinessProbe, livenessProbe } = manifest;
  const probe = readinessProbe ?? livenessProbe;
  const startupProbe =
    manifest.startupProbe === undefined && probe && wanted.has(ContainerCondition.HEALTHY)
      ? startupProbeOf(probe)
      : undefined;
  const finished = extensible(manifest);
  finished.restartPolicy ??= 'Always';
  if (startupProbe) finished.startupProbe = startupProbe;
  return finished;
}

/** A probe that waits for the start; it must have a `successThreshold` of 1. */
function startupProbeOf({ successThreshold: _, ...probe }: any): any {
  const failureThreshold = Math.max(FAILURE_THRESHOLD, Number(probe.failureThreshold ?? 0));
  // A copy: YAML would print a shared object as an alias.
  return plainValue({ ...probe, failureThreshold });
}
