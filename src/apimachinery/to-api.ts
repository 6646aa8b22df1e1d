import { isConstruct, isOptions, isPlain } from './options';
import { FieldType, structType } from './schema';
import { setField } from '../text/json-value';

/**
 * Makes API objects of cdk8s-plus' typed values (`k8s.Probe`, `k8s.Affinity` …), driven by the Kubernetes schema: names
 * are spelled as in the API (`hostIp` → `hostIP`), `IntOrString` and `Quantity` are unwrapped, and nothing is dropped:
 * what the schema doesn't know stays as it is, for the rules to judge. The user's own keys (labels, CSI attributes)
 * are never renamed. The result shares no object with its input.
 *
 * @param struct name of the Kubernetes type, such as `Probe`
 */
export function toApi(struct: string, value: unknown): any {
  return convert(structType(struct)!, value);
}

/** As `toApi`, for one field of a struct. */
export function fieldToApi(struct: string, field: string, value: unknown): any {
  return convert(structType(struct)!.fields.get(field)?.type ?? ANYTHING, value);
}

/** The API's spelling of a field: `hostIp` → `hostIP`. */
export function apiName(struct: string, name: string): string {
  const { fields } = structType(struct)!;
  if (fields.has(name)) return name;
  let spellings = spellingsByStruct.get(struct);
  if (!spellings) {
    spellingsByStruct.set(struct, (spellings = new Map([...fields.keys()].map((key) => [key.toLowerCase(), key]))));
  }
  return spellings.get(name.toLowerCase()) ?? name;
}

const CIRCULAR = 'a circular reference';
const ANYTHING: FieldType = { kind: 'json' };
const spellingsByStruct = new Map<string, Map<string, string>>();

/** A value that cdk8s computes at synth (`Lazy`, or anything with `resolve()`). */
export function isToken(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const token = value as { produce?: unknown; resolve?: unknown };
  return typeof token.produce === 'function' || typeof token.resolve === 'function';
}

/** As `toApi`, for a value that is spelled as in the API already. */
export const plainValue = (value: unknown): any => convert(ANYTHING, value);

/** @param open what this is in */
function convert(type: FieldType, value: any, open: Set<object> = new Set()): any {
  if (typeof value !== 'object' || value === null || isToken(value)) return value;
  if (value instanceof Date && !isNaN(Number(value))) return value.toISOString();
  if (isWrapper(value)) return value.value;
  const withUnit = unitValue(value);
  if (withUnit !== undefined) return withUnit;
  // Neither a tree of constructs nor a circular reference has an end. No type has such a field, so the rules report it.
  if (isConstruct(value)) return { [`${value.constructor.name} ${value.node.path}`]: {} };
  if (open.has(value)) return { [CIRCULAR]: {} };
  const result: any = Array.isArray(value) ? [] : {};
  open.add(value);
  if (Array.isArray(value)) {
    const items = type.kind === 'list' ? type.of : ANYTHING;
    for (const item of value) result.push(convert(items, item, open));
  } else if (isOptions(value)) {
    convertFields(type, value, result, open);
  } else {
    // A Map, a promise: nothing of it would be left.
    result[value.constructor.name] = {};
  }
  open.delete(value);
  return result;
}

function convertFields(type: FieldType, value: object, result: object, open: Set<object>): void {
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    if (type.kind === 'struct') {
      const name = apiName(type.name, key);
      setField(result, name, convert(type.fields.get(name)?.type ?? ANYTHING, item, open));
    } else {
      setField(result, key, convert(type.kind === 'map' ? type.of : ANYTHING, item, open));
    }
  }
}

/**
 * A value with a unit in the API's form: `Size` (`1Gi`) and `Duration` (seconds) of cdk8s, `Cpu` (`500m`) of
 * cdk8s-plus.
 */
function unitValue(value: any): string | number | undefined {
  if (isPlain(value) || Array.isArray(value)) return undefined;
  if (typeof value.toMebibytes === 'function' && typeof value.asString === 'function') return value.asString();
  if (typeof value.toSeconds === 'function') return value.toSeconds({ integral: false });
  const isCpu = value.constructor?.name === 'Cpu' && typeof value.amount === 'string';
  return isCpu ? value.amount : undefined;
}

/** `IntOrString.fromNumber(80)`, `Quantity.fromString('1Gi')`. */
function isWrapper(value: any): boolean {
  return !isPlain(value) && (typeof value.value === 'number' || typeof value.value === 'string');
}
