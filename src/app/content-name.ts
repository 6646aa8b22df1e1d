import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import { sortedJson } from '../text/hash';

/** Characters of a hash that nobody need fear to meet twice. */
export const HASH_LENGTH = 10;

/**
 * An object with a hash of its content after its name: other content makes another object, which is applied anew; the same content
 * the same object.
 *
 * @param length characters of the hash
 * @param contentOf what counts of the object
 */
export function withContentName(object: any, length: number, contentOf: (object: any) => unknown = withoutHeader): any {
  const { metadata } = object;
  if (metadata?.name === undefined) return object;
  const hash = createHash('sha256')
    .update(sortedJson(contentOf(object)))
    .digest('hex')
    .slice(0, length);
  return { ...object, metadata: { ...metadata, name: `${metadata.name}-${hash}` } };
}

/** All but the kind and the metadata. */
function withoutHeader({ apiVersion: _, kind: __, metadata: ___, ...content }: any): unknown {
  return content;
}

/** Fields of a Job's spec that `kubectl apply` may change while it is there. */
const CHANGEABLE = [
  'parallelism',
  'suspend',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'maxFailedIndexes',
  'podReplacementPolicy',
];

/**
 * What can't be changed of a Job that is there.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export function immutableContent({ spec }: any): unknown {
  // An Indexed Job grows and shrinks by both at once.
  const isElastic =
    spec?.completionMode === 'Indexed' && spec.completions !== undefined && spec.completions === spec.parallelism;
  return Object.entries(spec ?? {})
    .filter(([field]) => !CHANGEABLE.includes(field) && !(isElastic && field === 'completions'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
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
