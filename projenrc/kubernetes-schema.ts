/**
 * Reduces the OpenAPI documents of the Kubernetes releases to `src/apimachinery/schema.generated.ts`.
 *
 *   npx tsx projenrc/kubernetes-schema.ts
 *
 * They are read from the Go module k8s.io/kubernetes (it needs `go`, and downloads what is missing).
 */
import { execFileSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const RELEASES = [
  '1.28.15',
  '1.29.6',
  '1.30.14',
  '1.31.14',
  '1.32.13',
  '1.33.13',
  '1.34.4',
  '1.35.4',
  '1.36.3',
  '1.37.2',
];
/** The kinds that are validated, and Pod, which is what their templates become. */
const ROOTS = [
  'io.k8s.api.apps.v1.Deployment',
  'io.k8s.api.batch.v1.CronJob',
  'io.k8s.api.batch.v1.Job',
  'io.k8s.api.core.v1.ConfigMap',
  'io.k8s.api.core.v1.PersistentVolumeClaim',
  'io.k8s.api.core.v1.Pod',
  'io.k8s.api.core.v1.PodTemplate',
  'io.k8s.api.core.v1.Secret',
];
const OUTPUT = join(__dirname, '..', 'src', 'apimachinery', 'schema.generated.ts');

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly 'x-kubernetes-list-map-keys'?: string[];
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Variant {
  readonly type: string;
  keys: string;
  readonly since: number;
  until: number;
}

/** What the documents show as strings or objects, although their JSON has a form of its own. */
const SPECIAL: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'microTime',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'json',
};
const SCALARS: Record<string, string> = {
  string: 'string',
  'string/byte': 'bytes',
  'integer/int32': 'int32',
  'integer/int64': 'int64',
  boolean: 'bool',
};

const refName = (ref: string) => ref.replace('#/definitions/', '');
const apiVersionOf = ({ group, version }: GroupVersionKind) => (group ? `${group}/${version}` : version);
const shortName = (name: string) => name.split('.').pop()!;

function typeText(schema: Schema): string {
  if (schema.$ref) return SPECIAL[refName(schema.$ref)] ?? shortName(refName(schema.$ref));
  if (schema.type === 'array') return `${typeText(schema.items!)}[]`;
  if (schema.type === 'object' && schema.additionalProperties) return `map<${typeText(schema.additionalProperties)}>`;
  const scalar = SCALARS[schema.format ? `${schema.type}/${schema.format}` : schema.type!];
  if (!scalar) throw new Error(`no type for ${JSON.stringify(schema)}`);
  return scalar;
}

function references(schema: Schema): string[] {
  if (schema.$ref) return [refName(schema.$ref)];
  return [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})].flatMap((child) =>
    child ? references(child) : [],
  );
}

/** The definitions that can be reached from the roots, save the special ones. */
function reachable(definitions: Record<string, Schema>): string[] {
  const seen = new Set<string>();
  const queue = [...ROOTS];
  for (let name = queue.pop(); name; name = queue.pop()) {
    if (seen.has(name) || name in SPECIAL) continue;
    seen.add(name);
    queue.push(...references(definitions[name]));
  }
  return [...seen];
}

function readDefinitions(release: string): Record<string, Schema> {
  const module = JSON.parse(
    execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${release}`], { encoding: 'utf8' }),
  );
  return JSON.parse(readFileSync(join(module.Dir, 'api', 'openapi-spec', 'swagger.json'), 'utf8')).definitions;
}

const fullNames = new Map<string, string>();
const types = new Map<string, Map<string, Variant[]>>();
/** The struct of each kind that is validated. */
const kinds = new Map<string, string>();
/** Minor versions that serve a kind, by API version and kind. */
const served = new Map<string, Map<string, number[]>>();

for (const release of RELEASES) {
  const minor = Number(release.split('.')[1]);
  const definitions = readDefinitions(release);
  for (const definition of Object.values(definitions)) {
    const gvks = definition['x-kubernetes-group-version-kind'] ?? [];
    // Options and watch events belong to every group.
    if (gvks.length !== 1 || gvks[0].kind.endsWith('List')) continue;
    const apiVersion = apiVersionOf(gvks[0]);
    if (!served.has(apiVersion)) served.set(apiVersion, new Map());
    const minorsOf = served.get(apiVersion)!;
    minorsOf.set(gvks[0].kind, [...(minorsOf.get(gvks[0].kind) ?? []), minor]);
  }
  for (const name of reachable(definitions)) {
    const short = shortName(name);
    if ((fullNames.get(short) ?? name) !== name) throw new Error(`${name} and ${fullNames.get(short)} share a name`);
    fullNames.set(short, name);
    const fields = types.get(short) ?? new Map<string, Variant[]>();
    types.set(short, fields);
    for (const [field, schema] of Object.entries(definitions[name].properties ?? {})) {
      const type = typeText(schema);
      const keys = (schema['x-kubernetes-list-map-keys'] ?? []).join(' ');
      const variants = fields.get(field) ?? [];
      fields.set(field, variants);
      const last = variants[variants.length - 1];
      if (last?.type === type && last.until === minor - 1) Object.assign(last, { until: minor, keys });
      else variants.push({ type, keys, since: minor, until: minor });
    }
    if (ROOTS.includes(name)) {
      for (const gvk of definitions[name]['x-kubernetes-group-version-kind']!) {
        kinds.set(`${apiVersionOf(gvk)} ${gvk.kind}`, short);
      }
    }
  }
}

const minors = RELEASES.map((release) => Number(release.split('.')[1]));
const [oldest, newest] = [Math.min(...minors), Math.max(...minors)];

function variantText({ type, keys, since, until }: Variant): string {
  const versions = since === oldest && until === newest ? '' : ` ${since}-${until}`;
  return `${type}${keys && `(${keys})`}${versions}`;
}

const rangeText = (range: number[]) =>
  range.length === RELEASES.length ? '' : ` ${range[0]}-${range[range.length - 1]}`;
const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const lines = [
  '// ~~ Generated by projenrc/kubernetes-schema.ts from the OpenAPI documents of Kubernetes. Do not edit.',
  '',
  `export const OLDEST_MINOR = ${oldest};`,
  `export const NEWEST_MINOR = ${newest};`,
  '',
  '/** The struct of each kind. */',
  'export const KINDS: Readonly<Record<string, string>> = {',
  ...sorted(kinds).map(([kind, type]) => `  '${kind}': '${type}',`),
  '};',
  '',
  '/** All kinds of each API version of Kubernetes itself, with the minor versions `first-last` that serve them when not all do. */',
  'export const SERVED: Readonly<Record<string, string>> = {',
  ...sorted(served).map(
    ([apiVersion, ofVersion]) =>
      `  '${apiVersion}': '${sorted(ofVersion)
        .map(([kind, range]) => kind + rangeText(range))
        .join(',')}',`,
  ),
  '};',
  '',
  '/**',
  ' * The fields of each struct: `name:type`, with `(keys)` of list maps, and the minor versions `first-last` that know it',
  ' * when not all do. Where a type changed, its variants are joined by `|`.',
  ' */',
  'export const STRUCTS: Readonly<Record<string, string>> = {',
  ...sorted(types).map(([type, fields]) => {
    const text = sorted(fields)
      .map(([field, variants]) => `${field}:${variants.map(variantText).join('|')}`)
      .join(',');
    return `  ${type}: '${text}',`;
  }),
  '};',
  '',
];
writeFileSync(OUTPUT, lines.join('\n'));
