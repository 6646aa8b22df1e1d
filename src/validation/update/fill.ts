import { JsonObject } from '../../text/json-value';

/** Fills in the defaults of a struct; those of its fields follow. */
export type Defaulting = (object: any, minor: number) => JsonObject;

/** An object with a value for each field that is not given; null is not given. */
export const filled = (object: JsonObject, defaults: JsonObject): JsonObject =>
  filledWhere(object, defaults, (value) => value === undefined || value === null);

/** As `filled`, for fields whose empty value means that they are not given. */
export const filledZeros = (object: JsonObject, defaults: JsonObject): JsonObject =>
  filledWhere(object, defaults, (value) => !value || (Array.isArray(value) && value.length === 0));

function filledWhere(object: JsonObject, defaults: JsonObject, isMissing: (value: unknown) => boolean): JsonObject {
  const missing = Object.keys(defaults).filter((field) => isMissing(object[field]));
  if (missing.length === 0) return object;
  return { ...object, ...Object.fromEntries(missing.map((field) => [field, defaults[field]])) };
}

/** A default for a field that is an object; where that is not given, an empty one takes its place. */
export const filledIn = (object: JsonObject, field: string, fill: (value: JsonObject) => JsonObject): JsonObject => ({
  ...object,
  [field]: fill(object[field] ?? {}),
});
