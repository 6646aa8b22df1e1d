/** Values as hints show them. */

import { BLANK } from '../../text/flow';
import { isObject, JsonObject } from '../../text/json-value';
import { isSecretName } from '../../text/redact';
import type { FieldType, MapType, StructType } from '../schema';

/** A value without what YAML has read in another way than it is written, and without secrets. */
export function shown(value: unknown, type: FieldType): unknown {
  if (value === BLANK) return BLANK;
  switch (type.kind) {
    case 'struct':
      return isObject(value) ? shownFields(value, type) : BLANK;
    case 'map':
      return isObject(value) ? mapped(value, (member, key) => shownEntry(key, member, type)) : BLANK;
    case 'list':
      return Array.isArray(value) ? value.map((item) => shown(item, type.of)) : BLANK;
    case 'string':
      return typeof value === 'string' ? value : BLANK;
    default:
      return typeof value === 'object' ? BLANK : value;
  }
}

/** The value of a key in a map. */
export const shownEntry = (key: string, value: unknown, { of }: MapType) =>
  of.kind === 'string' && isSecretName(key) ? BLANK : shown(value, of);

function shownFields(object: JsonObject, { fields }: StructType): JsonObject {
  const isSecret = typeof object.name === 'string' && isSecretName(object.name);
  return mapped(object, (member, key) => {
    const field = fields.get(key);
    return field && !(isSecret && key === 'value') ? shown(member, field.type) : BLANK;
  });
}

export const mapped = (object: JsonObject, map: (member: unknown, key: string) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, member]) => [key, map(member, key)]));
