/** Objects as their users wrote them: without what the API server filled in, and without nulls. */

import { kindType, NEWEST_MINOR, FieldType, StructType } from '../apimachinery/schema';
import { meaningOf } from '../apimachinery/semantic';
import { isEqual } from '../text/equal';
import { isObject, JsonObject, objectAt } from '../text/json-value';
import { asApplied, LAST_APPLIED } from '../validation/applied-object';
import { withDefaults } from '../validation/update/defaults';

/** Annotations and labels that kubectl and controllers write. */
const GENERATED = [
  LAST_APPLIED,
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/job-tracking',
  'controller-uid',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'job-name',
];

/**
 * A manifest as its user wrote it. One that does not come from a cluster only loses its nulls.
 *
 * @param omitDefaults whether every manifest loses what the server fills in with the same values
 */
export function asWritten(manifest: JsonObject, omitDefaults = false): JsonObject {
  const given = withoutNulls(manifest) as JsonObject;
  const applied = asApplied(given);
  const isLive = applied !== given;
  if (!isLive && !omitDefaults) return given;
  const object = isLive ? withoutGenerated(applied) : given;
  const type = kindType(object.apiVersion, object.kind);
  return type ? withoutDefaults(object, type) : object;
}

/** The API reads null as a missing value. In a list it has a place. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

function withoutGenerated(object: JsonObject): JsonObject {
  const { kind, metadata, spec } = object;
  const ofJob = kind === 'Job' && isObject(spec) && spec.manualSelector !== true ? ['selector'] : [];
  const template = objectAt(spec, 'template');
  return {
    ...object,
    metadata: withoutGeneratedKeys(metadata),
    ...(isObject(spec) && {
      spec: {
        ...without(spec, ofJob),
        ...('template' in spec && { template: { ...template, metadata: withoutGeneratedKeys(template.metadata) } }),
      },
    }),
  };
}

function withoutGeneratedKeys(metadata: unknown): JsonObject {
  const result: Record<string, unknown> = { ...(isObject(metadata) ? metadata : {}) };
  for (const field of ['labels', 'annotations']) {
    if (isObject(result[field])) result[field] = without(result[field], GENERATED);
  }
  return result;
}

const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** An object without the fields that the server fills in with the same values. */
function withoutDefaults(object: JsonObject, type: StructType): JsonObject {
  const meaning = (value: JsonObject) => meaningOf(withDefaults(value, type, NEWEST_MINOR), type);
  const wanted = meaning(object);
  const result = structuredClone(object);
  const isSame = () => isEqual(meaning(result), wanted);
  // Without one field, another may be a default too.
  while (removeFields(result, type, isSame));
  return result;
}

/** Removes each field that makes no difference; of the others, what is in them. Returns whether there were any. */
function removeFields(value: any, type: FieldType, isSame: () => boolean): boolean {
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.map((item) => removeFields(item, type.of, isSame)).includes(true);
  }
  if (type.kind !== 'struct' || !isObject(value)) return false;
  const object = value as Record<string, unknown>;
  return Object.entries(object)
    .map(([key, item]) => {
      delete object[key];
      if (isSame()) return true;
      object[key] = item;
      const field = type.fields.get(key)?.type;
      return field !== undefined && removeFields(item, field, isSame);
    })
    .includes(true);
}
