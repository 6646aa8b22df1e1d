/**
 * What a server-side apply makes of an object: it takes away what was applied before and is not any more, and sets what
 * is applied now. Lists with keys are merged item by item, sets value by value; all else is replaced as a whole.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
import { checkKeys, itemKey } from './list-keys';
import { FieldNote, fieldNote } from '../../apimachinery/field-notes';
import { FieldType, ListType, StructType } from '../../apimachinery/schema';
import { isObject, JsonObject, setField } from '../../text/json-value';

/** What was applied before, what is applied now, and what the cluster has. */
type Three = readonly [before: unknown, after: unknown, live: unknown];

/** @throws PatchError when two items of a list have the same key */
export function mergeServerSide(
  before: JsonObject,
  after: JsonObject,
  live: JsonObject,
  type: StructType | undefined,
): JsonObject {
  if (type) checkKeys(after, type);
  return mergeMaps([before, after, live], type);
}

function mergeMaps([before, after, live]: Three, type: StructType | undefined): JsonObject {
  const [old, wanted, has] = [before, after, live].map((value) => (isObject(value) ? value : {}));
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(has)) {
    if (!Object.hasOwn(old, key) || Object.hasOwn(wanted, key)) setField(result, key, has[key]);
  }
  for (const key of Object.keys(wanted)) {
    if (wanted[key] === undefined) continue;
    const merged = mergeField([old[key], wanted[key], has[key]], type, key);
    if (merged === undefined) delete result[key];
    else setField(result, key, merged);
  }
  return result;
}

/** @returns undefined when nothing is left of a map */
function mergeField(three: Three, struct: StructType | undefined, field: string): unknown {
  const [before, given, live] = three;
  const type = struct?.fields.get(field)?.type;
  const note = struct && fieldNote(struct.name, field);
  const after = given === null ? emptyOf(type, note) : given;
  if (type?.kind === 'list' && Array.isArray(after)) {
    if (note?.isSet) return mergeSets(asList(before), after, asList(live));
    return type.keys.length > 0 ? mergeItems([asList(before), after, asList(live)], type) : after;
  }
  const isWhole = note?.isAtomic || !isObject(after) || (type !== undefined && !isMergedMap(type));
  if (isWhole) return after;
  const merged = mergeMaps([before, after, live], type?.kind === 'struct' ? type : undefined);
  const isLeft = Object.keys(merged).length > 0 || !isObject(live) || Object.keys(live).length === 0;
  return isLeft ? merged : undefined;
}

/** What null stands for: of what others have set in a map or a list, it takes nothing away. */
function emptyOf(type: FieldType | undefined, note: FieldNote | undefined): unknown {
  if (type?.kind === 'list' && (note?.isSet || type.keys.length > 0)) return [];
  return type !== undefined && isMergedMap(type) && !note?.isAtomic ? {} : null;
}

const isMergedMap = (type: FieldType) => type.kind === 'struct' || type.kind === 'map';
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function mergeSets(before: readonly unknown[], after: readonly unknown[], live: readonly unknown[]) {
  return [...after, ...live.filter((value) => !after.includes(value) && !before.includes(value))];
}

function mergeItems(lists: readonly [readonly unknown[], readonly unknown[], readonly unknown[]], type: ListType) {
  const struct = type.of.kind === 'struct' ? type.of : undefined;
  const [before, after, live] = lists.map((list) => new Map(list.map((item) => [itemKey(item, type), item])));
  const merged = [...after].map(([key, item]) => mergeMaps([before.get(key), item, live.get(key)], struct));
  const others = [...live].filter(([key]) => !after.has(key) && !before.has(key)).map(([, item]) => item);
  return [...merged, ...others];
}
