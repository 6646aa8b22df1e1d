/**
 * The schema language: what input of any kind may hold. And Kubernetes' types in it: which fields a struct has in which
 * version, and of what type.
 *
 *   structType('Container').fields.get('ports')  // a list of ContainerPort
 */
import { KINDS, NEWEST_MINOR, OLDEST_MINOR, SERVED, STRUCTS } from './schema.generated';

export { NEWEST_MINOR, OLDEST_MINOR };

/** `bytes` is base64 text, `time` RFC 3339; `object` has keys that are not looked at; `json` is anything. */
export type ScalarKind =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'integer'
  | 'number'
  | 'quantity'
  | 'intOrString'
  | 'bytes'
  | 'time'
  | 'microTime'
  | 'object'
  | 'json';

/** What may be said of any type. Kubernetes' own types say nothing of it. */
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
  /** Go's name: `Container`. */
  readonly name: string;
  /** The fields by name. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** What may be said of a struct besides its fields. */
export interface StructNotes extends TypeNotes {
  /** Fields that must be there. */
  readonly required?: readonly string[];
  /** Whether other fields are kept and not looked at. */
  readonly isOpen?: boolean;
  /** Names that are no fields here but often taken for one, each with what to do. */
  readonly misplaced?: Readonly<Record<string, string>>;
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

export type FieldType = ScalarType | ListType | MapType | StructType | InstanceType;

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
  (['string', 'bool', 'int32', 'int64', 'quantity', 'intOrString', 'bytes', 'time', 'microTime', 'json'] as const).map(
    (kind) => [kind, { kind }],
  ),
);

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

/**
 * The struct of that name (`Container`, or in full `io.k8s.api.core.v1.Container`), with the fields it has in
 * Kubernetes 1.`minor`; undefined when there is none.
 */
export function structType(name: string, minor = NEWEST_MINOR): StructType | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (!Object.hasOwn(STRUCTS, short)) return undefined;
  const key = `${short} ${minor}`;
  let struct = structs.get(key);
  if (!struct) structs.set(key, (struct = new Struct(short, minor)));
  return struct;
}

/** The struct of an object: `batch/v1`, `Job`. Undefined for kinds that are not covered. */
export function kindType(apiVersion: unknown, kind: unknown, minor = NEWEST_MINOR): StructType | undefined {
  const key = `${apiVersion} ${kind}`;
  return Object.hasOwn(KINDS, key) ? structType(KINDS[key], minor) : undefined;
}

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');
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
  if (item === '') return apiVersion === 'v1';
  const [since, until] = servedKinds(apiVersion).get(item) ?? [Infinity, -Infinity];
  return since <= minor && minor <= until;
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
  if (!Object.hasOwn(STRUCTS, struct)) return [];
  const entry = STRUCTS[struct].split(',').find((text) => text.startsWith(`${field}:`));
  return entry ? parseVariants(entry, NEWEST_MINOR) : [];
}

function parseFields(struct: string, minor: number): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  if (STRUCTS[struct] === '') return fields;
  for (const entry of STRUCTS[struct].split(',')) {
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
  return SCALARS.get(text) ?? structType(text, minor)!;
}
