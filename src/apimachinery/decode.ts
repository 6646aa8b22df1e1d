/**
 * Strict decoding: does every field exist, is every value of its field's type, does the server keep it?
 *
 * It answers as the API server's decoder does: nothing is converted, and null is the zero value everywhere.
 */
import { isBase64 } from './base64';
import { DROPPED_ANNOTATIONS, dropsOf } from './dropped-fields';
import { Validation } from './finding';
import { goPlace, Root, rootOf } from './go-types';
import { isQuantity } from './quantity';
import { fieldHistory, FieldType, ScalarKind, StructType } from './schema';
import { didYouMean } from '../text/suggest';

type Json = Record<string, unknown>;

interface Context {
  readonly v: Validation;
  readonly root: Root;
  /** From the root to where we are; a map's key is in brackets. */
  readonly path: Array<string | number>;
}

/** What stands for a value that is wrong or dropped. */
const NOTHING = Symbol('nothing');

/**
 * Reports what is wrong with the value's fields and types, and answers with what is right of it: the value itself when
 * all is well, else a copy without the fields that are wrong, unknown or dropped, and with zero values for null items.
 */
export function decode(v: Validation, value: unknown, type: StructType): any {
  const decoded = decodeValue({ v, root: rootOf(type, value), path: [] }, value, type);
  return decoded === NOTHING ? {} : decoded;
}

function decodeValue(context: Context, value: unknown, type: FieldType): unknown {
  switch (type.kind) {
    case 'struct':
      return isObject(value) ? decodeStruct(context, value, type) : wrongType(context, value, type);
    case 'map':
      return isObject(value) ? decodeMap(context, value, type.of) : wrongType(context, value, type);
    case 'list':
      return Array.isArray(value) ? decodeList(context, value, type.of) : wrongType(context, value, type);
    case 'either':
      return decodeValue(context, value, isObject(value) ? type.struct : type.or);
    default:
      return decodeScalar(context, value, type.kind);
  }
}

function decodeStruct(context: Context, value: Json, type: StructType): Json | typeof NOTHING {
  const { v, path } = context;
  const { fields } = type;
  let copy: Json | undefined;
  for (const name in value) {
    const given = value[name];
    // What is undefined is not printed.
    if (given === undefined) continue;
    const field = fields.get(name);
    if (!field) {
      unknownField(context, type, name);
      delete (copy ??= { ...value })[name];
    } else if (given !== null) {
      path.push(name);
      const decoded = decodeValue(context, given, field.type);
      path.pop();
      if (decoded === NOTHING) delete (copy ??= { ...value })[name];
      else if (decoded !== given) (copy ??= { ...value })[name] = decoded;
    }
  }
  if (type.name === 'PodTemplateSpec') reportDroppedAnnotations(context, (value.metadata as any)?.annotations);
  const drops = dropsOf(type.name, v.minor);
  if (!drops) return copy ?? value;
  const whole = copy ?? value;
  for (const [name, { when, last, hint, evenEmpty, isMinor }] of drops) {
    const given = whole[name];
    if (given === undefined || given === null || when?.(given, whole, path) === false) continue;
    delete (copy ??= { ...value })[name];
    if (isEmpty(given) && !evenEmpty) continue;
    // A zero value that goes is only warned of: where the object comes back, it looks like one that was never given.
    droppedField(
      context,
      name,
      isMinor || given === false || given === 0 ? 'warning' : 'error',
      hint ??
        (fields.get(name)!.until > last
          ? `kept since Kubernetes 1.${last + 1}; leave it out for older ones`
          : 'leave it out: its feature gate is off by default'),
    );
  }
  // A lifecycle without its stop signal may have nothing left; then the server forgets it, too.
  if (copy && type.name === 'Lifecycle' && Object.values(copy).every((rest) => rest === undefined || rest === null)) {
    return NOTHING;
  }
  return copy ?? value;
}

function decodeMap(context: Context, value: Json, of: FieldType): Json {
  const { path } = context;
  let copy: Map<string, unknown> | undefined;
  for (const key in value) {
    const given = value[key];
    if (given === undefined) {
      (copy ??= new Map(Object.entries(value))).delete(key);
      continue;
    }
    path.push(`[${key}]`);
    const decoded = given === null ? zeroValue(of) : decodeValue(context, given, of);
    path.pop();
    if (decoded === given) continue;
    copy ??= new Map(Object.entries(value));
    if (decoded === NOTHING) copy.delete(key);
    else copy.set(key, decoded);
  }
  return copy ? Object.fromEntries(copy) : value;
}

function decodeList(context: Context, value: unknown[], of: FieldType): unknown[] {
  const { path } = context;
  let copy: unknown[] | undefined;
  for (let i = 0; i < value.length; i++) {
    const given = value[i];
    path.push(i);
    const decoded = given === null || given === undefined ? zeroValue(of) : decodeValue(context, given, of);
    path.pop();
    if (decoded === given) continue;
    // The place is kept, so that the paths of the other items stay right.
    copy ??= [...value];
    copy[i] = decoded === NOTHING ? zeroValue(of) : decoded;
  }
  return copy ?? value;
}

function decodeScalar(context: Context, value: unknown, kind: ScalarKind): unknown {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : wrongType(context, value, { kind });
    case 'bool':
      return typeof value === 'boolean' ? value : wrongType(context, value, { kind });
    case 'int32':
    case 'int64':
      return isInt(value, kind) ? value : wrongType(context, value, { kind });
    case 'float64':
      return Number.isFinite(value) ? value : wrongType(context, value, { kind });
    case 'intOrString':
      return typeof value === 'string' || isInt(value, 'int32') ? value : wrongType(context, value, { kind: 'int32' });
    case 'quantity':
      return isPrintedQuantity(value)
        ? value
        : wrongText(context, value, quantityComplaint(value), 'such as "500m", "2" or "256Mi"');
    case 'bytes':
      return decodeBytes(context, value);
    case 'time':
    case 'microTime':
      return decodeTime(context, value, kind);
    default:
      return value;
  }
}

const LAYOUT = { time: '2006-01-02T15:04:05Z07:00', microTime: '2006-01-02T15:04:05.000000Z07:00' };

function decodeTime(context: Context, value: unknown, kind: 'time' | 'microTime'): unknown {
  if (typeof value !== 'string') return wrongType(context, value, { kind: 'string' });
  if (isTime(value) && (kind === 'time' || /[.,]\d{6}(?:Z|[+-]..:..)$/.test(value))) return value;
  const example = kind === 'time' ? '2026-01-31T12:00:00Z' : '2026-01-31T12:00:00.000000Z';
  const detail = `parsing time ${JSON.stringify(value)} as "${LAYOUT[kind]}"`;
  return wrongText(context, value, detail, `RFC 3339, such as "${example}"`);
}

/** Base64 text or, as Go has it, a list of byte values. */
function decodeBytes(context: Context, value: unknown): unknown {
  if (Array.isArray(value)) {
    const bytes = value.every((byte) => byte === null || (Number.isInteger(byte) && byte >= 0 && byte <= 255));
    return bytes ? Buffer.from(value).toString('base64') : wrongType(context, value, { kind: 'bytes' });
  }
  if (typeof value !== 'string') return wrongType(context, value, { kind: 'bytes' });
  // The value may be a secret: it is not shown.
  return isBase64(value)
    ? value
    : wrongText(
        context,
        undefined,
        'illegal base64 data',
        'base64 with padding; text itself goes into stringData of a Secret, or data of a ConfigMap',
      );
}

const MAX_INT = { int32: 2147483647, int64: 2n ** 63n - 1n };

/** A number that is printed without point or exponent, in the type's range. */
function isInt(value: unknown, kind: 'int32' | 'int64'): value is number {
  if (!Number.isInteger(value)) return false;
  const number = value as number;
  if (kind === 'int32') return number >= -MAX_INT.int32 - 1 && number <= MAX_INT.int32;
  if (Number.isSafeInteger(number)) return true;
  const text = String(number);
  return !text.includes('e') && BigInt(text) >= -MAX_INT.int64 - 1n && BigInt(text) <= MAX_INT.int64;
}

/** The server trims white space from the JSON text as it stands, where a tab or a line feed is an escape sequence. */
function isPrintedQuantity(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : isQuantity(value) && !/[\x00-\x1f\u2028\u2029\ufeff]/.test(value as string);
}

/** The server's parser gives up at a suffix that its splitter took for a number. */
function quantityComplaint(value: unknown): string {
  return typeof value === 'string' &&
    /^[+-]?[0-9.]+[eEinumkKMGTP]*[+-]?[0-9]*$/.test(value.trim()) &&
    !/\..*\./.test(value)
    ? "unable to parse quantity's suffix"
    : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/;

function isTime(text: string): boolean {
  const match = TIME.exec(text);
  if (!match) return false;
  const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= days[month - 1] &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    zoneHour <= 24 &&
    zoneMinute <= 60
  );
}

const ZERO: Record<ScalarKind, unknown> = {
  string: '',
  bool: false,
  int32: 0,
  int64: 0,
  float64: 0,
  quantity: '0',
  intOrString: 0,
  bytes: '',
  time: undefined,
  microTime: undefined,
  json: undefined,
};

function zeroValue(type: FieldType): unknown {
  switch (type.kind) {
    case 'struct':
    case 'map':
    case 'either':
      return {};
    case 'list':
      return [];
    default:
      return ZERO[type.kind];
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing is lost when such a value is dropped. */
function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** `spec.containers[0].env`, `metadata.labels[app]` */
function pathText(path: ReadonlyArray<string | number>): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' || part.startsWith('[') ? part : `.${part}`;
  }
  return text;
}

function childPath(path: ReadonlyArray<string | number>, name: string): string {
  return path.length === 0 ? name : `${pathText(path)}.${name}`;
}

function reportDroppedAnnotations(context: Context, annotations: unknown): void {
  if (!isObject(annotations)) return;
  for (const key of DROPPED_ANNOTATIONS) {
    if (Object.hasOwn(annotations, key)) {
      droppedField(context, `metadata.annotations[${key}]`, 'error', 'initContainers took its place');
    }
  }
}

function droppedField({ v, path }: Context, name: string, severity: 'error' | 'warning', hint: string): void {
  const detail = `Kubernetes 1.${v.minor} takes this field and drops it without a word`;
  v.findings.push({ rule: 'DROP-GATED', severity, type: 'Dropped field', path: childPath(path, name), detail, hint });
}

function unknownField({ v, path }: Context, type: StructType, name: string): void {
  const full = childPath(path, name);
  v.findings.push({
    rule: 'DEC-UNKNOWN-FIELD',
    severity: 'error',
    type: 'Unknown field',
    path: full,
    detail: `strict decoding error: unknown field "${childPath(path.map(withoutBrackets), name)}"`,
    hint: unknownHint(type, name, v.minor),
  });
}

/** A map's key as Go's decoder shows it. */
const withoutBrackets = (part: string | number) =>
  typeof part === 'number' ? part : part.replace(/^\[([^]*)\]$/, '$1');

function unknownHint({ name: struct, fields }: StructType, name: string, minor: number): string | undefined {
  const [known] = fieldHistory(struct, name);
  if (!known) return didYouMean(name, fields.keys());
  return known.since > minor
    ? `a field since Kubernetes 1.${known.since}`
    : `a field until Kubernetes 1.${known.until}`;
}

function wrongType({ v, root, path }: Context, value: unknown, type: FieldType): typeof NOTHING {
  const number = typeof value === 'number' && /^int/.test(type.kind) ? ` ${value}` : '';
  const detail = `json: cannot unmarshal ${jsonType(value)}${number} into Go struct field ${goPlace(root, path, type)}`;
  const hint =
    type.kind === 'string' && (typeof value === 'number' || typeof value === 'boolean')
      ? `put it in quotes: "${value}"`
      : /^(int|bool)/.test(type.kind) && typeof value === 'string'
        ? 'write it without quotes'
        : type.kind === 'list'
          ? 'make it a list'
          : undefined;
  v.findings.push({ rule: 'DEC-TYPE', severity: 'error', type: 'Type invalid', path: pathText(path), detail, hint });
  return NOTHING;
}

function wrongText({ v, path }: Context, value: unknown, detail: string, hint: string): typeof NOTHING {
  v.findings.push({
    rule: 'DEC-TYPE',
    severity: 'error',
    type: 'Type invalid',
    path: pathText(path),
    value,
    detail,
    hint,
  });
  return NOTHING;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
