import type { Validation } from './finding';
import type { FieldType, ListType, ScalarType, StructType } from './schema';
import type { JsonObject } from '../text/json-value';

/** What stands for a value that is wrong or dropped. */
export const NOTHING = Symbol('nothing');

/** What is decoded as a whole. */
export interface Root {
  readonly type: FieldType;
  readonly value: unknown;
}

/** Where a value is, and where findings about it go. */
export interface Place {
  readonly v: Validation;
  readonly root: Root;
  /** From the root to here; a map's key is in brackets. */
  readonly path: Array<string | number>;
}

/** What a value is a part of. */
export type Parent = 'root' | 'struct' | 'map' | 'list';

/** How one kind of input says what a type is: how leaves are read, what null means, and how a finding is worded. */
export interface Dialect {
  /**
   * Whether the answer shares no list and no struct with the input. If not, input without mistakes is answered as it
   * is.
   */
  readonly copies: boolean;

  /** Whether the fields of a struct, or the entries of a map, can be read from the value. */
  isObject(value: unknown): value is JsonObject;

  /** What null or undefined stands for. */
  absent(place: Place, given: null | undefined, type: FieldType, parent: Parent): unknown;

  scalar(place: Place, value: unknown, type: ScalarType): unknown;

  /** Reports a value that is not of its type. Answers with what stands for it. */
  wrongType(place: Place, value: unknown, type: FieldType): unknown;

  unknownField(place: Place, type: StructType, name: string): void;

  /** What stands in a list for an item that is wrong; without one the item is left out. */
  instead?(type: FieldType): unknown;

  /** The last word on a struct. `decoded` is `given` itself as long as nothing had to be changed. */
  finishStruct?(place: Place, given: JsonObject, decoded: JsonObject, type: StructType): JsonObject | typeof NOTHING;

  /** Judges the items together; NOTHING is where one was wrong. */
  checkItems?(place: Place, items: readonly unknown[], type: ListType): void;
}

/** `spec.containers[0].env`, `metadata.labels[app]` */
export function pathText(path: ReadonlyArray<string | number>): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' || part.startsWith('[') ? part : `.${part}`;
  }
  return text;
}

/** The key of a step in its object or list: steps into maps are in brackets. */
export const keyOf = (step: string | number): string | number =>
  typeof step === 'string' ? step.replace(/^\[(.*)\]$/, '$1') : step;

export function childPath(path: ReadonlyArray<string | number>, name: string): string {
  const parent = pathText(path);
  return parent === '' ? name : `${parent}.${name}`;
}
