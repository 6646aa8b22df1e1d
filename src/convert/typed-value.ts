/** Values of the API as code: props have the names of our types, the user's own keys stay as they are. */

import { Entry, Expression, list, map, scalar, Struct } from './code';
import { camelCase, typeName } from './names';
import { FieldType, goName, structType, StructType } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';

/** Fields with permission bits. */
const MODES = ['mode', 'defaultMode'];

/** A value as it is. */
export function plainCode(value: unknown): Expression {
  if (Array.isArray(value)) return list(value.map(plainCode));
  if (!isObject(value)) return scalar(value as string | number | boolean);
  return map(Object.entries(value).map(([key, item]): Entry => [key, plainCode(item)]));
}

/** A value of a type of the API. */
export function typedCode(value: unknown, type: FieldType): Expression {
  if (type.kind === 'list' && Array.isArray(value)) {
    return list(value.map((item) => typedCode(item, type.of)));
  }
  if (type.kind === 'struct' && isObject(value)) return structCode(value, type);
  return plainCode(value);
}

/** Fields of a struct of the API, by the name of the struct. */
export const structFields = (value: JsonObject, struct: string): Entry[] => typedEntries(value, structType(struct)!);

const structCode = (value: JsonObject, type: StructType): Struct => ({
  is: 'struct',
  type: typeName(goName(type.name)),
  entries: typedEntries(value, type),
});

/** What our types require and the API server does without, with the value that stands for none. */
const ZEROS: Readonly<Record<string, JsonObject>> = {
  ISCSIVolumeSource: { lun: 0 },
  SleepAction: { seconds: 0 },
  TopologyConstraint: { key: '' },
  WorkloadPodGroupResourceClaim: { name: '' },
};

function typedEntries(value: JsonObject, { name, fields }: StructType): Entry[] {
  const complete = Object.hasOwn(ZEROS, name) ? { ...value, ...ZEROS[name], ...value } : value;
  return Object.entries(complete).map(([key, item]) => [
    camelCase(key),
    fieldCode(key, item, fields.get(key)?.type ?? { kind: 'json' }),
  ]);
}

const fieldCode = (name: string, value: unknown, type: FieldType): Expression =>
  MODES.includes(name) && Number.isInteger(value) && (value as number) >= 0
    ? { is: 'octal', value: value as number }
    : typedCode(value, type);

/** Some fields of an object, and the others. */
export function pick(value: JsonObject, names: readonly string[]): [picked: JsonObject, others: JsonObject] {
  const entries = Object.entries(value);
  const [picked, others] = [true, false].map((isPicked) =>
    entries.filter(([name]) => names.includes(name) === isPicked),
  );
  return [Object.fromEntries(picked), Object.fromEntries(others)];
}
