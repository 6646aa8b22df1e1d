/** A pod read from a spec as parts of an algorithm. */

import type { PlainPod } from './plain-pod';
import type { Owner } from '../render/owner';
import type { ContainerPart, EnvPart, PodParts } from '../render/pod-parts';
import { isObject, JsonObject } from '../text/json-value';

/** The whole pod, where no constructs declare its parts. */
export function podParts(plain: PlainPod): PodParts {
  const ids = uniqueIds(plain.sideCars, 'sideCar');
  const volumeIds = uniqueIds(plain.volumes, 'volume');
  return {
    main: mainPart(plain),
    initContainers: [],
    sideCars: plain.sideCars.map((container, i) => containerPart(container, ids[i])),
    volumes: plain.volumes.map(({ name, ...source }, i) => ({
      fields: { name: name ?? volumeIds[i] },
      extraFields: source,
      findings: [],
    })),
    common: { env: [], mounts: [] },
    fields: plain.pod,
    extraFields: {},
    labels: plain.labels,
    annotations: Object.keys(plain.annotations).length > 0 ? plain.annotations : undefined,
    findings: [],
    templateFindings: [],
  };
}

/** Ids of our own, by name: names in JSON may be missing or used twice, which is for the rules to report. */
export function uniqueIds(items: readonly JsonObject[], fallback: string): string[] {
  const used = new Set<string>();
  return items.map(({ name }) => {
    const base = typeof name === 'string' && name !== '' ? name : fallback;
    let id = base;
    for (let i = 2; used.has(id); i++) id = `${base}-${i}`;
    used.add(id);
    return id;
  });
}

/** The algorithm's own container. */
export function mainPart({ main, cpuLimit }: PlainPod, owner?: Owner): ContainerPart {
  return { ...containerPart(main, main.name, owner), defaultCpuLimit: cpuLimit };
}

/** A container of the API. What cannot be completed or checked by name goes into the manifest as it is. */
export function containerPart(container: JsonObject, defaultName: string, owner?: Owner): ContainerPart {
  const { name = defaultName, env, volumeMounts, ...others } = container;
  const variables = readVariables(env);
  const mounts = Array.isArray(volumeMounts) && volumeMounts.every(isObject) ? volumeMounts : undefined;
  return {
    owner,
    name,
    fields: defined(others),
    env: variables ?? [],
    mounts: (mounts ?? []).map((mount) => ({ manifest: { ...mount }, findings: [] })),
    extraFields: defined({
      ...(variables === undefined && { env }),
      ...(mounts === undefined && { volumeMounts }),
    }),
    dependencies: [],
    findings: [],
  };
}

const VARIABLE_FIELDS = ['name', 'value', 'valueFrom'];

/** Variables one by one; undefined when they are not a list of variables. */
function readVariables(env: unknown): EnvPart[] | undefined {
  const isVariable = (item: unknown): item is JsonObject =>
    isObject(item) && Object.keys(item).every((key) => VARIABLE_FIELDS.includes(key));
  if (!Array.isArray(env) || !env.every(isVariable)) return undefined;
  return env.map(({ name, value, valueFrom }) => ({
    variable: valueFrom === undefined ? { name, value } : { name, valueFrom },
  }));
}

/** The members that are not undefined. */
const defined = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
