/** The fields of a live pod that show why it fails, read from its JSON. */

import type { Ref } from './events';
import { lastWordsAt, messageAt, timeAt } from './values';
import { ALGORUNNER } from '../hkube/worker-template';
import { integerAt, isTrueAt, JsonObject, objectAt, objectsAt, textAt } from '../text/json-value';

/** The state of a container, now or before its last restart. */
export interface ContainerState {
  readonly waiting?: { readonly reason: string; readonly message: string };
  readonly running?: { readonly since?: number };
  readonly terminated?: Termination;
}

export interface Termination {
  /** -1 when it is missing. */
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  /** Times are in milliseconds. */
  readonly start?: number;
  readonly end?: number;
}

export interface Container {
  readonly name: string;
  /** An init container ends before the next one starts; a native sidecar starts among them and keeps running. */
  readonly kind: 'init' | 'native' | 'ordinary';
  /** Whether it does the work of the pod; the other containers help it. */
  readonly isMain: boolean;
  readonly spec: JsonObject;
  readonly image: string;
  /** When it is restarted: never, after a failure, or always. */
  readonly restarts: 'never' | 'onFailure' | 'always';
  readonly restartCount: number;
  readonly isReady: boolean;
  readonly isStarted: boolean;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
}

export interface Condition {
  readonly type: string;
  readonly isTrue: boolean;
  readonly reason: string;
  readonly message: string;
  readonly since?: number;
}

export interface Pod {
  readonly ref: Ref;
  readonly raw: JsonObject;
  readonly uid: string;
  readonly labels: JsonObject;
  readonly owner?: Ref;
  readonly spec: JsonObject;
  readonly phase: string;
  /** Why the whole pod failed. */
  readonly reason: string;
  readonly message: string;
  readonly nodeName: string;
  readonly since?: number;
  readonly conditions: readonly Condition[];
  /** In the order in which they start. */
  readonly containers: readonly Container[];
  /** When it was asked to end, and when it should have ended. */
  readonly deletion?: { readonly asked: number; readonly due: number };
}

/** The owner that controls an object. */
export function ownerOf(object: JsonObject, namespace: string): Ref | undefined {
  const owner = objectsAt(object, 'metadata', 'ownerReferences').find((reference) => isTrueAt(reference, 'controller'));
  return owner && { kind: textAt(owner, 'kind'), namespace, name: textAt(owner, 'name') };
}

export function readConditions(object: JsonObject): Condition[] {
  return objectsAt(object, 'status', 'conditions').map((condition) => ({
    type: textAt(condition, 'type'),
    isTrue: textAt(condition, 'status') === 'True',
    reason: textAt(condition, 'reason'),
    message: messageAt(condition, 'message'),
    since: timeAt(condition, 'lastTransitionTime'),
  }));
}

export const conditionOf = (conditions: readonly Condition[], type: string) =>
  conditions.find((condition) => condition.type === type);

/** The longest grace period that is taken seriously, in seconds. */
export const MAX_GRACE = 1e9;

export function readPod(raw: JsonObject, ref: Ref): Pod {
  const spec = objectAt(raw, 'spec');
  const due = timeAt(raw, 'metadata', 'deletionTimestamp');
  const grace = Math.min(Math.max(integerAt(raw, 'metadata', 'deletionGracePeriodSeconds') ?? 0, 0), MAX_GRACE);
  return {
    ref,
    raw,
    uid: textAt(raw, 'metadata', 'uid'),
    labels: objectAt(raw, 'metadata', 'labels'),
    owner: ownerOf(raw, ref.namespace),
    spec,
    phase: textAt(raw, 'status', 'phase'),
    reason: textAt(raw, 'status', 'reason'),
    message: messageAt(raw, 'status', 'message'),
    nodeName: textAt(spec, 'nodeName'),
    since: timeAt(raw, 'status', 'startTime') ?? timeAt(raw, 'metadata', 'creationTimestamp'),
    conditions: readConditions(raw),
    containers: readContainers(raw, spec),
    deletion: due === undefined ? undefined : { asked: Math.max(due - grace * 1000, 1), due },
  };
}

function readContainers(pod: JsonObject, spec: JsonObject): Container[] {
  const ordinary = objectsAt(spec, 'containers');
  const main = mainName(
    pod,
    ordinary.map((container) => textAt(container, 'name')),
  );
  const read = (containers: readonly JsonObject[], list: string, isInit: boolean) => {
    const statuses = new Map(objectsAt(pod, 'status', list).map((status) => [textAt(status, 'name'), status]));
    return containers.map((container) =>
      readContainer(container, statuses.get(textAt(container, 'name')) ?? {}, { podSpec: spec, isInit, main }),
    );
  };
  return [
    ...read(objectsAt(spec, 'initContainers'), 'initContainerStatuses', true),
    ...read(ordinary, 'containerStatuses', false),
  ];
}

/** The algorithm's container, or else the one that kubectl uses by default. */
function mainName(pod: JsonObject, names: readonly string[]): string | undefined {
  const annotated = textAt(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container');
  return [ALGORUNNER, annotated].find((name) => names.includes(name)) ?? names[0];
}

/** What a container's meaning depends on, besides its own spec. */
interface Surroundings {
  readonly podSpec: JsonObject;
  readonly isInit: boolean;
  /** The name of the pod's main container. */
  readonly main?: string;
}

function readContainer(spec: JsonObject, status: JsonObject, { podSpec, isInit, main }: Surroundings): Container {
  const name = textAt(spec, 'name');
  return {
    name,
    kind: kindOf(spec, isInit),
    isMain: !isInit && name === main,
    spec,
    image: textAt(spec, 'image'),
    restarts: restartsOf(spec, podSpec, isInit),
    restartCount: integerAt(status, 'restartCount') ?? 0,
    isReady: isTrueAt(status, 'ready'),
    isStarted: isTrueAt(status, 'started'),
    state: readState(objectAt(status, 'state')),
    lastState: readState(objectAt(status, 'lastState')),
  };
}

function kindOf(spec: JsonObject, isInit: boolean): Container['kind'] {
  if (!isInit) return 'ordinary';
  return textAt(spec, 'restartPolicy') === 'Always' ? 'native' : 'init';
}

function restartsOf(spec: JsonObject, podSpec: JsonObject, isInit: boolean): Container['restarts'] {
  const ofPod = textAt(podSpec, 'restartPolicy');
  // An init container that has succeeded is done, whatever the pod's policy is.
  const inherited = isInit && ofPod !== 'Never' ? 'OnFailure' : ofPod;
  switch (textAt(spec, 'restartPolicy') || inherited) {
    case 'Never':
      return 'never';
    case 'OnFailure':
      return 'onFailure';
    default:
      return 'always';
  }
}

function readState(state: JsonObject): ContainerState {
  const [waiting, running, terminated] = ['waiting', 'running', 'terminated'].map((name) => objectAt(state, name));
  return {
    ...(Object.keys(waiting).length > 0 && {
      waiting: { reason: textAt(waiting, 'reason'), message: messageAt(waiting, 'message') },
    }),
    ...(Object.hasOwn(state, 'running') && { running: { since: timeAt(running, 'startedAt') } }),
    ...(Object.keys(terminated).length > 0 && {
      terminated: {
        exitCode: integerAt(terminated, 'exitCode') ?? -1,
        reason: textAt(terminated, 'reason'),
        message:
          textAt(terminated, 'reason') === 'Error'
            ? lastWordsAt(terminated, 'message')
            : messageAt(terminated, 'message'),
        start: timeAt(terminated, 'startedAt'),
        end: timeAt(terminated, 'finishedAt'),
      },
    }),
  };
}

/** Whether a container has ever been started. */
export const hasBegun = ({ state, restartCount }: Container) =>
  state.running !== undefined || state.terminated !== undefined || restartCount > 0;
