/**
 * Kubernetes' types as data: which fields a struct has in which version, and of what type.
 *
 *   structType('Container').fields.get('ports')  // a list of ContainerPort
 */
import { KINDS, NEWEST_MINOR, OLDEST_MINOR, SERVED, STRUCTS } from './schema.generated';

export { NEWEST_MINOR, OLDEST_MINOR };

/** `bytes` is base64 text, `time` RFC 3339; `json` is anything. */
export type ScalarKind =
  'string' | 'bool' | 'int32' | 'int64' | 'quantity' | 'intOrString' | 'bytes' | 'time' | 'microTime' | 'json';

export interface ScalarType {
  readonly kind: ScalarKind;
}

export interface ListType {
  readonly kind: 'list';
  readonly of: FieldType;
  /** The fields that tell the items apart, where the API merges the list like a map. */
  readonly keys: readonly string[];
}

/** A JSON object with keys of the user's own: labels, resource lists. */
export interface MapType {
  readonly kind: 'map';
  readonly of: FieldType;
}

/** A JSON object with the fields of a struct. */
export interface StructType {
  readonly kind: 'struct';
  /** Go's name: `Container`. */
  readonly name: string;
  /** The fields by name. */
  readonly fields: ReadonlyMap<string, Field>;
}

export type FieldType = ScalarType | ListType | MapType | StructType;

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
 * The struct of that name (`Container`, or in full `io.k8s.api.core.v1.Container`), with the fields it has in Kubernetes
 * 1.`minor`; undefined when there is none.
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

/** All that a field has been: one entry for each of its types, oldest first; empty when no version knows it, or not the struct. */
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
