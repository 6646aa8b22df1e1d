import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { ContainerProps, MountOptions } from './container-props';
import { Gpu, gpuFindings, isGpu } from './gpu';
import { SharedVolume } from './shared-volume';
import { referencesOfEnvValue, renderEnvFrom, renderEnvVar, sourcesOfEnvFrom } from '../apimachinery/cdk8s-plus';
import { Finding } from '../apimachinery/finding';
import { copyOf, isOptions, optionFindings, Options, readable } from '../apimachinery/options';
import { structType } from '../apimachinery/schema';
import { fieldToApi, isToken, plainValue, toApi } from '../apimachinery/to-api';
import { defaultsOf } from '../app/settings';
import { ContainerCondition, ContainerDependency, Dependency, ORDER_RULE } from '../render/container-order';
import { mergeResources, ResourceDefaults, resourceDefaultsOf } from '../render/default-resources';
import { CommonParts, findPodModel, Mount, PodParts, RenderContext } from '../render/pod-parts';
import { applyFields, applyOptions, givenTwice, inside, Rendering } from '../render/rendering';
import { listOf } from '../text/json-value';
import { nearest } from '../text/suggest';

/** Fields that are the same in props and API but for the types of cdk8s-plus. */
const PLAIN_FIELDS = [
  'image',
  'command',
  'args',
  'workingDir',
  'ports',
  'resources',
  'volumeDevices',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'securityContext',
  'imagePullPolicy',
  'resizePolicy',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'stdin',
  'stdinOnce',
  'tty',
] as const satisfies readonly (keyof ContainerProps)[];

/** What becomes of all other props is their own business: they are handed on, for the rules to judge. */
const OTHER_PROPS = {
  name: true,
  env: true,
  envFrom: true,
  gpu: true,
  volumeMounts: true,
  dependsOn: true,
  fields: true,
} satisfies {
  [prop in Exclude<keyof ContainerProps, (typeof PLAIN_FIELDS)[number]>]: true;
};
const KNOWN_PROPS = new Set<string>([...PLAIN_FIELDS, ...Object.keys(OTHER_PROPS)]);

/** Props that the API has no field for, of algorithms and sidecars too: the rules can't name them when one is misspelt. */
const OWN_PROPS = [
  'gpu',
  'dependsOn',
  'fields',
  'workload',
  'metadata',
  'pod',
  'defaults',
  'nameSuffixHash',
  'queue',
  'mode',
  'mirrorVolumeMounts',
];

/** What is wrong with a prop that was probably meant to be one of them, unless it is a field of the API. */
function misspeltProp(key: string): Finding | undefined {
  const { fields } = structType('Container')!;
  const meant = fields.has(key) ? undefined : nearest(key, [...fields.keys(), ...OWN_PROPS]);
  if (meant === undefined || !OWN_PROPS.includes(meant)) return undefined;
  return {
    rule: 'HKUBE-FIELDS',
    severity: 'error',
    type: 'Unknown field',
    path: key,
    detail: '',
    hint: `Did you mean "${meant}"?`,
  };
}

const DEPENDENCY: Options<ContainerDependency> = { name: 'any', condition: 'any' };

type Env = readonly (readonly [name: string, value: string | kplus.EnvValue])[];

/**
 * A container of an algorithm's pod: what the main container (`Algorithm`) and its sidecars (`SideCar`) have in common.
 */
export abstract class ContainerBase extends Construct {
  /** Name of the container in the pod. */
  public readonly containerName: string;

  private readonly containerProps: ContainerProps;
  private readonly env: [string, string | kplus.EnvValue][];
  private readonly mounts: Mount[];
  /**
   * What it starts after.
   * @internal
   */
  protected readonly _dependencies: Dependency[];

  /**
   * @param scope where the container is declared
   * @param id the construct's id
   * @param containerName name of the container in the pod
   * @param props the container
   */
  constructor(scope: Construct, id: string, containerName: string, props: ContainerProps) {
    super(scope, id);
    this.containerName = containerName;
    this.containerProps = props ?? {};
    this.env = envOf(this.containerProps);
    this.mounts = mountsOf(this.containerProps);
    this._dependencies = dependenciesOf(this.containerProps);
  }

  /**
   * Mounts a volume in this container. The same volume may be mounted as often as wanted, at different paths.
   *
   * At synth it is an error when the path is relative, holds a `:` or is taken already, and when the volume belongs to
   * another algorithm.
   *
   * @param mountPath absolute path in the container
   * @param volume a volume of the same algorithm
   * @param options how to mount it
   */
  public mount(mountPath: string, volume: SharedVolume, options: MountOptions = {}): void {
    this.mounts.push({ volume, mountPath, options: copyOf(options) ?? {} });
    findPodModel(this)?.touch();
  }

  /**
   * Sets an environment variable. One that is there already keeps its place and gets the new value.
   *
   * @param name name of the variable
   * @param value a plain value, or cdk8s-plus' `EnvValue`
   */
  public addEnv(name: string, value: string | kplus.EnvValue): void {
    setEnv(this.env, name, value);
    const pod = findPodModel(this);
    pod?.touch();
    pod?.dependOnReferences(referencesOfEnvValue(value));
  }

  /**
   * Starts this container after another one of the same algorithm, which becomes a native sidecar or, if it is to complete, an init
   * container, unless its `mode` says otherwise.
   *
   * At synth it is an error when no pod can keep the order: nothing can start after the main container or after a sidecar that is an
   * ordinary container, and containers can't wait for each other.
   *
   * @param container the container to wait for
   * @param condition what to wait for
   */
  public addDependency(container: ContainerBase, condition: ContainerCondition = ContainerCondition.STARTED): void {
    // JavaScript may give a name, as `dependsOn` has it.
    this._dependencies.push(
      container?.node ? { container, name: container.containerName, condition } : { name: container as any, condition },
    );
    findPodModel(this)?.touch();
  }

  /**
   * Adds a variable even if there is one of its name: for input that may hold duplicates, which are to be reported.
   * @internal
   */
  protected _appendEnv(name: string, value: any): void {
    this.env.push([name, value]);
  }

  /** @internal */
  protected _resourceDefaults(role: 'algorithm' | 'sideCar'): ResourceDefaults | undefined {
    return resourceDefaultsOf(defaultsOf(this).resources, role);
  }

  /** @internal */
  protected _dependOnSources(pod: PodParts): void {
    dependOnSources(pod, this.containerProps);
  }

  /**
   * @param mirrored mounts of another container, which give way where this one mounts something itself
   * @internal
   */
  protected _renderContainer(
    pod: PodParts,
    role: 'algorithm' | 'sideCar',
    context: RenderContext,
    mirrored: any[] = [],
  ): Rendering {
    const kept = withoutPathsOf(this.mounts, mirrored);
    const mounts = [...withoutPathsOf([...this.mounts, ...kept], pod.common.mounts), ...this.mounts];
    const rendered = render(this.containerProps, this.containerName, withCommonEnv(this.env, pod.common), mounts, kept);
    mounts.forEach(({ volume }, i) => {
      const problem = volumeProblem(volume, pod);
      if (problem) {
        rendered.findings.push({
          severity: 'error',
          type: 'Invalid value',
          path: `volumeMounts[${kept.length + i}].name`,
          ...problem,
        });
      }
    });
    const resources = mergeResources(
      rendered.manifest.resources,
      context.defaultResources ? this._resourceDefaults(role) : undefined,
    );
    if (resources !== undefined) rendered.manifest.resources = resources;
    return rendered;
  }
}

/** What keeps a volume from being mounted in a pod. Names, and nothing at all, are left for the rules to judge. */
function volumeProblem(volume: any, pod: PodParts): Pick<Finding, 'rule' | 'value' | 'detail' | 'hint'> | undefined {
  if (typeof volume !== 'object' || volume === null) return undefined;
  if (typeof volume._belongsTo !== 'function') {
    const hint = 'Make one: SharedVolume.fromVolume(), persistentVolumeClaim(), configMap(), secret() …';
    return { rule: 'HKUBE-VOLUME', value: volume.constructor?.name, detail: 'is no SharedVolume', hint };
  }
  if (volume._belongsTo(pod)) return undefined;
  return {
    rule: 'HKUBE-VOLUME-FOREIGN',
    value: volume.volumeName,
    detail: `is a volume of another algorithm (${volume.node.path})`,
    hint: 'Pods share no volumes: declare one in this algorithm, with the same PersistentVolumeClaim if the content is to be shared',
  };
}

/** A container that is no construct, such as an init container. */
export function renderContainer(props: ContainerProps, common: CommonParts): Rendering {
  const own = mountsOf(props);
  return render(
    props,
    props.name,
    withCommonEnv(envOf(props), common),
    [...withoutPathsOf(own, common.mounts), ...own],
    [],
  );
}

/**
 * What is common comes first, so that a container's own variables can refer to it. An own variable of the same name takes its place, since
 * other common ones may refer to it; but not one that itself refers to others, which have to come before it.
 */
function withCommonEnv(own: Env, { env }: CommonParts): Env {
  if (env.length === 0) return own;
  const mine = new Map(own.map((variable) => [variable[0], variable]));
  const inPlace = (name: string) => mine.has(name) && !String(mine.get(name)![1]).includes('$(');
  const common = env
    .filter(([name]) => !mine.has(name) || inPlace(name))
    .map((variable) => mine.get(variable[0]) ?? variable);
  const placed = new Set(common.map(([name]) => name));
  return [...common, ...own.filter(([name]) => !placed.has(name))];
}

interface Mounted {
  readonly mountPath: string;
}

/** Mounts that give way to others where those have the same path. */
function withoutPathsOf<T extends Mounted>(others: readonly Mounted[], mounts: readonly T[]): readonly T[] {
  if (mounts.length === 0 || others.length === 0) return mounts;
  const taken = new Set(others.map(({ mountPath }) => normalizePath(mountPath)));
  return mounts.filter(({ mountPath }) => !taken.has(normalizePath(mountPath)));
}

/** Makes the pod depend on what a container's environment comes from. */
export function dependOnSources(pod: PodParts, { env, envFrom }: ContainerProps): void {
  for (const value of Object.values(env ?? {})) pod.dependOnReferences(referencesOfEnvValue(value));
  for (const source of listOf(envFrom)) pod.dependOn(...sourcesOfEnvFrom(source));
}

/** What a container's props say that it starts after. */
export function dependenciesOf({ dependsOn }: ContainerProps): Dependency[] {
  const all: any[] = Array.isArray(dependsOn) ? dependsOn : dependsOn == null ? [] : [dependsOn];
  return all.map((dependency) => ({
    name: dependency?.name ?? dependency,
    condition: dependency?.condition ?? ContainerCondition.STARTED,
  }));
}

function mountsOf({ volumeMounts }: ContainerProps): Mount[] {
  return listOf(volumeMounts).map((mount) => {
    const { name, mountPath, ...options } = mount ?? {};
    return { volume: name, mountPath, options };
  });
}

/** Stands for the value of a variable that was given without one: `process.env.TOKEN`, where there is none. */
const NO_VALUE: any = Object.freeze({});

function envOf({ env }: ContainerProps): [string, string | kplus.EnvValue][] {
  return isNoEnv(env) ? [] : Object.entries(env ?? {}).map(([name, value]) => [name, value ?? NO_VALUE]);
}

/** A list of variables, or a text. */
const isNoEnv = (env: unknown) => env != null && !isOptions(env);

/** An object that is neither cdk8s-plus' `EnvValue`, whichever copy made it, nor a value that cdk8s computes. */
function isNoEnvValue(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !isToken(value) && !('value' in value) && !('valueFrom' in value)
  );
}

/** Sets a variable; one that is there keeps its place. */
export function setEnv(env: [string, string | kplus.EnvValue][], name: string, value: string | kplus.EnvValue): void {
  const known = env.find(([key]) => key === name);
  if (known) known[1] = value ?? NO_VALUE;
  else env.push([name, value ?? NO_VALUE]);
}

function render(
  props: ContainerProps,
  name: string | undefined,
  env: Env,
  mounts: readonly Mount[],
  mirrored: readonly any[],
): Rendering {
  const rendered: Rendering = { manifest: {}, findings: [] };
  const { manifest } = rendered;
  if (name !== undefined) manifest.name = plainValue(name);
  if (!isOptions(props)) {
    rendered.findings.push({
      rule: 'HKUBE-TYPE',
      severity: 'error',
      type: 'Invalid value',
      path: '',
      detail: "must be an object, such as { image: 'docker.io/acme/print:v4' }",
    });
    return rendered;
  }
  for (const field of PLAIN_FIELDS) {
    if (props[field] !== undefined) manifest[field] = fieldToApi('Container', field, props[field]);
  }
  if (props.gpu !== undefined) addGpu(rendered, props.gpu);
  if (env.length > 0) manifest.env = env.map(([key, value]) => renderEnvVar(key, value));
  rendered.findings.push(...envFindings(props, env));
  if (props.envFrom !== undefined) {
    manifest.envFrom = Array.isArray(props.envFrom) ? props.envFrom.map(renderEnvFrom) : plainValue(props.envFrom);
  }
  if (mounts.length + mirrored.length > 0) {
    manifest.volumeMounts = [
      ...mirrored.map((mount) => ({ ...mount })),
      ...mounts.map((mount, i) => {
        const one = renderMount(mount);
        rendered.findings.push(...inside(`volumeMounts[${mirrored.length + i}]`, one.findings));
        return one.manifest;
      }),
    ];
  }
  if (Array.isArray(props.dependsOn)) {
    rendered.findings.push(
      ...props.dependsOn.flatMap((dependency, i) =>
        typeof dependency === 'object' && dependency !== null
          ? optionFindings(dependency, DEPENDENCY, ORDER_RULE, `dependsOn[${i}]`)
          : [],
      ),
    );
  }
  if (props.volumeMounts !== undefined && !Array.isArray(props.volumeMounts)) {
    manifest.volumeMounts = plainValue(props.volumeMounts);
  }
  const others = Object.entries(props).filter(([key, value]) => !KNOWN_PROPS.has(key) && value !== undefined);
  const misspelt = others.flatMap(([key]) => misspeltProp(key) ?? []);
  applyFields(rendered, Object.fromEntries(others.filter(([key]) => !misspelt.some(({ path }) => path === key))));
  rendered.findings.push(...misspelt);
  applyFields(rendered, props.fields);
  return rendered;
}

/** Variables that have no value, or none that a container can have. The value is not shown: it may be a secret. */
function envFindings(props: ContainerProps, env: Env): Finding[] {
  const finding = (path: string, type: Finding['type'], detail: string, hint: string): Finding => ({
    rule: 'HKUBE-ENV',
    severity: 'error',
    type,
    path,
    detail,
    hint,
  });
  const findings = isNoEnv(props.env)
    ? [finding('env', 'Forbidden', 'is no object', "Give names and values: { LOG_LEVEL: 'debug' }")]
    : [];
  env.forEach(([key, value], i) => {
    const path = `env[${i}].value`;
    if (value === NO_VALUE) {
      findings.push(
        finding(
          path,
          'Required value',
          `${key} has no value`,
          'An empty one is "". Is it taken from a variable that is not set where this is synthesized?',
        ),
      );
    } else if (isNoEnvValue(value)) {
      findings.push(
        finding(
          path,
          'Required value',
          `${key} is neither a text nor an EnvValue of cdk8s-plus`,
          "Such as secret.envValue('key') or EnvValue.fromConfigMap()",
        ),
      );
    }
  });
  return findings;
}

function addGpu({ manifest, findings }: Rendering, gpu: Gpu): void {
  const { resources } = manifest;
  findings.push(...gpuFindings(gpu));
  if (!isGpu(gpu)) return;
  const { resourceName, count } = gpu;
  // What has the wrong shape is left for the rules to report.
  if (resources !== undefined && (typeof resources !== 'object' || resources === null)) return;
  for (const list of ['requests', 'limits']) {
    if (resources?.[list]?.[resourceName] === undefined) continue;
    const path = `resources.${list}[${resourceName}]`;
    findings.push(givenTwice(path, 'Give it once, by gpu or in resources'));
  }
  manifest.resources = { ...resources, limits: { ...resources?.limits, [resourceName]: String(count) } };
}

function renderMount({ volume, mountPath, options }: Mount): Rendering {
  const { fields, ...others } = readable(options);
  const name = typeof volume === 'object' && volume !== null ? volume.volumeName : volume;
  // A volume in place of the path has no end.
  const path = typeof mountPath === 'object' && !isToken(mountPath) ? undefined : mountPath;
  const rendered: Rendering = { manifest: toApi('VolumeMount', { name, mountPath: path }), findings: [] };
  applyOptions(rendered, isOptions(options) ? others : options);
  applyFields(rendered, fields);
  return rendered;
}

/** The path without double and trailing slashes. */
export function normalizePath(path: unknown): unknown {
  return typeof path === 'string' ? path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1') : path;
}
