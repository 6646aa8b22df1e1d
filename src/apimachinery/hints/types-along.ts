/** The types of what a path leads through. */

import type { FieldType } from '../schema';

/** The types from the root to the end of a path; undefined where the path does not exist, the root's first. */
export function typesAlong(root: FieldType, path: ReadonlyArray<string | number>): Array<FieldType | undefined> {
  const types: Array<FieldType | undefined> = [root];
  for (const step of path) types.push(typeAt(types[types.length - 1], step));
  return types;
}

function typeAt(type: FieldType | undefined, step: string | number): FieldType | undefined {
  if (type?.kind === 'list' || type?.kind === 'map') return type.of;
  const struct = type?.kind === 'either' ? type.struct : type;
  return struct?.kind === 'struct' ? struct.fields.get(String(step))?.type : undefined;
}
