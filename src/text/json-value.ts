/** JSON as it comes: any value may stand anywhere. */

/** An object as in JSON: its keys are its own. */
export type JsonObject = { readonly [key: string]: any };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field further down, by own keys only; undefined when it is not there. */
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

/** A list; none when it is something else. */
export const listOf = (value: unknown): any[] => (Array.isArray(value) ? value : []);

/** Sets a field of any name: assigned to, `__proto__` would be lost. */
export function setField(object: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (object as any)[name] = value;
  }
}
