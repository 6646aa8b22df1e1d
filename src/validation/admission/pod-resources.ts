import type { ReadLimitRange } from './capacity';
import { isHugePages, isPodResource } from '../../apimachinery/resource-name';
import { byKey, listOf } from '../../text/json-value';
import { Amount, readAmounts, ResourceList } from '../container/resource-requirements';
import { add, aggregate, isSidecar } from '../pod/pod-resources';

/**
 * What a pod asks for as a whole.
 *
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers
 */
export interface PodResources {
  /**
   * What a node must have free for the pod, by resource name: the most that is requested at the same time, while it
   * starts or while it runs, and the overhead of its runtime class.
   */
  readonly requests: { [name: string]: string };

  /**
   * The limits, put together alike. A container without a limit adds nothing: only where all have one, the pod is
   * limited to it.
   */
  readonly limits: { [name: string]: string };

  /**
   * Who has to leave first when a node runs out of memory: `BestEffort`, then `Burstable`, then `Guaranteed`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
   */
  readonly qosClass: 'BestEffort' | 'Burstable' | 'Guaranteed' | (string & {});
}

/** Requests and limits of a container, or those of a pod as a whole. */
export interface Asked {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

interface CreatedContainer extends Asked {
  readonly name: string;
  readonly restartPolicy?: string;
}

/** What the containers of a pod ask for when it has been created: with the API server's defaults. */
export interface CreatedPod {
  readonly containers: readonly CreatedContainer[];
  readonly initContainers: readonly CreatedContainer[];
  /** The pod's own resources. */
  readonly own?: Asked;
  readonly overhead: ResourceList;
}

/**
 * The pod that is made from a spec. Malformed quantities, and whatever else has the wrong shape, count as left out: the
 * rules report them.
 *
 * @param minor the Kubernetes minor version
 * @param limitRanges those of the namespace, whose defaults the server fills in
 */
export function createdPod(spec: any, minor: number, limitRanges: readonly ReadLimitRange[] = []): CreatedPod {
  const initial = (container: any) => createdContainer(container, minor);
  const containers = listOf(spec?.containers).map(initial);
  const initContainers = listOf(spec?.initContainers).map(initial);
  const own = minor < 34 ? undefined : readAsked(spec?.resources);
  const isOwn = own && [...own.requests.keys(), ...own.limits.keys()].some(isPodResource);
  const ranges = limitRanges.filter(({ type }) => type === 'Container');
  const overhead = readAmounts(spec?.overhead);
  // Before 1.37 the pod's own resources are filled in first.
  if (isOwn && minor < 37) fillInOwn(own, { containers, initContainers }, minor);
  for (const container of [...containers, ...initContainers]) fillIn(container, ranges);
  if (isOwn && minor >= 37) fillInOwn(own, { containers, initContainers }, minor);
  return { containers, initContainers, overhead, ...(isOwn && { own }) };
}

function createdContainer(container: any, minor: number): CreatedContainer {
  const { requests, limits } = readAsked(container?.resources);
  return {
    name: typeof container?.name === 'string' ? container.name : '',
    ...(minor >= 29 && isSidecar(container ?? {}) && { restartPolicy: 'Always' }),
    requests: new Map([...limits, ...requests]),
    limits,
  };
}

function readAsked(resources: any): Asked {
  return { requests: readAmounts(resources?.requests), limits: readAmounts(resources?.limits) };
}

/** What a limit range of the namespace gives to a container that does not say. */
function fillIn({ requests, limits }: Asked, ranges: readonly ReadLimitRange[]): void {
  for (const range of ranges) {
    for (const [name, limit] of range.default) if (!limits.has(name)) limits.set(name, limit);
    for (const [name, request] of range.defaultRequest) if (!requests.has(name)) requests.set(name, request);
  }
}

/** What a pod with resources of its own gets from its containers where it does not say. */
function fillInOwn(
  { requests, limits }: Asked,
  pod: Pick<CreatedPod, 'containers' | 'initContainers'>,
  minor: number,
): void {
  const ofContainers = aggregate(pod, ({ requests: list }: CreatedContainer) => list);
  const limitsOfContainers = aggregate(pod, ({ limits: list }: CreatedContainer) => list);
  for (const [name, limit] of limitsOfContainers) {
    if (isHugePages(name) && !requests.has(name) && !limits.has(name)) limits.set(name, limit);
  }
  if (limits.size > 0 || minor >= 37) {
    for (const [name, request] of ofContainers) {
      if (isPodResource(name) && !isHugePages(name) && !requests.has(name)) requests.set(name, request);
    }
    for (const [name, limit] of limits) if (!requests.has(name)) requests.set(name, limit);
  }
  if (minor < 37) return;
  const all = [...pod.containers, ...pod.initContainers];
  for (const [name, request] of requests) {
    const limit = limitsOfContainers.get(name);
    if (!isPodResource(name) || limits.has(name) || !limit || !all.every((container) => container.limits.has(name))) {
      continue;
    }
    limits.set(name, request.value > limit.value ? request : limit);
  }
}

/** Effective requests and limits. */
export function effectiveResources(pod: CreatedPod): Asked {
  const requests = aggregate(pod, (container: CreatedContainer) => container.requests);
  const limits = aggregate(pod, (container: CreatedContainer) => container.limits);
  if (pod.own) {
    override(requests, pod.own.requests);
    override(limits, pod.own.limits);
  }
  add(requests, pod.overhead);
  // What is not limited stays so.
  add(limits, new Map([...pod.overhead].filter(([name]) => (limits.get(name)?.value ?? 0n) !== 0n)));
  return { requests, limits };
}

/** The pod's own resources count instead of those of its containers. */
function override(total: ResourceList, own: ResourceList): void {
  for (const [name, amount] of own) if (isPodResource(name)) total.set(name, amount);
}

/** What makes up the effective request of a resource: `algorunner 8, web 4`. */
export function askedBy(pod: CreatedPod, name: string): string {
  const overhead = share('overhead', pod.overhead.get(name));
  const own = pod.own?.requests.get(name);
  if (own && isPodResource(name)) return [...share("the pod's own resources", own), ...overhead].join(', ');

  const valueOf = ({ requests }: CreatedContainer) => requests.get(name)?.value ?? 0n;
  const sidecars = pod.initContainers.filter(isSidecar);
  const running = [...pod.containers, ...sidecars];
  let most = running.reduce((sum, container) => sum + valueOf(container), 0n);
  let starting: number | undefined;
  let beside = 0n;
  pod.initContainers.forEach((container, i) => {
    const value = beside + valueOf(container);
    if (isSidecar(container)) beside = value;
    else if (value > most) [most, starting] = [value, i];
  });
  const shares = (containers: readonly CreatedContainer[]) =>
    containers.flatMap((container) => share(container.name, container.requests.get(name)));
  if (starting === undefined) return [...shares(running), ...overhead].join(', ');
  const init = pod.initContainers[starting];
  return [...shares([init, ...pod.initContainers.slice(0, starting).filter(isSidecar)]), ...overhead]
    .join(', ')
    .concat(' while the pod starts');
}

const share = (who: string, amount: Amount | undefined): string[] =>
  amount && amount.value !== 0n ? [`${who} ${amount.text}`] : [];

/** The quality of service that the kubelet gives to a pod. */
function qosClass({ containers, initContainers, own }: CreatedPod): string {
  const classes = new Set(
    (own ? [own] : [...containers, ...initContainers]).flatMap(({ requests, limits }) =>
      ['cpu', 'memory'].map((name) => {
        const [request, limit] = [requests, limits].map((list) => list.get(name)?.value ?? 0n);
        return request !== limit ? 'Burstable' : request === 0n ? 'BestEffort' : 'Guaranteed';
      }),
    ),
  );
  return classes.size > 1 ? 'Burstable' : ([...classes][0] ?? 'BestEffort');
}

/** As it is printed, by name. */
export function printResources(list: ResourceList): { [name: string]: string } {
  return Object.fromEntries([...list].sort(byKey).map(([name, { text }]) => [name, text]));
}

/** What the pod of a spec asks for as a whole; see `createdPod`. */
export function podResourcesOf(spec: any, minor: number, limitRanges: readonly ReadLimitRange[] = []): PodResources {
  const pod = createdPod(spec, minor, limitRanges);
  const { requests, limits } = effectiveResources(pod);
  return { requests: printResources(requests), limits: printResources(limits), qosClass: qosClass(pod) };
}
