/**
 * Writes `src/constructs/pod-types.generated.ts`: the Kubernetes structs that our props reach, from the OpenAPI
 * document of the newest release.
 *
 *   npx tsx projenrc/pod-types.ts
 *
 * It needs `go` (see openapi.ts), and `src/apimachinery/schema.generated.ts` for when a field came.
 */
import { readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { gunzipSync } from 'zlib';
import { defaultOf, docLines, gateOf, textOf } from './api-docs';
import { goEnum } from './go-types';
import { reachableFrom, readOpenApi, refName, RELEASES, Schema, shortName } from './openapi';
import { dropsOf } from '../src/apimachinery/dropped-fields';
import { structType } from '../src/apimachinery/schema';

const OUTPUT = join(__dirname, '..', 'src', 'constructs', 'pod-types.generated.ts');
const CORE = 'io.k8s.api.core.v1.';
const BATCH = 'io.k8s.api.batch.v1.';

/** Structs that have an interface of ours, written by hand. */
const BY_HAND: Record<string, string> = {
  [`${CORE}Container`]: 'ContainerBaseProps',
  [`${CORE}EmptyDirVolumeSource`]: 'EmptyDirOptions',
  [`${CORE}EnvVar`]: 'EnvVariable',
  [`${CORE}ImageVolumeSource`]: 'ImageVolumeSource',
  [`${CORE}PodResourceClaim`]: 'PodResourceClaim',
  [`${CORE}PodSpec`]: 'AlgorithmPod',
  [`${CORE}ResourceRequirements`]: 'ResourceRequirements',
  [`${CORE}Volume`]: 'SharedVolumeProps',
  [`${CORE}VolumeMount`]: 'NamedVolumeMount',
  [`${BATCH}JobSpec`]: 'JobOptions',
  [`${BATCH}PodFailurePolicy`]: 'PodFailurePolicy',
  [`${BATCH}PodFailurePolicyRule`]: 'PodFailurePolicyRule',
  [`${BATCH}SuccessPolicy`]: 'SuccessPolicy',
  [`${BATCH}SuccessPolicyRule`]: 'SuccessPolicyRule',
  'io.k8s.api.apps.v1.DaemonSetSpec': 'DaemonSetOptions',
  'io.k8s.api.apps.v1.DeploymentSpec': 'DeploymentOptions',
  'io.k8s.api.apps.v1.StatefulSetSpec': 'StatefulSetOptions',
};
/** What no props take: pods get ephemeral containers while they run; claim templates are volumes. */
const NOT_TAKEN = [`${CORE}EphemeralContainer`, `${CORE}PodTemplateSpec`, `${CORE}PersistentVolumeClaim`];

/** What is not written as a struct. Metadata is the same in all versions. */
const SPECIAL: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'string | number | kplus.k8s.Quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'number | string | kplus.k8s.IntOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': 'kplus.k8s.ObjectMeta',
};
const SCALARS: Record<string, string> = { string: 'string', integer: 'number', boolean: 'boolean' };

/** Names that jsii takes, as cdk8s-plus-28's own: `hostIP` → `hostIp`, `CSIVolumeSource` → `CsiVolumeSource`. */
const camelCase = (name: string) =>
  name.replace(/([A-Z])([A-Z]+)(?![a-z])|([A-Z])([A-Z]*)(?=[A-Z][a-z])/g, (_, a = '', b = '', c = '', d = '') =>
    [a, b.toLowerCase(), c, d.toLowerCase()].join(''),
  );

interface JsiiType {
  readonly name: string;
  readonly namespace?: string;
  readonly properties?: readonly { readonly name: string; readonly optional?: boolean }[];
}

function typesOfCdk8sPlus(): JsiiType[] {
  const root = dirname(require.resolve('cdk8s-plus-28/package.json'));
  let assembly = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));
  if (assembly.filename) assembly = JSON.parse(gunzipSync(readFileSync(join(root, assembly.filename))).toString());
  return Object.values(assembly.types);
}

const release = RELEASES[RELEASES.length - 1];
const { definitions } = readOpenApi(release);
/** Of the Go modules besides k8s.io/kubernetes. */
const GO_VERSION = release.replace(/^1/, 'v0');
const isLeftOut = (name: string) => name in SPECIAL || NOT_TAKEN.includes(name);
const reached = reachableFrom(definitions, Object.keys(BY_HAND), isLeftOut);
const theirs = typesOfCdk8sPlus();
const taken = new Set(theirs.filter(({ namespace }) => namespace === undefined).map(({ name }) => name));
const l1 = new Map(theirs.filter(({ namespace }) => namespace === 'k8s').map((type) => [type.name, type]));

/** What cdk8s-plus-28 leaves out stays optional, so that its objects can be assigned; the rules report it. */
function mayBeLeftOut(struct: string, field: string): boolean {
  const name = camelCase(field);
  return l1.get(camelCase(struct))?.properties?.find((property) => property.name === name)?.optional ?? false;
}

function typeName(definition: string): string {
  const name = camelCase(shortName(definition));
  return BY_HAND[definition] ?? (taken.has(name) ? `Kube${name}` : name);
}

/**
 * @param values texts that editors suggest. `string & {}` takes all others: with `string` nothing would be suggested
 */
function typeText(schema: Schema, values: readonly string[]): string {
  if (schema.type === 'string' && values.length > 0) {
    return `${values.map((value) => `'${value}'`).join(' | ')} | (string & {})`;
  }
  if (schema.$ref) return SPECIAL[refName(schema.$ref)] ?? typeName(refName(schema.$ref));
  if (schema.type === 'array') return listText(typeText(schema.items!, values));
  if (schema.additionalProperties) return `{ readonly [key: string]: ${typeText(schema.additionalProperties, [])} }`;
  const scalar = SCALARS[schema.type!];
  if (!scalar) throw new Error(`no type for ${JSON.stringify(schema)}`);
  return scalar;
}

const listText = (item: string) => (item.includes('|') ? `(${item})[]` : `${item}[]`);

const MINORS = RELEASES.map((each) => Number(each.split('.')[1]));

/** When clusters keep a field by default, and what else they need; empty when it is as old as its struct. */
function sinceText(struct: string, field: string, description: string): string {
  const knowing = MINORS.filter((minor) => structType(struct, minor)!.fields.has(field));
  const kept = knowing.find((minor) => !isDropped(struct, field, minor));
  if (kept === firstMinor(struct)) return '';
  if (kept !== undefined) return newerThan(kept);
  const gate = gateOf(description);
  const condition = gate === undefined ? 'off by default' : `with the feature gate ${gate}`;
  return `Kubernetes 1.${knowing[0]} and newer, ${condition}.`;
}

const newerThan = (minor: number) => `Kubernetes 1.${minor} and newer.`;

const firstMinor = (struct: string) => MINORS.find((minor) => structType(struct, minor)!.fields.size > 0)!;

/** The first version in which a field leads to a struct; empty for the oldest version. The field says what keeps it. */
function structSinceText(definition: string): string {
  const minors = reached.flatMap((from) =>
    Object.entries(definitions[from].properties ?? {})
      .filter(([, { $ref, items }]) => [$ref, items?.$ref].some((ref) => ref && refName(ref) === definition))
      .map(([field]) => MINORS.find((minor) => structType(shortName(from), minor)!.fields.has(field))!),
  );
  const first = Math.min(...minors);
  return first > MINORS[0] ? newerThan(first) : '';
}

/** Whether every value of the field is dropped. */
function isDropped(struct: string, field: string, minor: number): boolean {
  const drop = dropsOf(struct, minor)?.get(field);
  return drop !== undefined && drop.when === undefined;
}

function memberLines(definition: string, field: string, schema: Schema, isRequired: boolean): string[] {
  const struct = shortName(definition);
  const name = camelCase(field);
  const description = schema.description ?? '';
  const { text, see } = textOf(description, field, name);
  const tags = [
    ...(see === undefined ? [] : [`@see ${see}`]),
    ...(isRequired ? [] : [`@default ${defaultOf(description)}`]),
  ];
  const docs = docLines([text, sinceText(struct, field, description)].filter(Boolean).join(' '), tags);
  const type = typeText(schema, goEnum(definition, field, GO_VERSION));
  return [...docs, `readonly ${name}${isRequired ? '' : '?'}: ${type};`].map((line) => `  ${line}`);
}

function structLines(definition: string): string[] {
  const { description = '', properties = {}, required = [] } = definitions[definition];
  const struct = shortName(definition);
  const name = typeName(definition);
  return [
    '',
    ...docLines(`${textOf(description, struct, name).text} ${structSinceText(definition)}`.trim(), []),
    `export interface ${name} {`,
    ...Object.entries(properties)
      .map(([field, schema]) =>
        memberLines(definition, field, schema, required.includes(field) && !mayBeLeftOut(struct, field)),
      )
      .flatMap((lines, i) => (i === 0 ? lines : ['', ...lines])),
    '}',
  ];
}

const byName = (a: string, b: string) => (typeName(a) < typeName(b) ? -1 : 1);
const structs = reached.filter((name) => !(name in BY_HAND)).sort(byName);
const lines = [
  `// ~~ Generated by projenrc/pod-types.ts from the OpenAPI document of Kubernetes ${release}. Do not edit.`,
  '',
  '// The structs of the Kubernetes API that the props of algorithms, containers, volumes and workloads reach.',
  '//',
  "// Names are the API's, with only the first letter of an abbreviation in upper case: CSIVolumeSource " +
    'is CsiVolumeSource,',
  '// hostIP is hostIp. Where cdk8s-plus-28 has something else of that name, Kube is put in front: Probe is KubeProbe.',
  "// Objects of cdk8s-plus-28's k8s module (k8s.Probe, k8s.IntOrString, k8s.Quantity …) can be passed, too.",
  '',
  "import type * as kplus from 'cdk8s-plus-28';",
  ...structs.flatMap(structLines),
  '',
];
writeFileSync(OUTPUT, lines.join('\n'));
