/** A pod, as far as it tells why it fails. */

import type { Ref } from './events';
import { lastWordsAt, messageAt, timeAt } from './values';
import { ALGORUNNER } from '../hkube/worker-template';
import { integerAt, isTrueAt, JsonObject, objectAt, objectsAt, textAt } from '../text/json-value';

/** What a container does, or did. */
export interface ContainerState {
  readonly waiting?: { readonly reason: string; readonly message: string };
  readonly running?: { readonly since?: number };
  readonly terminated?: Termination;
}

export interface Termination {
  /** -1 when it is not told. */
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  readonly start?: number;
  readonly end?: number;
}

export interface Container {
  readonly name: string;
  /** Init containers end before the next one starts; native sidecars are started among them, and stay. */
  readonly kind: 'init' | 'native' | 'ordinary';
  /** Whether the pod is there for this one. */
  readonly isMain: boolean;
  readonly spec: JsonObject;
  readonly image: string;
  /** Whether it is started again when it fails, and when it ends. */
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
  /** Why the pod as a whole failed. */
  readonly reason: string;
  readonly message: string;
  readonly nodeName: string;
  readonly since?: number;
  readonly conditions: readonly Condition[];
  /** In the order in which they are started. */
  readonly containers: readonly Container[];
  /** When it was asked to end, and when it was to be gone. */
  readonly deletion?: { readonly asked: number; readonly due: number };
}

/** The object that controls another. */
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

/** Seconds; more is no period that anybody waits for. */
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
      readContainer(container, statuses.get(textAt(container, 'name')) ?? {}, { spec, isInit, main }),
    );
  };
  return [
    ...read(objectsAt(spec, 'initContainers'), 'initContainerStatuses', true),
    ...read(ordinary, 'containerStatuses', false),
  ];
}

/** The algorithm's container; else the one that kubectl takes for the main one. */
function mainName(pod: JsonObject, names: readonly string[]): string | undefined {
  const annotated = textAt(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container');
  return [ALGORUNNER, annotated].find((name) => names.includes(name)) ?? names[0];
}

interface Place {
  readonly spec: JsonObject;
  readonly isInit: boolean;
  readonly main?: string;
}

function readContainer(spec: JsonObject, status: JsonObject, pod: Place): Container {
  const name = textAt(spec, 'name');
  const policy = textAt(spec, 'restartPolicy');
  const ofPod = textAt(pod.spec, 'restartPolicy');
  // An init container that has ended is done, whatever the pod's policy is.
  const restarts = policy || (pod.isInit && ofPod !== 'Never' ? 'OnFailure' : ofPod);
  return {
    name,
    kind: !pod.isInit ? 'ordinary' : policy === 'Always' ? 'native' : 'init',
    isMain: !pod.isInit && name === pod.main,
    spec,
    image: textAt(spec, 'image'),
    restarts: restarts === 'Never' ? 'never' : restarts === 'OnFailure' ? 'onFailure' : 'always',
    restartCount: integerAt(status, 'restartCount') ?? 0,
    isReady: isTrueAt(status, 'ready'),
    isStarted: isTrueAt(status, 'started'),
    state: readState(objectAt(status, 'state')),
    lastState: readState(objectAt(status, 'lastState')),
  };
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
