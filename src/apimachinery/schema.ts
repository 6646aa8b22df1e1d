/**
 * The schema language: what input of any kind may hold. And Kubernetes' types in it: which fields a struct has in which
 * version, and of what type.
 *
 *   structType('Container').fields.get('ports')  // a list of ContainerPort
 */
import { moreFields, structOfKind } from './more-structs';
import { KINDS, NEWEST_MINOR, OLDEST_MINOR, SERVED, STRUCTS } from './schema.generated';

export { NEWEST_MINOR, OLDEST_MINOR };

/** `bytes` is base64 text, `time` RFC 3339; `object` has keys that are not looked at; `json` is anything. */
export type ScalarKind =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'integer'
  | 'number'
  | 'quantity'
  | 'intOrString'
  | 'bytes'
  | 'time'
  | 'microTime'
  | 'object'
  | 'json';

/** Notes that any type may have. Kubernetes' own types have none of them. */
export interface TypeNotes {
  /** Whether null may stand for it, meaning that nothing is given; where it is not said, the dialect decides. */
  readonly nullable?: boolean;
  /** What to write where null is not allowed. */
  readonly insteadOfNull?: string;
  /** May hold a secret: its value never gets into a message. */
  readonly secret?: boolean;
  /** What to do when the value has the wrong type. */
  readonly hint?: string;
  /** A field that means nothing to a pod: HKube's server writes it, or only HKube's control plane uses it. */
  readonly role?: 'server' | 'controlPlane';
}

export interface ScalarType extends TypeNotes {
  readonly kind: ScalarKind;
  /** All texts that are allowed. */
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What more a text has to be, by a name that the dialect knows. */
  readonly format?: string;
}

export interface ListType extends TypeNotes {
  readonly kind: 'list';
  readonly of: FieldType;
  /** The fields that tell the items apart, where the API merges the list like a map. */
  readonly keys: readonly string[];
  /** Whether two equal items are refused (of structs with scalar fields only). */
  readonly unique?: boolean;
}

/** A JSON object with keys of the user's own: labels, resource lists. */
export interface MapType extends TypeNotes {
  readonly kind: 'map';
  readonly of: FieldType;
}

/** A JSON object with the fields of a struct. */
export interface StructType extends TypeNotes, StructNotes {
  readonly kind: 'struct';
  /** Go's name: `Container`; where structs of several packages share one, with the package: `Subject@rbac/v1`. */
  readonly name: string;
  /** The fields by name. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** Notes that a struct may have besides its fields. */
export interface StructNotes extends TypeNotes {
  /** Fields that must be there. */
  readonly required?: readonly string[];
  /** Whether other fields are kept and not looked at. */
  readonly isOpen?: boolean;
  /** Names that are often mistaken for fields, each with what to do. */
  readonly misplaced?: Readonly<Record<string, string>>;
  /** Other names that fields are often given, each with the field's own. */
  readonly otherNames?: Readonly<Record<string, string>>;
  /** What to do with a field that resembles no other. */
  readonly unknownHint?: string;
}

/** An object of a class of ours, or of another library: kept itself. */
export interface InstanceType extends TypeNotes {
  readonly kind: 'instance';
  /** What it has to be: `a Gpu`. */
  readonly what: string;
  isInstance(value: unknown): boolean;
}

/** A JSON object with the fields of a struct, or a value of another type: a schema, or a boolean in its place. */
export interface EitherType extends TypeNotes {
  readonly kind: 'either';
  readonly struct: StructType;
  readonly or: FieldType;
}

export type FieldType = ScalarType | ListType | MapType | StructType | EitherType | InstanceType;

/** A struct that no API server knows: the same in all versions. */
export function structOf(
  name: string,
  fields: Readonly<Record<string, FieldType>>,
  notes: StructNotes = {},
): StructType {
  const entries = Object.entries(fields).map(([field, type]): [string, Field] => [
    field,
    { name: field, type, since: 0, until: Infinity },
  ]);
  return { kind: 'struct', name, fields: new Map(entries), ...notes };
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** First minor version that knows the field, as far back as the data goes. */
  readonly since: number;
  /** Last minor version that knows the field. */
  readonly until: number;
}

const SCALARS = new Map<string, ScalarType>(
  (
    [
      'string',
      'bool',
      'int32',
      'int64',
      'float64',
      'quantity',
      'intOrString',
      'bytes',
      'time',
      'microTime',
      'json',
    ] as const
  ).map((kind) => [kind, { kind }]),
);

/** What may stand in the place of a JSON schema. */
const SCHEMA_OR = new Map([
  ['schemaOrBool', 'bool'],
  ['schemaOrList', 'JSONSchemaProps[]'],
  ['schemaOrStrings', 'string[]'],
]);

/** The fields are parsed when they are first asked for: most runs need few of the structs. */
class Struct implements StructType {
  public readonly kind = 'struct';
  private parsed?: ReadonlyMap<string, Field>;

  constructor(
    public readonly name: string,
    private readonly minor: number,
  ) {}

  public get fields(): ReadonlyMap<string, Field> {
    return (this.parsed ??= parseFields(this.name, this.minor));
  }
}

const structs = new Map<string, Struct>();

/** `Subject` of `Subject@rbac/v1` */
export function goName(struct: string): string {
  const at = struct.indexOf('@');
  return at < 0 ? struct : struct.slice(0, at);
}

/**
 * The struct of that name (`Container`, or in full `io.k8s.api.core.v1.Container`), with the fields it has in
 * Kubernetes 1.`minor`; undefined when it does not exist.
 */
export function structType(name: string, minor = NEWEST_MINOR): StructType | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (fieldsText(short) === undefined) return undefined;
  const key = `${short} ${minor}`;
  let struct = structs.get(key);
  if (!struct) structs.set(key, (struct = new Struct(short, minor)));
  return struct;
}

/** The fields of a struct as text; undefined when there is no such struct. */
const fieldsText = (struct: string) => (Object.hasOwn(STRUCTS, struct) ? STRUCTS[struct] : moreFields(struct));

/**
 * The struct of an object: `batch/v1`, `Job`. Undefined for kinds that Kubernetes 1.`minor` does not serve, and for
 * lists.
 */
export function kindType(apiVersion: unknown, kind: unknown, minor = NEWEST_MINOR): StructType | undefined {
  const key = `${apiVersion} ${kind}`;
  if (Object.hasOwn(KINDS, key)) return structType(KINDS[key], minor);
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  return isServedItem(apiVersion, kind, minor) ? structType(structOfKind(apiVersion, kind), minor) : undefined;
}

export const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
const KUBERNETES_GROUPS = new Set(Object.keys(SERVED).map(groupOf));

/**
 * Whether Kubernetes 1.`minor` has the kind; undefined where that is for a custom resource to say: their groups are
 * others, and have a dot.
 */
export function isServed(apiVersion: string, kind: string, minor: number): boolean | undefined {
  const group = groupOf(apiVersion);
  if (!KUBERNETES_GROUPS.has(group) && group.includes('.')) return undefined;
  if (!Object.hasOwn(SERVED, apiVersion)) return false;
  const item = kind.endsWith('List') ? kind.slice(0, -'List'.length) : kind;
  return item === '' ? apiVersion === 'v1' : isServedItem(apiVersion, item, minor);
}

function isServedItem(apiVersion: string, kind: string, minor: number): boolean {
  const [since, until] = servedRange(apiVersion, kind);
  return since <= minor && minor <= until;
}

/** The minor versions that serve a kind; from infinity when none does. */
export function servedRange(apiVersion: string, kind: string): readonly [since: number, until: number] {
  const kinds = Object.hasOwn(SERVED, apiVersion) ? servedKinds(apiVersion) : undefined;
  return kinds?.get(kind) ?? [Infinity, -Infinity];
}

/** All API versions and kinds that Kubernetes 1.`minor` serves. */
export function allKinds(minor: number): Array<[apiVersion: string, kind: string]> {
  return Object.keys(SERVED).flatMap((apiVersion) =>
    [...servedKinds(apiVersion)]
      .filter(([, [since, until]]) => since <= minor && minor <= until)
      .map(([kind]): [string, string] => [apiVersion, kind]),
  );
}

const served = new Map<string, ReadonlyMap<string, readonly [since: number, until: number]>>();

/** The kinds of an API version, with the minor versions that have them. */
function servedKinds(apiVersion: string): ReadonlyMap<string, readonly [since: number, until: number]> {
  let kinds = served.get(apiVersion);
  if (kinds) return kinds;
  kinds = new Map(
    SERVED[apiVersion].split(',').map((entry) => {
      const [name, range = `${OLDEST_MINOR}-${NEWEST_MINOR}`] = entry.split(' ');
      const [since, until] = range.split('-').map(Number);
      return [name, [since, until]];
    }),
  );
  served.set(apiVersion, kinds);
  return kinds;
}

/**
 * All that a field has been: one entry for each of its types, oldest first; empty when no version knows it, or not the
 * struct.
 */
export function fieldHistory(struct: string, field: string): Field[] {
  const entry = fieldsText(struct)
    ?.split(',')
    .find((text) => text.startsWith(`${field}:`));
  return entry ? parseVariants(entry, NEWEST_MINOR) : [];
}

function parseFields(struct: string, minor: number): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const text = fieldsText(struct);
  if (!text) return fields;
  for (const entry of text.split(',')) {
    const field = parseVariants(entry, minor).find(({ since, until }) => since <= minor && minor <= until);
    if (field) fields.set(field.name, field);
  }
  return fields;
}

/** `resources:A 28-28|B 29-37` */
function parseVariants(entry: string, minor: number): Field[] {
  const colon = entry.indexOf(':');
  const name = entry.slice(0, colon);
  return entry
    .slice(colon + 1)
    .split('|')
    .map((variant) => {
      const [, type, since, until] = /^(.*?)(?: (\d+)-(\d+))?$/.exec(variant)!;
      return {
        name,
        type: parseType(type, minor),
        since: Number(since ?? OLDEST_MINOR),
        until: Number(until ?? NEWEST_MINOR),
      };
    });
}

/** `string`, `map<quantity>`, `int64[]`, `ContainerPort[](containerPort protocol)` */
function parseType(text: string, minor: number): FieldType {
  const list = /^(.*)\[\](?:\((.*)\))?$/.exec(text);
  if (list) return { kind: 'list', of: parseType(list[1], minor), keys: list[2]?.split(' ') ?? [] };
  const map = /^map<(.*)>$/.exec(text);
  if (map) return { kind: 'map', of: parseType(map[1], minor) };
  const or = SCHEMA_OR.get(text);
  if (or) return { kind: 'either', struct: structType('JSONSchemaProps', minor)!, or: parseType(or, minor) };
  return SCALARS.get(text) ?? structType(text, minor)!;
}
