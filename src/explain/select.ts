/** Selects what belongs to a name or to some of the objects. */

import { byOwner, flatten } from './cluster';
import { keyOf, Ref } from './events';
import { ownerOf } from './pod';
import { JsonObject, textAt } from '../text/json-value';

/** Kinds that are always selected, since it is only known later whether they matter. */
const COMMON = ['Event', 'Node', 'PersistentVolumeClaim'];
/** Labels with the name of the algorithm that a pod belongs to. */
const NAME_LABELS = ['app.kubernetes.io/name', 'algorithm-name'];

interface Item {
  readonly ref: Ref;
  readonly object: JsonObject;
  readonly owner?: Ref;
}

/** Whether an object has a name, or a label with that name. */
export const isCalled =
  (name: string) =>
  (object: JsonObject): boolean =>
    textAt(object, 'metadata', 'name') === name ||
    NAME_LABELS.some((label) => textAt(object, 'metadata', 'labels', label) === name);

/**
 * Selects the objects that match, everything they own and their owners, with all events, nodes and claims.
 *
 * @returns undefined when nothing matches
 */
export function select(objects: readonly unknown[], matches: (object: JsonObject) => boolean): unknown[] | undefined {
  const items = [...flatten(objects)].map(({ kind, object }): Item => {
    const namespace = textAt(object, 'metadata', 'namespace');
    return {
      ref: { kind, namespace, name: textAt(object, 'metadata', 'name') },
      object,
      owner: ownerOf(object, namespace),
    };
  });
  const byKey = new Map(items.map((item) => [keyOf(item.ref), item]));
  const children = byOwner(items);

  const chosen = new Set<Item>();
  const todo = items.filter(({ ref, object }) => !COMMON.includes(ref.kind) && matches(object));
  if (todo.length === 0) return undefined;
  const above = [...todo];
  for (let item = todo.pop(); item; item = todo.pop()) {
    if (chosen.has(item)) continue;
    chosen.add(item);
    // Not todo.push(...children): there may be more children than a call can have arguments.
    for (const child of children.get(keyOf(item.ref)) ?? []) todo.push(child);
  }
  for (let item = above.pop(); item; item = above.pop()) {
    const owner = item.owner && byKey.get(keyOf(item.owner));
    if (!owner || chosen.has(owner)) continue;
    chosen.add(owner);
    above.push(owner);
  }
  // An item without a kind of its own gets that of its list.
  return items
    .filter((item) => COMMON.includes(item.ref.kind) || chosen.has(item))
    .map(({ ref, object }) => ({ ...object, kind: ref.kind }));
}
