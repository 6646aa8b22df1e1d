/**
 * What `kubectl apply` makes of an object: it removes what was applied before and is not any more, and sets what is new
 * or different. Lists with a merge key are merged item by item.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
import { fieldNote } from '../../apimachinery/field-notes';
import { FieldType, StructType } from '../../apimachinery/schema';
import { isEqual } from '../../text/equal';
import { isObject, JsonObject, setField } from '../../text/json-value';

/** A patch that cannot be made. */
export class PatchError extends Error {
  constructor(
    public readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** What to change in a map. Keys that are null are removed. */
class MapPatch {
  constructor(
    public readonly fields: JsonObject,
    /** All keys that may stay. */
    public readonly retained?: readonly string[],
  ) {}
}

/** What to change in a list that is merged. */
class ListPatch {
  constructor(
    /** Whole items, and patches of items that have the key. */
    public readonly items: readonly unknown[],
    /** The keys, or values, of items to remove. */
    public readonly removed: readonly unknown[],
    /** All keys, or values, in the order in which they shall be. */
    public readonly order: readonly unknown[],
  ) {}
}

/** What a patch is about: all that is new or different, or all that is gone. */
type Mode = 'changes' | 'deletions';

interface Applied {
  readonly object: JsonObject;
  /** Whether there was anything to patch. kubectl sends nothing otherwise. */
  readonly isPatched: boolean;
}

/**
 * Merges as `kubectl apply` does.
 *
 * @param original what was applied before
 * @param modified what is applied now
 * @param current what the cluster has
 * @throws PatchError when it would fail
 */
export function applyStrategically(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  type: StructType | undefined,
): Applied {
  const deletions = diffMaps(original, modified, type, 'deletions', false);
  const changes = diffMaps(current, modified, type, 'changes', false);
  const without = deletions ? patchMap(current, deletions, type) : current;
  return {
    object: changes ? patchMap(without, changes, type) : without,
    isPatched: deletions !== undefined || changes !== undefined,
  };
}

/** How a list is merged: by a key of its items, by their values, or not at all. */
interface Merging {
  readonly key?: string;
  readonly item?: StructType;
  readonly retains: boolean;
}

function fieldType(struct: StructType | undefined, field: string): FieldType | undefined {
  return struct?.fields.get(field)?.type;
}

const structOf = (type: FieldType | undefined) => (type?.kind === 'struct' ? type : undefined);

/** The struct whose fields are those of a map in that place: of a map of structs, none has merge keys. */
function mergingOf(struct: StructType | undefined, field: string): Merging {
  if (!struct) return { retains: false };
  const { mergeKey: key, retainsKeys: retains } = fieldNote(struct.name, field);
  const type = fieldType(struct, field);
  return { key, item: type?.kind === 'list' ? structOf(type.of) : undefined, retains };
}

type JsonKind = 'null' | 'list' | 'map' | 'string' | 'number' | 'boolean';

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'map' : (typeof value as JsonKind);
}

function diffMaps(
  from: JsonObject,
  to: JsonObject,
  type: StructType | undefined,
  mode: Mode,
  retains: boolean,
): MapPatch | undefined {
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(to)) {
    if (!Object.hasOwn(from, key) || kindOf(from[key]) !== kindOf(to[key])) {
      if (mode === 'changes' && to[key] !== undefined) setField(fields, key, to[key]);
      continue;
    }
    const change = diffValues(from[key], to[key], type, key, mode);
    if (change !== undefined) setField(fields, key, change);
  }
  if (mode === 'deletions') {
    for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) setField(fields, key, null);
  }
  const kept = Object.keys(to).filter((key) => to[key] !== null);
  const isEmpty = Object.keys(fields).length === 0;
  const hasMore = Object.keys(from).some((key) => from[key] !== null && !Object.hasOwn(to, key));
  if (retains && kept.length > 0 && (!isEmpty || hasMore)) return new MapPatch(fields, kept);
  return isEmpty ? undefined : new MapPatch(fields);
}

function diffValues(from: any, to: any, type: StructType | undefined, field: string, mode: Mode): unknown {
  if (kindOf(to) === 'map') {
    return diffMaps(from, to, structOf(fieldType(type, field)), mode, mergingOf(type, field).retains);
  }
  const merging = mergingOf(type, field);
  if (kindOf(to) === 'list' && merging.key !== undefined) return diffLists(from, to, merging, mode);
  return mode === 'changes' && !isEqual(from, to) ? to : undefined;
}

function diffLists(from: unknown[], to: unknown[], merging: Merging, mode: Mode): unknown {
  if (from.length === 0) return to.length > 0 && mode === 'changes' ? to : undefined;
  const kinds = new Set([...from, ...to].map(kindOf));
  if (kinds.size > 1) throw new PatchError('', 'list element types are not identical');
  if (kinds.has('list')) throw new PatchError('', 'lists of lists are not supported');
  return kinds.has('map')
    ? diffItems(from as JsonObject[], to as JsonObject[], merging, mode)
    : diffScalars(from, to, mode);
}

function diffScalars(from: readonly unknown[], to: readonly unknown[], mode: Mode): ListPatch | undefined {
  const removed = mode === 'deletions' ? from.filter((value) => !to.includes(value)) : [];
  const added = mode === 'changes' ? to.filter((value) => !from.includes(value)) : [];
  const isSame = mode === 'changes' ? isEqual(from, to) : removed.length === 0;
  return isSame ? undefined : new ListPatch(added, removed, to);
}

function keyOf(item: JsonObject, key: string): unknown {
  if (!Object.hasOwn(item, key)) {
    throw new PatchError('', `an item does not contain the declared merge key "${key}"`);
  }
  return item[key];
}

/** As Go's insertion sort does with a comparison that calls equal items ordered: those change places. */
function sortedByKey(items: readonly JsonObject[], key: string): JsonObject[] {
  const indexed = items.map((item, i) => ({ item, i, text: String(keyOf(item, key)) }));
  indexed.sort((a, b) => {
    if (a.text === b.text) return b.i - a.i;
    return a.text < b.text ? -1 : 1;
  });
  return indexed.map(({ item }) => item);
}

/** Compares the items of two lists with equal keys, in pairs where a key is there more than once. */
function diffItems(
  from: readonly JsonObject[],
  to: readonly JsonObject[],
  { key = '', item, retains }: Merging,
  mode: Mode,
): ListPatch | undefined {
  const [before, after] = [sortedByKey(from, key), sortedByKey(to, key)];
  const items: unknown[] = [];
  const removed: unknown[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [left, right] = [before[i], after[j]];
    const [leftKey, rightKey] = [left && String(left[key]), right && String(right[key])];
    if (left && right && leftKey === rightKey) {
      const patch = diffMaps(left, right, item, mode, retains);
      if (patch) items.push(new MapPatch({ ...patch.fields, [key]: right[key] }, patch.retained));
      i++;
      j++;
    } else if (!left || (right && leftKey > rightKey)) {
      if (mode === 'changes') items.push(right);
      j++;
    } else {
      if (mode === 'deletions') removed.push(left[key]);
      i++;
    }
  }
  if (retains) checkRetained(items, key);
  const order = to.map((each) => each[key]);
  const isInOrder =
    mode === 'deletions' ||
    isEqual(
      order,
      from.map((each) => each[key]),
    );
  checkOrder(
    items.map((each) => fieldsOf(each)[key]),
    order,
  );
  return items.length + removed.length === 0 && isInOrder ? undefined : new ListPatch(items, removed, order);
}

/** Items of a patch are sorted by the places of their keys. Where a key is there twice, that may not be the order. */
function checkOrder(keys: readonly unknown[], order: readonly unknown[]): void {
  const sorted = [...keys].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  let found = 0;
  for (const key of order) if (key === sorted[found]) found++;
  if (found < sorted.length) throw new PatchError('', 'the order of the patch does not match that of the list');
}

/** Two items with one key, such as volumes of one name, whose fields are not the same. */
function checkRetained(items: readonly unknown[], key: string): void {
  const patches = items.filter((item) => item instanceof MapPatch);
  for (const item of items) {
    const { retained } = patches.find(({ fields }) => fields[key] === fieldsOf(item)[key]) ?? {};
    const isKept = (field: string) => !retained || retained.includes(field) || fieldsOf(item)[field] === null;
    if (!Object.keys(fieldsOf(item)).every(isKept)) throw new PatchError('', 'invalid patch format of retainKeys');
  }
}

/** The fields of a patch, which may be a plain value. */
const fieldsOf = (patch: unknown): JsonObject => (patch instanceof MapPatch ? patch.fields : (patch as JsonObject));

function patchMap(target: JsonObject, patch: MapPatch | JsonObject, type: StructType | undefined): JsonObject {
  const result: Record<string, unknown> = {};
  const retained = patch instanceof MapPatch ? patch.retained : undefined;
  for (const key of Object.keys(target)) if (!retained || retained.includes(key)) setField(result, key, target[key]);
  const fields = fieldsOf(patch);
  for (const key of Object.keys(fields)) {
    const change = fields[key];
    if (change === null) delete result[key];
    else setField(result, key, patchValue(result[key], change, type, key));
  }
  return result;
}

const isMapPatch = (change: unknown): change is MapPatch | JsonObject =>
  change instanceof MapPatch || (kindOf(change) === 'map' && !(change instanceof ListPatch));

function patchValue(target: unknown, change: unknown, type: StructType | undefined, field: string): unknown {
  if (isMapPatch(change)) {
    if (kindOf(target) !== 'map') return valueOf(change);
    return patchMap(target as JsonObject, change, structOf(fieldType(type, field)));
  }
  const merging = mergingOf(type, field);
  const isList = change instanceof ListPatch || (Array.isArray(change) && merging.key !== undefined);
  if (kindOf(target) !== 'list') return valueOf(change);
  // A list that takes the place of another keeps its nulls.
  if (!isList) return change;
  return patchList(target as unknown[], asListPatch(change, merging.key ?? ''), merging);
}

function asListPatch(change: unknown, key: string): ListPatch {
  if (change instanceof ListPatch) return change;
  const items = change as unknown[];
  return new ListPatch(items, [], key === '' ? items : items.map((item) => keyOf(item as JsonObject, key)));
}

/** A change where nothing was before: without the nulls of its maps. */
function valueOf(change: unknown): unknown {
  if (change instanceof ListPatch) return change.items.map(valueOf);
  if (Array.isArray(change)) return change.map(valueOf);
  if (!isMapPatch(change)) return change;
  const result: Record<string, unknown> = {};
  const fields = fieldsOf(change);
  for (const key of Object.keys(fields)) if (fields[key] !== null) setField(result, key, valueOf(fields[key]));
  return result;
}

function patchList(target: readonly unknown[], { items, removed, order }: ListPatch, merging: Merging): unknown[] {
  const { key = '', item } = merging;
  const keyIn = (value: unknown) => (key === '' ? value : (value as JsonObject)[key]);
  const result = target.filter((value) => !removed.includes(keyIn(value)));
  for (const change of items) {
    const wanted = isMapPatch(change) ? fieldsOf(change)[key] : change;
    const index = result.findIndex((value) => keyIn(value) === wanted);
    if (index < 0) result.push(valueOf(change));
    else if (isMapPatch(change)) result[index] = patchMap(result[index] as JsonObject, change, item);
  }
  return ordered(result, order, target, keyIn);
}

/** What is given is in its order. What only the cluster has keeps its place as far as it can. */
function ordered(
  values: readonly unknown[],
  order: readonly unknown[],
  before: readonly unknown[],
  keyIn: (value: unknown) => unknown,
): unknown[] {
  const place = (value: unknown) => order.indexOf(keyIn(value));
  const placeBefore = (value: unknown) => before.findIndex((other) => keyIn(other) === keyIn(value));
  const given = values.filter((value) => place(value) >= 0).sort((a, b) => place(a) - place(b));
  const others = values.filter((value) => place(value) < 0).sort((a, b) => placeBefore(a) - placeBefore(b));
  const result: unknown[] = [];
  let [i, j] = [0, 0];
  while (i < others.length || j < given.length) {
    const isOther = i < others.length && (j >= given.length || isBefore(placeBefore(others[i]), placeBefore(given[j])));
    result.push(isOther ? others[i++] : given[j++]);
  }
  return result;
}

const isBefore = (a: number, b: number) => a >= 0 && b >= 0 && a < b;
