/**
 * The patch that `kubectl apply` sends: it removes what was applied before and is not any more, and sets what is new or
 * different from what the cluster has.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
import { mergePatches } from './merge-patch';
import {
  DELETE_VALUES,
  ELEMENT_ORDER,
  itemKind,
  jsonKind,
  keyOf,
  Merging,
  mergingOf,
  PATCH,
  RETAIN_KEYS,
  sortedAs,
} from './patch-format';
import { StructType } from '../../apimachinery/schema';
import { isEqual } from '../../text/equal';
import { JsonObject, setField } from '../../text/json-value';

/** What a patch is about: all that is new or different, or all that is gone. */
type Mode = 'changes' | 'deletions';

/**
 * Compares as `kubectl apply` does.
 *
 * @param original what was applied before
 * @param modified what is applied now
 * @param current what the cluster has
 * @returns the patch, empty where there is nothing to send
 * @throws PatchError when kubectl can't make one
 */
export function createPatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  type: StructType | undefined,
): JsonObject {
  const changes = diffMaps(current, modified, type, 'changes');
  return mergePatches(diffMaps(original, modified, type, 'deletions'), changes, type);
}

function diffMaps(
  from: JsonObject,
  to: JsonObject,
  type: StructType | undefined,
  mode: Mode,
  retains = false,
): JsonObject {
  const patch: JsonObject = {};
  for (const key of Object.keys(to)) {
    if (to[key] === undefined) continue;
    if (Object.hasOwn(from, key) && jsonKind(from[key]) === jsonKind(to[key])) {
      diffField(patch, key, from[key], to[key], mergingOf(type, key), mode);
    } else if (mode === 'changes') {
      setField(patch, key, to[key]);
    }
  }
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  if (mode === 'deletions') for (const key of gone) setField(patch, key, null);
  const kept = Object.keys(to).filter((key) => to[key] !== null);
  const hasMore = gone.some((key) => from[key] !== null);
  if (retains && kept.length > 0 && (!isEmpty(patch) || hasMore)) setField(patch, RETAIN_KEYS, kept.sort());
  return patch;
}

const isEmpty = (patch: JsonObject) => Object.keys(patch).length === 0;

function diffField(patch: JsonObject, field: string, from: any, to: any, merging: Merging, mode: Mode): void {
  if (jsonKind(to) === 'map') {
    const change = diffMaps(from, to, merging.struct, mode, merging.retains);
    if (!isEmpty(change)) setField(patch, field, change);
  } else if (jsonKind(to) === 'list' && merging.key !== undefined) {
    diffLists(patch, field, from, to, merging, mode);
  } else if (field === PATCH ? to !== from : mode === 'changes' && !isEqual(from, to)) {
    setField(patch, field, to);
  }
}

function diffLists(
  patch: JsonObject,
  field: string,
  from: readonly unknown[],
  to: readonly unknown[],
  merging: Merging,
  mode: Mode,
): void {
  if (from.length === 0) {
    if (to.length > 0 && mode === 'changes') setField(patch, field, to);
    return;
  }
  if (itemKind(from, to) !== 'map') diffScalars(patch, field, from, to, mode);
  else diffItems(patch, field, from as JsonObject[], to as JsonObject[], merging, mode);
}

function diffScalars(
  patch: JsonObject,
  field: string,
  from: readonly unknown[],
  to: readonly unknown[],
  mode: Mode,
): void {
  const added = mode === 'changes' ? withoutAll(to, from) : [];
  const removed = mode === 'deletions' ? withoutAll(from, to) : [];
  if (added.length > 0) setField(patch, field, added);
  if (removed.length > 0) setField(patch, DELETE_VALUES + field, [...new Set(removed)]);
  // kubectl has sorted the one list, but not the other.
  const isSame = mode === 'changes' ? isEqual([...from].sort(), to) : removed.length === 0;
  if (!isSame) setField(patch, ELEMENT_ORDER + field, to);
}

/** The values of a list that another one lacks, as often as it lacks them. */
function withoutAll(values: readonly unknown[], others: readonly unknown[]): unknown[] {
  const rest = [...others];
  return values.filter((value) => {
    const index = rest.indexOf(value);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

/** As Go's insertion sort does with a comparison that calls equal items ordered: those change places. */
function sortedByText(items: readonly JsonObject[], key: string): JsonObject[] {
  const indexed = items.map((item, i) => ({ item, i, text: String(keyOf(item, key)) }));
  indexed.sort((a, b) => {
    if (a.text === b.text) return b.i - a.i;
    return a.text < b.text ? -1 : 1;
  });
  return indexed.map(({ item }) => item);
}

/** Compares the items of two lists with equal keys, in pairs where a key is there more than once. */
function diffItems(
  patch: JsonObject,
  field: string,
  from: readonly JsonObject[],
  to: readonly JsonObject[],
  { key = '', struct, retains }: Merging,
  mode: Mode,
): void {
  const [before, after] = [sortedByText(from, key), sortedByText(to, key)];
  const changed: JsonObject[] = [];
  const removed: JsonObject[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [left, right] = [before[i], after[j]];
    const [leftKey, rightKey] = [left && String(left[key]), right && String(right[key])];
    if (left && right && leftKey === rightKey) {
      const change = diffMaps(left, right, struct, mode, retains);
      if (!isEmpty(change)) changed.push({ ...change, [key]: right[key] });
      i++;
      j++;
    } else if (!left || (right && leftKey > rightKey)) {
      if (mode === 'changes') changed.push(right);
      j++;
    } else {
      if (mode === 'deletions') removed.push({ [key]: left[key], [PATCH]: 'delete' });
      i++;
    }
  }
  const items = [...sortedAs(changed, to, key), ...removed];
  if (items.length > 0) setField(patch, field, items);
  const keysOf = (list: readonly JsonObject[]) => list.map((item) => item[key]);
  const isInOrder = mode === 'deletions' || isEqual(keysOf(to), keysOf(from));
  if (items.length === 0 && isInOrder) return;
  setField(
    patch,
    ELEMENT_ORDER + field,
    to.map((item) => ({ [key]: item[key] })),
  );
}
