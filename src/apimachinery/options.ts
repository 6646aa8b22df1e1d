/**
 * The door for what users hand to constructors and factories: JavaScript, or a cast, may pass anything. It is decoded
 * once, here, so that nothing behind it has to check types.
 */
import { decodeAs } from './decode';
import { childPath, Dialect, NOTHING, Parent, pathText, Place } from './dialect';
import { Finding, finding, FindingType, Validation } from './finding';
import {
  FieldType,
  InstanceType,
  ListType,
  MapType,
  NEWEST_MINOR,
  ScalarType,
  StructNotes,
  structOf,
  StructType,
} from './schema';
import { isObject, JsonObject, setField } from '../text/json-value';
import { didYouMean } from '../text/suggest';

/** What TypeScript takes for the values of a type. It exists for the compiler only. */
interface Of<T> {
  readonly _of?: T;
}

/** All options of an interface, with their types. */
export type OptionsType<T extends object> = StructType & Of<T>;

export const text: ScalarType & Of<string> = { kind: 'string' };
export const flag: ScalarType & Of<boolean> = { kind: 'bool' };
export const number: ScalarType & Of<number> = { kind: 'number' };
export const integer: ScalarType & Of<number> = { kind: 'integer' };

/** Any object of names and values, or of a class: copied if it is plain, and not looked into. */
export const object: ScalarType & Of<any> = { kind: 'object' };

/** Whatever it is, it is judged elsewhere: copied, and not looked into. */
export const anything: ScalarType & Of<any> = { kind: 'json' };

/** One of some texts, such as `Object.values()` of an enum. */
export const oneOf = <T extends string>(values: readonly T[]): ScalarType & Of<T> => ({ kind: 'string', values });

export const listOf = <T>(of: FieldType & Of<T>): ListType & Of<T[]> => ({ kind: 'list', of, keys: [] });

/** Names of the user's own, each with a value. */
export const mapOf = <T>(of: FieldType & Of<T>): MapType & Of<{ [name: string]: T }> => ({ kind: 'map', of });

/**
 * An object of a class.
 *
 * @param what what it has to be, with its article: `a Gpu`
 * @param hint what to do when it is something else
 */
export const instanceOf = <T>(
  what: string,
  isInstance: (value: unknown) => boolean,
  hint?: string,
): InstanceType & Of<T> => ({ kind: 'instance', what, isInstance, hint });

/** Options that null must not stand for: it would take away those of a scope around it. */
export const notNull = <T extends FieldType>(type: T): T => ({ ...type, nullable: false });

/** A value that no message shows. */
export const secret = <T extends FieldType>(type: T): T => ({ ...type, secret: true });

/**
 * The type of options: the compiler demands that no member of the interface is forgotten, and that none is of another
 * type.
 *
 * @param notes what to do with unknown fields, among others
 */
export const optionsType = <T extends object>(
  name: string,
  fields: { readonly [field in keyof Required<T>]: FieldType & Of<NonNullable<T[field]>> },
  notes?: StructNotes,
): OptionsType<T> => structOf(name, fields, notes);

export interface Decoded<T> {
  /** A copy of what is of the right type. Null and undefined are not given. */
  readonly options: Partial<T>;
  /** What is wrong with the rest. */
  readonly findings: readonly Finding[];
}

/**
 * Decodes options. Lists and plain objects are copied, so that what is changed later, for the next construct, changes
 * nothing here. Objects of a class (constructs, values of cdk8s-plus, what is only known later) stay themselves.
 *
 * @param path where they are; none for the props of a construct, whose value is not shown: it may be a secret
 * @param rule id of the rule that findings are of
 */
export function decodeOptions<T extends object>(
  given: unknown,
  type: OptionsType<T>,
  path = '',
  rule = 'HKUBE-FIELDS',
): Decoded<T> {
  if (given === undefined || given === null) return { options: {}, findings: [] };
  const v = new Validation(NEWEST_MINOR);
  try {
    const options = decodeAs(new OptionsDialect(rule), v, given, type, path);
    return { options: options === NOTHING ? {} : (options as Partial<T>), findings: v.findings };
  } catch (e) {
    // A property whose getter throws, or objects in objects without end.
    const unreadable = finding(rule, path, 'Invalid value', `cannot be read: ${(e as Error)?.message}`);
    return { options: {}, findings: [...v.findings, unreadable] };
  }
}

class OptionsDialect implements Dialect {
  public readonly copies = true;
  public readonly isObject = isOptions;

  /** Each value that was copied, and its copy. */
  private readonly known = new Map<object, unknown>();

  constructor(private readonly rule: string) {}

  public absent(place: Place, given: null | undefined, type: FieldType, parent: Parent): unknown {
    if (given === null && type.nullable === false) return this.wrongType(place, given, type);
    if (parent === 'struct') return NOTHING;
    if (type.kind === 'json') return given;
    return parent === 'list' ? this.wrongType(place, given, type) : NOTHING;
  }

  public scalar(place: Place, value: unknown, type: ScalarType): unknown {
    if (type.values) return type.values.includes(value as string) ? value : this.notSupported(place, value, type);
    switch (type.kind) {
      case 'json':
        return this.copy(place, value);
      case 'object':
        return isOptions(value) && !isConstruct(value) ? this.copy(place, value) : this.wrongType(place, value, type);
      case 'bool':
        return typeof value === 'boolean' ? value : this.wrongType(place, value, type);
      case 'number':
        return Number.isFinite(value) ? value : this.wrongType(place, value, type);
      case 'integer':
        return Number.isInteger(value) ? value : this.wrongType(place, value, type);
      default:
        return typeof value === 'string' ? value : this.wrongType(place, value, type);
    }
  }

  public wrongType(place: Place, value: unknown, type: FieldType): typeof NOTHING {
    return this.report(place, value, type, 'Invalid value', `must be ${expected(type)}`, type.hint);
  }

  public unknownField({ v, path }: Place, { fields, unknownHint }: StructType, name: string): void {
    const hint = v.searchHint(() => didYouMean(name, fields.keys())) ?? unknownHint;
    v.add(this.rule, childPath(path, name), 'Unknown field', '', { hint });
  }

  private notSupported(place: Place, value: unknown, type: ScalarType): typeof NOTHING {
    const values = type.values!;
    const hint = place.v.searchHint(() => didYouMean(value, values)) ?? type.hint;
    return this.report(place, value, type, 'Unsupported value', `supported values: ${values.join(', ')}`, hint);
  }

  private report(
    { v, path }: Place,
    value: unknown,
    type: FieldType,
    kind: FindingType,
    detail: string,
    hint?: string,
  ): typeof NOTHING {
    const isShown = path.length > 0 && !holdsSecret(type);
    v.add(this.rule, pathText(path), kind, detail, { hint, ...(isShown && { value: shown(value) }) });
    return NOTHING;
  }

  /** A circular reference cannot be printed: it is reported, and left out. */
  private copy(place: Place, value: unknown): unknown {
    if (!isCopied(value)) return value;
    const copied = this.known.get(value);
    if (copied !== undefined) return copied === OPEN ? this.holdsItself(place) : copied;
    this.known.set(value, OPEN);
    const copy: any = Array.isArray(value) ? [] : {};
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [key, member] of entries) {
      place.path.push(key);
      const item = this.copy(place, member);
      place.path.pop();
      if (item === NOTHING) continue;
      if (Array.isArray(copy)) copy.push(item);
      else setField(copy, String(key), item);
    }
    this.known.set(value, copy);
    return copy;
  }

  private holdsItself({ v, path }: Place): typeof NOTHING {
    v.add(this.rule, pathText(path), 'Invalid value', 'contains a circular reference, which JSON cannot represent');
    return NOTHING;
  }
}

/** Stands for the copy of what is being copied. */
const OPEN = Symbol('open');

function expected(type: FieldType): string {
  switch (type.kind) {
    case 'struct':
      return type.fields.size > 0 ? `an object with ${[...type.fields.keys()].join(', ')}` : 'an object';
    case 'instance':
      return type.what;
    case 'list':
      return 'a list';
    case 'bool':
      return 'true or false';
    case 'number':
      return 'a number';
    case 'integer':
      return 'a whole number';
    default:
      return type.kind === 'string' ? 'a text' : 'an object';
  }
}

/** A wrong value may be a secret that is in the wrong place. */
function holdsSecret(type: FieldType): boolean {
  if (type.secret) return true;
  if (type.kind === 'list' || type.kind === 'map') return holdsSecret(type.of);
  return type.kind === 'struct' && [...type.fields.values()].some((field) => holdsSecret(field.type));
}

/** An object of a class says no more than its name: it may be large, or circular. All others as they are now. */
function shown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value) && !isPlain(value)) return value.constructor?.name;
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    // It contains a circular reference, which can't be shown.
    return {};
  }
}

const isCopied = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && (Array.isArray(value) || isPlain(value));

/** Whether it is an object that may say something: a Date, a Map or a promise says nothing that could be read. */
export function isOptions(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  return Object.keys(value).length > 0 || isPlain(value);
}

const CONSTRUCT = Symbol.for('constructs.Construct');

/** As `Construct.isConstruct`, which is not imported here: API objects are made in a browser too. */
export const isConstruct = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && CONSTRUCT in value;

/** Whether an object is of no class; of none at all, as some parsers make them. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
