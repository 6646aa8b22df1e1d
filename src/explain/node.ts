/** The node or the cluster ended a pod: evicted, preempted, node lost, out of time. */

import { Cause, CausePattern, causeOf } from './causes';
import { Change, inContainer, inPod, inVolume } from './change';
import { lastEvent } from './events';
import { conditionOf } from './pod';
import type { PodContext } from './pod-context';
import { Fact, Symptom, symptom } from './symptom';
import { integerAt, JsonObject } from '../text/json-value';

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

/** Causes by the reason in a pod's status. */
const REASONS: { readonly [reason: string]: (context: PodContext) => Cause } = {
  NodeLost: ({ pod }) => ({
    name: 'NodeLost',
    what: `its node ${pod.nodeName} does not answer anymore`,
    changes: NODE,
  }),
  Terminated: () => shutDown(),
  NodeShutdown: () => shutDown(),
  Shutdown: () => shutDown(),
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
  NodeAffinity: ({ pod }) => ({
    name: 'NodeRefuses',
    what: `its node ${pod.nodeName} does not match its node selector anymore`,
    changes: NODE,
  }),
};

function secondsOf(spec: JsonObject): string {
  const seconds = integerAt(spec, 'activeDeadlineSeconds');
  return seconds === undefined ? '' : ` (${seconds})`;
}

const shutDown = (): Cause => ({
  name: 'NodeShutdown',
  what: 'ended: its node was shut down',
  changes: [],
  severity: 'warning',
});

const preempted = ({ origin }: PodContext): Cause => ({
  name: 'Preempted',
  what: 'ended: pods with a higher priority needed its place',
  changes: [
    inPod(
      origin,
      'priorityClassName',
      'set a higher one, or let it retry: backoffLimit, podFailurePolicy with onPodConditions DisruptionTarget',
    ),
  ],
});

/** Causes by the reason of the condition DisruptionTarget. */
const DISRUPTIONS: { readonly [reason: string]: (context: PodContext) => Cause } = {
  PreemptionByScheduler: preempted,
  DeletionByTaintManager: ({ pod }) => ({
    name: 'NodeTainted',
    what: `ended: its node ${pod.nodeName} got a taint that it does not tolerate (node not ready, unreachable)`,
    changes: NODE,
  }),
  EvictionByEvictionAPI: () => ({
    name: 'Drained',
    what: 'ended: it was evicted through the API, as kubectl drain does',
    changes: [],
    severity: 'warning',
  }),
  DeletionByPodGC: ({ pod }) => ({ name: 'NodeLost', what: `ended: its node ${pod.nodeName} is gone`, changes: NODE }),
  TerminationByKubelet: () => shutDown(),
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
      what: `its node ${nodeName} does not have enough ${short} left, although the scheduler chose it`,
      changes: [],
      severity: 'warning',
    };
  }
  return (
    ownValue(REASONS, reason)?.(context) ??
    (reason === '' ? undefined : { name: 'PodFailed', what: `failed: ${reason}`, changes: NODE })
  );
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
