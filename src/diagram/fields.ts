/** Manifests as they come: any value may stand anywhere. */

export type Fields = { readonly [name: string]: unknown };

/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {});

/** A field further down. */
export const fieldAt = (value: unknown, ...path: readonly string[]): unknown => path.reduce((node, name) => {
  const fields = fieldsOf(node);
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}, value);

/** The items of a list, each with its fields; none of anything else. */
export const itemsAt = (value: unknown, ...path: readonly string[]): Fields[] => {
  const list = fieldAt(value, ...path);
  return Array.isArray(list) ? list.map(fieldsOf) : [];
};

/** A text or a number as text; undefined for anything else, and for nothing. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = fieldAt(value, ...path);
  return (typeof text === 'string' && text !== '') || typeof text === 'number' ? String(text) : undefined;
}

/** Texts that are there. */
export const present = (texts: readonly (string | undefined | false)[]): string[] => texts.filter((text): text is string => typeof text === 'string');
