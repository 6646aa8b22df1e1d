/**
 * Reads from the Go source of Kubernetes' types what the OpenAPI documents don't show: the named types of fields
 * (`v1.TaintEffect`, where the documents have a string), and the structs that are embedded in others.
 */
import { execFileSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

export interface GoField {
  /**
   * `[]v1.Taint`; a named list or map shows what it is: `v1.ExtraValue([]string)`. The own package is left out:
   * `.Taint`.
   */
  readonly type: string;
  /** The embedded structs on the way to the field: `RuleWithOperations.Rule`. */
  readonly embedded: string;
  /** Whether nothing differs from an empty value. */
  readonly isPointer: boolean;
}

interface GoPackage {
  readonly structs: Map<string, string[]>;
  /** What other named types are: `[]string`, `string`. */
  readonly named: Map<string, string>;
  /** The values that a type of texts has constants for. */
  readonly enums: Map<string, string[]>;
  /** The packages that a file imports, by the name it uses. */
  readonly imports: Map<string, string>;
}

/** Types that have constants for some of their values only. */
const OPEN_TYPES = ['ResourceName', 'PodConditionType'];
const BUILTIN = /^(?:string|bool|u?int\d*|float\d+|interface|any)$/;
const directories = new Map<string, string>();
const packages = new Map<string, GoPackage | undefined>();

function directoryOf(module: string, version: string): string {
  let directory = directories.get(module);
  if (directory) return directory;
  const answer = execFileSync('go', ['mod', 'download', '-json', `k8s.io/${module}@${version}`], { encoding: 'utf8' });
  directories.set(module, (directory = JSON.parse(answer).Dir as string));
  return directory;
}

function parse(text: string, into: GoPackage): void {
  for (const [, name, path] of text.matchAll(/^(?:import )?\s*(?:(\w+) )?"([\w./-]+)"$/gm)) {
    into.imports.set(name ?? path.split('/').pop()!, path);
  }
  for (const [, name, body] of text.matchAll(/^type (\w+) struct \{\n([^]*?)^\}/gm)) {
    into.structs.set(name, body.split('\n'));
  }
  for (const [, name, type] of text.matchAll(/^type (\w+) ((?:\[\]|map\[)\S+|string|int32)$/gm)) {
    into.named.set(name, type);
  }
  for (const [, name] of text.matchAll(/^type (\w+) string$/gm)) {
    if (!OPEN_TYPES.includes(name)) into.enums.set(name, []);
  }
  for (const [, type, value] of text.matchAll(/^\s+\w+\s+(\w+)\s*=\s*"([^"]+)"/gm)) into.enums.get(type)?.push(value);
}

/** The package of `io.k8s.api.core.v1`; undefined when the release does not have it. */
function packageOf(path: string, version: string): GoPackage | undefined {
  if (packages.has(path)) return packages.get(path);
  const [, , module, ...folders] = path.split('.');
  let found: GoPackage | undefined;
  try {
    const directory = join(directoryOf(module, version), ...folders);
    found = { structs: new Map(), named: new Map(), enums: new Map(), imports: new Map() };
    for (const file of readdirSync(directory)) {
      if (!/^types.*\.go$|^(?:time|micro_time)\.go$/.test(file)) continue;
      parse(readFileSync(join(directory, file), 'utf8'), found);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    found = undefined;
  }
  packages.set(path, found);
  return found;
}

/** Go's name of a type as its error messages print it, which pointers don't show in. */
function printed(type: string, goPackage: GoPackage): string {
  const list = /^\[\](.*)$/.exec(type);
  if (list) return `[]${printed(list[1], goPackage)}`;
  const map = /^map\[(.*?)\](.*)$/.exec(type);
  if (map) return `map[${printed(map[1], goPackage)}]${printed(map[2], goPackage)}`;
  if (type === 'byte') return 'uint8';
  if (BUILTIN.test(type)) return type;
  const [name, qualifier] = type.split('.').reverse();
  if (qualifier) return `${goPackage.imports.get(qualifier)!.split('/').pop()}.${name}`;
  const underlying = goPackage.named.get(name);
  const shown = underlying && /^(?:\[|map)/.test(underlying) ? `(${printed(underlying, goPackage)})` : '';
  return `.${name}${shown}`;
}

/** The fields of a struct, such as `io.k8s.api.core.v1.Container`, by their names in JSON. */
export function goFields(fullName: string, version: string): Map<string, GoField> {
  const fields = new Map<string, GoField>();
  const path = fullName.slice(0, fullName.lastIndexOf('.'));
  const goPackage = packageOf(path, version);
  if (!goPackage) return fields;
  collect(fullName.slice(path.length + 1), '');
  return fields;

  function collect(struct: string, embedded: string): void {
    for (const line of goPackage!.structs.get(struct) ?? []) {
      const [, name, type, json] = /^\t(?:(\w+)\s+)?([*[\]\w.]+)\s+`.*?json:"([^"]*)"/.exec(line) ?? [];
      if (!type || type === 'TypeMeta') continue;
      if (!name) {
        collect(type, embedded ? `${embedded}.${type}` : type);
      } else {
        const isPointer = type.startsWith('*');
        fields.set(json.split(',')[0], { type: printed(type.replace(/\*/g, ''), goPackage!), embedded, isPointer });
      }
    }
  }
}

/** The values that a field's type has, when it is an enumeration of its struct's package. */
export function goEnum(struct: string, field: string, version: string): readonly string[] {
  const type = goFields(struct, version)
    .get(field)
    ?.type.replace(/^[[\].]+/, '');
  const values = packageOf(struct.slice(0, struct.lastIndexOf('.')), version)?.enums.get(type ?? '');
  return values ?? [];
}
