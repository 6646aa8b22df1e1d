/** Sorts what was read: pods, events, workloads, claims and nodes, from lists or by themselves. */

import { Events, keyOf, Ref } from './events';
import type { Cluster, Other } from './finding';
import { ownerOf, Pod, readPod } from './pod';
import { at, isObject, JsonObject, objectAt, textAt } from '../text/json-value';

/** Kinds that are looked at, beside pods, events and nodes. */
const OTHERS = ['Job', 'CronJob', 'Deployment', 'ReplicaSet', 'PersistentVolumeClaim'];

/** The objects in any mixture of objects and lists; items of a list of one kind may lack theirs. */
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

export function readCluster(objects: readonly unknown[], now: Date): Cluster {
  const pods = new Map<string, Pod>();
  const others = new Map<string, Other>();
  const nodes: JsonObject[] = [];
  const events: JsonObject[] = [];
  for (const { kind, object } of flatten(objects)) {
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
    } else if (OTHERS.includes(kind)) {
      others.set(keyOf(ref), {
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
    others,
    children: childrenOf(others.values()),
    nodes,
    now,
  };
}

function childrenOf(others: Iterable<Other>): Map<string, Other[]> {
  const children = new Map<string, Other[]>();
  for (const other of others) {
    if (!other.owner) continue;
    const key = keyOf(other.owner);
    const siblings = children.get(key);
    if (siblings) siblings.push(other);
    else children.set(key, [other]);
  }
  return children;
}

/** The object that a pod, Job or ReplicaSet belongs to in the end. */
export function subjectOf(
  { ref, owner, labels }: Pick<Pod, 'ref' | 'owner'> & Partial<Pick<Pod, 'labels'>>,
  cluster: Cluster,
): Ref {
  if (!owner) return ref;
  const above = cluster.others.get(keyOf(owner))?.owner;
  if (above) return above;
  if (owner.kind !== 'ReplicaSet') return owner;
  // Deployments name their ReplicaSets so.
  const hash = textAt(labels, 'pod-template-hash');
  return hash !== '' && owner.name.endsWith(`-${hash}`)
    ? { ...owner, kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) }
    : owner;
}

/** The pod template of a workload. */
export function templateOf({ ref, raw }: Other): { readonly labels: Other['raw']; readonly spec: Other['raw'] } {
  const template =
    ref.kind === 'CronJob'
      ? objectAt(raw, 'spec', 'jobTemplate', 'spec', 'template')
      : objectAt(raw, 'spec', 'template');
  return { labels: objectAt(template, 'metadata', 'labels'), spec: objectAt(template, 'spec') };
}
