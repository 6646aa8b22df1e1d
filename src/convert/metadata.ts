/** Metadata of objects as props, and as patches where no props have it. */

import { call, Call, optional, scalar, struct, Struct } from './code';
import type { Scope } from './scope';
import { pick, plainCode, structFields } from './typed-value';
import { isEqual } from '../text/equal';
import type { JsonObject } from '../text/json-value';

/** What cdk8s' metadata has in every language. */
const PROPS = ['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'];

/**
 * Metadata as props; undefined when the chart and the construct's id say all of it.
 *
 * @param name the name to write; undefined where the id is the name
 */
export function metadataCode(metadata: JsonObject, name: unknown, scope: Scope): Struct | undefined {
  const [{ name: _, ...props }, others] = pick(metadata, PROPS);
  const written = {
    ...(name !== undefined && { name }),
    ...props,
    ...(scope.language === 'typescript' && others),
  };
  const said = Object.entries(written).filter(
    ([key, value]) => !isEqual(value, {}) && !(key === 'namespace' && value === scope.namespace),
  );
  return optional(struct('ApiObjectMetadata', structFields(Object.fromEntries(said), 'ObjectMeta')));
}

/**
 * Patches for metadata that the props of a language don't have.
 *
 * @param parent path of what has the metadata
 * @param isThere whether props write any of it
 */
export function metadataPatches(metadata: JsonObject, { language }: Scope, parent = '', isThere = true): Call[] {
  const [, others] = pick(metadata, PROPS);
  if (language === 'typescript' || Object.keys(others).length === 0) return [];
  return isThere ? additions(others, `${parent}/metadata`) : additions({ metadata: others }, parent);
}

/** Patches that add fields to the object at a path. */
export const additions = (fields: JsonObject, path: string): Call[] =>
  Object.entries(fields).map(([key, value]) =>
    call('JsonPatch', 'add', [scalar(`${path}/${escaped(key)}`), plainCode(value)]),
  );

export const removal = (path: string): Call => call('JsonPatch', 'remove', [scalar(path)]);

/** A key in a JSON pointer. */
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
