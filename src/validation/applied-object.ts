/**
 * Objects that come from a cluster (`kubectl get -o yaml`): what the API server wrote into them is not the user's.
 */

import { isObject, JsonObject, textAt } from '../text/json-value';

/** Of the metadata, what the server sets. */
const METADATA = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'managedFields',
  'selfLink',
  'ownerReferences',
];
const UID_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const NAME_LABELS = ['batch.kubernetes.io/job-name', 'job-name'];

/** An object as its user would apply it: one from a cluster without what the server wrote, any other as it is. */
export function asApplied(object: JsonObject): JsonObject {
  if (!isLive(object)) return object;
  const { metadata } = object;
  const applied = {
    ...without(object, ['status']),
    ...(isObject(metadata) && { metadata: without(metadata, METADATA) }),
  };
  return object.apiVersion === 'batch/v1' && object.kind === 'Job' ? withoutGenerated(applied, metadata) : applied;
}

/** `kubectl create --dry-run=client` prints `creationTimestamp: null` and `status: {}`: that is not a live object. */
function isLive(object: JsonObject): boolean {
  const { status } = object;
  return isStored(object) || (isObject(status) && Object.keys(status).length > 0);
}

/** Whether a cluster has stored the object. */
function isStored({ metadata }: JsonObject): boolean {
  const { uid, managedFields } = isObject(metadata) ? metadata : ({} as JsonObject);
  return (typeof uid === 'string' && uid !== '') || (Array.isArray(managedFields) && managedFields.length > 0);
}

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What was applied last: a manifest itself; of an object from a cluster what kubectl noted in it, if it did. */
export function lastApplied(object: JsonObject): JsonObject {
  const text = textAt(object, 'metadata', 'annotations', LAST_APPLIED);
  try {
    const applied: unknown = JSON.parse(text);
    if (isObject(applied)) return applied;
  } catch {
    // Another tool made the object.
  }
  return isStored(object) ? {} : object;
}

/** A Job without the selector and the labels that the server makes of its uid and name. */
function withoutGenerated(job: JsonObject, metadata: unknown): JsonObject {
  const { spec } = job;
  if (!isObject(spec) || spec.manualSelector === true) return job;
  const { uid, name } = isObject(metadata) ? metadata : ({} as JsonObject);
  const selected = selectedUid(spec.selector);
  const isGenerated = (label: string, value: unknown) =>
    (UID_LABELS.includes(label) && value === (uid ?? selected)) || (NAME_LABELS.includes(label) && value === name);
  const withoutLabels = (holder: JsonObject): JsonObject => {
    const labels = isObject(holder.metadata) ? holder.metadata.labels : undefined;
    if (!isObject(labels)) return holder;
    const own = Object.fromEntries(Object.entries(labels).filter(([label, value]) => !isGenerated(label, value)));
    return { ...holder, metadata: { ...holder.metadata, labels: own } };
  };
  const own = selected !== undefined && selected === (uid ?? selected) ? without(spec, ['selector']) : spec;
  return {
    ...withoutLabels(job),
    spec: isObject(spec.template) ? { ...own, template: withoutLabels(spec.template) } : own,
  };
}

/** The uid in a selector, if that has nothing else. */
function selectedUid(selector: unknown): string | undefined {
  if (!isObject(selector) || Object.keys(selector).length !== 1 || !isObject(selector.matchLabels)) return undefined;
  const [[label, value] = [], ...others] = Object.entries(selector.matchLabels);
  return others.length === 0 && UID_LABELS.includes(String(label)) && typeof value === 'string' ? value : undefined;
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
