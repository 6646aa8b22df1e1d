import { JsonObject, sortedByKey } from '../text/json-value';

/** The metadata of a Pod without a workload is the object's own. Keys are sorted, as cdk8s prints them. */
export function withPodMetadata(metadata: JsonObject, podMetadata: JsonObject | undefined): JsonObject {
  if (podMetadata === undefined) return metadata;
  const merged: Record<string, unknown> = { ...metadata };
  for (const field of ['labels', 'annotations'] as const) {
    if (!podMetadata[field]) continue;
    const both = { ...metadata[field], ...podMetadata[field] };
    if (Object.keys(both).length > 0) merged[field] = sortedByKey(both);
  }
  return sortedByKey(merged);
}
