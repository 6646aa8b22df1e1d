/** Sorts what was read, from lists or single objects: pods, events, workloads, claims and nodes. */

import { Events, keyOf, Ref } from './events';
import { ownerOf, Pod, readPod } from './pod';
import { at, isObject, JsonObject, objectAt, textAt } from '../text/json-value';

/** All that was read. */
export interface Cluster {
  readonly events: Events;
  readonly pods: readonly Pod[];
  /** All others that matter, by `keyOf`. */
  readonly objects: ReadonlyMap<string, ClusterObject>;
  /** The objects that an object owns, by its `keyOf`. */
  readonly children: ReadonlyMap<string, readonly ClusterObject[]>;
  /** Empty when nodes were not read. */
  readonly nodes: readonly JsonObject[];
  readonly now: Date;
}

/** A workload of Kubernetes, a ReplicaSet, a claim or a Workload of Kueue. */
export interface ClusterObject {
  readonly ref: Ref;
  readonly uid: string;
  readonly raw: JsonObject;
  readonly owner?: Ref;
}

/** The kinds that are explained, besides pods. */
export const WORKLOADS = ['Job', 'CronJob', 'Deployment', 'StatefulSet', 'DaemonSet'];

/** The kinds of a `ClusterObject`. */
const OBJECT_KINDS = [...WORKLOADS, 'ReplicaSet', 'PersistentVolumeClaim', 'Workload'];

/** The objects in any mixture of objects and lists. An item without a kind has that of its list. */
export function* flatten(
  values: readonly unknown[],
): Generator<{ readonly kind: string; readonly object: JsonObject }> {
  const todo: { readonly value: unknown; readonly kind: string }[] = values
    .map((value) => ({ value, kind: '' }))
    .reverse();
  while (todo.length > 0) {
    const { value, kind: given } = todo.pop()!;
    if (!isObject(value)) continue;
    const kind = textAt(value, 'kind') || given;
    const items = at(value, 'items');
    if (Array.isArray(items)) {
      for (let i = items.length - 1; i >= 0; i--) {
        todo.push({ value: items[i], kind: kind.endsWith('List') ? kind.slice(0, -'List'.length) : '' });
      }
    } else {
      yield { kind, object: value };
    }
  }
}

export function readCluster(values: readonly unknown[], now: Date): Cluster {
  const pods = new Map<string, Pod>();
  const objects = new Map<string, ClusterObject>();
  const nodes: JsonObject[] = [];
  const events: JsonObject[] = [];
  for (const { kind, object } of flatten(values)) {
    const ref: Ref = {
      kind,
      namespace: textAt(object, 'metadata', 'namespace'),
      name: textAt(object, 'metadata', 'name'),
    };
    if (kind === 'Pod') {
      pods.set(keyOf(ref), readPod(object, ref));
    } else if (kind === 'Event') {
      events.push(object);
    } else if (kind === 'Node') {
      nodes.push(object);
    } else if (OBJECT_KINDS.includes(kind)) {
      objects.set(keyOf(ref), {
        ref,
        uid: textAt(object, 'metadata', 'uid'),
        raw: object,
        owner: ownerOf(object, ref.namespace),
      });
    }
  }
  return {
    events: new Events(events),
    pods: [...pods.values()],
    objects,
    children: byOwner(objects.values()),
    nodes,
    now,
  };
}

/** Groups what has an owner by the owner's `keyOf`. */
export function byOwner<T extends { readonly owner?: Ref }>(items: Iterable<T>): Map<string, T[]> {
  const children = new Map<string, T[]>();
  for (const item of items) {
    if (!item.owner) continue;
    const key = keyOf(item.owner);
    const siblings = children.get(key);
    if (siblings) siblings.push(item);
    else children.set(key, [item]);
  }
  return children;
}

/** The object at the top of a pod's, Job's or ReplicaSet's owners; the object itself when it has none. */
export function subjectOf(
  { ref, owner, labels }: Pick<Pod, 'ref' | 'owner'> & Partial<Pick<Pod, 'labels'>>,
  cluster: Cluster,
): Ref {
  if (!owner) return ref;
  const above = cluster.objects.get(keyOf(owner))?.owner;
  if (above) return above;
  if (owner.kind !== 'ReplicaSet') return owner;
  // The ReplicaSet was not read, but a Deployment's ReplicaSet is named NAME-HASH.
  const hash = textAt(labels, 'pod-template-hash');
  return hash !== '' && owner.name.endsWith(`-${hash}`)
    ? { ...owner, kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) }
    : owner;
}

/** The labels and spec in the pod template of a workload. */
export function templateOf({ ref, raw }: ClusterObject): { readonly labels: JsonObject; readonly spec: JsonObject } {
  const path = ref.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  const template = objectAt(raw, ...path);
  return { labels: objectAt(template, 'metadata', 'labels'), spec: objectAt(template, 'spec') };
}
