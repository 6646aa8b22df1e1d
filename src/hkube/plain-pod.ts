/**
 * The plain form of an HKube spec: what it means for a Kubernetes Job of its own, without HKube's worker.
 *
 * The pod has the algorithm's container, the sidecars and the volumes, and none of what HKube adds for its worker: no
 * variables, no volumes, no labels. What only speaks to HKube stays in the spec.
 */

import { memoryInMi, toKubernetesMemory } from './memory';
import type { HkubeEnv, HkubeAlgorithmSpec } from './read-spec';
import { ALGORUNNER } from './worker-template';
import { Validation } from '../apimachinery/finding';
import { KAI } from '../apimachinery/kai-scheduler';
import { isObject, JsonObject } from '../text/json-value';

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

/** The plain form of a spec. What a plain Job cannot do goes to `v`. */
export function plainPod(spec: HkubeAlgorithmSpec, v: Validation): PlainPod {
  checkIsBuilt(spec, v);
  const mounts = mountsOf(spec);
  // entryPoint stays out: it names a file or module to HKube's wrapper inside the image, by way of a variable of HKube's
  // (ALGORITHM_ENTRY_POINT); it is no command, and a plain image knows nothing of it.
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

/** An image that is still to be built runs nowhere but in HKube. */
export function checkIsBuilt({ algorithmImage }: HkubeAlgorithmSpec, v: Validation): void {
  if (algorithmImage || v.findings.some(({ path }) => path === 'algorithmImage')) return;
  v.required(
    'HKUBE-REQUIRED',
    'algorithmImage',
    '',
    'HKube builds the image of such an algorithm: name the image that it built',
  );
}

/** Only what the spec says: requests that it leaves out, and limits, are for whoever fills in defaults. */
function resources(spec: HkubeAlgorithmSpec, v: Validation): JsonObject {
  const requests: [string, unknown][] = [];
  const limits: [string, unknown][] = [];
  // As HKube, which takes 0 for "not given".
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

function wholeGpus({ gpu = 0, kaiObject: kai }: HkubeAlgorithmSpec, v: Validation): number {
  if (Number.isInteger(gpu)) return gpu;
  // KAI hands out parts of a GPU by annotation.
  if (kai?.fraction === undefined && kai?.memory === undefined) {
    v.invalid(
      'HKUBE-GPU',
      'gpu',
      gpu,
      'must be a whole number: Kubernetes shares no GPU',
      'HKube pins such a pod to a node and counts by itself; for a part of a GPU use kaiObject.fraction',
    );
  }
  return 0;
}

function plainSideCar({
  container = {},
  volumeMounts = [],
  environments,
}: NonNullable<HkubeAlgorithmSpec['sideCars']>[number]): JsonObject {
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

/** Mounts after those that are there; the very same mount is not repeated. */
export function addMounts(given: unknown, more: readonly JsonObject[] = []): unknown {
  if (!Array.isArray(given)) return given ?? [...more];
  const seen = new Set(given.map(fingerprint));
  return [...given, ...more.filter((mount) => fingerprint(mount) === undefined || !seen.has(fingerprint(mount)))];
}

/** Equal for mounts that say the same; undefined for what is no mount. */
function fingerprint(mount: unknown): string | undefined {
  if (!isObject(mount) || Object.values(mount).some((value) => typeof value === 'object')) return undefined;
  return JSON.stringify(Object.entries(mount).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Amounts as written; `K`, which HKube knows and Kubernetes does not, becomes `k`. */
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
 * Variables as HKube merges them: in place where the name is there already, else at the end. Objects are where a value comes
 * from, all else becomes a string.
 *
 * `null` takes a variable out; where there is none, HKube makes an empty one of it.
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
    const variable =
      value === null ? undefined : isObject(value) ? { name, valueFrom: value } : { name, value: String(value) };
    const place = places.get(name);
    if (place !== undefined) env[place] = variable;
    else if (variable !== undefined) env.push(variable);
    else if (unknownNull === 'empty') env.push({ name, valueFrom: null });
  }
  return env.filter((variable) => variable !== undefined);
}

/** Legacy mounts: each is a volume and the algorithm's mount of it. */
export function mountsOf({ mounts = [] }: HkubeAlgorithmSpec): { volume: JsonObject; mount: JsonObject }[] {
  return mounts.map(({ pvcName, path, volumeType }, i) => {
    const name = mountVolumeName(pvcName, i);
    const source =
      volumeType === 'emptyDir'
        ? { emptyDir: {} }
        : volumeType === 'configMap'
          ? { configMap: { name: pvcName } }
          : { persistentVolumeClaim: { claimName: pvcName } };
    return { volume: { name, ...source }, mount: { name, mountPath: path } };
  });
}

/** HKube's name for it; where that is no DNS label (dots, too long), one that is. */
function mountVolumeName(pvcName: string | undefined, index: number): string {
  const name = `${pvcName}-${index}`;
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) ? name : `mount-${index}`;
}

/** HKube renders affinity always; `nodeSelector` says the same where a key has one value. */
function selection(selector: HkubeAlgorithmSpec['nodeSelector'] = {}): JsonObject {
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

function labels(
  { labels: given, kaiObject: kai }: HkubeAlgorithmSpec,
  v: Validation,
): { readonly [key: string]: string } {
  if (kai?.queue === undefined) return { ...given };
  if (given && Object.hasOwn(given, KAI_QUEUE) && given[KAI_QUEUE] !== kai.queue) {
    v.forbidden('HKUBE-KAI', `labels[${KAI_QUEUE}]`, 'kaiObject.queue sets this label, to another queue');
  }
  return { ...given, [KAI_QUEUE]: kai.queue };
}

export function kaiAnnotations({ kaiObject: { memory, fraction } = {} }: HkubeAlgorithmSpec): {
  readonly [key: string]: string;
} {
  return {
    ...(memory !== undefined && { [KAI.memory]: String(Math.trunc(memoryInMi(memory))) }),
    ...(fraction && { [KAI.fraction]: String(fraction) }),
  };
}

/** Without members that are null: absent to Kubernetes, a crash to HKube. */
const withoutNulls = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));

/** Without members that are undefined or empty, save those to keep as they are. */
function withoutEmpty(value: JsonObject, keep: readonly string[] = []): JsonObject {
  const isEmpty = (member: unknown) =>
    member === undefined || (typeof member === 'object' && member !== null && Object.keys(member).length === 0);
  return Object.fromEntries(
    Object.entries(value).filter(([key, member]) => !isEmpty(member) || (member !== undefined && keep.includes(key))),
  );
}
