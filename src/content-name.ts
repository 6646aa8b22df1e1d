import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';

/**
 * An object with a hash of its content after its name: other content makes another object, which is applied anew; the same content
 * the same object. Metadata doesn't count.
 *
 * @param length characters of the hash
 */
export function withContentName(object: any, length: number): any {
  const { apiVersion: _, kind: __, metadata, ...content } = object;
  if (metadata?.name === undefined) return object;
  const hash = createHash('sha256').update(sortedJson(content)).digest('hex').slice(0, length);
  return { ...object, metadata: { ...metadata, name: `${metadata.name}-${hash}` } };
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, member) => (typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
    : member));
}

const finalNames = new WeakMap<ApiObject, () => string>();

/** Notes that an object is printed with another name than the one that cdk8s knows. */
export function setFinalName(object: ApiObject, name: () => string): void {
  finalNames.set(object, name);
}

/** Whether an object's name depends on its content. */
export const hasFinalName = (object: ApiObject) => finalNames.has(object);

/** The name that an object is printed with, as far as it can be told. */
export function finalNameOf(object: ApiObject): string {
  try {
    return finalNames.get(object)?.() ?? object.name;
  } catch {
    // What keeps it from being rendered is reported elsewhere.
    return object.name;
  }
}
