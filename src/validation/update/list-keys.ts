/**
 * How a server-side apply distinguishes the items of a list: by fields that are keys, or, in a set, by value.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
import { withDefaults } from './defaults';
import { PatchError } from './patch-format';
import { fieldNote } from '../../apimachinery/field-notes';
import { FieldType, ListType, StructType } from '../../apimachinery/schema';
import { isObject, JsonObject, objectAt } from '../../text/json-value';

/** Structs whose key has no default. */
const WITHOUT_DEFAULT = ['FlowSchemaCondition', 'ObjectReference', 'PriorityLevelConfigurationCondition'];

/** A key that an item lacks is empty, where it has a default. */
const emptyKey = (struct: StructType | undefined) => (WITHOUT_DEFAULT.includes(struct?.name ?? '') ? undefined : '');

/** The key of an item, as text; undefined if it has none. */
export function itemKey(item: unknown, { of, keys }: ListType): string | undefined {
  const struct = of.kind === 'struct' ? of : undefined;
  const complete = objectAt(struct && isObject(item) ? withDefaults(item, struct, 0) : item);
  // One that is null is a key, too.
  const given = { ...complete, ...objectAt(item) };
  const values = keys.map((key) => (given[key] === undefined ? emptyKey(struct) : given[key]));
  return values.every((value) => value === undefined) ? undefined : JSON.stringify(values);
}

/** @throws PatchError when two items of a list have the same key, two of a set are equal, or a list stands for bytes */
export function checkKeys(object: JsonObject, struct: StructType, path = ''): void {
  for (const [name, value] of Object.entries(object)) {
    const type = struct.fields.get(name)?.type;
    if (type) checkValue(value, type, path === '' ? name : `${path}.${name}`, fieldNote(struct.name, name).isSet);
  }
}

function checkValue(value: unknown, type: FieldType, path: string, isSet = false): void {
  if (type.kind === 'struct' && isObject(value)) checkKeys(value, type, path);
  if (type.kind === 'map' && isObject(value)) {
    for (const [key, item] of Object.entries(value)) checkValue(item, type.of, `${path}[${key}]`);
  }
  if (type.kind === 'bytes' && Array.isArray(value)) throw new PatchError(path, 'expected string, got a list');
  if (type.kind !== 'list' || !Array.isArray(value)) return;
  if (isSet && new Set(value).size < value.length) throw new PatchError(path, 'duplicate entries in a set');
  if (type.keys.length > 0) checkItems(value, type, path);
  value.forEach((item, i) => checkValue(item, type.of, `${path}[${i}]`));
}

function checkItems(items: readonly unknown[], type: ListType, path: string): void {
  const keys = items.map((item) => itemKey(item, type));
  const named = type.keys.join(', ');
  if (items.includes(null)) throw new PatchError(path, `an item is null, and has none of the keys ${named}`);
  if (keys.includes(undefined)) throw new PatchError(path, `an item has none of the keys ${named}`);
  if (new Set(keys).size < keys.length) throw new PatchError(path, `duplicate entries for key ${named}`);
}
