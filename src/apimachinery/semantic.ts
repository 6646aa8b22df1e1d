/** Whether two values mean the same to the API server, however they are written. */
import { fieldNote } from './field-notes';
import { parseQuantity } from './quantity';
import { FieldType, StructType } from './schema';
import { isEqual } from '../text/equal';
import { isObject, JsonObject } from '../text/json-value';

/** Stands for what is not there: an empty value does, too, unless the type has a pointer in its place. */
type Meaning = unknown;

/** A value in the one form that all values of its meaning have; undefined when it is empty. */
export function meaningOf(value: unknown, type: FieldType): Meaning {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'struct':
      return isObject(value) ? meaningOfStruct(value, type) : value;
    case 'either':
      return isObject(value) ? meaningOfStruct(value, type.struct) : value;
    case 'map': {
      if (!isObject(value)) return value;
      const entries = Object.entries(value).map(([key, item]) => [key, itemMeaning(item, type.of)]);
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    }
    case 'list':
      if (!Array.isArray(value)) return value;
      return value.length === 0 ? undefined : value.map((item) => itemMeaning(item, type.of));
    case 'quantity': {
      const amount = parseQuantity(value as string | number);
      return amount === undefined ? value : `quantity ${amount}`;
    }
    default:
      return value;
  }
}

/** Keys and items are there, even if they are empty. */
function itemMeaning(value: unknown, type: FieldType): Meaning {
  const meaning = meaningOf(value, type);
  if (meaning !== undefined) return meaning;
  return type.kind === 'struct' ? {} : (value ?? null);
}

function meaningOfStruct(value: JsonObject, { name, fields }: StructType): Meaning {
  const found: Record<string, unknown> = {};
  for (const field of Object.keys(value)) {
    const type = fields.get(field)?.type ?? { kind: 'json' };
    const given = value[field];
    if (given === null || given === undefined) continue;
    const meaning = meaningOf(given, type);
    const isKept = fieldNote(name, field).isPointer || !isZero(meaning);
    if (isKept) found[field] = meaning ?? {};
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

const isZero = (value: unknown) => value === undefined || value === '' || value === 0 || value === false;

/** Whether two values of a type mean the same. */
export const meansSame = (a: unknown, b: unknown, type: FieldType): boolean =>
  isEqual(meaningOf(a, type), meaningOf(b, type));
