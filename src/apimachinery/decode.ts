/**
 * Strict decoding: does every field exist, is every value of its field's type? The dialect of the input decides what
 * that means in detail, and with which text it is reported.
 */
import { Dialect, NOTHING, Parent, pathText, Place } from './dialect';
import { Validation } from './finding';
import { FieldType, ListType, MapType, StructType } from './schema';
import { SERVER } from './server-dialect';
import { JsonObject, setField } from '../text/json-value';

/** Schemas may contain schemas. Deeper nesting than this is not real, and would overflow the stack. */
const MAX_DEPTH = 1000;
/** So many names of a path that is too long are shown. */
const SHOWN_DEPTH = 6;

interface Context extends Place {
  readonly dialect: Dialect;
}

/**
 * Decodes as the API server does. Answers with what is right of the value: the value itself when all is well, else a
 * copy without the fields that are wrong, unknown or dropped, and with zero values for null items.
 */
export function decode(v: Validation, value: unknown, type: StructType, dialect = SERVER): any {
  const decoded = decodeAs(dialect, v, value, type);
  return decoded === NOTHING ? {} : decoded;
}

/**
 * Decodes a value of any type, in a dialect.
 *
 * @param path where it is
 * @returns what is right of it, or NOTHING
 */
export function decodeAs(dialect: Dialect, v: Validation, value: unknown, type: FieldType, path = ''): unknown {
  const context: Context = { v, root: { type, value }, path: path === '' ? [] : [path], dialect };
  return decodeAny(context, value, type, 'root');
}

function decodeAny(context: Context, value: unknown, type: FieldType, parent: Parent): unknown {
  return value === null || value === undefined
    ? context.dialect.absent(context, value, type, parent)
    : decodeValue(context, value, type);
}

function decodeValue(context: Context, value: unknown, type: FieldType): unknown {
  const { dialect } = context;
  switch (type.kind) {
    case 'struct':
      if (dialect.isObject(value)) return decodeStruct(context, value, type);
      return dialect.wrongType(context, value, type);
    case 'map':
      if (dialect.isObject(value)) return decodeMap(context, value, type);
      return dialect.wrongType(context, value, type);
    case 'list':
      if (Array.isArray(value)) return decodeList(context, value, type);
      return dialect.wrongType(context, value, type);
    case 'instance':
      return type.isInstance(value) ? value : dialect.wrongType(context, value, type);
    case 'either':
      return decodeValue(context, value, dialect.isObject(value) ? type.struct : type.or);
    default:
      return dialect.scalar(context, value, type);
  }
}

function decodeStruct(context: Context, value: JsonObject, type: StructType): JsonObject | typeof NOTHING {
  const { dialect, path, v } = context;
  if (v.isKnown(value)) return value;
  if (path.length > MAX_DEPTH) {
    v.add(
      'DEC-TYPE',
      pathText(path.slice(0, SHOWN_DEPTH)),
      'Type invalid',
      `is nested deeper than ${MAX_DEPTH} levels`,
    );
    return NOTHING;
  }
  const { copies } = dialect;
  let copy: Record<string, unknown> | undefined = copies ? {} : undefined;
  for (const name of Object.keys(value)) {
    const given = value[name];
    const fieldType = type.fields.get(name)?.type ?? (type.isOpen ? ANYTHING : undefined);
    let decoded: unknown;
    if (fieldType) {
      path.push(name);
      decoded = decodeAny(context, given, fieldType, 'struct');
      path.pop();
    } else {
      decoded = decodeUnknown(context, name, given, type);
    }
    if (decoded === NOTHING && !copies) delete (copy ??= { ...value })[name];
    if (decoded !== NOTHING && (copies || decoded !== given)) setField((copy ??= { ...value }), name, decoded);
  }
  const decoded = copy ?? value;
  return dialect.finishStruct ? dialect.finishStruct(context, value, decoded, type) : decoded;
}

const ANYTHING: FieldType = { kind: 'json' };

/** What is undefined is not printed, so it need not be known. */
function decodeUnknown(context: Context, name: string, given: unknown, type: StructType): unknown {
  const { dialect } = context;
  if (given === undefined) return dialect.copies ? NOTHING : given;
  dialect.unknownField(context, type, name);
  return NOTHING;
}

function decodeMap(context: Context, value: JsonObject, type: MapType): JsonObject {
  const { dialect, path } = context;
  let copy: Map<string, unknown> | undefined = dialect.copies ? new Map(Object.entries(value)) : undefined;
  for (const key of Object.keys(value)) {
    const given = value[key];
    path.push(`[${key}]`);
    const decoded = decodeAny(context, given, type.of, 'map');
    path.pop();
    if (decoded === NOTHING) (copy ??= new Map(Object.entries(value))).delete(key);
    else if (decoded !== given) (copy ??= new Map(Object.entries(value))).set(key, decoded);
  }
  return copy ? Object.fromEntries(copy) : value;
}

function decodeList(context: Context, value: readonly unknown[], type: ListType): readonly unknown[] {
  const { dialect, path } = context;
  let copy: unknown[] | undefined = dialect.copies ? [...value] : undefined;
  for (let i = 0; i < value.length; i++) {
    const given = value[i];
    path.push(i);
    const decoded = decodeAny(context, given, type.of, 'list');
    path.pop();
    if (decoded !== given) (copy ??= [...value])[i] = decoded;
  }
  dialect.checkItems?.(context, copy ?? value, type);
  if (!copy?.includes(NOTHING)) return copy ?? value;
  if (!dialect.instead) return copy.filter((item) => item !== NOTHING);
  const instead = dialect.instead(type.of);
  return copy.map((item) => (item === NOTHING ? instead : item));
}
