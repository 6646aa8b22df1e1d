/** The API server's strict decoding, in Go's words: nothing is converted, and null is the zero value everywhere. */
import { isBase64 } from './base64';
import { childPath, Dialect, NOTHING, pathText, Place } from './dialect';
import { DROPPED_ANNOTATIONS, dropsOf } from './dropped-fields';
import { onByDefaultAfter } from './feature-gates';
import { finding, Validation } from './finding';
import { goPlace } from './go-types';
import { quantityHint } from './hints/quantity-hint';
import { typeNotes } from './hints/type-hints';
import { unknownNotes } from './hints/unknown-hints';
import { isQuantity } from './quantity';
import { FieldType, ScalarType, StructType } from './schema';
import { encodeBase64 } from '../text/bytes';
import { isObject, JsonObject } from '../text/json-value';

export const SERVER: Dialect = {
  copies: false,
  isObject,
  absent: (place, given, type, parent) => {
    if (parent === 'root') return wrongType(place, given, type);
    if (parent === 'struct') return given;
    if (parent === 'list') return absentItem(place, type);
    // A key without a value is not printed.
    if (given === undefined) return NOTHING;
    warnAboutNullValue(place, type);
    return zeroValue(type);
  },
  scalar: decodeScalar,
  wrongType,
  unknownField,
  // The place is kept, so that the paths of the other items stay right.
  instead: zeroValue,
  finishStruct: dropFields,
};

/**
 * An item of a list that is null silently becomes the zero value. Only in any JSON it stays what it is.
 */
function absentItem({ v, path }: Place, type: FieldType): unknown {
  if (type.kind === 'json') return null;
  v.warn(
    'WARN-NULL-ITEM',
    pathText(path),
    null,
    'becomes an empty value',
    'Remove it, or write the value that is meant',
  );
  return zeroValue(type);
}

/** A key whose value is null: what becomes of it depends on the command that sends it. */
function warnAboutNullValue({ v, path }: Place, type: FieldType): void {
  if (type.kind === 'json') return;
  const isAnnotation = path.length === 3 && path[0] === 'metadata' && path[1] === 'annotations';
  v.warn(
    'WARN-NULL-VALUE',
    pathText(path),
    null,
    isAnnotation
      ? 'kubectl apply leaves out all annotations of this object'
      : 'kubectl apply leaves it out, kubectl create makes an empty value of it',
    isText(type) ? 'Remove it, or write "" for an empty text' : 'Remove it, or write the value that is meant',
  );
}

const isText = ({ kind }: FieldType) => kind === 'string' || kind === 'bytes';

/** Removes what the server silently drops. */
function dropFields(
  place: Place,
  given: JsonObject,
  decoded: JsonObject,
  type: StructType,
): JsonObject | typeof NOTHING {
  const { v, path } = place;
  if (type.name === 'PodTemplateSpec') reportDroppedAnnotations(place, given.metadata?.annotations);
  const drops = dropsOf(type.name, v.minor, v.gates);
  if (!drops) return decoded;
  let copy: Record<string, unknown> | undefined;
  for (const [name, drop] of drops) {
    const { when, hint, evenEmpty, isMinor } = drop;
    const value = decoded[name];
    if (value === undefined || value === null || when?.(value, decoded, path) === false) continue;
    delete (copy ??= { ...decoded })[name];
    if (isEmpty(value) && !evenEmpty) continue;
    droppedField(
      place,
      name,
      // A zero value that goes is only a warning: where the object comes back, it looks like one that was never given.
      isMinor || value === false || value === 0 ? 'warning' : 'error',
      hint ?? hintOfGate(v, drop.gate!, type.fields.get(name)!.until),
    );
  }
  const whole = copy ?? decoded;
  // A lifecycle without its stop signal may have nothing left; then the server forgets it, too.
  const isForgotten =
    type.name === 'Lifecycle' &&
    whole !== given &&
    Object.values(whole).every((rest) => rest === undefined || rest === null);
  return isForgotten ? NOTHING : whole;
}

/** What to do about a field that a gate drops: later versions keep it, or the cluster may have the gate on. */
function hintOfGate(v: Validation, gate: string, until: number): string {
  if (Object.hasOwn(v.gates, gate)) return `remove it: the feature gate ${gate} is off`;
  const later = onByDefaultAfter(gate, v.minor);
  return later !== undefined && later <= until
    ? `Kubernetes keeps it since 1.${later}: remove it for older versions`
    : `remove it, or set featureGates if the cluster has ${gate} on: it is off by default`;
}

function decodeScalar(place: Place, value: unknown, type: ScalarType): unknown {
  const { kind } = type;
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : wrongType(place, value, { kind });
    case 'bool':
      return typeof value === 'boolean' ? value : wrongType(place, value, { kind });
    case 'int32':
    case 'int64':
      return isInt(value, kind) ? value : wrongType(place, value, { kind });
    case 'float64':
      return Number.isFinite(value) ? value : wrongType(place, value, { kind });
    case 'intOrString':
      return typeof value === 'string' || isInt(value, 'int32') ? value : wrongType(place, value, { kind: 'int32' });
    case 'quantity':
      return isPrintedQuantity(value) ? value : wrongText(place, value, quantityComplaint(value), quantityHint(value));
    case 'bytes':
      return decodeBytes(place, value);
    case 'time':
    case 'microTime':
      return decodeTime(place, value, kind);
    default:
      return value;
  }
}

const LAYOUT = { time: '2006-01-02T15:04:05Z07:00', microTime: '2006-01-02T15:04:05.000000Z07:00' };
const EXAMPLE = { time: '2026-01-31T12:00:00Z', microTime: '2026-01-31T12:00:00.000000Z' };

function decodeTime(place: Place, value: unknown, kind: 'time' | 'microTime'): unknown {
  if (typeof value !== 'string') return wrongType(place, value, { kind: 'string' });
  if (isTime(value) && (kind === 'time' || hasMicroseconds(value))) return value;
  const detail = `parsing time ${JSON.stringify(value)} as "${LAYOUT[kind]}"`;
  return wrongText(place, value, detail, `write RFC 3339, such as "${EXAMPLE[kind]}"`);
}

/** Whether a time has exactly six digits after the point. */
const hasMicroseconds = (time: string) => /[.,]\d{6}(?:Z|[+-]..:..)$/.test(time);

/** Base64 text or, as Go has it, a list of byte values. */
function decodeBytes(place: Place, value: unknown): unknown {
  if (Array.isArray(value)) {
    const bytes = value.every((byte) => byte === null || (Number.isInteger(byte) && byte >= 0 && byte <= 255));
    return bytes ? encodeBase64(value) : wrongType(place, value, { kind: 'bytes' });
  }
  if (typeof value !== 'string') return wrongType(place, value, { kind: 'bytes' });
  // The value may be a secret: it is not shown.
  return isBase64(value)
    ? value
    : wrongText(
        place,
        undefined,
        'illegal base64 data',
        'write base64 with padding; plain text belongs in stringData of a Secret, or data of a ConfigMap',
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

const ZERO: Partial<Record<FieldType['kind'], unknown>> = {
  string: '',
  bool: false,
  int32: 0,
  int64: 0,
  float64: 0,
  quantity: '0',
  intOrString: 0,
  bytes: '',
};

function zeroValue({ kind }: FieldType): unknown {
  if (kind === 'struct' || kind === 'map' || kind === 'either') return {};
  return kind === 'list' ? [] : ZERO[kind];
}

/** Nothing is lost when such a value is dropped. */
function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function reportDroppedAnnotations(place: Place, annotations: unknown): void {
  if (!isObject(annotations)) return;
  for (const key of DROPPED_ANNOTATIONS) {
    if (Object.hasOwn(annotations, key)) {
      droppedField(place, `metadata.annotations[${key}]`, 'error', 'use initContainers instead');
    }
  }
}

function droppedField({ v, path }: Place, name: string, severity: 'error' | 'warning', hint: string): void {
  const detail = `Kubernetes 1.${v.minor} accepts this field but silently drops it`;
  v.findings.push(finding('DROP-GATED', childPath(path, name), 'Dropped field', detail, { hint, severity }));
}

function unknownField(place: Place, type: StructType, name: string): void {
  const { v, path } = place;
  const notes = v.findings.length < MANY ? unknownNotes(place, type, name) : {};
  v.add('DEC-UNKNOWN-FIELD', childPath(path, name), 'Unknown field', '', notes);
}

/** Past so many findings, hints that have to be searched for cost much and help little. */
const MANY = 100;

function wrongType({ v, root, path }: Place, value: unknown, type: FieldType): typeof NOTHING {
  const number = typeof value === 'number' && /^int/.test(type.kind) ? ` ${value}` : '';
  const field = goPlace(root, path, type);
  const given = number === '' ? jsonType(value) : `the number${number}`;
  const plain = `must be ${EXPECTED[type.kind] ?? 'an object'}, not ${given}`;
  const detail = `${plain} (json: cannot unmarshal ${goType(value)}${number} into Go struct field ${field})`;
  v.add('DEC-TYPE', pathText(path), 'Type invalid', detail, typeNotes({ v, root, path }, value, type));
  return NOTHING;
}

const EXPECTED: Partial<Record<FieldType['kind'], string>> = {
  string: 'a string',
  bool: 'true or false',
  int32: 'a whole number',
  int64: 'a whole number',
  float64: 'a number',
  intOrString: 'a whole number or a string',
  bytes: 'base64 text',
  list: 'a list',
};

function wrongText({ v, path }: Place, value: unknown, detail: string, hint: string): typeof NOTHING {
  v.findings.push(finding('DEC-TYPE', pathText(path), 'Type invalid', detail, { value, hint }));
  return NOTHING;
}

/** The type in words. */
function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return `a ${typeof value}`;
}

/** The type as Go's decoder says it. */
function goType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
