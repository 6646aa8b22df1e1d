/** How Go's decoder names fields and types in its errors. */
import { GO_TYPES } from './go-types.generated';
import { FieldType, goName, StructType } from './schema';
import { STRUCTS } from './schema.generated';

/** What is decoded, and the version of its API, whose name its Go package has. */
export interface Root {
  readonly type: StructType;
  readonly version: string;
}

/** The root of a value: `v1beta1` of `admissionregistration.k8s.io/v1beta1`. */
export function rootOf(type: StructType, value: any): Root {
  const apiVersion = value?.apiVersion;
  return { type, version: typeof apiVersion === 'string' ? apiVersion.slice(apiVersion.lastIndexOf('/') + 1) : 'v1' };
}

let goTypes: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;

function parseGoTypes(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const structs = new Map<string, ReadonlyMap<string, string>>();
  for (const line of GO_TYPES.trim().split('\n')) {
    const [struct, fields] = line.split(' ');
    structs.set(struct, new Map(fields.split(',').map((entry) => entry.split('=') as [string, string])));
  }
  return structs;
}

/** What Go has at a field: the structs that are embedded on the way to it, and its type where no other way shows it. */
function goField(struct: string, field: string): { embedded: string[]; type: string } {
  goTypes ??= parseGoTypes();
  const entry = goTypes.get(struct)?.get(field) ?? '';
  const slash = entry.indexOf('/');
  return { embedded: slash < 0 ? [] : entry.slice(0, slash).split('.'), type: entry.slice(slash + 1) };
}

/** `RuleWithOperations.spec.resourceRules.Rule.scope of type v1.ScopeType`: the place of a value, and the type it should have. */
export function goPlace(root: Root, path: ReadonlyArray<string | number>, type: FieldType): string {
  let at: FieldType = root.type;
  let struct = goName(root.type.name);
  let names: string[] = [];
  let known = '';
  for (const part of path) {
    if (at.kind === 'either') {
      // Such a struct is decoded on its own.
      at = typeof part === 'number' ? at.or : at.struct;
      names = [];
      known = '';
    }
    if (at.kind === 'struct') {
      const { embedded, type: text } = goField(at.name, String(part));
      struct = goName(at.name);
      names.push(...embedded, String(part));
      known = text;
      at = at.fields.get(String(part))!.type;
    } else if (at.kind === 'list' || at.kind === 'map') {
      known = elementOf(known);
      at = at.of;
    }
  }
  return `${[struct, ...names].join('.')} of type ${known ? printed(known, root) : plainGoType(type, root)}`;
}

/** `string` of `[]string`, of `map[string]string` and of `.ExtraValue([]string)` */
function elementOf(type: string): string {
  const underlying = /\((.*)\)$/.exec(type);
  return (underlying && !/^(?:\[|map)/.test(type) ? underlying[1] : type).replace(/^(?:\[\]|map\[[^\]]*\])/, '');
}

const printed = (type: string, { version }: Root) =>
  type.replace(/\(.*\)$/, '').replace(/(^|\W)\.(?=\w)/g, `$1${version}.`);

function plainGoType(type: FieldType, root: Root): string {
  switch (type.kind) {
    case 'struct':
      return `${Object.hasOwn(STRUCTS, type.name) ? 'v1' : root.version}.${goName(type.name)}`;
    case 'map':
      return type.of.kind === 'quantity' ? 'v1.ResourceList' : `map[string]${plainGoType(type.of, root)}`;
    case 'list':
      return `[]${plainGoType(type.of, root)}`;
    case 'bytes':
      return '[]uint8';
    default:
      return type.kind;
  }
}
