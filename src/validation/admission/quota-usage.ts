import type { ReadLimitRange } from './capacity';
import { QUOTA_CONSTRAINTS } from './capacity-rules';
import { CreatedPod, createdPod, effectiveResources } from './pod-resources';
import { ONE } from '../../apimachinery/quantity';
import { isDevice, isHugePages } from '../../apimachinery/resource-name';
import { listOf } from '../../text/json-value';
import { Amount, readAmounts, ResourceList } from '../container/resource-requirements';

/** What an object takes of its namespace's quota. */
export interface QuotaUsage {
  readonly namespace: string | undefined;
  /** Name of its kind in the API: `jobs.batch`. */
  readonly resource: string;
  /** So many pods run at the same time. */
  readonly pods: bigint;
  /** Whether none of them runs before somebody resumes the object. */
  readonly isSuspended: boolean;
  /** Effective requests and limits of all the pods. */
  readonly requests: ResourceList;
  readonly limits: ResourceList;
  /** Number of objects of a kind, those included that it makes. */
  readonly objects: ReadonlyMap<string, bigint>;
  /** What else it takes, by the names of a quota: a claim's storage. */
  readonly others: ResourceList;
  /** Names that a quota can't limit, or the server would refuse the pods: their containers don't say. */
  readonly unsaid: ReadonlySet<string>;
}

/** Where the pods of a kind are, and how many at the same time. */
interface PodMaker {
  readonly podSpec: (spec: any) => any;
  readonly pods: (spec: any) => bigint;
}

const ofTemplate = (spec: any) => spec?.template?.spec;
const replicas = (spec: any) => count(spec?.replicas, 1n);
const POD_MAKERS: ReadonlyMap<string, PodMaker> = new Map(
  Object.entries({
    pods: { podSpec: (spec: any) => spec, pods: () => 1n },
    replicationcontrollers: { podSpec: ofTemplate, pods: replicas },
    'replicasets.apps': { podSpec: ofTemplate, pods: replicas },
    'statefulsets.apps': { podSpec: ofTemplate, pods: replicas },
    // One for each node, and how many nodes there are is not known.
    'daemonsets.apps': { podSpec: ofTemplate, pods: () => 1n },
    'deployments.apps': { podSpec: ofTemplate, pods: (spec: any) => replicas(spec) + surge(spec) },
    'jobs.batch': { podSpec: ofTemplate, pods: parallelPods },
    // One Job at a time: whether more of them overlap depends on how long they take.
    'cronjobs.batch': {
      podSpec: (spec: any) => ofTemplate(spec?.jobTemplate?.spec),
      pods: (spec: any) => parallelPods(spec?.jobTemplate?.spec),
    },
  }),
);
const CLAIMS = 'persistentvolumeclaims';

/** Whether it takes more of a quota than being there. */
export function needsContent(apiVersion: string, kind: string): boolean {
  const resource = resourceOf(apiVersion, kind);
  return POD_MAKERS.has(resource) || resource === CLAIMS;
}

/**
 * What a manifest takes of its namespace's quota. Whatever is malformed counts as left out: the rules report it.
 *
 * @param minor the Kubernetes minor version
 * @param limitRanges those of the namespace, whose defaults the server fills in
 * @param maxReplicas what an autoscaler lets it grow to
 */
export function quotaUsage(
  manifest: any,
  minor: number,
  limitRanges: readonly ReadLimitRange[] = [],
  maxReplicas: bigint = 0n,
): QuotaUsage {
  const { spec: given, metadata } = manifest ?? {};
  // It may begin with more.
  const spec = replicas(given) < maxReplicas ? { ...given, replicas: Number(maxReplicas) } : given;
  const resource = resourceOf(String(manifest?.apiVersion), String(manifest?.kind));
  const maker = POD_MAKERS.get(resource);
  const pods = maker?.pods(spec) ?? 0n;
  const pod = createdPod(maker?.podSpec(spec), minor, limitRanges);
  const { requests, limits } = effectiveResources(pod);
  const claims: any[] =
    resource === 'statefulsets.apps' ? listOf(spec?.volumeClaimTemplates).map((one) => one?.spec) : [];
  return {
    namespace: typeof metadata?.namespace === 'string' ? metadata.namespace : undefined,
    resource,
    pods,
    isSuspended: spec?.suspend === true || (resource === 'cronjobs.batch' && spec?.jobTemplate?.spec?.suspend === true),
    requests: times(requests, pods),
    limits: times(limits, pods),
    objects: new Map([
      [resource, 1n],
      ...(resource === 'cronjobs.batch' ? ([['jobs.batch', jobsOf(spec)]] as const) : []),
      ...(claims.length > 0 ? ([[CLAIMS, BigInt(claims.length) * pods]] as const) : []),
    ]),
    others: resource === CLAIMS ? storageOf(spec) : times(sumOf(claims.map(storageOf)), pods),
    unsaid: maker && pods > 0n ? unsaidBy(pod) : new Set(),
  };
}

/** What it takes by the names of a quota. */
export function byQuotaName({
  pods,
  requests,
  limits,
  objects,
  others,
}: Pick<QuotaUsage, 'pods' | 'requests' | 'limits' | 'objects' | 'others'>): ResourceList {
  const result: ResourceList = new Map(others);
  const set = (name: string, amount: Amount) => {
    if (amount.value !== 0n) result.set(name, amount);
  };
  for (const [name, amount] of requests) {
    if (COMPUTE.has(name) || isHugePages(name)) set(name, amount);
    if (COMPUTE.has(name) || isHugePages(name) || isDevice(name)) set(`requests.${name}`, amount);
  }
  for (const [name, amount] of limits) if (COMPUTE.has(name)) set(`limits.${name}`, amount);
  for (const [resource, number] of objects) {
    set(`count/${resource}`, whole(number));
    // Those of the first group have a name that is older.
    if (!resource.includes('.') && resource !== 'pods') set(resource, whole(number));
  }
  set('pods', whole(pods));
  set('count/pods', whole(pods));
  return result;
}

const COMPUTE = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** A number of objects. */
export const whole = (number: bigint) => new Amount(number * ONE, '1');

const times = (list: ResourceList, factor: bigint): ResourceList =>
  new Map([...list].map(([name, amount]) => [name, amount.times(factor)]));

function sumOf(lists: readonly ResourceList[]): ResourceList {
  const sums: ResourceList = new Map();
  for (const [name, amount] of lists.flatMap((list) => [...list])) {
    sums.set(name, sums.get(name)?.plus(amount.value) ?? amount);
  }
  return sums;
}

/** `jobs.batch` of `batch/v1`, `Job`; the plural is made as Kubernetes guesses it. */
export function resourceOf(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  const name = kind.toLowerCase();
  const plural =
    name === 'endpoints'
      ? name
      : name.endsWith('s')
        ? `${name}es`
        : name.endsWith('y')
          ? `${name.slice(0, -1)}ies`
          : `${name}s`;
  return slash < 0 ? plural : `${plural}.${apiVersion.slice(0, slash)}`;
}

/** A number that makes sense; else what the API server takes when there is none. */
function count(value: unknown, otherwise: bigint): bigint {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? BigInt(value as number) : otherwise;
}

function parallelPods(spec: any): bigint {
  const parallelism = count(spec?.parallelism, 1n);
  const completions = count(spec?.completions, parallelism);
  return completions < parallelism ? completions : parallelism;
}

/** Pods beyond the replicas, while they are replaced. */
function surge(spec: any): bigint {
  const { type, rollingUpdate } = spec?.strategy ?? {};
  const number = replicas(spec);
  if (type === 'Recreate' || number === 0n) return 0n;
  const most: unknown = rollingUpdate?.maxSurge ?? '25%';
  const percent = typeof most === 'string' ? /^(\d{1,9})%$/.exec(most)?.[1] : undefined;
  return percent === undefined ? count(most, 0n) : (number * BigInt(percent) + 99n) / 100n;
}

/** Jobs of a CronJob that are there at the same time: one that runs, and those that are kept. */
function jobsOf(spec: any): bigint {
  return 1n + count(spec?.successfulJobsHistoryLimit, 3n) + count(spec?.failedJobsHistoryLimit, 1n);
}

function storageOf(spec: any): ResourceList {
  const storage = readAmounts(spec?.resources?.requests).get('storage');
  const storageClass: unknown = spec?.storageClassName;
  const prefixes =
    typeof storageClass === 'string' && storageClass !== ''
      ? ['', `${storageClass}.storageclass.storage.k8s.io/`]
      : [''];
  return new Map(
    prefixes.flatMap((prefix) => [
      ...(storage ? [[`${prefix}requests.storage`, storage] as const] : []),
      ...(prefix === '' ? [] : [[`${prefix}persistentvolumeclaims`, whole(1n)] as const]),
    ]),
  );
}

function unsaidBy(pod: CreatedPod): Set<string> {
  const unsaid = new Set<string>();
  if (pod.own) return unsaid;
  for (const container of [...pod.containers, ...pod.initContainers]) {
    for (const [name, field, quotaNames] of QUOTA_CONSTRAINTS) {
      if (!container[field].has(name)) for (const quotaName of quotaNames) unsaid.add(quotaName);
    }
  }
  return unsaid;
}
