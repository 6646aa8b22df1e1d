/**
 * A pod as a Mermaid flowchart: its containers in the order in which they start, its volumes, and who mounts what where.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */

import { environmentSources } from './environment';
import { Fields, fieldsOf, itemsAt, present, textAt } from './fields';
import { label } from './label';
import { sourceText } from './volume';
import { ALGORUNNER } from '../hkube/worker-template';
import { at } from '../text/json-value';

/** Where kinds have their pods; a Pod is one itself. */
const POD_PATHS = [
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['spec', 'template', 'spec'],
  ['template', 'spec'],
];

/** What of a workload says how often its pods run, unless that is once. */
const COUNTS = [
  ['replicas', 'replicas'],
  ['completions', 'completions'],
  ['parallelism', 'at a time'],
] as const;

/** How nodes look that are not like others. */
const CLASSES = [
  ['main', 'stroke-width:3px'],
  ['missing', 'stroke-dasharray:4'],
];

/** The spec of the pod in a manifest; undefined when it has none. */
function podSpecOf(manifest: unknown): Fields | undefined {
  const isPod = (spec: unknown) => Array.isArray(at(spec, 'containers'));
  const path = [...POD_PATHS, ...(at(manifest, 'kind') === 'Pod' ? [['spec']] : [])].find((each) =>
    isPod(at(manifest, ...each)),
  );
  return path && fieldsOf(at(manifest, ...path));
}

/** `Job print`, as titles have it. */
export function titleOf(manifest: unknown): string {
  return (
    present([
      textAt(manifest, 'kind'),
      textAt(manifest, 'metadata', 'name') ?? textAt(manifest, 'metadata', 'generateName'),
    ]).join(' ') || 'Pod'
  );
}

/** The pod of a Pod, or of what makes pods from a template, as the text of a flowchart; undefined when there is none in it. */
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
    ...volumeLines(pod, [...init, ...containers, ...debugging]),
    ...environmentLines([...init, ...containers, ...debugging]),
  ];
  const classes = CLASSES.filter(([name]) => lines.some((line) => line.endsWith(`:::${name}`)));
  return [...lines, ...classes.map((words) => `  classDef ${words.join(' ')}`), ''].join('\n');
}

/** A container of the pod. */
interface Part {
  /** In the flowchart. */
  readonly id: string;
  readonly container: Fields;
  /** What is to be said of its role. */
  readonly role?: string;
  readonly isNative?: boolean;
  readonly isMain?: boolean;
}

function partsOf(pod: Fields): { readonly init: Part[]; readonly containers: Part[]; readonly debugging: Part[] } {
  const containers = itemsAt(pod, 'containers');
  // The first one, as it is to kubectl; but HKube's worker comes before its algorithm.
  const main = Math.max(
    0,
    containers.findIndex(({ name }) => name === ALGORUNNER),
  );
  return {
    init: itemsAt(pod, 'initContainers').map((container, i) => {
      const isNative = container.restartPolicy === 'Always';
      return {
        id: `i${i}`,
        container,
        isNative,
        role: isNative ? 'native sidecar, stops after the containers' : 'init container, runs to its end',
      };
    }),
    containers: containers.map((container, i) => ({ id: `c${i}`, container, isMain: i === main })),
    debugging: itemsAt(pod, 'ephemeralContainers').map((container, i) => ({
      id: `e${i}`,
      container,
      role: 'for debugging',
    })),
  };
}

function countsOf(manifest: unknown): string[] {
  const schedule = textAt(manifest, 'spec', 'schedule');
  const spec = at(manifest, 'spec', 'jobTemplate', 'spec') ?? at(manifest, 'spec');
  const counts = COUNTS.flatMap(([field, what]) => {
    const count = textAt(spec, field);
    return count === undefined || count === '1' ? [] : [`${count} ${what}`];
  });
  return present([schedule === undefined ? undefined : `schedule ${schedule}`, counts.length > 0 && counts.join(', ')]);
}

/** Native sidecars are round, the main container has a thick line. */
function containerNode({ id, container, role, isNative, isMain }: Part): string {
  const text = label(
    present([textAt(container, 'name') ?? 'no name', textAt(container, 'image'), portsText(container), role]),
  );
  return `${id}${isNative ? `([${text}])` : `[${text}]`}${isMain ? ':::main' : ''}`;
}

function portsText(container: Fields): string | undefined {
  const ports = itemsAt(container, 'ports').map((port) => {
    const protocol = textAt(port, 'protocol') ?? 'TCP';
    const name = textAt(port, 'name');
    return `${textAt(port, 'containerPort') ?? '?'}${protocol === 'TCP' ? '' : `/${protocol}`}${name === undefined ? '' : ` ${name}`}`;
  });
  return ports.length === 0 ? undefined : `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
}

/** Init containers start one after the other, and then all others at once. */
function orderEdges(init: readonly Part[], last: string | undefined): string[] {
  return init.flatMap(({ id, container, isNative }, i) => {
    const next = init[i + 1]?.id ?? last;
    const when = !isNative
      ? 'has completed'
      : at(container, 'startupProbe')
        ? 'startup probe has succeeded'
        : 'has started';
    return next === undefined ? [] : [`  ${id} ==>|${label([when])}| ${next}`];
  });
}

function volumeLines(pod: Fields, parts: readonly Part[]): string[] {
  const lines: string[] = [];
  const ids = new Map<string, string>();
  itemsAt(pod, 'volumes').forEach((volume, i) => {
    const name = textAt(volume, 'name') ?? 'no name';
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
    ...itemsAt(container, 'volumeMounts').map(
      (mount) => `  ${id} -.-|${label(mountText(mount))}| ${idOf(textAt(mount, 'name') ?? 'no name')}`,
    ),
    ...itemsAt(container, 'volumeDevices').map(
      (device) =>
        `  ${id} -.-|${label([textAt(device, 'devicePath') ?? '?', 'block device'])}| ` +
        `${idOf(textAt(device, 'name') ?? 'no name')}`,
    ),
  ]);
  return [...lines, ...edges];
}

function mountText(mount: Fields): string[] {
  const subPath = textAt(mount, 'subPath') ?? textAt(mount, 'subPathExpr');
  const more = present([mount.readOnly === true && 'ro', subPath !== undefined && `subPath ${subPath}`]);
  return present([textAt(mount, 'mountPath') ?? '?', more.length > 0 && more.join(', ')]);
}

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
