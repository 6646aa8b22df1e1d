/**
 * What the server fills in before it validates: without it an update that leaves a default out would seem to change it.
 */
import { Defaulting } from './fill';
import { OBJECT_DEFAULTS } from './object-defaults';
import { POD_DEFAULTS } from './pod-defaults';
import { FieldType, goName, StructType } from '../../apimachinery/schema';
import { isObject, JsonObject, setField } from '../../text/json-value';

const DEFAULTS: Readonly<Record<string, Defaulting>> = { ...POD_DEFAULTS, ...OBJECT_DEFAULTS };

function defaultingOf(struct: string): Defaulting | undefined {
  const key = Object.hasOwn(DEFAULTS, struct) ? struct : goName(struct);
  return Object.hasOwn(DEFAULTS, key) ? DEFAULTS[key] : undefined;
}

/** An object with the defaults of all its fields, and without fields that are null. */
export function withDefaults(object: JsonObject, type: StructType, minor: number): JsonObject {
  const given = withoutNulls(object, type);
  const own = defaultingOf(type.name)?.(given, minor) ?? given;
  let result: Record<string, unknown> | undefined;
  for (const field of Object.keys(own)) {
    const of = type.fields.get(field)?.type;
    const value = of ? defaulted(own[field], of, minor) : own[field];
    if (value !== own[field]) setField((result ??= { ...own }), field, value);
  }
  return result ?? own;
}

/** Null is not given, unless the field may hold any JSON. */
function withoutNulls(object: JsonObject, type: StructType): JsonObject {
  const isNull = (field: string) => object[field] === null && type.fields.get(field)?.type.kind !== 'json';
  const fields = Object.keys(object);
  if (!fields.some(isNull)) return object;
  return Object.fromEntries(fields.filter((field) => !isNull(field)).map((field) => [field, object[field]]));
}

function defaulted(value: unknown, type: FieldType, minor: number): unknown {
  if (type.kind === 'struct' && isObject(value)) return withDefaults(value, type, minor);
  if (type.kind === 'list' && type.of.kind === 'struct' && Array.isArray(value)) {
    const items = value.map((item) => defaulted(item, type.of, minor));
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  return value;
}
