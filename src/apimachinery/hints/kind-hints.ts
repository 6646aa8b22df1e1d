/** What to do about an object whose kind is not known, because its key, its value or its API version is missing. */

import { isObject, JsonObject } from '../../text/json-value';
import { allKinds, kindType } from '../schema';
import { versionsOf } from '../served-kinds';

/** So many kinds are named. */
const MAX_KINDS = 5;

/** The key of an object that is meant to be this one: `Kind`, `api_version`. */
export function likeKey(object: JsonObject, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return undefined;
  return Object.keys(object).find((each) => each.replace(/[-_ ]/g, '').toLowerCase() === key.toLowerCase());
}

/** The value of a key, which may be written in another way. */
const valueOf = (object: JsonObject, key: string): unknown => object[likeKey(object, key) ?? key];

/** What to do about an object without an API version, or without a kind. */
export function missingHint(object: JsonObject, field: 'apiVersion' | 'kind', minor: number): string | undefined {
  const [apiVersion, kind] = [valueOf(object, 'apiVersion'), valueOf(object, 'kind')];
  if (field === 'apiVersion') {
    const [version] = typeof kind === 'string' ? versionsOf(kind, minor) : [];
    return version && `write apiVersion: ${version}`;
  }
  const kinds = typeof apiVersion === 'string' ? kindsWith(object, apiVersion, minor) : [];
  if (kinds.length > MAX_KINDS || kinds.length === 0) return undefined;
  return `write kind: ${kinds.join(' or ')}`;
}

/** The kinds of an API version that have all fields of an object, and of its spec. */
function kindsWith(object: JsonObject, apiVersion: string, minor: number): string[] {
  return allKinds(minor)
    .filter(([version, kind]) => version === apiVersion && hasFields(object, apiVersion, kind, minor))
    .map(([, kind]) => kind);
}

function hasFields(object: JsonObject, apiVersion: string, kind: string, minor: number): boolean {
  const fields = kindType(apiVersion, kind, minor)?.fields;
  const spec = fields?.get('spec')?.type;
  const inSpec = isObject(object.spec) ? Object.keys(object.spec) : [];
  return (
    fields !== undefined &&
    Object.keys(object).every((name) => fields.has(name)) &&
    (inSpec.length === 0 || (spec?.kind === 'struct' && inSpec.every((name) => spec.fields.has(name))))
  );
}
