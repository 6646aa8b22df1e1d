import { createHash } from 'node:crypto';
import { sortedJson } from '../text/hash';
import { byKey } from '../text/json-value';

/** Characters of a hash, enough that two contents never share one in practice. */
export const HASH_LENGTH = 10;

/**
 * Appends a hash of an object's content to its name. Changed content makes a new object, which is applied anew;
 * unchanged content keeps the object.
 *
 * @param length characters of the hash
 * @param contentOf the part of the object that the hash covers
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

/** Everything except the kind and the metadata. */
function withoutHeader({ apiVersion: _, kind: __, metadata: ___, ...content }: any): unknown {
  return content;
}

/** Fields of a Job's spec that `kubectl apply` may change while the Job exists. */
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
 * The part of a Job that can't be changed once the Job exists.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export function immutableContent({ spec }: any): unknown {
  // An Indexed Job is resized by changing both together.
  const isElastic =
    spec?.completionMode === 'Indexed' && spec.completions !== undefined && spec.completions === spec.parallelism;
  return Object.entries(spec ?? {})
    .filter(([field]) => !CHANGEABLE.includes(field) && !(isElastic && field === 'completions'))
    .sort(byKey);
}
