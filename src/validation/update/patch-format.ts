/**
 * The format of a strategic merge patch: JSON of the fields to change, in which some names are directives.
 *
 * @see https://git.k8s.io/community/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
import { fieldNote } from '../../apimachinery/field-notes';
import { FieldType, StructType } from '../../apimachinery/schema';
import { isObject, JsonObject } from '../../text/json-value';

/** What to do with the map in which it stands: `delete` or `replace` it. */
export const PATCH = '$patch';
/** The only fields that may stay in the map in which it stands. */
export const RETAIN_KEYS = '$retainKeys';
/** Before the name of a list: the order of its items. */
export const ELEMENT_ORDER = '$setElementOrder/';
/** Before the name of a list: values to remove from it. */
export const DELETE_VALUES = '$deleteFromPrimitiveList/';

/** Whether a field of a patch has such a name. */
export const isDirectiveName = (name: string): boolean =>
  name === PATCH || name === RETAIN_KEYS || name.startsWith(ELEMENT_ORDER) || name.startsWith(DELETE_VALUES);

/** A patch that cannot be made, or not be applied. */
export class PatchError extends Error {
  constructor(
    public readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** How a field is merged. */
export interface Merging {
  /** The struct that the field is, or that the items of the list are. */
  readonly struct?: StructType;
  /** The field by which a list is merged; empty where it is merged by value; undefined where it is replaced. */
  readonly key?: string;
  /** Whether a patch names all fields that may stay. */
  readonly retains: boolean;
}

const structOf = (type: FieldType | undefined) => (type?.kind === 'struct' ? type : undefined);

/** How a field of a struct is merged. Of a map of structs, none has merge keys. */
export function mergingOf(struct: StructType | undefined, field: string): Merging {
  if (!struct) return { retains: false };
  const { mergeKey: key, retainsKeys: retains } = fieldNote(struct.name, field);
  const type = struct.fields.get(field)?.type;
  return { struct: structOf(type?.kind === 'list' ? type.of : type), key, retains };
}

type JsonKind = 'null' | 'list' | 'map' | 'string' | 'number' | 'boolean';

export function jsonKind(value: unknown): JsonKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'map' : (typeof value as JsonKind);
}

/** What all items of lists are. */
export function itemKind(...lists: ReadonlyArray<readonly unknown[]>): JsonKind {
  const kinds = new Set(lists.flat().map(jsonKind));
  if (kinds.size !== 1 || kinds.has('null')) throw new PatchError('', 'list element types are not identical');
  if (kinds.has('list')) throw new PatchError('', 'lists of lists are not supported');
  return [...kinds][0];
}

/** What tells an item of a list from the others: the value of its merge key, or the item itself. */
export function keyOf(item: unknown, key: string): unknown {
  if (key === '') return item;
  if (!isObject(item) || !Object.hasOwn(item, key)) {
    throw new PatchError('', `an item does not contain the declared merge key "${key}"`);
  }
  return item[key];
}

export const hasDirective = (value: unknown): value is JsonObject => isObject(value) && Object.hasOwn(value, PATCH);

/** Sorts items by the places of their keys in another list. */
export function sortedAs<T>(items: readonly T[], order: readonly unknown[], key: string): T[] {
  const keys = order.map((item) => keyOf(item, key));
  const place = (item: T) => keys.indexOf(keyOf(item, key));
  return [...items].sort((a, b) => place(a) - place(b));
}
