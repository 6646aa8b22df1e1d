/** Why a node does not accept a pod: what the scheduler's reasons mean, and what to change. */

import { autoscalerOf } from './autoscaler';
import type { CauseName } from './cause-names';
import { Change, inContainer, inPod, inVolume, nameWithRole } from './change';
import type { Container } from './pod';
import type { PodContext } from './pod-context';
import { mostOnANode, requestsOf, totalRequests } from './requests';
import type { Fact } from './symptom';
import { claimFacts, claimOf, unboundClaims } from './volumes';
import { objectAt, objectsAt } from '../text/json-value';

export interface SchedulingCause {
  readonly name: CauseName;
  readonly pattern: RegExp;
  /** In a few words, for the first line. */
  readonly what: (match: RegExpExecArray) => string;
  readonly change: (match: RegExpExecArray, context: PodContext) => readonly Change[];
  readonly facts?: (match: RegExpExecArray, context: PodContext) => readonly Fact[];
}

export const SCHEDULING_CAUSES: readonly SchedulingCause[] = [
  {
    name: 'InsufficientResources',
    pattern: /^Insufficient (\S+)$/,
    what: ([, resource]) => `Insufficient ${resource}`,
    change: ([, resource], context) => requestLess(resource, context),
    facts: ([, resource], context) => requestFacts(resource, context),
  },
  {
    name: 'TooManyPods',
    pattern: /^Too many pods$/,
    what: () => 'Too many pods',
    change: (_, { origin }) => [
      inPod(origin, 'nodeSelector', 'allow it on more nodes, or add nodes: these already run as many pods as they can'),
    ],
  },
  {
    name: 'Taint',
    pattern: /untolerated taint(?:\(s\)| \{([^{}]*)\})?|taints that the pod didn't tolerate/,
    what: ([, taint]) => (taint === undefined ? 'untolerated taints' : `untolerated taint {${taint}}`),
    change: ([, taint], { origin }) => [
      inPod(
        origin,
        'tolerations',
        `tolerate ${taintText(taint)} if it is meant to run there; ` +
          'a taint of node.kubernetes.io means that the node is not healthy',
      ),
    ],
  },
  {
    name: 'NodeSelector',
    pattern: /Pod's node affinity\/selector/,
    what: () => 'no node matches its node selector or affinity',
    change: (_, context) => nodeSelection(context),
  },
  {
    name: 'PodAffinity',
    pattern: /pod (?:anti-)?affinity rules|pods anti-affinity rules/,
    what: () => 'pod affinity rules',
    change: (_, { origin }) => [
      inPod(
        origin,
        'affinity',
        'check its podAffinity and podAntiAffinity (for "existing pods": those of other pods); ' +
          'preferred rules instead of required ones let it start anyway',
      ),
    ],
  },
  {
    name: 'TopologySpread',
    pattern: /topology spread constraints/,
    what: () => 'topology spread constraints',
    change: (_, { origin }) => [
      inPod(
        origin,
        'topologySpreadConstraints',
        'check that the nodes have the label in topologyKey; whenUnsatisfiable: ScheduleAnyway lets it start anyway',
      ),
    ],
  },
  {
    name: 'HostPort',
    pattern: /free ports for the requested pod ports/,
    what: () => 'its host ports are taken',
    change: (_, { origin, pod }) =>
      pod.containers
        .filter(({ spec }) => objectsAt(spec, 'ports').some((port) => Object.hasOwn(port, 'hostPort')))
        .map((container) =>
          inContainer(origin, container, 'ports', 'remove hostPort: only one pod per node can use it'),
        ),
  },
  {
    name: 'Cordoned',
    pattern: /^node\(s\) were unschedulable$/,
    what: () => 'nodes are cordoned',
    change: () => [{ in: 'the cluster', do: 'wait, or allow pods on the nodes again: kubectl uncordon NODE' }],
  },
  {
    name: 'NodeName',
    pattern: /requested node name/,
    what: () => 'the node that it names does not exist',
    change: (_, { origin }) => [inPod(origin, 'nodeName', 'remove it, or name a node that exists')],
  },
  {
    name: 'ClaimMissing',
    pattern: /persistentvolumeclaim "([^"]*)" (?:not found|is being deleted)/,
    what: ([, claim]) => `PersistentVolumeClaim "${claim}" is missing`,
    change: ([, claim], context) => [
      inVolume(
        context.origin,
        claimOf(context, claim).volume,
        `create claim "${claim}" in namespace ${context.pod.ref.namespace}, or name another`,
      ),
    ],
  },
  {
    name: 'ClaimUnbound',
    pattern:
      /unbound immediate PersistentVolumeClaims|find available persistent volumes to bind|not have enough free storage/,
    what: () => 'a PersistentVolumeClaim is not bound to a volume',
    change: (_, context) => [
      inVolume(
        context.origin,
        claimOf(context, unboundClaims(context)[0]?.ref.name).volume,
        'claim storage that is available: storage class, size and access mode must match',
      ),
    ],
    facts: (_, context) => claimFacts(context),
  },
  {
    name: 'VolumeElsewhere',
    pattern: /volume node affinity conflict|PersistentVolume's node affinity|no available volume zone/,
    what: () => 'its volume is on other nodes',
    change: (_, context) => [
      inVolume(
        context.origin,
        claimOf(context).volume,
        'claim a volume that all nodes can reach, or one with volumeBindingMode WaitForFirstConsumer',
      ),
      inPod(context.origin, 'nodeSelector', 'or run the pod where the volume is'),
    ],
  },
  {
    name: 'VolumeInUse',
    pattern: /ReadWriteOncePod|no available disk/,
    what: () => 'its volume is used by another pod',
    change: (_, context) => [
      inVolume(
        context.origin,
        claimOf(context).volume,
        'wait for that pod to end, or claim a volume that several pods can use (ReadWriteMany)',
      ),
    ],
  },
  {
    name: 'TooManyVolumes',
    pattern: /exceed max volume count/,
    what: () => 'nodes cannot attach more volumes',
    change: (_, { origin }) => [inPod(origin, 'nodeSelector', 'allow it on more nodes, or mount fewer claims')],
  },
];

const taintText = (taint: string | undefined) => (taint === undefined ? 'their taints' : `{${taint}}`);

/** How much of a resource each container requests, and how much nodes have. */
function requestFacts(resource: string, { pod, origin, cluster }: PodContext): Fact[] {
  const own = pod.containers.flatMap((container) => {
    const amount = requestsOf(container.spec).get(resource);
    return amount && amount.value > 0n ? [`${nameWithRole(origin, container)} ${amount.text}`] : [];
  });
  const total = totalRequests(pod.spec).get(resource);
  const most = mostOnANode(cluster.nodes, resource);
  const facts: Fact[] = [];
  if (total) {
    facts.push({ label: 'asks for', text: `${resource} ${total.text}: ${own.join(', ') || 'the pod as a whole'}` });
  }
  if (most) {
    const note = total && total.value > most.value ? ': it will never fit' : ', for all its pods';
    facts.push({ label: 'node has', text: `${resource} ${most.text} at most${note}` });
  }
  return facts;
}

function requestLess(resource: string, { pod, origin, cluster, events }: PodContext): Change[] {
  const largest = pod.containers.reduce<{ readonly container?: Container; readonly value: bigint }>(
    (best, container) => {
      const value = requestsOf(container.spec).get(resource)?.value ?? 0n;
      return value > best.value ? { container, value } : best;
    },
    { value: 0n },
  );
  const total = totalRequests(pod.spec).get(resource);
  const most = mostOnANode(cluster.nodes, resource);
  const neverFits = total !== undefined && most !== undefined && total.value > most.value;
  const wait = neverFits ? '' : ', or wait until other pods end';
  // What the autoscaler can't do for the pod is a change of its own.
  const more = autoscalerOf(events)?.change ? '' : ', or add nodes that have enough';
  const hint = `request less${wait}${more}`;
  const field = `resources.requests.${resource}`;
  if (!largest.container) return [inPod(origin, field, hint)];
  const isDevice = resource.includes('/');
  return [inContainer(origin, largest.container, isDevice ? `resources.limits.${resource}` : field, hint)];
}

function nodeSelection({ origin, pod }: PodContext): Change[] {
  const selector = Object.entries(objectAt(pod.spec, 'nodeSelector')).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${key}=${value}`] : [],
  );
  if (selector.length === 0) {
    return [
      inPod(origin, 'affinity', 'check nodeAffinity: kubectl get nodes --show-labels lists the labels of the nodes'),
    ];
  }
  return [
    inPod(
      origin,
      'nodeSelector',
      `check it (now ${selector.join(', ')}): kubectl get nodes --show-labels lists the labels of the nodes`,
    ),
  ];
}
