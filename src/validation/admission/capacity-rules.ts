import type { ReadCapacity, ReadLimitRange } from './capacity';
import { Asked, askedBy, CreatedPod, createdPod, effectiveResources } from './pod-resources';
import { Validation } from '../../apimachinery/finding';
import { ONE } from '../../apimachinery/quantity';
import { isDevice } from '../../apimachinery/resource-name';
import { Amount, ResourceList } from '../container/resource-requirements';

/**
 * Whether a pod fits into the capacity that is declared for it: some node, and the limit range and quota of its
 * namespace, as the API server's admission has them.
 *
 * @param spec the pod's spec in the final manifest
 * @param path the path of the spec
 */
export function checkCapacity(v: Validation, capacity: ReadCapacity, spec: any, path: string): void {
  if (capacity.largestNode.size + capacity.resourceQuota.size + capacity.limitRange.length === 0) return;
  const pod = createdPod(spec, v.minor, capacity.limitRange);
  checkNode(v, capacity.largestNode, pod, path);
  for (const range of capacity.limitRange) checkLimitRange(v, range, pod, { spec, path });
  checkQuotaConstraints(v, capacity.resourceQuota, pod, path);
}

/** As `checkCapacity`, but only whether some node has room for the pod. */
export function checkLargestNode(v: Validation, capacity: ReadCapacity, spec: any, path: string): void {
  if (capacity.largestNode.size === 0) return;
  checkNode(v, capacity.largestNode, createdPod(spec, v.minor, capacity.limitRange), path);
}

const ONE_POD = new Amount(ONE, '1');
const NONE = new Amount(0n, '1');

/** The scheduler would find no node for the pod. */
function checkNode(v: Validation, node: ResourceList, pod: CreatedPod, path: string): void {
  if (node.size === 0) return;
  const hasDevices = [...node.keys()].some(isDevice);
  for (const [name, asked] of effectiveResources(pod).requests.set('pods', ONE_POD)) {
    const available = node.get(name) ?? (hasDevices && isDevice(name) ? NONE : undefined);
    if (!available || asked.value <= available.value) continue;
    const by = askedBy(pod, name);
    const detail = `requests ${asked.text} ${name}${by && ` (${by})`}, but the largest node has ${available.text}`;
    v.forbidden(
      'HKUBE-CAPACITY-NODE',
      path,
      detail,
      'no node has room for the pod: request less, or correct capacity.largestNode',
    );
  }
}

/** A pod's spec, and its path. */
interface PodPlace {
  readonly spec: any;
  readonly path: string;
}

const REFUSED = 'the server would refuse the pod, because of the limit range of the namespace';

/** The server would refuse the pod. */
function checkLimitRange(v: Validation, range: ReadLimitRange, pod: CreatedPod, { spec, path }: PodPlace): void {
  const check = ({ requests, limits }: Asked, at: string, given?: any) => {
    for (const { detail, amount } of limitRangeProblems(range, requests, limits)) {
      const isDefault = amount && given && given[`${amount.of}s`]?.[amount.name] === undefined;
      const hint = isDefault ? `this ${amount.of} is a default: set resources.${amount.of}s.${amount.name}; ` : '';
      v.forbidden('HKUBE-CAPACITY-LIMIT-RANGE', at, detail, `${hint}${REFUSED}`);
    }
  };
  if (range.type === 'Container') {
    for (const list of ['containers', 'initContainers'] as const) {
      pod[list].forEach((container, i) =>
        check(container, `${path}.${list}[${i}].resources`, spec[list]?.[i]?.resources ?? {}),
      );
    }
  } else if (range.type === 'Pod') {
    // Without overhead, and of its own resources only these two count.
    const own = (list?: ResourceList): ResourceList =>
      new Map([...(list ?? [])].filter(([name]) => name === 'cpu' || name === 'memory'));
    const { requests, limits } = effectiveResources({
      ...pod,
      overhead: new Map(),
      ...(pod.own && { own: { requests: own(pod.own.requests), limits: own(pod.own.limits) } }),
    });
    check({ requests, limits }, path);
  }
}

/** What is out of a limit range. */
interface LimitRangeProblem {
  /** In the server's words: `maximum cpu usage per Container is 1, but limit is 2`. */
  readonly detail: string;
  /** The amount that is too small or too large. */
  readonly amount?: { readonly of: 'request' | 'limit'; readonly name: string };
}

/**
 * What the server's LimitRanger refuses.
 *
 * @param limits undefined for what has requests only: claims
 */
export function limitRangeProblems(
  range: ReadLimitRange,
  requests: ResourceList,
  limits?: ResourceList,
): LimitRangeProblem[] {
  const { type, min, max, maxLimitRequestRatio } = range;
  const problems: LimitRangeProblem[] = [];
  const add = (detail: string, amount?: LimitRangeProblem['amount']) => problems.push({ detail, amount });
  for (const [name, least] of min) {
    const [request, limit] = [requests.get(name), limits?.get(name)];
    const text = `minimum ${name} usage per ${type} is ${least.text}`;
    if (!request) add(`${text}.  No request is specified`);
    else if (request.value < least.value) add(`${text}, but request is ${request.text}`, { of: 'request', name });
    else if (limit && limit.value < least.value) add(`${text}, but limit is ${limit.text}`, { of: 'limit', name });
  }
  for (const [name, most] of max) {
    const [request, limit] = [requests.get(name), limits?.get(name)];
    const text = `maximum ${name} usage per ${type} is ${most.text}`;
    if (limits && !limit) {
      add(`${text}.  No limit is specified`);
    } else if (!limits && !request) {
      add(`${text}.  No request is specified`);
    } else if (limit && limit.value > most.value) {
      add(`${text}, but limit is ${limit.text}`, { of: 'limit', name });
    } else if (request && request.value > most.value) {
      add(`${text}, but request is ${request.text}`, { of: 'request', name });
    }
  }
  if (!limits) return problems;
  for (const [name, ratio] of maxLimitRequestRatio) {
    const [request, limit] = [requests.get(name)?.value ?? 0n, limits.get(name)?.value ?? 0n];
    const text = `${name} max limit to request ratio per ${type} is ${ratio.text}, but`;
    if (request === 0n) {
      add(`${text} no request is specified or request is 0`);
    } else if (limit === 0n) {
      add(`${text} no limit is specified or limit is 0`);
    }
    // By floating point, as the server does it.
    else if ((Number(limit) / Number(request)) * 1000 > Number(ratio.value) / 1e6) {
      add(`${text} provided ratio is ${(Number(limit) / Number(request)).toFixed(6)}`);
    }
  }
  return problems;
}

/** Under a quota for cpu or memory each container has to say, unless the pod itself does. */
function checkQuotaConstraints(v: Validation, quota: ResourceList, pod: CreatedPod, path: string): void {
  if (pod.own) return;
  for (const list of ['containers', 'initContainers'] as const) {
    pod[list].forEach((container, i) => {
      for (const [name, field, quotaNames] of QUOTA_CONSTRAINTS) {
        const limited = quotaNames.find((quotaName) => quota.has(quotaName));
        if (!limited || container[field].has(name)) continue;
        v.required(
          'HKUBE-CAPACITY-QUOTA',
          `${path}.${list}[${i}].resources.${field}[${name}]`,
          `the quota has ${limited}`,
          "the server would refuse pods whose containers don't set it",
        );
      }
    });
  }
}

/** What each container has to say under a quota of one of these names. */
export const QUOTA_CONSTRAINTS = (['cpu', 'memory'] as const).flatMap((name) => [
  [name, 'requests', [`requests.${name}`, name]] as const,
  [name, 'limits', [`limits.${name}`]] as const,
]);
