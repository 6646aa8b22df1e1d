/** Paths to a field of a custom resource: `.spec.color`, `.metadata['a.b']`. */
import { JsonSchema } from './json-schema-type';

const STEP = /\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/y;

/** The schema of the field at a path, if there is such a field. */
export function findByPath(schema: JsonSchema, path: string): JsonSchema | undefined {
  let found: JsonSchema | undefined = schema;
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const step = STEP.exec(path);
    if (!step || !found) return undefined;
    found = child(found, step[1] ?? step[2].replace(/\\(.)/g, '$1'));
  }
  return found;
}

function child({ properties, additionalProperties }: JsonSchema, name: string): JsonSchema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name] ?? {};
  if (hasAny(properties)) return undefined;
  return typeof additionalProperties === 'object' ? (additionalProperties ?? undefined) : undefined;
}

/** Without listing all keys, of which there may be many. */
function hasAny(map: object | null | undefined): boolean {
  for (const _key in map) return true;
  return false;
}
