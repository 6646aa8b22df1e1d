/** Reads untyped JSON, where any field may have any type. A value of another type than asked for counts as absent. */

/** An object as in JSON: its keys are its own. */
export type JsonObject = { readonly [key: string]: any };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A nested field, by own keys only; undefined when it does not exist. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** As `at`, by a path such as `spec.template.spec`. */
export const fieldAt = (value: unknown, path: string): any => at(value, ...path.split('.'));

/** The path of a field of the object at a path; the empty path is the root. */
export const under = (path: string, field: string): string => (path === '' ? field : `${path}.${field}`);

/** A nested value by the path of a finding: `spec.env[0].value`, `metadata.labels[a.b/c]`. */
export function atPath(value: unknown, path: string): unknown {
  let found = value;
  for (const [, inBrackets, name] of path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    const key = inBrackets ?? name;
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as JsonObject)[key];
  }
  return found;
}

/** Orders entries by their keys, which differ. */
export const byKey = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : 1;

/** A copy of an object with its keys in order. */
export const sortedByKey = (object: object): JsonObject => Object.fromEntries(Object.entries(object).sort(byKey));

/** A list; empty for anything else. */
export const listOf = (value: unknown): any[] => (Array.isArray(value) ? value : []);

/** A list; empty when there is none. Its items may have any type. */
export const listAt = (value: unknown, ...keys: readonly string[]): unknown[] => listOf(at(value, ...keys));

/** A string; empty when there is none. */
export function textAt(value: unknown, ...keys: readonly string[]): string {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : '';
}

/** A string or a number, as a string; empty when there is none. */
export function scalarAt(value: unknown, ...keys: readonly string[]): string {
  const found = at(value, ...keys);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export function integerAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = at(value, ...keys);
  return Number.isSafeInteger(found) ? (found as number) : undefined;
}

export const isTrueAt = (value: unknown, ...keys: readonly string[]): boolean => at(value, ...keys) === true;

/** An object; empty when there is none. */
export function objectAt(value: unknown, ...keys: readonly string[]): JsonObject {
  const found = at(value, ...keys);
  return isObject(found) ? found : {};
}

/** The objects in a list. */
export const objectsAt = (value: unknown, ...keys: readonly string[]): JsonObject[] =>
  listAt(value, ...keys).filter(isObject);

/** The strings in a list. */
export const textsAt = (value: unknown, ...keys: readonly string[]): string[] =>
  listAt(value, ...keys).filter((item): item is string => typeof item === 'string');

/** Sets a field of any name. A plain assignment to `__proto__` would be lost. */
export function setField(object: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (object as any)[name] = value;
  }
}

/**
 * A copy to which fields can be added. An object that is made by `{ ...object }` gets a hidden class of its own from V8
 * (of Node.js 20) when a field is added, and all code that reads such objects is slow.
 */
export function extensible<T extends object>(object: T): T {
  const copy = {} as T;
  for (const key of Object.keys(object)) setField(copy, key, object[key as keyof T]);
  return copy;
}

/** Appends to a list in place of the old list. What is not a list stays, so that the rules can report it. */
export function appendItem(object: object, name: string, item: unknown): void {
  const list = (object as any)[name] ?? [];
  if (Array.isArray(list)) setField(object, name, [...list, item]);
}

/** A deep copy. For plain objects and lists it is several times as fast as `structuredClone`, which copies the rest. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  const copy = {} as T & object;
  for (const key of Object.keys(value)) setField(copy, key, copyOf(value[key as keyof T]));
  return copy;
}
