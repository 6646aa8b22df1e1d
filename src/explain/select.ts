/** What belongs to a name, or to some of the objects. */

import { flatten } from './cluster';
import { keyOf, Ref } from './events';
import { ownerOf } from './pod';
import { JsonObject, textAt } from '../text/json-value';

/** Kinds that are no part of anything: whether they matter is seen later. */
const COMMON = ['Event', 'Node', 'PersistentVolumeClaim'];
/** Labels that say which algorithm a pod belongs to. */
const LABELS = ['app.kubernetes.io/name', 'algorithm-name'];

interface Item {
  readonly ref: Ref;
  readonly object: JsonObject;
  readonly owner?: Ref;
}

/** Whether an object bears a name, itself or on its label. */
export const isCalled =
  (name: string) =>
  (object: JsonObject): boolean =>
    textAt(object, 'metadata', 'name') === name ||
    LABELS.some((label) => textAt(object, 'metadata', 'labels', label) === name);

/**
 * The objects that fit, all that is made by them, and all that they were made by; with events, nodes and claims.
 *
 * @returns undefined when nothing fits
 */
export function select(objects: readonly unknown[], fits: (object: JsonObject) => boolean): unknown[] | undefined {
  const items = [...flatten(objects)].map(({ kind, object }): Item => {
    const namespace = textAt(object, 'metadata', 'namespace');
    return {
      ref: { kind, namespace, name: textAt(object, 'metadata', 'name') },
      object,
      owner: ownerOf(object, namespace),
    };
  });
  const byKey = new Map(items.map((item) => [keyOf(item.ref), item]));
  const children = new Map<string, Item[]>();
  for (const item of items) {
    if (!item.owner) continue;
    const key = keyOf(item.owner);
    const siblings = children.get(key);
    if (siblings) siblings.push(item);
    else children.set(key, [item]);
  }

  const chosen = new Set<Item>();
  const todo = items.filter(({ ref, object }) => !COMMON.includes(ref.kind) && fits(object));
  if (todo.length === 0) return undefined;
  const above = [...todo];
  for (let item = todo.pop(); item; item = todo.pop()) {
    if (chosen.has(item)) continue;
    chosen.add(item);
    // Not all at once: there may be more of them than a call takes arguments.
    for (const child of children.get(keyOf(item.ref)) ?? []) todo.push(child);
  }
  for (let item = above.pop(); item; item = above.pop()) {
    const owner = item.owner && byKey.get(keyOf(item.owner));
    if (!owner || chosen.has(owner)) continue;
    chosen.add(owner);
    above.push(owner);
  }
  // An item without a kind of its own has it from its list.
  return items
    .filter((item) => COMMON.includes(item.ref.kind) || chosen.has(item))
    .map(({ ref, object }) => ({ ...object, kind: ref.kind }));
}
