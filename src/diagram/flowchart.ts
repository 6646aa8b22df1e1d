/**
 * Draws a pod as a Mermaid flowchart: its containers in the order in which they start, its volumes and its mounts.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */

import { environmentSources } from './environment';
import { label, present } from './label';
import { sourceText } from './volume-source';
import { ALGORUNNER } from '../hkube/worker-template';
import { at, isTrueAt, listAt, scalarAt, textAt } from '../text/json-value';

/** Where workloads have the spec of their pod. */
const POD_PATHS = [
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['spec', 'template', 'spec'],
  ['template', 'spec'],
];

/** Fields of a workload that say how many pods it runs, and how they are shown. */
const COUNTS = [
  ['replicas', 'replicas'],
  ['completions', 'completions'],
  ['parallelism', 'at a time'],
] as const;

/** The styles of nodes that look different. */
const CLASSES = [
  ['main', 'stroke-width:3px'],
  ['missing', 'stroke-dasharray:4'],
];

/** The spec of the pod in a manifest; undefined when it has none. */
function podSpecOf(manifest: unknown): unknown {
  const paths = textAt(manifest, 'kind') === 'Pod' ? [...POD_PATHS, ['spec']] : POD_PATHS;
  return paths.map((path) => at(manifest, ...path)).find((spec) => Array.isArray(at(spec, 'containers')));
}

/** The title of a diagram: `Job print`. */
export function titleOf(manifest: unknown): string {
  const name = scalarAt(manifest, 'metadata', 'name') || scalarAt(manifest, 'metadata', 'generateName');
  return present([scalarAt(manifest, 'kind'), name]).join(' ') || 'Pod';
}

/** The flowchart of a Pod or of a workload's pod template; undefined when the manifest has neither. */
export function flowchart(manifest: unknown): string | undefined {
  const pod = podSpecOf(manifest);
  if (!pod) return undefined;
  const parts = partsOf(pod);
  const { init, containers, debugging } = parts;
  const isGroup = containers.length > 1;
  const nodes = (list: readonly Part[], indent: string) => list.map((part) => `${indent}${containerNode(part)}`);
  const lines = [
    'flowchart LR',
    `  subgraph pod[${label([titleOf(manifest), ...countsOf(manifest)])}]`,
    ...nodes(init, '    '),
    ...(isGroup
      ? [`    subgraph together[${label(['started together'])}]`, ...nodes(containers, '      '), '    end']
      : nodes(containers, '    ')),
    ...nodes(debugging, '    '),
    '  end',
    ...orderEdges(init, isGroup ? 'together' : containers[0]?.id),
    ...volumeLines([...listAt(pod, 'volumes'), ...claimTemplates(manifest)], [...init, ...containers, ...debugging]),
    ...environmentLines([...init, ...containers, ...debugging]),
  ];
  const classes = CLASSES.filter(([name]) => lines.some((line) => line.endsWith(`:::${name}`)));
  return [...lines, ...classes.map((words) => `  classDef ${words.join(' ')}`), ''].join('\n');
}

/** A container of the pod. */
interface Part {
  /** Its id in the flowchart. */
  readonly id: string;
  readonly container: unknown;
  /** Its role, as the node shows it. */
  readonly role?: string;
  readonly isNative?: boolean;
  readonly isMain?: boolean;
}

function partsOf(pod: unknown): { readonly init: Part[]; readonly containers: Part[]; readonly debugging: Part[] } {
  const containers = listAt(pod, 'containers');
  // Like kubectl, use the first container by default. HKube's worker stands before its algorithm.
  const algorunner = containers.findIndex((container) => textAt(container, 'name') === ALGORUNNER);
  const main = Math.max(0, algorunner);
  return {
    init: listAt(pod, 'initContainers').map((container, i) => {
      const isNative = textAt(container, 'restartPolicy') === 'Always';
      return {
        id: `i${i}`,
        container,
        isNative,
        role: isNative ? 'native sidecar, stops after the containers' : 'init container, runs to its end',
      };
    }),
    containers: containers.map((container, i) => ({ id: `c${i}`, container, isMain: i === main })),
    debugging: listAt(pod, 'ephemeralContainers').map((container, i) => ({
      id: `e${i}`,
      container,
      role: 'for debugging',
    })),
  };
}

function countsOf(manifest: unknown): string[] {
  const schedule = scalarAt(manifest, 'spec', 'schedule');
  const spec = at(manifest, 'spec', 'jobTemplate', 'spec') ?? at(manifest, 'spec');
  const counts = COUNTS.flatMap(([field, what]) => {
    const count = scalarAt(spec, field);
    return count === '' || count === '1' ? [] : [`${count} ${what}`];
  });
  return present([schedule !== '' && `schedule ${schedule}`, counts.join(', ')]);
}

/** Native sidecars are round; the main container has a thick line. */
function containerNode({ id, container, role = '', isNative, isMain }: Part): string {
  const text = label(present([nameOf(container), scalarAt(container, 'image'), portsText(container), role]));
  const node = isNative ? `([${text}])` : `[${text}]`;
  return isMain ? `${id}${node}:::main` : `${id}${node}`;
}

const nameOf = (value: unknown) => scalarAt(value, 'name') || 'no name';

function portsText(container: unknown): string {
  const ports = listAt(container, 'ports').map(portText);
  if (ports.length === 0) return '';
  return `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
}

/** `8080`, `53/UDP dns` */
function portText(port: unknown): string {
  const number = scalarAt(port, 'containerPort') || '?';
  const protocol = scalarAt(port, 'protocol') || 'TCP';
  return present([protocol === 'TCP' ? number : `${number}/${protocol}`, scalarAt(port, 'name')]).join(' ');
}

/** Init containers start one after the other, then all other containers at once. */
function orderEdges(init: readonly Part[], last: string | undefined): string[] {
  return init.flatMap((part, i) => {
    const next = init[i + 1]?.id ?? last;
    return next === undefined ? [] : [`  ${part.id} ==>|${label([conditionText(part)])}| ${next}`];
  });
}

/** What has to happen to an init container before the next container starts. */
function conditionText({ container, isNative }: Part): string {
  if (!isNative) return 'has completed';
  return at(container, 'startupProbe') ? 'startup probe has succeeded' : 'has started';
}

/** The claims of a StatefulSet as volumes of its pods. */
const claimTemplates = (manifest: unknown) =>
  listAt(manifest, 'spec', 'volumeClaimTemplates').map((volumeClaimTemplate) => ({
    name: scalarAt(volumeClaimTemplate, 'metadata', 'name'),
    ephemeral: { volumeClaimTemplate },
  }));

function volumeLines(volumes: readonly unknown[], parts: readonly Part[]): string[] {
  const lines: string[] = [];
  const ids = new Map<string, string>();
  volumes.forEach((volume, i) => {
    const name = nameOf(volume);
    if (!ids.has(name)) ids.set(name, `v${i}`);
    lines.push(`  v${i}[(${label([name, sourceText(volume)])})]`);
  });
  const idOf = (name: string) => {
    let id = ids.get(name);
    if (id === undefined) {
      ids.set(name, (id = `m${ids.size}`));
      lines.push(`  ${id}[(${label([name, 'not declared'])})]:::missing`);
    }
    return id;
  };
  const edges = parts.flatMap(({ id, container }) => [
    ...listAt(container, 'volumeMounts').map(
      (mount) => `  ${id} -.-|${label(mountLines(mount))}| ${idOf(nameOf(mount))}`,
    ),
    ...listAt(container, 'volumeDevices').map(
      (device) => `  ${id} -.-|${label(deviceLines(device))}| ${idOf(nameOf(device))}`,
    ),
  ]);
  return [...lines, ...edges];
}

function mountLines(mount: unknown): string[] {
  const subPath = scalarAt(mount, 'subPath') || scalarAt(mount, 'subPathExpr');
  const options = present([isTrueAt(mount, 'readOnly') && 'ro', subPath !== '' && `subPath ${subPath}`]);
  return present([scalarAt(mount, 'mountPath') || '?', options.join(', ')]);
}

const deviceLines = (device: unknown) => [scalarAt(device, 'devicePath') || '?', 'block device'];

function environmentLines(parts: readonly Part[]): string[] {
  const ids = new Map<string, string>();
  const edges: string[] = [];
  for (const { id, container } of parts) {
    for (const [source, variables] of environmentSources(container)) {
      if (!ids.has(source)) ids.set(source, `s${ids.size}`);
      edges.push(`  ${ids.get(source)} -.->|${label([variables])}| ${id}`);
    }
  }
  return [...[...ids].map(([source, id]) => `  ${id}{{${label([source])}}}`), ...edges];
}
