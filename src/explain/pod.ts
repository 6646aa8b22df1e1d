/** The fields of a live pod that show why it fails, read from its JSON. */

import type { Ref } from './events';
import { isInjectedName } from './injected';
import type { PodPlatform } from './platform';
import { platformOf } from './platforms';
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
  /** The platform that created it, if it is one that is known. */
  readonly platform?: PodPlatform;
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
  const platform = platformOf(raw);
  const containers = readContainers(raw, spec, platform);
  const grace = Math.min(Math.max(integerAt(raw, 'metadata', 'deletionGracePeriodSeconds') ?? 0, 0), MAX_GRACE);
  return {
    ref,
    raw,
    uid: textAt(raw, 'metadata', 'uid'),
    labels: objectAt(raw, 'metadata', 'labels'),
    owner: ownerOf(raw, ref.namespace),
    spec,
    phase: textAt(raw, 'status', 'phase') || phaseOf(containers),
    reason: textAt(raw, 'status', 'reason'),
    message: messageAt(raw, 'status', 'message'),
    nodeName: textAt(spec, 'nodeName'),
    since: timeAt(raw, 'status', 'startTime') ?? timeAt(raw, 'metadata', 'creationTimestamp'),
    conditions: readConditions(raw),
    platform,
    containers,
    deletion: due === undefined ? undefined : { asked: Math.max(due - grace * 1000, 1), due },
  };
}

/** The phase of a pod whose status does not contain it; empty when its containers do not show it either. */
function phaseOf(containers: readonly Container[]): string {
  const ordinary = containers.filter(({ kind }) => kind === 'ordinary').map(({ state }) => state);
  if (ordinary.some(({ running }) => running)) return 'Running';
  if (containers.some(({ state }) => state.waiting)) return 'Pending';
  if (ordinary.length === 0 || ordinary.some(({ terminated }) => !terminated)) return '';
  return ordinary.every(({ terminated }) => terminated!.exitCode === 0) ? 'Succeeded' : 'Failed';
}

function readContainers(pod: JsonObject, spec: JsonObject, platform: PodPlatform | undefined): Container[] {
  const read = (list: string, statusList: string, isInit: boolean, main?: string) => {
    const statuses = new Map(objectsAt(pod, 'status', statusList).map((status) => [textAt(status, 'name'), status]));
    return containersOf(pod, list, statusList).map((container) =>
      readContainer(container, statuses.get(textAt(container, 'name')) ?? {}, { podSpec: spec, isInit, main }),
    );
  };
  const names = containersOf(pod, 'containers', 'containerStatuses').map((container) => textAt(container, 'name'));
  return [
    ...read('initContainers', 'initContainerStatuses', true),
    ...read('containers', 'containerStatuses', false, mainName(pod, names, platform)),
  ];
}

/** The containers of a spec; of a status without a spec, what it shows of them. */
function containersOf(pod: JsonObject, list: string, statusList: string): JsonObject[] {
  const specified = objectsAt(pod, 'spec', list);
  if (specified.length > 0) return specified;
  return objectsAt(pod, 'status', statusList).map((status) => ({
    name: textAt(status, 'name'),
    image: textAt(status, 'image'),
  }));
}

/** The algorithm's container, or else the one that kubectl uses by default. */
function mainName(pod: JsonObject, names: readonly string[], platform: PodPlatform | undefined): string | undefined {
  const annotated = textAt(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container');
  return (
    [ALGORUNNER, annotated, platform?.main].find((name) => name !== undefined && names.includes(name)) ??
    names.find((name) => !isInjectedName(name)) ??
    names[0]
  );
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
