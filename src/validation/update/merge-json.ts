/** What `kubectl apply` makes of an object whose kind it does not know: lists are replaced, no name is a directive. */
import { isObject, JsonObject, setField } from '../../text/json-value';

/**
 * @param original what was applied before
 * @param modified what is applied now
 * @param current what the cluster has
 */
export function mergeJson(original: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(current)) {
    if (!Object.hasOwn(original, key) || Object.hasOwn(modified, key)) setField(result, key, current[key]);
  }
  for (const key of Object.keys(modified)) {
    const [before, wanted, has] = [original[key], modified[key], current[key]];
    if (wanted === null) delete result[key];
    else if (!isObject(wanted)) setField(result, key, wanted);
    else setField(result, key, mergeJson(isObject(before) ? before : {}, wanted, isObject(has) ? has : {}));
  }
  return result;
}
