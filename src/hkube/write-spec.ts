/**
 * Writes a pod as an HKube spec. A finding reports each field that HKube cannot express, and why; nothing is dropped
 * silently.
 *
 * A pod that was read from a spec gives that spec again: fields that still mean the same keep their old form.
 */

import type { HkubeMount } from './algorithm-spec';
import type { ClusterOptions } from './cluster-options';
import { checkForHkube } from './defect-checks';
import { reservedMemoryFor } from './memory';
import { kaiAnnotations, KAI_QUEUE, KAI_SCHEDULER, mountsOf, PlainPod, plainPod } from './plain-pod';
import { HkubeEnv, ReadSideCar, ReadSpec, readSpec } from './read-spec';
import { ALGORITHM, VALUE_SOURCES } from './schema';
import { ANY_SUFFIX, internalForm, workerJob } from './worker-job';
import { ALGORUNNER } from './worker-template';
import { cannot, defined, writeResources } from './write-resources';
import { writeSideCarResources } from './write-side-car-resources';
import { typeAndDetail, Finding, Validation } from '../apimachinery/finding';
import type { PodSecurity } from '../render/pod-security-profile';
import { KAI } from '../render/queue-terms';
import { isEqual } from '../text/equal';
import { isObject, JsonObject } from '../text/json-value';
import { checkPodSecurity } from '../validation/admission/pod-security';

/** A pod to write, with what its containers were given: without this library's defaults. */
export interface PodToWrite extends PlainPod {
  /** The algorithm's name. */
  readonly name: string;
  /** The resources of the sidecars, with defaults. @default - as they were given */
  readonly filledSideCarResources?: readonly unknown[];
}

/** Fields of a container that HKube's algorithm has. */
const MAIN_FIELDS = ['name', 'image', 'env', 'resources', 'volumeMounts'];
const KAI_ANNOTATIONS = [KAI.memory, KAI.fraction];

/**
 * The spec that means this pod.
 *
 * @param kept the spec that the pod was read from, if any: fields that only HKube's control plane uses are taken from
 *   it
 * @param cluster the cluster that the spec is for
 */
export function writeSpec(
  pod: PodToWrite,
  v: Validation,
  kept: ReadSpec = {},
  cluster: ClusterOptions = {},
): JsonObject {
  const before = v.findings.length;
  const was = plainPod(kept, v.fresh());
  checkMain(pod.main, v);
  const mounts = legacyMounts(pod, kept);
  const kai = writeKai(pod, kept, v);
  const resources = writeResources(pod.main.resources ?? {}, pod.cpuLimit, kept, cluster, 'container.resources', v);
  const spec = defined({
    ...forControlPlane(kept),
    ...reservedMemory(resources.mem, kept),
    name: pod.name,
    algorithmImage: pod.main.image,
    ...resources,
    algorithmEnv: same(pod.main.env, was.main.env) ? kept.algorithmEnv : writeEnv(pod.main.env, 'container.env', v),
    mounts: mounts.kept,
    volumes: keptOr(mounts.volumes, kept.volumes),
    volumeMounts: keptOr(mounts.volumeMounts, kept.volumeMounts),
    sideCars: keptOr(
      pod.sideCars.map((_, i) => writeSideCar(pod, i, was, kept, cluster, v)),
      kept.sideCars,
    ),
    nodeSelector: writeSelector(pod.pod, was, kept, v),
    securityContext: writeSecurityContext(pod.pod.securityContext, kept, v),
    kaiObject: kai,
    labels: keptOr(ownTexts(pod.labels, kai ? [KAI_QUEUE, KAI.label] : [], kept.labels), kept.labels),
    annotations: keptOr(ownTexts(pod.annotations, kai ? KAI_ANNOTATIONS : [], kept.annotations), kept.annotations),
  });
  checkMounts(pod.main.volumeMounts, v);
  checkPod(pod.pod, v);
  checkAsHkube(spec, kept, cluster, v, before);
  return spec;
}

/** Whether a value means the same to Kubernetes as a missing field. */
const saysNothing = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

const same = (a: unknown, b: unknown) => isEqual(a ?? [], b ?? []);

/** Labels or annotations without those that kaiObject stands for, unless the kept spec has them as well. */
function ownTexts(
  texts: { readonly [key: string]: string },
  fromKai: readonly string[],
  kept: object = {},
): { readonly [key: string]: string } {
  return Object.fromEntries(
    Object.entries(texts).filter(([key]) => !fromKai.includes(key) || Object.hasOwn(kept, key)),
  );
}

/** The kept collection if the new one is equal; an empty new one is left out. */
function keptOr<T extends object>(value: T, kept: T | undefined): T | undefined {
  if (isEqual(value, kept)) return kept;
  return Object.keys(value).length > 0 ? value : undefined;
}

/** The fields of a spec that don't affect the pod. */
function forControlPlane(kept: ReadSpec): JsonObject {
  return Object.fromEntries(Object.entries(kept).filter(([key]) => ALGORITHM.fields.get(key)?.type.role !== undefined));
}

/** Adapts memory that HKube's server reserved to a new `mem`, which HKube itself would not do (defect 5.31). */
function reservedMemory(mem: ReadSpec['mem'], kept: ReadSpec): Pick<ReadSpec, 'reservedMemory'> {
  const wasDefault = typeof kept.mem === 'string' && kept.reservedMemory === reservedMemoryFor(kept.mem);
  return wasDefault && typeof mem === 'string' && mem !== kept.mem ? { reservedMemory: reservedMemoryFor(mem) } : {};
}

function checkMain(main: JsonObject, v: Validation): void {
  if (main.name !== undefined && main.name !== ALGORUNNER) {
    cannot(v, 'container.name', `its main container is called ${ALGORUNNER}`);
  }
  for (const [field, value] of Object.entries(main)) {
    if (!MAIN_FIELDS.includes(field) && !saysNothing(value)) {
      cannot(
        v,
        `container.${field}`,
        "it supports only image, env, resources and volumeMounts of the algorithm's container",
        'a sidecar can have any field',
      );
    }
  }
}

/** HKube keeps one of the algorithm's mounts for each volume (defect 5.10). */
function checkMounts(mounts: unknown, v: Validation): void {
  const second = secondMount(mounts);
  if (second >= 0) {
    cannot(
      v,
      `container.volumeMounts[${second}]`,
      "it keeps only the last mount of a volume in the algorithm's container",
      'unless the volume is an emptyDir, declare it again under another name',
    );
  }
}

/** Variables as a map, in their order. */
function writeEnv(env: unknown, path: string, v: Validation): HkubeEnv | undefined {
  if (!Array.isArray(env) || env.length === 0) return undefined;
  const entries: [string, string | JsonObject][] = [];
  const seen = new Set<string>();
  env.forEach((variable, i) => {
    const at = `${path}[${i}]`;
    if (!isObject(variable) || typeof variable.name !== 'string') {
      cannot(v, at, 'a variable must be an object with a name');
      return;
    }
    if (seen.has(variable.name)) cannot(v, `${at}.name`, 'each name can be used only once');
    seen.add(variable.name);
    if (isObject(variable.valueFrom)) {
      const source = Object.keys(variable.valueFrom).find((key) => !(VALUE_SOURCES as readonly string[]).includes(key));
      if (source !== undefined) cannot(v, `${at}.valueFrom.${source}`, `it supports only ${VALUE_SOURCES.join(', ')}`);
      entries.push([variable.name, variable.valueFrom]);
    } else {
      entries.push([variable.name, variable.value ?? '']);
    }
  });
  const map = Object.fromEntries(entries);
  // The order matters: `$(A)` needs A before it. But JavaScript puts keys that are numbers first.
  const moved = Object.keys(map).findIndex((name, i) => name !== entries[i][0]);
  if (moved >= 0) cannot(v, `${path}[${moved}].name`, 'variables whose names are numbers lose their place');
  return map;
}

/** The mounts of the kept spec, if all still exist, and the other volumes and mounts. */
function legacyMounts(
  pod: PodToWrite,
  kept: ReadSpec,
): {
  kept?: readonly HkubeMount[];
  volumes: readonly JsonObject[];
  volumeMounts: readonly JsonObject[];
} {
  const given: unknown = pod.main.volumeMounts ?? [];
  const volumeMounts: readonly JsonObject[] = Array.isArray(given) ? given : [];
  const pairs = mountsOf(kept);
  const [keptVolumes, keptMounts] = [pairs.map(({ volume }) => volume), pairs.map(({ mount }) => mount)];
  const [volumesLeft, mountsLeft] = [withoutAll(pod.volumes, keptVolumes), withoutAll(volumeMounts, keptMounts)];
  return volumesLeft && mountsLeft
    ? { kept: kept.mounts, volumes: volumesLeft, volumeMounts: mountsLeft }
    : { volumes: pod.volumes, volumeMounts };
}

/** The list without these items, which have different names; undefined when one of them is not in the list. */
function withoutAll(list: readonly JsonObject[], items: readonly JsonObject[]): readonly JsonObject[] | undefined {
  const byName = new Map(items.map((item) => [item.name, item]));
  const left = list.filter((item) => !byName.has(item?.name) || !isEqual(item, byName.get(item.name)));
  return list.length - left.length === items.length ? left : undefined;
}

/** A sidecar, in the form that it had in the kept spec if it is still the same. */
function writeSideCar(
  { sideCars, filledSideCarResources: filled }: PodToWrite,
  index: number,
  was: PlainPod,
  kept: ReadSpec,
  cluster: ClusterOptions,
  v: Validation,
): ReadSideCar {
  const { resources: given, ...rest } = sideCars[index];
  const { resources: before, ...restBefore } = was.sideCars[index] ?? {};
  const keptSideCar = kept.sideCars?.filter((each) => each.container)[index];
  const keepsMounts = secondMount(rest.volumeMounts) < 0;
  const isKept =
    keptSideCar !== undefined &&
    isEqual(withoutEmpty(rest), withoutEmpty(restBefore)) &&
    (keepsMounts || !keptSideCar.volumeMounts?.length);
  const resources = filled
    ? writeSideCarResources(given, filled[index], isKept && isEqual(given, before), cluster)
    : given;
  if (isKept) {
    if (isEqual(resources, before)) return keptSideCar;
    return { ...keptSideCar, container: defined({ ...keptSideCar.container, resources }) };
  }
  // HKube decides whether a sidecar is native, and supports no other policy.
  if (rest.restartPolicy !== undefined) {
    cannot(v, `sideCars[${index}].container.restartPolicy`, 'containers restart with their pod');
  }
  // What HKube would lose from its own lists stays in the container, which it passes on as it is.
  const { env, volumeMounts, ...others } = defined<JsonObject>({ ...rest, resources });
  const environments = canBeMap(env) ? writeEnv(env, '', v.fresh()) : undefined;
  return {
    container: { ...others, ...(!environments && env !== undefined && { env }), ...(!keepsMounts && { volumeMounts }) },
    ...(keepsMounts && Array.isArray(volumeMounts) && volumeMounts.length > 0 && { volumeMounts }),
    ...(environments && { environments }),
  };
}

/** An empty list means the same as none. */
const withoutEmpty = (container: JsonObject) =>
  Object.fromEntries(Object.entries(container).filter(([, value]) => !Array.isArray(value) || value.length > 0));

/** Whether a map can hold the variables without loss. */
function canBeMap(env: unknown): boolean {
  const v = new Validation(0);
  writeEnv(env, '', v);
  return v.findings.length === 0;
}

/** The first mount of a volume that is mounted before; -1 when there is none. */
function secondMount(mounts: unknown): number {
  if (!Array.isArray(mounts)) return -1;
  const seen = new Set<unknown>();
  return mounts.findIndex((mount) => seen.has(mount?.name) || !seen.add(mount?.name));
}

/** `nodeSelector`, and the one kind of affinity that HKube renders: for each label, the node has one of some values. */
function writeSelector(
  { nodeSelector, affinity }: JsonObject,
  was: PlainPod,
  kept: ReadSpec,
  v: Validation,
): ReadSpec['nodeSelector'] {
  if (isEqual([nodeSelector, affinity], [was.pod.nodeSelector, was.pod.affinity])) return kept.nodeSelector;
  const entries: [string, string | readonly string[]][] = Object.entries(nodeSelector ?? {});
  if (saysNothing(affinity)) return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  const expressions = plainExpressions(affinity);
  const keys = [...entries.map(([key]) => key), ...(expressions ?? []).map(({ key }) => key)];
  if (!expressions || new Set(keys).size < keys.length) {
    cannot(
      v,
      'affinity',
      'it supports only a required node affinity with one term, the operator In, and each key once',
    );
    return Object.fromEntries(entries);
  }
  return Object.fromEntries([...entries, ...expressions.map(({ key, values }) => [key, values])]);
}

/** The expressions of a required node affinity with one term and the operator In; undefined for any other affinity. */
function plainExpressions(affinity: unknown): readonly JsonObject[] | undefined {
  const required = onlyMember(onlyMember(affinity, 'nodeAffinity'), 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = onlyMember(required, 'nodeSelectorTerms');
  const expressions = Array.isArray(terms) && terms.length === 1 ? onlyMember(terms[0], 'matchExpressions') : undefined;
  const isPlain =
    Array.isArray(expressions) &&
    expressions.every((each) => isObject(each) && each.operator === 'In' && Array.isArray(each.values));
  return isPlain ? expressions : undefined;
}

/** The member of an object that has no other members. */
function onlyMember(value: unknown, key: string): unknown {
  return isObject(value) && Object.keys(value).every((other) => other === key) ? value[key] : undefined;
}

function writeSecurityContext(
  context: JsonObject | undefined,
  kept: ReadSpec,
  v: Validation,
): ReadSpec['securityContext'] {
  const { fsGroup, fsGroupChangePolicy, ...others } = context ?? {};
  for (const field of Object.keys(others)) {
    cannot(
      v,
      `securityContext.${field}`,
      "it keeps only fsGroup and fsGroupChangePolicy of the pod's security context",
    );
  }
  return keptOr<NonNullable<ReadSpec['securityContext']>>(
    defined({ fsGroup, fsGroupChangePolicy }),
    kept.securityContext,
  );
}

function writeKai({ pod, labels, annotations }: PodToWrite, kept: ReadSpec, v: Validation): ReadSpec['kaiObject'] {
  if (pod.schedulerName === undefined) return undefined;
  if (pod.schedulerName !== KAI_SCHEDULER) {
    return cannot(v, 'schedulerName', `it supports only the default scheduler and ${KAI_SCHEDULER}`);
  }
  const queue = labels[KAI_QUEUE] ?? labels[KAI.label];
  if (queue === undefined) {
    return cannot(v, 'schedulerName', `${KAI_SCHEDULER} needs a queue`, `add the label ${KAI_QUEUE} to the pods`);
  }
  const { [KAI.memory]: memory, [KAI.fraction]: fraction } = annotations;
  const was = kaiAnnotations(kept);
  if (kept.kaiObject?.queue === queue && was[KAI.memory] === memory && was[KAI.fraction] === fraction) {
    return kept.kaiObject;
  }
  return defined({
    queue,
    memory: memory && `${memory}Mi`,
    fraction: fraction === undefined ? undefined : Number(fraction),
  });
}

const POD_FIELDS = ['nodeSelector', 'affinity', 'securityContext', 'schedulerName'];

/** What to do instead of a field of the pod. */
const POD_HINTS = new Map([
  ['imagePullSecrets', 'the cluster has one secret for all pods (imagePullSecretName)'],
  ['serviceAccountName', 'its pods use worker-serviceaccount'],
]);

function checkPod(pod: JsonObject, v: Validation): void {
  for (const [field, value] of Object.entries(pod)) {
    if (POD_FIELDS.includes(field) || saysNothing(value) || (field === 'restartPolicy' && value === 'Never')) continue;
    cannot(
      v,
      field,
      'it supports only nodeSelector, affinity to nodes, fsGroup and the KAI scheduler of a pod',
      POD_HINTS.get(field),
    );
  }
}

/** Reports what HKube would refuse or render wrong, except for what it already renders wrong in the kept spec. */
function checkAsHkube(spec: JsonObject, kept: ReadSpec, cluster: ClusterOptions, v: Validation, before: number): void {
  const own = v.fresh();
  const read = readSpec(spec, own);
  const said = new Set(v.findings.slice(before).map(({ path }) => path));
  for (const finding of own.findings) {
    if (!said.has(finding.path)) v.findings.push(finding.rule === 'HKUBE-REFUSES' ? asError(finding) : finding);
  }
  if (v.findings.slice(before).some(({ severity }) => severity === 'error')) return;

  const wrong = v.fresh();
  checkForHkube(read, cluster, wrong);
  const known = v.fresh();
  if (wrong.findings.length > 0 && Object.keys(kept).length > 0) checkForHkube(kept, cluster, known);
  const texts = new Set(known.findings.map((finding) => `${finding.path} ${typeAndDetail(finding)}`));
  for (const finding of wrong.findings) {
    if (!texts.has(`${finding.path} ${typeAndDetail(finding)}`)) v.findings.push(asError(finding));
  }
}

/** For HKube a warning is an error, since something would be lost. */
export function asError(finding: Finding): Finding {
  return finding.severity === 'error'
    ? finding
    : { ...finding, severity: 'error', type: 'Forbidden', value: undefined };
}

/**
 * Reports where HKube's Job would break what a scope claims about the security of its pods. A spec has no words for
 * that, so the Job itself is checked.
 *
 * @param ofContainers the settings of the main container and of the sidecars; the first is the pod's
 */
export function checkPodSecurityClaims(
  ofContainers: readonly (PodSecurity | undefined)[],
  spec: JsonObject,
  cluster: ClusterOptions,
  v: Validation,
): void {
  const profile = ofContainers[0]?.profile;
  const [first, ...others] = profile === undefined ? [] : brokenFields(profile, spec, cluster, v.minor);
  if (first !== undefined) {
    cannot(
      v,
      'podSecurity.profile',
      `its Job breaks the profile ${profile} at ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`,
      'for an algorithm that HKube runs, claim only what HKube keeps (HkubeWorkerJob shows its Job)',
    );
  }
  if (ofContainers.some((settings) => settings?.readOnlyRootFilesystem)) {
    cannot(
      v,
      'podSecurity.readOnlyRootFilesystem',
      "the algorithm's container has no security context of its own",
      'a sidecar can have it in its securityContext',
    );
  }
}

function brokenFields(profile: string, spec: JsonObject, cluster: ClusterOptions, minor: number): string[] {
  const v = new Validation(minor);
  const job = workerJob(internalForm(readSpec(spec, new Validation(minor))), cluster, { suffix: ANY_SUFFIX });
  checkPodSecurity(v, profile, job);
  return v.findings.map(({ path }) => path);
}
