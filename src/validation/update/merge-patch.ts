/**
 * Applies a strategic merge patch: the API server to an object, and kubectl to another patch, to make one of both.
 * Lists with a merge key are merged item by item.
 */
import {
  DELETE_VALUES,
  ELEMENT_ORDER,
  hasDirective,
  itemKind,
  jsonKind,
  keyOf,
  Merging,
  mergingOf,
  PATCH,
  PatchError,
  RETAIN_KEYS,
  sortedAs,
} from './patch-format';
import { StructType } from '../../apimachinery/schema';
import { isEqual } from '../../text/equal';
import { isObject, JsonObject, setField } from '../../text/json-value';

/** What is patched. In a patch, directives and nulls stay. */
type Target = 'patch' | 'object';

/**
 * The object that the API server makes of an object and a patch.
 *
 * @throws PatchError when the server refuses the patch
 */
export const mergePatch = (object: JsonObject, patch: JsonObject, type: StructType | undefined): JsonObject =>
  mergeMaps(object, patch, type, 'object');

/**
 * One patch of two, as kubectl makes it.
 *
 * @throws PatchError when it cannot
 */
export const mergePatches = (first: JsonObject, second: JsonObject, type: StructType | undefined): JsonObject =>
  mergeMaps(first, second, type, 'patch');

function mergeMaps(target: JsonObject, patch: JsonObject, type: StructType | undefined, kind: Target): JsonObject {
  if (hasDirective(patch)) return replacedMap(patch);
  const { [RETAIN_KEYS]: retained, ...rest }: Record<string, any> = patch;
  const result = retained === undefined ? { ...target } : retainKeys(target, rest, retained, kind);
  for (const name of Object.keys(rest)) {
    if (name.startsWith(ELEMENT_ORDER)) mergeOrdered(result, rest, name, type, kind);
  }
  for (const name of Object.keys(rest)) {
    if (kind === 'patch' && name.startsWith(DELETE_VALUES)) setField(result, name, rest[name]);
    else mergeField(result, name, rest[name], type, kind);
  }
  return result;
}

function replacedMap({ [PATCH]: directive, ...fields }: JsonObject): JsonObject {
  if (directive === 'delete') return {};
  if (directive === 'replace') return fields;
  throw new PatchError('', `unknown patch type: ${PATCH} must be delete or replace`);
}

function retainKeys(target: JsonObject, patch: JsonObject, retained: unknown, kind: Target): JsonObject {
  if (kind === 'patch') {
    const before = target[RETAIN_KEYS] ?? retained;
    if (!isEqual(before, retained)) throw new PatchError('', `two patches have different ${RETAIN_KEYS}`);
    return { ...target, [RETAIN_KEYS]: before };
  }
  if (!Array.isArray(retained)) throw new PatchError('', 'invalid patch format of retainKeys');
  const isKept = (name: string) =>
    retained.includes(name) || patch[name] === null || name.startsWith(DELETE_VALUES) || name.startsWith(ELEMENT_ORDER);
  if (!Object.keys(patch).every(isKept)) throw new PatchError('', 'invalid patch format of retainKeys');
  return Object.fromEntries(Object.entries(target).filter(([name]) => retained.includes(name)));
}

function mergeField(result: JsonObject, name: string, change: unknown, type: StructType | undefined, kind: Target) {
  const isDeletion = name.startsWith(DELETE_VALUES);
  const field = isDeletion ? name.slice(DELETE_VALUES.length) : name;
  if (change === null) delete (result as Record<string, unknown>)[field];
  if (change === null && kind === 'object') return;
  const target = Object.hasOwn(result, field) ? result[field] : undefined;
  const shape = jsonKind(change);
  if (target === undefined || jsonKind(target) !== shape || !['map', 'list'].includes(shape)) {
    if (isDeletion) return;
    const value = withoutDirectives(kind === 'object' ? withoutNulls(change) : change);
    if (value === undefined) delete (result as Record<string, unknown>)[field];
    else setField(result, field, value);
    return;
  }
  const merging = mergingOf(type, field);
  setField(result, field, mergeValues(target, change, merging, kind, isDeletion));
}

function mergeValues(target: unknown, change: unknown, merging: Merging, kind: Target, isDeletion: boolean): unknown {
  if (isObject(change)) return mergeMaps(target as JsonObject, change, merging.struct, kind);
  const [before, list] = [target as unknown[], change as unknown[]];
  if (isDeletion) return before.filter((value) => !list.includes(value));
  // A list that takes the place of another keeps its nulls.
  return merging.key === undefined ? list : mergeLists(before, list, merging, kind);
}

/** A value that is new, without the nulls of its maps. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return mapFields(value, (field) => (field === null ? undefined : withoutNulls(field)));
}

/** A value that is new, without the maps that have a directive. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  return hasDirective(value) ? undefined : mapFields(value, withoutDirectives);
}

/** Fields that become undefined are left out. */
function mapFields(value: JsonObject, change: (field: unknown) => unknown): JsonObject {
  const entries = Object.entries(value).map(([name, field]): [string, unknown] => [name, change(field)]);
  return Object.fromEntries(entries.filter(([, field]) => field !== undefined));
}

/** Merges a list whose order the patch says, and takes it out of the patch. */
function mergeOrdered(
  result: JsonObject,
  rest: Record<string, any>,
  name: string,
  type: StructType | undefined,
  kind: Target,
): void {
  const order = rest[name];
  if (kind === 'patch') {
    const before = result[name] ?? order;
    if (!isEqual(before, order)) throw new PatchError('', `two patches have different ${name}`);
    setField(result, name, before);
  }
  const field = name.slice(ELEMENT_ORDER.length);
  const [before, change] = [result, rest].map((map) => (Object.hasOwn(map, field) ? map[field] : undefined));
  for (const list of [order, before, change]) {
    if (list !== undefined && !Array.isArray(list)) throw new PatchError('', `${field} and ${name} must be lists`);
  }
  const merging = mergingOf(type, field);
  checkOrder(change ?? [], order, merging.key ?? '');
  delete rest[name];
  if (!before && !change) return;
  const items = before && change ? mergeLists(before, change, merging, kind) : (before ?? withoutDirectives(change));
  setField(result, field, ordered(items, order, before ?? [], merging.key ?? ''));
  delete rest[field];
}

/** Whether the items of a patch are in an order. */
function checkOrder(items: readonly unknown[], order: readonly unknown[], key: string): void {
  if (order.length === 0) return;
  const keys = items.filter((item) => !hasDirective(item)).map((item) => keyOf(item, key));
  let found = 0;
  for (const item of order) if (found < keys.length && keyOf(item, key) === keys[found]) found++;
  if (found < keys.length) throw new PatchError('', 'the order of the patch does not match that of the list');
}

function mergeLists(
  target: readonly unknown[],
  patch: readonly unknown[],
  { key = '', struct }: Merging,
  kind: Target,
): readonly unknown[] {
  if (target.length + patch.length === 0) return target;
  if (itemKind(target, patch) !== 'map') return ordered([...new Set([...target, ...patch])], patch, target, key);
  if (key === '') throw new PatchError('', 'cannot merge lists without merge key');
  const [directives, items] = [patch.filter(hasDirective), patch.filter((item) => !hasDirective(item))];
  const removed = new Set(directives.filter((item) => isDirective(item, 'delete')).map((item) => keyOf(item, key)));
  const isReplaced = directives.some((item) => isDirective(item, 'replace'));
  if (isReplaced) return ordered(items, [], items, key);
  const result = target.filter((item) => !removed.has(keyOf(item, key))) as JsonObject[];
  for (const item of items as JsonObject[]) {
    const index = result.findIndex((other) => other[key] === keyOf(item, key));
    if (index < 0) result.push(item);
    else result[index] = mergeMaps(result[index], item, struct, kind);
  }
  return ordered(result, items, target, key);
}

function isDirective({ [PATCH]: directive }: JsonObject, wanted: 'delete' | 'replace'): boolean {
  if (directive === 'merge') throw new PatchError('', 'merging lists cannot yet be specified in the patch');
  if (!['delete', 'replace'].includes(directive)) throw new PatchError('', `unknown patch type: ${directive}`);
  return directive === wanted;
}

/** What is given is in its order. What only the target has keeps its place as far as it can. */
function ordered(
  items: readonly unknown[],
  order: readonly unknown[],
  before: readonly unknown[],
  key: string,
): unknown[] {
  const [given, old] = [order, before].map((list) => list.map((item) => keyOf(item, key)));
  const isGiven = (item: unknown) => given.includes(keyOf(item, key));
  const first = sortedItems(items.filter(isGiven), order, key);
  const others = sortedItems(
    items.filter((item) => !isGiven(item)),
    before,
    key,
  );
  const place = (item: unknown) => old.indexOf(keyOf(item, key));
  const result: unknown[] = [];
  let [i, j] = [0, 0];
  while (i < others.length || j < first.length) {
    const isOther = i < others.length && (j >= first.length || isBefore(place(others[i]), place(first[j])));
    result.push(isOther ? others[i++] : first[j++]);
  }
  return result;
}

/** What a patch removes comes last. */
function sortedItems(items: readonly unknown[], order: readonly unknown[], key: string): unknown[] {
  const sorted = sortedAs(
    items.filter((item) => !hasDirective(item)),
    order,
    key,
  );
  return [...sorted, ...items.filter(hasDirective)];
}

const isBefore = (a: number, b: number) => a >= 0 && b >= 0 && a < b;
