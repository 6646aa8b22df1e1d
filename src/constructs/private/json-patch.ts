import { JsonPatch } from 'cdk8s';
import { plainValue } from '../../apimachinery/to-api';
import { patchOperation } from '../../app/cdk8s-internals';

/**
 * Applies a JSON patch.
 *
 * @throws with the operation and what is missing, but without the value, which may be a secret
 */
export function applyJsonPatch(document: any, patch: JsonPatch): any {
  const operation = patchOperation(patch);
  if (!operation) {
    throw new Error(
      'must be a JsonPatch of cdk8s: pass JsonPatch.add(), replace() and so on, each as its own argument',
    );
  }
  const { op, from, path, value } = operation;
  for (const pointer of [from, path]) {
    if (typeof pointer !== 'string' || pointer === '' || pointer.startsWith('/')) continue;
    // Its first key would be dropped silently.
    throw new Error(`${JSON.stringify({ op, from, path })}: a path must start with "/", and have one between all keys`);
  }
  const hasValue = op === 'add' || op === 'replace' || op === 'test';
  // It would change nothing.
  if (hasValue && value === undefined) throw new Error(`${JSON.stringify({ op, from, path })}: a value is required`);
  try {
    return JsonPatch.apply(document, hasValue ? JsonPatch[op as 'add'](path, plainValue(value)) : patch);
  } catch (e) {
    const missing = [from, path].flatMap((pointer) => missingParent(document, pointer) ?? []);
    const reason = missing.length > 0 ? `there is no ${missing[0]}` : String((e as Error).message).split('\n')[0];
    throw new Error(`${JSON.stringify({ op, from, path })}: ${reason}`);
  }
}

/** The first part of a pointer that is not an object; the last key may be missing. */
function missingParent(document: any, pointer: unknown): string | undefined {
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) return undefined;
  const keys = pointer.split('/').slice(1, -1);
  let value = document;
  for (const [i, key] of keys.entries()) {
    const name = key.replace(/~1/g, '/').replace(/~0/g, '~');
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof value !== 'object' || value === null) return `/${keys.slice(0, i + 1).join('/')}`;
  }
  return undefined;
}
