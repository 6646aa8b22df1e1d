/** The scheduler's reasons why a node does not take a pod: what they mean, and what to change. */

import type { CauseName } from './cause-names';
import { Change, inContainer, inPod, inVolume, nameWithRole } from './change';
import { claimFacts, claimOf, unboundClaims } from './claim';
import type { Fact, PodContext } from './finding';
import type { Container } from './pod';
import { mostOnANode, requestsOf, totalRequests } from './requests';
import { objectAt, objectsAt } from '../text/json-value';

export interface SchedulingCause {
  readonly cause: CauseName;
  readonly pattern: RegExp;
  /** Short, for the first line. */
  readonly what: (match: RegExpExecArray) => string;
  readonly change: (match: RegExpExecArray, context: PodContext) => readonly Change[];
  readonly facts?: (match: RegExpExecArray, context: PodContext) => readonly Fact[];
}

export const SCHEDULING_CAUSES: readonly SchedulingCause[] = [
  {
    cause: 'InsufficientResources',
    pattern: /^Insufficient (\S+)$/,
    what: ([, resource]) => `Insufficient ${resource}`,
    change: ([, resource], context) => askForLess(resource, context),
    facts: ([, resource], context) => asked(resource, context),
  },
  {
    cause: 'TooManyPods',
    pattern: /^Too many pods$/,
    what: () => 'Too many pods',
    change: (_, { maker }) => [
      inPod(maker, 'nodeSelector', 'let it run on more nodes, or add nodes: these have as many pods as they take'),
    ],
  },
  {
    cause: 'Taint',
    pattern: /untolerated taint(?:\(s\)| \{([^{}]*)\})?|taints that the pod didn't tolerate/,
    what: ([, taint]) => (taint === undefined ? 'untolerated taints' : `untolerated taint {${taint}}`),
    change: ([, taint], { maker }) => [
      inPod(
        maker,
        'tolerations',
        `tolerate ${taintText(taint)} if it is meant to run there; a taint of node.kubernetes.io means that the node is not well`,
      ),
    ],
  },
  {
    cause: 'NodeSelector',
    pattern: /Pod's node affinity\/selector/,
    what: () => 'no node matches its node selector or affinity',
    change: (_, context) => nodeSelection(context),
  },
  {
    cause: 'PodAffinity',
    pattern: /pod (?:anti-)?affinity rules|pods anti-affinity rules/,
    what: () => 'pod affinity rules',
    change: (_, { maker }) => [
      inPod(
        maker,
        'affinity',
        'check podAffinity and podAntiAffinity: its own, and for "existing pods" those of others; preferred instead of required lets it start anyway',
      ),
    ],
  },
  {
    cause: 'TopologySpread',
    pattern: /topology spread constraints/,
    what: () => 'topology spread constraints',
    change: (_, { maker }) => [
      inPod(
        maker,
        'topologySpreadConstraints',
        'check that nodes have the label topologyKey; whenUnsatisfiable: ScheduleAnyway lets it start anyway',
      ),
    ],
  },
  {
    cause: 'HostPort',
    pattern: /free ports for the requested pod ports/,
    what: () => 'its host ports are taken',
    change: (_, { maker, pod }) =>
      pod.containers
        .filter(({ spec }) => objectsAt(spec, 'ports').some((port) => Object.hasOwn(port, 'hostPort')))
        .map((container) =>
          inContainer(maker, container, 'ports', 'leave hostPort out: only one pod of a node can have it'),
        ),
  },
  {
    cause: 'Cordoned',
    pattern: /^node\(s\) were unschedulable$/,
    what: () => 'nodes are cordoned',
    change: () => [{ in: 'the cluster', do: 'wait, or let pods onto the nodes again: kubectl uncordon NODE' }],
  },
  {
    cause: 'NodeName',
    pattern: /requested node name/,
    what: () => 'there is no such node',
    change: (_, { maker }) => [inPod(maker, 'nodeName', 'leave it out, or name a node that there is')],
  },
  {
    cause: 'ClaimMissing',
    pattern: /persistentvolumeclaim "([^"]*)" (?:not found|is being deleted)/,
    what: ([, claim]) => `PersistentVolumeClaim "${claim}" is missing`,
    change: ([, claim], context) => [
      inVolume(
        context.maker,
        claimOf(context, claim).volume,
        `create claim "${claim}" in namespace ${context.pod.ref.namespace}, or name another`,
      ),
    ],
  },
  {
    cause: 'ClaimUnbound',
    pattern:
      /unbound immediate PersistentVolumeClaims|find available persistent volumes to bind|not have enough free storage/,
    what: () => 'a PersistentVolumeClaim is not bound to a volume',
    change: (_, context) => [
      inVolume(
        context.maker,
        claimOf(context, unboundClaims(context)[0]?.ref.name).volume,
        'claim what there is: storage class, size and access mode have to fit',
      ),
    ],
    facts: (_, context) => claimFacts(context),
  },
  {
    cause: 'VolumeElsewhere',
    pattern: /volume node affinity conflict|PersistentVolume's node affinity|no available volume zone/,
    what: () => 'its volume is on other nodes',
    change: (_, context) => [
      inVolume(
        context.maker,
        claimOf(context).volume,
        'claim a volume that all nodes reach, or one with volumeBindingMode WaitForFirstConsumer',
      ),
      inPod(context.maker, 'nodeSelector', 'or let the pod run where the volume is'),
    ],
  },
  {
    cause: 'VolumeInUse',
    pattern: /ReadWriteOncePod|no available disk/,
    what: () => 'its volume is used by another pod',
    change: (_, context) => [
      inVolume(
        context.maker,
        claimOf(context).volume,
        'wait for that pod, or claim a volume that several pods may use (ReadWriteMany)',
      ),
    ],
  },
  {
    cause: 'TooManyVolumes',
    pattern: /exceed max volume count/,
    what: () => 'nodes have as many volumes as they take',
    change: (_, { maker }) => [inPod(maker, 'nodeSelector', 'let it run on more nodes, or mount fewer claims')],
  },
];

const taintText = (taint: string | undefined) => (taint === undefined ? 'their taints' : `{${taint}}`);

/** Who asks for how much of a resource, and what nodes have of it. */
function asked(resource: string, { pod, maker, cluster }: PodContext): Fact[] {
  const own = pod.containers.flatMap((container) => {
    const amount = requestsOf(container.spec).get(resource);
    return amount && amount.value > 0n ? [`${nameWithRole(maker, container)} ${amount.text}`] : [];
  });
  const total = totalRequests(pod.spec).get(resource);
  const most = mostOnANode(cluster.nodes, resource);
  return [
    ...(total
      ? [{ label: 'asks for', text: `${resource} ${total.text}: ${own.join(', ') || 'the pod as a whole'}` }]
      : []),
    ...(most
      ? [
          {
            label: 'node has',
            text: `${resource} ${most.text} at most${total && total.value > most.value ? ': it will never fit' : ', for all its pods'}`,
          },
        ]
      : []),
  ];
}

function askForLess(resource: string, { pod, maker, cluster }: PodContext): Change[] {
  const greediest = pod.containers.reduce<{ readonly container?: Container; readonly value: bigint }>(
    (best, container) => {
      const value = requestsOf(container.spec).get(resource)?.value ?? 0n;
      return value > best.value ? { container, value } : best;
    },
    { value: 0n },
  );
  const total = totalRequests(pod.spec).get(resource);
  const most = mostOnANode(cluster.nodes, resource);
  const never = total !== undefined && most !== undefined && total.value > most.value;
  const to = `ask for less${never ? '' : ', or wait until other pods end'}, or add nodes that have as much`;
  const field = `resources.requests.${resource}`;
  if (!greediest.container) return [inPod(maker, field, to)];
  const isDevice = resource.includes('/');
  return [inContainer(maker, greediest.container, isDevice ? `resources.limits.${resource}` : field, to)];
}

function nodeSelection({ maker, pod }: PodContext): Change[] {
  const selector = Object.entries(objectAt(pod.spec, 'nodeSelector')).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${key}=${value}`] : [],
  );
  if (selector.length === 0) {
    return [inPod(maker, 'affinity', 'check nodeAffinity: kubectl get nodes --show-labels lists what nodes have')];
  }
  return [
    inPod(
      maker,
      'nodeSelector',
      `it wants ${selector.join(', ')}: check it; kubectl get nodes --show-labels lists what nodes have`,
    ),
  ];
}
