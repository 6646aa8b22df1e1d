/**
 * Reads an HKube algorithm spec. It checks what HKube's API server checks, and what that forgets although a wrong pod
 * would come out. Names, mounts, quantities and the like are left to Kubernetes' rules, which judge the pod.
 */

import type {
  HkubeAlgorithmSpec,
  HkubeDevelopmentOptions,
  HkubeKaiObject,
  HkubeWorkerCustomResources,
} from './algorithm-spec';
import { memoryInMi, memoryProblem, toKubernetesMemory } from './memory';
import { ALGORITHM, INTERNAL, SERVER_KINDS, SERVER_MADE, STORED, VALUE_SOURCES } from './schema';
import {
  coerce,
  hkubeRefuses,
  invalidSecret,
  isMisspelt,
  readValue,
  typeProblem,
  withoutEditorKeys,
} from './spec-dialect';
import { printValue, unquoted, Validation } from '../apimachinery/finding';
import { byteLength } from '../apimachinery/formats';
import { compareQuantities } from '../apimachinery/quantity';
import type { StructType } from '../apimachinery/schema';
import { isObject, JsonObject } from '../text/json-value';
import { nearest } from '../text/suggest';

/**
 * A spec that was read: it has only known fields of the right types. Fields that were `null` are absent, except for the
 * values of variables.
 */
export interface ReadSpec extends Partial<Omit<HkubeAlgorithmSpec, ReadOtherwise>> {
  /** An amount with HKube's unit; in HKube's internal form a number of Mi that includes `reservedMemory`. */
  readonly mem?: string | number;
  readonly workerCustomResources?: Partial<HkubeWorkerCustomResources>;
  /** The server writes more. */
  readonly options?: HkubeDevelopmentOptions & { readonly [flag in 'pending' | 'debug' | 'binary']?: boolean };
  readonly volumeMounts?: readonly JsonObject[];
  readonly sideCars?: readonly ReadSideCar[];
  readonly algorithmEnv?: HkubeEnv;
  readonly workerEnv?: HkubeEnv;
  readonly nodeSelector?: { readonly [key: string]: string | readonly string[] };
  readonly kaiObject?: Partial<HkubeKaiObject>;
  readonly gitRepository?: JsonObject;
  readonly version?: string;
  readonly fileInfo?: unknown;
  readonly created?: unknown;
  readonly modified?: unknown;
  readonly auditTrail?: unknown;
  readonly errors?: unknown;
  readonly userInfo?: unknown;
  readonly unscheduledReason?: unknown;
  readonly buildId?: unknown;
  readonly buildStats?: unknown;
}

/** Fields that have another type once they are read. */
type ReadOtherwise =
  | 'mem'
  | 'workerCustomResources'
  | 'options'
  | 'volumeMounts'
  | 'sideCars'
  | 'algorithmEnv'
  | 'workerEnv'
  | 'nodeSelector'
  | 'kaiObject'
  | 'gitRepository';

export interface ReadSideCar {
  /** Any field of a Kubernetes container. */
  readonly container?: JsonObject;
  readonly volumeMounts?: readonly JsonObject[];
  readonly environments?: HkubeEnv;
}

/**
 * Variables: plain values (HKube makes strings of numbers and booleans), sources such as `{secretKeyRef: …}`, and
 * `null` for "not set".
 */
export type HkubeEnv = { readonly [name: string]: string | number | boolean | null | JsonObject };

export interface ReadOptions {
  /**
   * Whether this is the form in which HKube's task-executor keeps the spec: `mem` is a number of Mi, the server's own
   * kinds are allowed, and name and image may be missing.
   * @default false
   */
  readonly internal?: boolean;
  /**
   * Whether kinds that only HKube's server writes, such as `gateway`, are allowed.
   * @default false
   */
  readonly serverKinds?: boolean;
}

/** The containers of every HKube worker pod. */
const RESERVED_CONTAINERS = ['worker', 'algorunner'];

/**
 * Reads a spec. Findings go to `v`, with paths in the spec (`sideCars[0].container.image`). The result holds what could
 * be read, so that the rest can be judged too.
 */
export function readSpec(value: unknown, v: Validation, options: ReadOptions = {}): ReadSpec {
  const given = withoutEmptyForms(withoutEditorKeys(value));
  const spec = (readValue(given, schemaFor(given, options), '', v) as ReadSpec | undefined) ?? {};
  checkImage(spec, v, options);
  checkWorkerResources(spec, v);
  checkKai(spec, v);
  checkSideCarNames(spec, v);
  // Wrong entries are left out of maps, so that nothing else stumbles over them.
  return withMaps(spec, {
    sideCars: spec.sideCars?.map((sideCar, i) =>
      withMaps(sideCar, { environments: readEnv(sideCar.environments, `sideCars[${i}].environments`, v) }),
    ),
    algorithmEnv: readEnv(spec.algorithmEnv, 'algorithmEnv', v),
    workerEnv: readEnv(spec.workerEnv, 'workerEnv', v),
    nodeSelector: readSelector(spec.nodeSelector, v),
    labels: readTexts(spec.labels, 'labels', v),
    annotations: readTexts(spec.annotations, 'annotations', v),
  });
}

/** HKube's dashboard sends parts of its form that were not filled in: empty texts stand for nothing there. */
function withoutEmptyForms(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { gitRepository: git, kaiObject: kai, type } = value;
  const isEmpty = (form: unknown) =>
    isObject(form) && Object.keys(form).length > 0 && Object.values(form).every((member) => member === '');
  const empty = [
    ...(type !== 'Git' && isObject(git) && git.url === '' ? ['gitRepository'] : []),
    ...(isEmpty(kai) ? ['kaiObject'] : []),
  ];
  if (empty.length === 0) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !empty.includes(key)));
}

/** The object with these maps in place of its own; maps that it doesn't have are not added. */
const withMaps = <T extends object>(value: T, maps: Partial<T>): T => ({
  ...value,
  ...Object.fromEntries(Object.entries(maps).filter(([, map]) => map !== undefined)),
});

/** Reads each entry of a map; entries that are read as undefined are left out. */
function readMap<T>(
  map: JsonObject | undefined,
  path: string,
  read: (value: unknown, path: string, key: string) => T | undefined,
): { [key: string]: T } | undefined {
  if (map === undefined) return undefined;
  const entries = Object.entries(map).map(([key, value]): [string, T | undefined] => [
    key,
    read(value, `${path}[${key}]`, key),
  ]);
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));
}

function schemaFor(value: unknown, { internal, serverKinds }: ReadOptions): StructType {
  if (internal) return INTERNAL;
  if (!serverKinds) return ALGORITHM;
  return isObject(value) && (SERVER_KINDS as readonly unknown[]).includes(value.kind) ? SERVER_MADE : STORED;
}

function checkImage(spec: ReadSpec, v: Validation, { internal }: ReadOptions): void {
  const isBuilt =
    spec.type === 'Git' || spec.type === 'Code' || spec.gitRepository !== undefined || spec.fileInfo !== undefined;
  if (!internal && !isBuilt && !spec.algorithmImage && !isMisspelt(v, 'algorithmImage')) {
    v.required(
      'HKUBE-REQUIRED',
      'algorithmImage',
      '',
      'only algorithms of type Code or Git need none: HKube builds their image',
    );
  }
}

function checkWorkerResources({ workerCustomResources: resources }: ReadSpec, v: Validation): void {
  if (!resources?.requests || !resources.limits) return;
  const path = 'workerCustomResources';
  for (const key of ['cpu', 'memory'] as const) {
    const {
      requests: { [key]: request },
      limits: { [key]: limit },
    } = resources;
    if (request === undefined && limit !== undefined) {
      v.required('HKUBE-REQUIRED', `${path}.requests.${key}`, `limits.${key} is set`);
    }
    if (limit === undefined && request !== undefined) {
      v.required('HKUBE-REQUIRED', `${path}.limits.${key}`, `requests.${key} is set`);
    }
    if (request === undefined || limit === undefined) continue;
    const [low, high] = [request, limit].map((amount) =>
      typeof amount === 'string' ? toKubernetesMemory(amount) : amount,
    );
    if (
      [request, limit].every((amount) => typeof amount === 'number' || memoryProblem(amount) === undefined) &&
      compareQuantities(low, high) > 0
    ) {
      v.invalid(
        'HKUBE-LIMIT',
        `${path}.requests.${key}`,
        request,
        `must be less than or equal to the limit of ${limit}`,
      );
    }
  }
}

function checkKai({ kaiObject: kai }: ReadSpec, v: Validation): void {
  if (!kai) return;
  if (kai.memory !== undefined && kai.fraction !== undefined) {
    v.forbidden('HKUBE-KAI', 'kaiObject', 'only one of memory and fraction may be given');
  }
  // These are the limits of the scheduler's admission webhook. HKube drops 0 and sends anything else.
  if (kai.fraction !== undefined && !(kai.fraction > 0 && kai.fraction < 1)) {
    v.invalid(
      'HKUBE-KAI',
      'kaiObject.fraction',
      kai.fraction,
      'must be greater than 0 and less than 1',
      'for whole GPUs use gpu',
    );
  }
  if (kai.memory !== undefined && !memoryProblem(kai.memory) && memoryInMi(kai.memory) < 1) {
    v.invalid('HKUBE-KAI', 'kaiObject.memory', kai.memory, 'must be at least 1Mi: HKube counts whole Mi');
  }
}

function checkSideCarNames({ sideCars = [] }: ReadSpec, v: Validation): void {
  const seen = new Map<string, number>();
  sideCars.forEach(({ container }, i) => {
    const name: unknown = container?.name;
    const path = `sideCars[${i}].container.name`;
    if (typeof name !== 'string') return;
    if (RESERVED_CONTAINERS.includes(name)) {
      v.invalid('HKUBE-RESERVED', path, name, `every HKube pod has its own container "${name}"`);
    }
    const other = seen.get(name);
    if (other !== undefined) v.duplicate('HKUBE-UNIQUE', path, name, `sideCars[${other}] has this name too`);
    else seen.set(name, i);
  });
}

function readEnv(env: JsonObject | undefined, path: string, v: Validation): HkubeEnv | undefined {
  return readMap(env, path, (value, at): HkubeEnv[string] | undefined => {
    if (isObject(value)) return isValueSource(value, at, v) ? value : undefined;
    if (value === null) {
      v.warn(
        'HKUBE-ENV-NULL',
        at,
        null,
        'null is not a value: HKube removes a variable of this name, or else creates an empty one',
        'remove it, or write "" for an empty variable',
      );
    } else if (value !== undefined && !['string', 'number', 'boolean'].includes(typeof value)) {
      return typeProblem(v, at, 'a string, a number, a boolean or an object such as {"secretKeyRef": …}', value);
    }
    return value as HkubeEnv[string];
  });
}

function isValueSource(value: JsonObject, path: string, v: Validation): boolean {
  const keys = Object.keys(value);
  const wrong = keys.find((key) => !(VALUE_SOURCES as readonly string[]).includes(key));
  if (wrong === 'valueFrom') {
    invalidSecret(
      v,
      'HKUBE-ENV',
      path,
      'must not have valueFrom: HKube adds it',
      'write its content, such as {"secretKeyRef": …}',
    );
  } else if (wrong !== undefined) {
    const near = nearest(wrong, VALUE_SOURCES);
    v.notSupported('HKUBE-ENV', path, wrong, VALUE_SOURCES, near && `did you mean ${JSON.stringify(near)}?`);
  } else if (keys.length !== 1) {
    invalidSecret(v, 'HKUBE-ENV', path, `must have exactly one of ${VALUE_SOURCES.join(', ')}`);
  } else if (!isObject(value[keys[0]])) {
    typeProblem(v, `${path}.${keys[0]}`, 'an object', value[keys[0]]);
  } else {
    return true;
  }
  return false;
}

/** Labels and annotations: HKube's API refuses many that Kubernetes accepts. */
function readTexts(texts: JsonObject | undefined, field: string, v: Validation): { [key: string]: string } | undefined {
  return readMap(texts, field, (value, path, key) => {
    if (typeof value !== 'string') {
      // Annotations may be secret.
      const isShown = field === 'labels' && (typeof value === 'number' || typeof value === 'boolean');
      typeProblem(v, path, 'a string', value, isShown ? unquoted(value) : { hint: 'put it in quotes' });
      // As HKube does.
      return value === null ? 'null' : (coerce(value, 'string') as string | undefined);
    }
    const refused = refusedByHkube(key, value);
    if (refused) {
      hkubeRefuses(
        v,
        path,
        undefined,
        `HKube's API refuses this ${refused}: use at least two lowercase letters, digits, "-", "_" or "."`,
      );
    }
    return value;
  });
}

/** The part that HKube's API refuses. Of a key with slashes, it looks at the first two parts. */
function refusedByHkube(key: string, value: string): string | undefined {
  const word = /^[a-z0-9][-_.a-z0-9\\]*[a-z0-9]$/;
  const [first, second] = key.split('/');
  const name = second ?? first;
  if (
    !word.test(name) ||
    byteLength(name) > 63 ||
    (second !== undefined && !/^[a-z0-9][-.a-z0-9\\]*[a-z0-9]$/.test(first))
  ) {
    return 'key';
  }
  return value !== '' && (!word.test(value) || byteLength(value) > 63) ? 'value' : undefined;
}

/** Selector values become strings. HKube sends them as they are, and Kubernetes then refuses the Job. */
function readSelector(selector: JsonObject | undefined, v: Validation): ReadSpec['nodeSelector'] {
  return readMap(selector, 'nodeSelector', (value, path): string | string[] | undefined => {
    if (!Array.isArray(value)) return selectorValue(value, path, v);
    if (value.length === 0) v.required('HKUBE-SELECTOR', path, 'no node would match', 'remove the key');
    const values = value.map((item, i) => selectorValue(item, `${path}[${i}]`, v)).filter((item) => item !== undefined);
    return values.length > 0 ? values : undefined;
  });
}

function selectorValue(value: unknown, path: string, v: Validation): string | undefined {
  const text = coerce(value, 'string') as string | undefined;
  if (text === undefined) return typeProblem(v, path, 'a string or an array of strings', value);
  if (text !== value) {
    const detail = `is read as ${printValue(text)}. HKube sends it as it is, and Kubernetes rejects the Job`;
    v.add('HKUBE-COERCED', path, 'Warning', detail, { value, ...unquoted(value) });
  }
  return text;
}
