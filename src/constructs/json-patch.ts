import { JsonPatch } from 'cdk8s';
import { plainValue } from '../apimachinery/to-api';

/**
 * Applies a JSON patch.
 *
 * @throws with the operation, but without its value, which may be a secret, and with what is missing
 */
export function applyJsonPatch(document: any, patch: JsonPatch): any {
  if (typeof (patch as any)?._toJson !== 'function') {
    throw new Error('it is no JsonPatch of cdk8s: give JsonPatch.add(), replace() and the like, each by itself');
  }
  const { op, from, path, value } = (patch as any)._toJson();
  for (const pointer of [from, path]) {
    if (typeof pointer !== 'string' || pointer === '' || pointer.startsWith('/')) continue;
    // Its first key would be left out without a word.
    throw new Error(`${JSON.stringify({ op, from, path })}: a path begins with "/", and has one between all keys`);
  }
  const hasValue = op === 'add' || op === 'replace' || op === 'test';
  // Nothing would be changed.
  if (hasValue && value === undefined) throw new Error(`${JSON.stringify({ op, from, path })}: it has no value`);
  try {
    return JsonPatch.apply(document, hasValue ? JsonPatch[op as 'add'](path, plainValue(value)) : patch);
  } catch (e) {
    const missing = [from, path].flatMap((pointer) => missingParent(document, pointer) ?? []);
    const reason = missing.length > 0 ? `there is no ${missing[0]}` : String((e as Error).message).split('\n')[0];
    throw new Error(`${JSON.stringify({ op, from, path })}: ${reason}`);
  }
}

/** The first part of a pointer's way that is no object; the last key need not be there. */
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
