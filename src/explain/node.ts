/** A pod is ended from outside: by its node, by the cluster, or because its time is up. */

import { Cause, Told, toldBy } from './causes';
import { Change, inContainer, inPod, inVolume } from './change';
import { lastEvent } from './events';
import { Fact, Symptom, finding, PodContext } from './finding';
import { conditionOf } from './pod';
import { integerAt, JsonObject } from '../text/json-value';

/** The kubelet's messages about evicted pods. */
const EVICTIONS: readonly Cause<[context: PodContext]>[] = [
  [
    /EmptyDir volume "([^"]*)" exceeds the limit "([^"]*)"/,
    ([, volume, limit], { maker }) => ({
      cause: 'EvictedEmptyDir',
      what: `evicted: volume "${volume}" has more in it than its sizeLimit, ${limit}`,
      changes: [inVolume(maker, volume, `raise sizeLimit (it is ${limit}), or write less`)],
    }),
  ],
  [
    /Container (\S+) exceeded its local ephemeral storage limit "([^"]*)"/,
    ([, name, limit], { maker, pod }) => ({
      cause: 'EvictedEphemeralStorage',
      what: `evicted: container "${name}" writes more than its limit of ephemeral storage, ${limit}`,
      changes: containerOf(pod.containers, name).map((container) =>
        inContainer(
          maker,
          container,
          'resources.limits.ephemeral-storage',
          `raise it (it is ${limit}), or write to a volume`,
        ),
      ),
    }),
  ],
  [
    /exceeds the total limit of containers/,
    (_, { maker, pod }) => ({
      cause: 'EvictedEphemeralStorage',
      what: "evicted: the pod writes more than its containers' limits of ephemeral storage allow in all",
      changes: pod.containers
        .filter(({ isMain }) => isMain)
        .map((container) =>
          inContainer(maker, container, 'resources.limits.ephemeral-storage', 'raise it, or write to a volume'),
        ),
    }),
  ],
  [
    /low on resource: ([\w-]+)|node had condition: \[?(\w+)/,
    ([, resource, condition], { maker, pod }) => {
      const short = resource ?? condition;
      const isMemory = /memory/i.test(short);
      return {
        cause: isMemory ? 'EvictedMemory' : 'EvictedDisk',
        what: `evicted: its node ran low on ${short}`,
        changes: pod.containers
          .filter(({ isMain }) => isMain)
          .map((container) =>
            inContainer(
              maker,
              container,
              `resources.requests.${isMemory ? 'memory' : 'ephemeral-storage'}`,
              'ask for what it really uses: pods that use more than they asked for are evicted first',
            ),
          ),
      };
    },
  ],
];

const containerOf = (containers: PodContext['pod']['containers'], name: string) =>
  containers.filter((container) => container.name === name);

const NODE: readonly Change[] = [
  { in: 'the cluster', do: 'look at the node: kubectl describe node shows its conditions' },
];

/** By the reason of a pod's status. */
const REASONS: { readonly [reason: string]: (context: PodContext) => Told } = {
  NodeLost: ({ pod }) => ({
    cause: 'NodeLost',
    what: `its node ${pod.nodeName} does not answer any more`,
    changes: NODE,
  }),
  Terminated: () => shutDown(),
  NodeShutdown: () => shutDown(),
  Shutdown: () => shutDown(),
  Preempting: (context) => preempted(context),
  DeadlineExceeded: ({ maker, pod }) => ({
    cause: 'PodDeadline',
    what: `ended: it ran longer than its activeDeadlineSeconds${secondsOf(pod.spec)} allow`,
    changes: [inPod(maker, 'activeDeadlineSeconds', 'raise it, or leave it out')],
  }),
  UnexpectedAdmissionError: ({ pod }) => ({
    cause: 'NodeRefuses',
    what: `its node ${pod.nodeName} refuses it, often as a device (GPU) is not free or broken`,
    changes: NODE,
  }),
  NodeAffinity: ({ pod }) => ({
    cause: 'NodeRefuses',
    what: `its node ${pod.nodeName} does not match its node selector any more`,
    changes: NODE,
  }),
};

function secondsOf(spec: JsonObject): string {
  const seconds = integerAt(spec, 'activeDeadlineSeconds');
  return seconds === undefined ? '' : ` (${seconds})`;
}

const shutDown = (): Told => ({
  cause: 'NodeShutdown',
  what: 'ended: its node was shut down',
  changes: [],
  severity: 'warning',
});

const preempted = ({ maker }: PodContext): Told => ({
  cause: 'Preempted',
  what: 'ended: pods of a higher priority needed its place',
  changes: [
    inPod(
      maker,
      'priorityClassName',
      'give it a higher one, or let it try again: backoffLimit, podFailurePolicy with onPodConditions DisruptionTarget',
    ),
  ],
});

/** By the reason of the condition DisruptionTarget. */
const DISRUPTIONS: { readonly [reason: string]: (context: PodContext) => Told } = {
  PreemptionByScheduler: preempted,
  DeletionByTaintManager: ({ pod }) => ({
    cause: 'NodeTainted',
    what: `ended: its node ${pod.nodeName} got a taint that it does not tolerate (node not ready, unreachable)`,
    changes: NODE,
  }),
  EvictionByEvictionAPI: () => ({
    cause: 'Drained',
    what: 'ended: it was evicted through the API, as kubectl drain does',
    changes: [],
    severity: 'warning',
  }),
  DeletionByPodGC: ({ pod }) => ({ cause: 'NodeLost', what: `ended: its node ${pod.nodeName} is gone`, changes: NODE }),
  TerminationByKubelet: () => shutDown(),
};

export function nodeFinding(context: PodContext): Symptom | undefined {
  const { pod, events } = context;
  const disruption = conditionOf(pod.conditions, 'DisruptionTarget');
  const told = ofReason(context) ?? (disruption?.isTrue ? own(DISRUPTIONS, disruption.reason)?.(context) : undefined);
  if (!told || pod.phase === 'Succeeded') return undefined;
  return finding({
    severity: told.severity ?? 'error',
    step: 'run',
    cause: told.cause,
    what: told.what,
    since: disruption?.since ?? conditionOf(pod.conditions, 'Ready')?.since ?? pod.since,
    message: pod.message || disruption?.message || lastEvent(events, ['Evicted', 'Preempted'])?.message,
    facts: pod.nodeName === '' ? [] : nodeFact(pod.nodeName),
    changes: told.changes,
  });
}

function ofReason(context: PodContext): Told | undefined {
  const { reason, message, nodeName, phase } = context.pod;
  if (phase === 'Unknown' || (phase === 'Running' && isUnheard(context))) return REASONS.NodeLost(context);
  if (reason === 'Evicted') {
    return toldBy(EVICTIONS, message, context) ?? { cause: 'Evicted', what: 'evicted by its node', changes: NODE };
  }
  const short = /^OutOf(\S+)$/.exec(reason)?.[1];
  if (short !== undefined) {
    return {
      cause: 'NodeFull',
      what: `its node ${nodeName} has not enough ${short} left, though the scheduler thought so`,
      changes: [],
      severity: 'warning',
    };
  }
  return (
    own(REASONS, reason)?.(context) ??
    (reason === '' ? undefined : { cause: 'PodFailed', what: `failed: ${reason}`, changes: NODE })
  );
}

/** The containers were ready when the node last told; since then the cluster takes the pod for not ready. */
function isUnheard({ pod }: PodContext): boolean {
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

const own = <T>(table: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const nodeFact = (name: string): Fact[] => [{ label: 'node', text: name }];
