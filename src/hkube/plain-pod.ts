/**
 * The plain form of an HKube spec: its pod without HKube's worker.
 *
 * The pod has the algorithm's container, the sidecars and the volumes, but not the variables, volumes and labels that
 * HKube adds for its worker. Fields that only HKube uses are not rendered.
 */

import { memoryInMi, toKubernetesMemory } from './memory';
import type { HkubeEnv, ReadSpec } from './read-spec';
import { isMisspelt } from './spec-dialect';
import { ALGORUNNER } from './worker-template';
import { Validation } from '../apimachinery/finding';
import { KAI } from '../render/queue-terms';
import { byKey, isObject, JsonObject } from '../text/json-value';

export const GPU = 'nvidia.com/gpu';
export const KAI_SCHEDULER = KAI.schedulerName;
export const KAI_QUEUE = KAI.oldLabel;

/** A pod in Kubernetes' own terms, spelled as in its API. */
export interface PlainPod {
  /** The algorithm's container, `algorunner`. */
  readonly main: JsonObject;
  readonly sideCars: readonly JsonObject[];
  readonly volumes: readonly JsonObject[];
  /** Further fields of the pod's spec. */
  readonly pod: JsonObject;
  /** Labels of pod and workload alike. */
  readonly labels: { readonly [key: string]: string };
  /** Annotations of pod and workload alike. */
  readonly annotations: { readonly [key: string]: string };
  /** False when the algorithm is to have no CPU limit, not even a default one (`applyCpuLimits: false`). */
  readonly cpuLimit: boolean;
}

/** Renders the plain form of a spec. Findings about what a plain Job cannot do go to `v`. */
export function plainPod(spec: ReadSpec, v: Validation): PlainPod {
  checkIsBuilt(spec, v);
  const mounts = mountsOf(spec);
  // entryPoint is not rendered: it is not a command. HKube's wrapper inside the image reads it from a variable of
  // HKube's (ALGORITHM_ENTRY_POINT), which plain images don't know.
  const main = withoutEmpty({
    name: ALGORUNNER,
    image: spec.algorithmImage,
    env: mergeEnv([], spec.algorithmEnv),
    resources: resources(spec, v),
    volumeMounts: [...mounts.map(({ mount }) => mount), ...(spec.volumeMounts ?? [])],
  });
  const sideCars = (spec.sideCars ?? [])
    .filter(({ container }) => container !== undefined)
    .map((sideCar) => plainSideCar(sideCar));
  const kai = spec.kaiObject;
  return {
    main,
    sideCars,
    volumes: [...mounts.map(({ volume }) => volume), ...(spec.volumes ?? [])],
    pod: withoutEmpty({
      ...selection(spec.nodeSelector),
      securityContext: spec.securityContext,
      schedulerName: kai && KAI_SCHEDULER,
    }),
    labels: labels(spec, v),
    annotations: { ...spec.annotations, ...kaiAnnotations(spec) },
    cpuLimit: spec.applyCpuLimits !== false,
  };
}

/** Reports a missing image. HKube would build it, but only for its own pods. */
export function checkIsBuilt({ algorithmImage }: ReadSpec, v: Validation): void {
  const field = 'algorithmImage';
  if (algorithmImage || isMisspelt(v, field) || v.findings.some(({ path }) => path === field)) return;
  v.required('HKUBE-REQUIRED', field, '', 'HKube builds the image of this algorithm: set the image that it built');
}

/** Only what the spec says. Missing requests and limits are filled in by defaults later. */
function resources(spec: ReadSpec, v: Validation): JsonObject {
  const requests: [string, unknown][] = [];
  const limits: [string, unknown][] = [];
  // To HKube, 0 means "not given".
  if (spec.cpu !== undefined && spec.cpu > 0) {
    requests.push(['cpu', String(spec.cpu)]);
  }
  if (typeof spec.mem === 'string' && memoryInMi(spec.mem) > 0) {
    requests.push(['memory', toKubernetesMemory(spec.mem)]);
  }
  const gpu = wholeGpus(spec, v);
  if (gpu > 0) {
    requests.push([GPU, gpu]);
    limits.push([GPU, gpu]);
  }
  return withoutEmpty({ requests: Object.fromEntries(requests), limits: Object.fromEntries(limits) });
}

function wholeGpus({ gpu = 0, kaiObject: kai }: ReadSpec, v: Validation): number {
  if (Number.isInteger(gpu)) return gpu;
  // The KAI scheduler assigns parts of a GPU by annotation.
  if (kai?.fraction === undefined && kai?.memory === undefined) {
    v.invalid(
      'HKUBE-GPU',
      'gpu',
      gpu,
      'must be a whole number: Kubernetes cannot share a GPU',
      'HKube pins such a pod to a node and counts parts itself. For part of a GPU, use kaiObject.fraction',
    );
  }
  return 0;
}

function plainSideCar({
  container = {},
  volumeMounts = [],
  environments,
}: NonNullable<ReadSpec['sideCars']>[number]): JsonObject {
  const given = withoutNulls(container);
  return withoutEmpty(
    {
      ...given,
      resources: isObject(given.resources) ? sideCarResources(given.resources) : given.resources,
      // HKube would replace the mount of the same volume.
      volumeMounts: addMounts(given.volumeMounts, volumeMounts),
      env: Array.isArray(given.env ?? []) ? mergeEnv(given.env ?? [], environments) : given.env,
    },
    Object.keys(given),
  );
}

/** Adds mounts to those that are there, without repeating the same mount. */
export function addMounts(given: unknown, more: readonly JsonObject[] = []): unknown {
  if (!Array.isArray(given)) return given ?? [...more];
  const seen = new Set(given.map(fingerprint));
  return [...given, ...more.filter((mount) => fingerprint(mount) === undefined || !seen.has(fingerprint(mount)))];
}

/** Equal for equal mounts; undefined for a value that is not a mount. */
function fingerprint(mount: unknown): string | undefined {
  if (!isObject(mount) || Object.values(mount).some((value) => typeof value === 'object')) return undefined;
  return JSON.stringify(Object.entries(mount).sort(byKey));
}

/** Amounts as written, except for `K`, which only HKube knows: it becomes `k`. */
function sideCarResources(given: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(withoutNulls(given)).map(([kind, amounts]) => [
      kind,
      isObject(amounts)
        ? Object.fromEntries(
            Object.entries(amounts).map(([name, amount]) => [
              name,
              typeof amount === 'string' ? toKubernetesMemory(amount) : amount,
            ]),
          )
        : amounts,
    ]),
  );
}

/**
 * Merges variables as HKube does: a variable whose name exists already is replaced in place, any other is added at the
 * end. An object is the source of a value; any other value becomes a string.
 *
 * `null` removes a variable. Where there is none, HKube creates an empty one.
 */
export function mergeEnv(
  given: readonly unknown[],
  environments: HkubeEnv = {},
  unknownNull: 'drop' | 'empty' = 'drop',
): unknown[] {
  const env = [...given];
  const places = new Map<unknown, number>();
  env.forEach((variable, i) => isObject(variable) && !places.has(variable.name) && places.set(variable.name, i));
  for (const [name, value] of Object.entries(environments)) {
    const variable = variableOf(name, value);
    const place = places.get(name);
    if (place !== undefined) env[place] = variable;
    else if (variable !== undefined) env.push(variable);
    else if (unknownNull === 'empty') env.push({ name, valueFrom: null });
  }
  return env.filter((variable) => variable !== undefined);
}

function variableOf(name: string, value: HkubeEnv[string]): JsonObject | undefined {
  if (value === null) return undefined;
  return isObject(value) ? { name, valueFrom: value } : { name, value: String(value) };
}

/** Legacy mounts: each stands for a volume and the algorithm's mount of it. */
export function mountsOf({ mounts = [] }: ReadSpec): { volume: JsonObject; mount: JsonObject }[] {
  return mounts.map(({ pvcName, path, volumeType }, i) => {
    const name = mountVolumeName(pvcName, i);
    return { volume: { name, ...mountSource(pvcName, volumeType) }, mount: { name, mountPath: path } };
  });
}

function mountSource(name: string, type: string | undefined): JsonObject {
  if (type === 'emptyDir') return { emptyDir: {} };
  if (type === 'configMap') return { configMap: { name } };
  return { persistentVolumeClaim: { claimName: name } };
}

/** HKube's name for the volume; another one where that is not a DNS label (dots, too long). */
function mountVolumeName(pvcName: string | undefined, index: number): string {
  const name = `${pvcName}-${index}`;
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) ? name : `mount-${index}`;
}

/** HKube always renders an affinity; for keys with one value, `nodeSelector` means the same. */
function selection(selector: ReadSpec['nodeSelector'] = {}): JsonObject {
  const entries = Object.entries(selector);
  const choices = entries.filter(([, value]) => typeof value !== 'string');
  return {
    nodeSelector: Object.fromEntries(entries.filter(([, value]) => typeof value === 'string')),
    affinity: choices.length > 0 ? nodeAffinity(choices) : undefined,
  };
}

export function nodeAffinity(entries: readonly (readonly [string, string | readonly string[]])[]): JsonObject {
  const matchExpressions = entries.map(([key, value]) => ({
    key,
    operator: 'In',
    values: typeof value === 'string' ? [value] : [...value],
  }));
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
}

function labels({ labels: given, kaiObject: kai }: ReadSpec, v: Validation): { readonly [key: string]: string } {
  if (kai?.queue === undefined) return { ...given };
  if (given && Object.hasOwn(given, KAI_QUEUE) && given[KAI_QUEUE] !== kai.queue) {
    v.forbidden('HKUBE-KAI', `labels[${KAI_QUEUE}]`, 'kaiObject.queue sets this label to another queue');
  }
  return { ...given, [KAI_QUEUE]: kai.queue };
}

export function kaiAnnotations({ kaiObject: { memory, fraction } = {} }: ReadSpec): {
  readonly [key: string]: string;
} {
  return {
    ...(memory !== undefined && { [KAI.memory]: String(Math.trunc(memoryInMi(memory))) }),
    ...(fraction && { [KAI.fraction]: String(fraction) }),
  };
}

/** Without members that are null: Kubernetes ignores them, HKube crashes. */
const withoutNulls = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));

/** Without members that are undefined or empty; empty members in `keep` stay. */
function withoutEmpty(value: JsonObject, keep: readonly string[] = []): JsonObject {
  const isEmpty = (member: unknown) =>
    member === undefined || (typeof member === 'object' && member !== null && Object.keys(member).length === 0);
  return Object.fromEntries(
    Object.entries(value).filter(([key, member]) => !isEmpty(member) || (member !== undefined && keep.includes(key))),
  );
}
