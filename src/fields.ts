/** Fields of plain objects, in which any value may stand anywhere. */

/** A field further down: `spec.template.spec`; undefined when it is not there. */
export const fieldAt = (object: any, path: string): any => path.split('.').reduce((value, key) => value?.[key], object);

/** A list; none when it is something else. */
export const listOf = (value: unknown): any[] => (Array.isArray(value) ? value : []);

/** Sets a field of any name: assigned to, `__proto__` would be lost. */
export function setField(object: object, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else (object as any)[name] = value;
}
