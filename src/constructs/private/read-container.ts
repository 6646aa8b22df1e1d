/**
 * The door for containers: props become parts of a pod in the API's form, and findings. After it, no code checks types.
 */

import type * as kplus from 'cdk8s-plus-28';
import type { PodDeclaration } from './pod-declaration';
import { Finding, finding } from '../../apimachinery/finding';
import {
  anything,
  decodeOptions,
  instanceOf,
  isOptions,
  listOf,
  object,
  oneOf,
  optionsType,
  text,
} from '../../apimachinery/options';
import { structType } from '../../apimachinery/schema';
import { fieldToApi, isToken, plainValue, toApi } from '../../apimachinery/to-api';
import {
  isEnvSource,
  referencesOfEnvValue,
  renderEnvFrom,
  renderEnvVar,
  renderProbe,
  sourcesOfEnvFrom,
} from '../../app/cdk8s-plus';
import { ContainerCondition } from '../../render/container-condition';
import { Dependency, ORDER_RULE } from '../../render/container-order';
import type { GpuClaim } from '../../render/gpu-claim';
import type { Owner } from '../../render/owner';
import type { ContainerPart, EnvPart } from '../../render/pod-parts';
import { applyFields, Rendering, setTwice } from '../../render/rendering';
import { JsonObject, setField } from '../../text/json-value';
import { nearest } from '../../text/suggest';
import type { ContainerDependency, ContainerBaseProps } from '../container-props';
import { Gpu } from '../gpu';

const DEPENDENCY = optionsType<ContainerDependency>(
  'ContainerDependency',
  { name: text, condition: oneOf(Object.values(ContainerCondition)) },
  { hint: 'Write { name: "…" }, with the name of the container to wait for' },
);

/** Props that are not simply fields of the API's container; `env` is read separately. */
const OWN = optionsType<Pick<ContainerBaseProps, (typeof OWN_NAMES)[number]>>('ContainerProps', {
  name: text,
  envFrom: listOf(anything),
  gpu: instanceOf('a Gpu', (value) => value instanceof Gpu, 'Use Gpu.nvidia(1), or that of another vendor'),
  volumeMounts: listOf(object),
  dependsOn: listOf(DEPENDENCY),
  fields: object,
});
const OWN_NAMES = ['name', 'envFrom', 'gpu', 'volumeMounts', 'dependsOn', 'fields'] as const;

/** Props of algorithms and sidecars without a field in the API's container: the rules can't suggest them for a typo. */
const NOT_IN_API = [
  'gpu',
  'dependsOn',
  'fields',
  'workload',
  'metadata',
  'pod',
  'defaults',
  'nameSuffixHash',
  'nameSuffixHashConfig',
  'queue',
  'mode',
  'mirrorVolumeMounts',
];

/**
 * Reads a container's props. Nothing in the part is shared with them.
 *
 * @param defaultName the container's name, unless the props set one
 */
export function readContainer(given: unknown, defaultName?: string, owner?: Owner): ContainerPart {
  const props = given ?? {};
  if (!isOptions(props)) {
    const detail = "must be an object, such as { image: 'docker.io/acme/print:v4' }";
    return plainContainer({ name: defaultName, owner, findings: [finding('HKUBE-TYPE', '', 'Invalid value', detail)] });
  }
  const { options, findings: ofOwn } = decodeOptions(pick(props, OWN_NAMES), OWN, '', 'HKUBE-TYPE');
  const findings = ofOwn.map(asOrderRule);
  const fields: JsonObject = {};
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || key === 'env' || (OWN_NAMES as readonly string[]).includes(key)) continue;
    const misspelt = misspeltProp(key);
    if (misspelt) findings.push(misspelt);
    else setField(fields, key, fieldToApi('Container', key, ofCdk8sPlus(key, value, props)));
  }
  if (options.envFrom) setField(fields, 'envFrom', options.envFrom.map(renderEnvFrom));
  const gpu = options.gpu && readGpu(options.gpu, fields, findings);
  const extraFields = plainValue(options.fields ?? {});
  return {
    owner,
    name: options.name ?? defaultName,
    fields,
    env: readEnv(props.env, findings),
    mounts: (options.volumeMounts ?? []).map(readNamedMount),
    extraFields,
    dependencies: (options.dependsOn ?? []).map(readDependency),
    gpu,
    findings,
  };
}

/** Probes, and handlers in `lifecycle`, may be those of cdk8s-plus. By default they use the container's first port. */
function ofCdk8sPlus(key: string, value: unknown, { ports }: JsonObject): unknown {
  const port = Array.isArray(ports) ? ports[0]?.containerPort : undefined;
  if (/Probe$/.test(key)) return renderProbe(value, port);
  if (key !== 'lifecycle' || !isOptions(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, handler]) => [name, renderProbe(handler, port)]));
}

/** A container with these parts and nothing else. */
export const plainContainer = (part: Partial<ContainerPart>): ContainerPart => ({
  fields: {},
  env: [],
  mounts: [],
  extraFields: {},
  dependencies: [],
  findings: [],
  ...part,
});

const pick = (props: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(props, name)).map((name) => [name, props[name]]));

/** Findings about a dependency have the rule of the order. */
const asOrderRule = (each: Finding): Finding =>
  each.path.startsWith('dependsOn[') ? { ...each, rule: ORDER_RULE } : each;

/** Suggests one of our props for an unknown one that is not a field of the API. */
function misspeltProp(key: string): Finding | undefined {
  const { fields } = structType('Container')!;
  const meant = fields.has(key) ? undefined : nearest(key, [...fields.keys(), ...NOT_IN_API]);
  if (meant === undefined || !NOT_IN_API.includes(meant)) return undefined;
  return finding('HKUBE-FIELDS', key, 'Unknown field', '', { hint: `Did you mean "${meant}"?` });
}

/** Requests the devices with a limit. */
function readGpu(gpu: Gpu, fields: JsonObject, findings: Finding[]): GpuClaim | undefined {
  const { claim, findings: ofGpu } = gpu._claim();
  findings.push(...ofGpu);
  const { resources } = fields;
  // The rules report a value of a wrong type.
  if (!claim || (resources !== undefined && (typeof resources !== 'object' || resources === null))) return claim;
  for (const list of ['requests', 'limits']) {
    if (resources?.[list]?.[claim.resourceName] === undefined) continue;
    const path = `resources.${list}[${claim.resourceName}]`;
    findings.push(setTwice(path, 'Set it once, by gpu or in resources'));
  }
  const limits = { ...resources?.limits, [claim.resourceName]: String(claim.count) };
  setField(fields, 'resources', { ...resources, limits });
  return claim;
}

function readEnv(env: unknown, findings: Finding[]): EnvPart[] {
  if (env == null) return [];
  if (isOptions(env)) return Object.entries(env).map(([name, value]) => readVariable(name, value));
  const hint = "Write names and values: { LOG_LEVEL: 'debug' }";
  findings.push(finding('HKUBE-ENV', 'env', 'Forbidden', 'must be an object', { hint }));
  return [];
}

/** Reads a variable. A value is never shown: it may be a secret. */
export function readVariable(name: string, value: unknown): EnvPart {
  if (value === undefined || value === null) {
    const hint = 'Write "" for an empty value. Does it come from an environment variable that is not set?';
    return { variable: { name }, finding: withoutValue(`${name} has no value`, hint) };
  }
  if (isNoEnvValue(value)) {
    const hint = "Use secret.envValue('key') or EnvValue.fromConfigMap(), for example";
    return { variable: { name }, finding: withoutValue(`${name} must be a string or an EnvValue of cdk8s-plus`, hint) };
  }
  return { variable: renderEnvVar(name, value as string | kplus.EnvValue) };
}

const withoutValue = (detail: string, hint: string) =>
  finding('HKUBE-ENV', 'value', 'Required value', detail, { hint });

/** An object that is not an `EnvValue` (of any copy of cdk8s-plus), the API's `valueFrom`, or computed by cdk8s. */
function isNoEnvValue(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isToken(value) &&
    !('value' in value) &&
    !('valueFrom' in value) &&
    !isEnvSource(value)
  );
}

/** Sets a variable; an existing one keeps its position. */
export function setVariable(env: EnvPart[], name: string, value: unknown): void {
  const known = env.findIndex(({ variable }) => variable.name === name);
  if (known >= 0) env[known] = readVariable(name, value);
  else env.push(readVariable(name, value));
}

/**
 * Reads a mount.
 *
 * @param volume a SharedVolume, or the name of a volume
 * @param pod the pod whose volume it should be. @default - volumes are given by name
 */
export function readMount(volume: unknown, mountPath: unknown, options: unknown, pod?: PodDeclaration): Rendering {
  const isNamed = typeof volume !== 'object' || volume === null;
  const name = isNamed ? volume : (volume as { volumeName?: unknown }).volumeName;
  // The volume was passed as the path, so there is no path; the rules report that.
  const path = typeof mountPath === 'object' && !isToken(mountPath) ? undefined : mountPath;
  const mount: Rendering = { manifest: toApi('VolumeMount', { name, mountPath: path }), findings: [] };
  if (!isNamed && pod) mount.findings.push(...pod.volumeFindings(volume));
  const { options: read, findings } = decodeOptions(options, MOUNT_OPTIONS, '', 'HKUBE-TYPE');
  const { fields, ...others } = read as JsonObject;
  mount.findings.push(...findings);
  applyFields(mount, plainValue(others), () => 'Remove it from the options');
  applyFields(mount, plainValue(fields ?? {}));
  return mount;
}

/** Reads a mount of a volume by its name. */
export function readNamedMount(given: unknown): Rendering {
  // Of a value that is not an object, nothing is read: the rules report what is missing.
  const { name, mountPath, ...options } = Object(given) as JsonObject;
  return readMount(name, mountPath, options);
}

/** Options of a mount that are fields of the API are passed on unchanged. */
const MOUNT_OPTIONS = optionsType<{ fields?: JsonObject }>('MountOptions', { fields: object }, { isOpen: true });

function readDependency({ name, condition }: Partial<ContainerDependency>): Dependency {
  return { name: name ?? '', condition: condition ?? ContainerCondition.STARTED };
}

/** Makes the pod depend on the objects that a container's environment refers to. */
export function dependOnSources(pod: PodDeclaration, props: unknown): void {
  const { env, envFrom } = (isOptions(props) ? props : {}) as Partial<ContainerBaseProps>;
  for (const value of Object.values(env ?? {})) pod.dependOnReferences(referencesOfEnvValue(value));
  for (const source of Array.isArray(envFrom) ? envFrom : []) pod.dependOn(...sourcesOfEnvFrom(source));
}
