/** The node or the cluster ended a pod: evicted, preempted, node lost, out of time. */

import { Cause, CausePattern, causeOf } from './causes';
import { Change, inContainer, inPod, inVolume, inWorkload } from './change';
import { keyOf, lastEvent } from './events';
import { conditionOf } from './pod';
import type { PodContext } from './pod-context';
import { Fact, Symptom, symptom } from './symptom';
import { integerAt, JsonObject, objectsAt, textAt } from '../text/json-value';

/** What the kubelet's messages about evicted pods mean. */
const EVICTIONS: readonly CausePattern<[context: PodContext]>[] = [
  [
    /EmptyDir volume "([^"]*)" exceeds the limit "([^"]*)"/,
    ([, volume, limit], { origin }) => ({
      name: 'EvictedEmptyDir',
      what: `evicted: volume "${volume}" exceeds its sizeLimit, ${limit}`,
      changes: [inVolume(origin, volume, `raise sizeLimit (now ${limit}), or write less`)],
    }),
  ],
  [
    /Container (\S+) exceeded its local ephemeral storage limit "([^"]*)"/,
    ([, name, limit], { origin, pod }) => ({
      name: 'EvictedEphemeralStorage',
      what: `evicted: container "${name}" exceeds its ephemeral storage limit, ${limit}`,
      changes: containerOf(pod.containers, name).map((container) =>
        inContainer(
          origin,
          container,
          'resources.limits.ephemeral-storage',
          `raise it (now ${limit}), or write to a volume`,
        ),
      ),
    }),
  ],
  [
    /exceeds the total limit of containers/,
    (_, { origin, pod }) => ({
      name: 'EvictedEphemeralStorage',
      what: "evicted: the pod exceeds the sum of its containers' ephemeral storage limits",
      changes: pod.containers
        .filter(({ isMain }) => isMain)
        .map((container) =>
          inContainer(origin, container, 'resources.limits.ephemeral-storage', 'raise it, or write to a volume'),
        ),
    }),
  ],
  [
    /low on resource: ([\w-]+)|node had condition: \[?(\w+)/,
    ([, resource, condition], { origin, pod }) => {
      const short = resource ?? condition;
      const isMemory = /memory/i.test(short);
      return {
        name: isMemory ? 'EvictedMemory' : 'EvictedDisk',
        what: `evicted: its node ran low on ${short}`,
        changes: pod.containers
          .filter(({ isMain }) => isMain)
          .map((container) =>
            inContainer(
              origin,
              container,
              `resources.requests.${isMemory ? 'memory' : 'ephemeral-storage'}`,
              'request what it really uses: pods that use more than they requested are evicted first',
            ),
          ),
      };
    },
  ],
];

const containerOf = (containers: PodContext['pod']['containers'], name: string) =>
  containers.filter((container) => container.name === name);

const NODE: readonly Change[] = [
  { in: 'the cluster', do: 'check the node: kubectl describe node shows its conditions' },
];

/** What lets a Job go on after a disruption that is not its own fault. */
function ignoreDisruptions({ origin, pod, cluster }: PodContext): Change[] {
  if (pod.owner?.kind !== 'Job') return [];
  const rules = objectsAt(cluster.objects.get(keyOf(pod.owner))?.raw, 'spec', 'podFailurePolicy', 'rules');
  const isIgnored = rules.some(
    (rule) =>
      textAt(rule, 'action') === 'Ignore' &&
      objectsAt(rule, 'onPodConditions').some((condition) => textAt(condition, 'type') === 'DisruptionTarget'),
  );
  if (isIgnored) return [];
  const needsNever = textAt(pod.spec, 'restartPolicy') === 'OnFailure' ? ' (it needs restartPolicy: Never)' : '';
  return [
    inWorkload(
      origin,
      'podFailurePolicy',
      'add the rule { action: Ignore, onPodConditions: [{ type: DisruptionTarget }] }, so that disruptions do not ' +
        `count for backoffLimit${needsNever}`,
    ),
  ];
}

/** What helps to get one NUMA node for all that a container needs. */
function alignResources({ pod, origin }: PodContext): Change[] {
  return pod.containers
    .filter(({ isMain }) => isMain)
    .map((container) =>
      inContainer(
        origin,
        container,
        'resources',
        'request no more CPUs, memory and devices than one NUMA node of the node has, with whole CPUs and ' +
          'requests equal to limits in all containers',
      ),
    );
}

const KUBELET_POLICY: Change = {
  in: 'the cluster',
  do: "or relax the kubelet's topologyManagerPolicy (best-effort), or use nodes with larger NUMA nodes",
};

/** Causes by the reason in a pod's status. */
const REASONS: { readonly [reason: string]: (context: PodContext) => Cause } = {
  NodeLost: ({ pod }) => ({
    name: 'NodeLost',
    what: `${itsNode(pod.nodeName)} does not answer anymore`,
    changes: NODE,
  }),
  Terminated: (context) => shutDown(context),
  NodeShutdown: (context) => shutDown(context),
  Shutdown: (context) => shutDown(context),
  Preempting: (context) => preempted(context),
  DeadlineExceeded: ({ origin, pod }) => ({
    name: 'PodDeadline',
    what: `ended: it ran longer than its activeDeadlineSeconds${secondsOf(pod.spec)}`,
    changes: [inPod(origin, 'activeDeadlineSeconds', 'raise it or remove it')],
  }),
  UnexpectedAdmissionError: ({ pod }) => ({
    name: 'NodeRefuses',
    what: `node ${pod.nodeName} rejected the pod, often because a device (GPU) is busy or broken`,
    changes: NODE,
  }),
  TopologyAffinityError: (context) => ({
    name: 'NodeTopology',
    what: `node ${context.pod.nodeName} rejected the pod: no single NUMA node has all that it requests`,
    changes: [...alignResources(context), KUBELET_POLICY],
  }),
  SMTAlignmentError: (context) => ({
    name: 'NodeTopology',
    what: `node ${context.pod.nodeName} rejected the pod: its CPUs do not fill whole physical cores`,
    changes: context.pod.containers
      .filter(({ isMain }) => isMain)
      .map((container) =>
        inContainer(
          context.origin,
          container,
          'resources.requests.cpu',
          'request a multiple of the threads that a core has, usually 2',
        ),
      ),
  }),
  NodeAffinity: ({ pod }) => ({
    name: 'NodeRefuses',
    what: `${itsNode(pod.nodeName)} does not match its node selector anymore`,
    changes: NODE,
  }),
};

function secondsOf(spec: JsonObject): string {
  const seconds = integerAt(spec, 'activeDeadlineSeconds');
  return seconds === undefined ? '' : ` (${seconds})`;
}

const shutDown = (context: PodContext): Cause => ({
  name: 'NodeShutdown',
  what: 'ended: its node was shut down',
  changes: ignoreDisruptions(context),
  severity: 'warning',
});

const preempted = (context: PodContext): Cause => ({
  name: 'Preempted',
  what: 'ended: pods with a higher priority needed its place',
  changes: [inPod(context.origin, 'priorityClassName', 'set a higher one'), ...ignoreDisruptions(context)],
});

/** Causes by the reason of the condition DisruptionTarget. */
const DISRUPTIONS: { readonly [reason: string]: (context: PodContext) => Cause } = {
  PreemptionByScheduler: preempted,
  DeletionByTaintManager: (context) => ({
    name: 'NodeTainted',
    what: `ended: ${itsNode(context.pod.nodeName)} got a taint that it does not tolerate (node not ready, unreachable)`,
    changes: [...NODE, ...ignoreDisruptions(context)],
  }),
  EvictionByEvictionAPI: (context) => ({
    name: 'Drained',
    what: 'ended: it was evicted through the API, as kubectl drain does',
    changes: ignoreDisruptions(context),
    severity: 'warning',
  }),
  DeletionByPodGC: (context) => ({
    name: 'NodeLost',
    what: `ended: ${itsNode(context.pod.nodeName)} is gone`,
    changes: [...NODE, ...ignoreDisruptions(context)],
  }),
  TerminationByKubelet: (context) => {
    const { message } = conditionOf(context.pod.conditions, 'DisruptionTarget')!;
    return causeOf(EVICTIONS, message, context) ?? shutDown(context);
  },
};

export function nodeSymptom(context: PodContext): Symptom | undefined {
  const { pod, events } = context;
  const disruption = conditionOf(pod.conditions, 'DisruptionTarget');
  const disruptionCause = () => (disruption?.isTrue ? ownValue(DISRUPTIONS, disruption.reason)?.(context) : undefined);
  const cause = causeOfStatus(context) ?? disruptionCause();
  if (!cause || pod.phase === 'Succeeded') return undefined;
  return symptom({
    severity: cause.severity ?? 'error',
    step: 'run',
    cause: cause.name,
    what: cause.what,
    since: disruption?.since ?? conditionOf(pod.conditions, 'Ready')?.since ?? pod.since,
    message: pod.message || disruption?.message || lastEvent(events, ['Evicted', 'Preempted'])?.message,
    facts: pod.nodeName === '' ? [] : nodeFact(pod.nodeName),
    changes: cause.changes,
  });
}

/** Pods that are rejected may name no node. */
const itsNode = (name: string) => `its node ${name}`.trimEnd();

function causeOfStatus(context: PodContext): Cause | undefined {
  const { reason, message, nodeName, phase } = context.pod;
  if (phase === 'Unknown' || (phase === 'Running' && isNodeSilent(context))) return REASONS.NodeLost(context);
  if (reason === 'Evicted') {
    return causeOf(EVICTIONS, message, context) ?? { name: 'Evicted', what: 'evicted by its node', changes: NODE };
  }
  const short = /^OutOf(\S+)$/.exec(reason)?.[1];
  if (short !== undefined) {
    return {
      name: 'NodeFull',
      what: `${itsNode(nodeName)} does not have enough ${short} left, although the scheduler chose it`,
      changes: [],
      severity: 'warning',
    };
  }
  const known = ownValue(REASONS, reason)?.(context);
  if (known || reason === '') return known;
  // A kubelet rejects pods for reasons that newer versions add.
  return /\brejected\b|not admit/i.test(message)
    ? { name: 'NodeRefuses', what: `${itsNode(nodeName)} rejected the pod: ${reason}`, changes: NODE }
    : { name: 'PodFailed', what: `failed: ${reason}`, changes: NODE };
}

/**
 * Whether the node has stopped reporting: by its last report all containers are ready, but the cluster has since marked
 * the pod as not ready.
 */
function isNodeSilent({ pod }: PodContext): boolean {
  const ready = conditionOf(pod.conditions, 'Ready');
  const ordinary = pod.containers.filter(({ kind }) => kind !== 'init');
  return (
    ready !== undefined &&
    !ready.isTrue &&
    ready.reason === '' &&
    !pod.deletion &&
    ordinary.length > 0 &&
    ordinary.every(({ isReady }) => isReady)
  );
}

const ownValue = <T>(table: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const nodeFact = (name: string): Fact[] => [{ label: 'node', text: name }];
