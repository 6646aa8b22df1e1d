/** Where a field belongs that stands at the wrong level: `backoffLimit` in the spec of a pod, for example. */

import { keyOf, pathText, Root } from '../dialect';
import type { FieldType, StructType } from '../schema';
import { typesAlong } from './types-along';

/** Where a field would be right. */
export interface RightPlace {
  /** As messages show it: `in spec.template.spec`; items of lists without their index. */
  readonly shown: string;
  /** Its path, if that is one place and not one in each of several items. */
  readonly path?: string;
}

/** So many levels below a struct its fields are looked for. */
const MAX_DOWN = 4;
/** Fields of so many structs that one of them says little about the place. */
const COMMON = new Set([
  ...['apiVersion', 'data', 'description', 'fieldPath', 'group', 'host', 'items', 'key', 'kind', 'message', 'mode'],
  ...['name', 'namespace', 'operator', 'optional', 'path', 'phase', 'port', 'protocol', 'readOnly', 'reason'],
  ...['scheme', 'selector', 'size', 'source', 'spec', 'status', 'time', 'type', 'uid', 'value', 'values', 'version'],
]);

/**
 * The place nearest to where a field stands at which there is a field of its name: in a struct around it, or in one
 * below those. Undefined when no such place exists.
 *
 * @param path of the struct that does not have the field
 */
export function rightPlace(
  { type, value }: Root,
  path: ReadonlyArray<string | number>,
  field: string,
): RightPlace | undefined {
  const around = typesAlong(type, path);
  let best: { readonly end: number; readonly steps: string[] } | undefined;
  let least = Infinity;
  let up = 0;
  for (let end = around.length - 1; end >= 0 && up <= least; end--) {
    const struct = around[end];
    // Lists and maps don't count as levels.
    if (struct?.kind !== 'struct') continue;
    const steps = stepsDown(struct, field);
    const levels = steps && up + steps.filter((step) => step !== '[]').length;
    // Of two that are as near, the one around the field.
    if (levels !== undefined && levels <= least) [best, least] = [{ end, steps: steps! }, levels];
    up++;
  }
  if (!best) return undefined;
  const steps = [...path.slice(0, best.end), ...best.steps];
  const shown = pathText(steps).replace(/\.\[\]/g, '[]');
  const exact = inSoleItems(value, steps);
  return {
    shown: shown === '' ? 'at the top level' : `in ${shown}`,
    ...(exact && { path: pathText([...exact, field]) }),
  };
}

/** The steps with an index for each list of one item; undefined if a list has none or several. */
function inSoleItems(value: unknown, steps: ReadonlyArray<string | number>): Array<string | number> | undefined {
  const exact: Array<string | number> = [];
  let at: any = value;
  for (const step of steps) {
    if (step === '[]' && (!Array.isArray(at) || at.length !== 1)) return undefined;
    exact.push(step === '[]' ? 0 : step);
    at = at?.[keyOf(exact[exact.length - 1])];
  }
  return exact;
}

/** The shortest way down to a struct that has the field. */
function stepsDown(struct: StructType, field: string): string[] | undefined {
  let level: Array<readonly [StructType, string[]]> = [[struct, []]];
  for (let depth = 0; depth <= MAX_DOWN; depth++) {
    const found = level.find(([one]) => one.fields.has(field));
    if (found) return found[1];
    if (COMMON.has(field)) return undefined;
    level = level.flatMap(([one, steps]) =>
      [...one.fields.values()].flatMap(({ name, type }) => below(type, [...steps, name])),
    );
  }
  return undefined;
}

function below(type: FieldType, steps: string[]): Array<readonly [StructType, string[]]> {
  if (type.kind === 'struct') return [[type, steps]];
  return type.kind === 'list' && type.of.kind === 'struct' ? [[type.of, [...steps, '[]']]] : [];
}
