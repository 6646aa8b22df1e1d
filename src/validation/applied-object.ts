/**
 * Objects that come from a cluster (`kubectl get -o yaml`): what the API server wrote into them is not the user's.
 */

import type { Finding } from '../apimachinery/finding';
import { at, isObject, JsonObject, textAt } from '../text/json-value';

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

/** An object as its user would apply it: one from a cluster without what the server wrote, any other as it is. */
export function asApplied(object: JsonObject): JsonObject {
  if (!isLive(object)) return object;
  const { metadata } = object;
  return {
    ...without(object, ['status']),
    ...(isObject(metadata) && { metadata: without(metadata, METADATA) }),
  };
}

/** Of a Job, what the server sets and refuses to take back: each new Job gets others. */
const UID_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const GENERATED_LABELS = [...UID_LABELS, 'batch.kubernetes.io/job-name', 'job-name'];

/** The findings about a Job, with one in place of those about a selector and labels that come from a cluster. */
export function withoutGenerated(findings: readonly Finding[], job: JsonObject): Finding[] {
  const isAbout = ({ rule, path }: Finding) => rule === 'JOB-SELECTOR' && /^spec\.(?:selector|template\.)/.test(path);
  const found = findings.filter(isAbout);
  const labels = [at(job, 'spec', 'selector', 'matchLabels'), at(job, 'spec', 'template', 'metadata', 'labels')];
  const isExported = labels.some((map) => UID_LABELS.some((label) => isObject(map) && Object.hasOwn(map, label)));
  if (found.length === 0 || !isExported) return [...findings];
  const own = GENERATED_LABELS.filter((label) => isObject(labels[1]) && Object.hasOwn(labels[1], label));
  const toRemove = [...(labels[0] === undefined ? [] : ['spec.selector']), ...own.map((label) => `the label ${label}`)];
  const first = found.find(({ path }) => path === 'spec.selector') ?? found[0];
  const one = {
    ...first,
    hint: `this Job comes from a cluster, and a new one gets others: remove ${toRemove.join(', ')}`,
  };
  return findings.flatMap((each) => (isAbout(each) ? [] : [each])).concat(one);
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

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
