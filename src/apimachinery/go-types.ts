/** How Go's decoder names fields and types in its errors. */
import { Root } from './dialect';
import { GO_TYPES } from './go-types.generated';
import { FieldType, goName } from './schema';
import { STRUCTS } from './schema.generated';
import { isObject } from '../text/json-value';

/** The version of a root's API, whose name its Go package has: `v1beta1` of `admissionregistration.k8s.io/v1beta1`. */
function versionOf({ value }: Root): string {
  const apiVersion = isObject(value) ? value.apiVersion : undefined;
  return typeof apiVersion === 'string' ? apiVersion.slice(apiVersion.lastIndexOf('/') + 1) : 'v1';
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

/**
 * `RuleWithOperations.spec.resourceRules.Rule.scope of type v1.ScopeType`: the place of a value, and the type it should
 * have.
 */
export function goPlace(root: Root, path: ReadonlyArray<string | number>, type: FieldType): string {
  let at: FieldType = root.type;
  let struct = root.type.kind === 'struct' ? goName(root.type.name) : '';

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
  const version = versionOf(root);
  const goType = known ? printed(known, version) : plainGoType(type, version);
  return `${[struct, ...names].join('.')} of type ${goType}`;
}

/** `string` of `[]string`, of `map[string]string` and of `.ExtraValue([]string)` */
function elementOf(type: string): string {
  const underlying = /\((.*)\)$/.exec(type);
  return (underlying && !/^(?:\[|map)/.test(type) ? underlying[1] : type).replace(/^(?:\[\]|map\[[^\]]*\])/, '');
}

const printed = (type: string, version: string) =>
  type.replace(/\(.*\)$/, '').replace(/(^|\W)\.(?=\w)/g, `$1${version}.`);

function plainGoType(type: FieldType, version: string): string {
  switch (type.kind) {
    case 'struct':
      return `${Object.hasOwn(STRUCTS, type.name) ? 'v1' : version}.${goName(type.name)}`;
    case 'map':
      return type.of.kind === 'quantity' ? 'v1.ResourceList' : `map[string]${plainGoType(type.of, version)}`;
    case 'list':
      return `[]${plainGoType(type.of, version)}`;
    case 'bytes':
      return '[]uint8';
    default:
      return type.kind;
  }
}
