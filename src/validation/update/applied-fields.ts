/**
 * What a live object says of who set which field.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
import { isEqual } from '../../text/equal';
import { isObject, JsonObject, objectsAt, setField } from '../../text/json-value';

const KUBECTL = 'kubectl';

/** The part of an object that was applied by the server: by kubectl, or if it never did, by whoever did. */
export function serverApplied(object: JsonObject): JsonObject {
  const applied = objectsAt(object, 'metadata', 'managedFields').filter(
    ({ operation, subresource, fieldsV1 }) => operation === 'Apply' && !subresource && isObject(fieldsV1),
  );
  const own = applied.filter(({ manager }) => manager === KUBECTL);
  const all = (own.length > 0 ? own : applied).map(({ fieldsV1 }) => owned(fieldsV1, object) as JsonObject);
  return all.reduce((sum, part) => ({ ...sum, ...part }), {});
}

/** Keys of a set of fields: `f:name` of a field, `k:{"name":"a"}` of an item with a key, `v:"a"` of a value. */
function owned(fields: JsonObject, value: unknown): unknown {
  const keys = Object.keys(fields).filter((key) => key !== '.');
  if (keys.length === 0) return value;
  if (Array.isArray(value)) return keys.flatMap((key) => ownedItem(key, fields[key], value));
  if (!isObject(value)) return value;
  const result = {};
  for (const key of keys) {
    const name = key.slice(2);
    if (Object.hasOwn(value, name)) setField(result, name, owned(fields[key], value[name]));
  }
  return result;
}

function ownedItem(key: string, fields: JsonObject, items: readonly unknown[]): unknown[] {
  const wanted = JSON.parse(key.slice(2));
  if (!key.startsWith('k:')) return [wanted];
  const fits = (item: unknown) =>
    isObject(item) && Object.keys(wanted).every((name) => isEqual(item[name], wanted[name]));
  return items.filter(fits).map((item) => ({ ...wanted, ...(owned(fields, item) as JsonObject) }));
}
