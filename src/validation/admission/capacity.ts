import { decode } from '../../apimachinery/decode';
import { Finding, Validation } from '../../apimachinery/finding';
import {
  validateContainerResourceName,
  validateNodeResourceName,
  validateQuotaResourceName,
} from '../../apimachinery/resource-name';
import { FieldType, NEWEST_MINOR, structOf } from '../../apimachinery/schema';
import { plainValue } from '../../apimachinery/to-api';
import { readAmounts, ResourceList } from '../container/resource-requirements';

/**
 * An entry of a LimitRange's `limits`.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface LimitRangeItem {
  /** What it is about: `Container`, `Pod` or `PersistentVolumeClaim`. */
  readonly type: 'Container' | 'Pod' | 'PersistentVolumeClaim' | (string & {});

  /**
   * The most that may be asked for, by resource name.
   *
   * @default - no maximum
   */
  readonly max?: { [name: string]: string };

  /**
   * The least that must be asked for, by resource name.
   *
   * @default - no minimum
   */
  readonly min?: { [name: string]: string };

  /**
   * Limits that the server gives to containers without one, by resource name.
   *
   * @default - those of `max`
   */
  readonly default?: { [name: string]: string };

  /**
   * Requests that the server gives to containers without one, by resource name.
   *
   * @default - those of `default`, else of `min`
   */
  readonly defaultRequest?: { [name: string]: string };

  /**
   * How many times the request the limit may be, by resource name.
   *
   * @default - any number of times
   */
  readonly maxLimitRequestRatio?: { [name: string]: string };
}

/** What the cluster has for the pods of a scope. Requesting more is an error at synth. */
export interface Capacity {
  /**
   * The most that one node has for pods, by resource name, as `kubectl get node -o yaml` shows it under
   * `status.allocatable`: cpu, memory, ephemeral-storage, pods, `nvidia.com/gpu` … Resources that are not listed are
   * not checked; if one device is listed, all other devices count as 0.
   *
   * @default - nodes of any size
   */
  readonly largestNode?: { [name: string]: string };

  /**
   * The `hard` of the namespace's ResourceQuota: `cpu`, `requests.cpu`, `limits.memory`, `requests.nvidia.com/gpu`,
   * `pods`, `count/jobs.batch` … It holds for everything in the scope together, for each namespace separately. The
   * quota of a nearer scope is separate.
   *
   * @default - no quota
   * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
   */
  readonly resourceQuota?: { [name: string]: string };

  /**
   * The `limits` of the namespace's LimitRange. A nearer scope replaces all of them.
   *
   * @default - no limit range
   */
  readonly limitRange?: LimitRangeItem[];
}

/** A limit range as the API server keeps it, with its defaults. */
export interface ReadLimitRange {
  readonly type: string;
  readonly max: ResourceList;
  readonly min: ResourceList;
  readonly default: ResourceList;
  readonly defaultRequest: ResourceList;
  readonly maxLimitRequestRatio: ResourceList;
}

/** A capacity as far as it can be read, and what is wrong with the rest of it. */
export interface ReadCapacity {
  readonly largestNode: ResourceList;
  readonly resourceQuota: ResourceList;
  readonly limitRange: readonly ReadLimitRange[];
  readonly findings: readonly Finding[];
}

const QUANTITIES: FieldType = { kind: 'map', of: { kind: 'quantity' } };
const LIMIT_LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
const LIMIT_RANGE = structOf('LimitRangeItem', {
  type: { kind: 'string' },
  ...Object.fromEntries(LIMIT_LISTS.map((name) => [name, QUANTITIES])),
});
const CAPACITY = structOf('Capacity', {
  largestNode: QUANTITIES,
  resourceQuota: QUANTITIES,
  limitRange: { kind: 'list', of: LIMIT_RANGE, keys: [] },
});
const SETTINGS = structOf('Settings', { capacity: CAPACITY });

const NOTHING: ReadCapacity = { largestNode: new Map(), resourceQuota: new Map(), limitRange: [], findings: [] };

/** Reads a capacity, whatever it holds. */
export function readCapacity(capacity: Capacity | undefined): ReadCapacity {
  if (capacity === undefined || capacity === null) return NOTHING;
  const v = new Validation(NEWEST_MINOR);
  const decoded = decode(v, { capacity: plainValue(capacity) }, SETTINGS).capacity ?? {};
  const quantities = (
    list: unknown,
    path: string,
    nameRule: (v: Validation, name: string, path: string) => void,
  ): ResourceList => {
    const result = readAmounts(list);
    for (const [name, amount] of result) {
      nameRule(v, name, `${path}[${name}]`);
      if (amount.value < 0n) {
        v.invalid('RES-NONNEG', `${path}[${name}]`, amount.text, 'must be greater than or equal to 0');
      }
    }
    return result;
  };
  const largestNode = quantities(decoded.largestNode, 'capacity.largestNode', validateNodeResourceName);
  const resourceQuota = quantities(decoded.resourceQuota, 'capacity.resourceQuota', validateQuotaResourceName);
  const limitRange = ((decoded.limitRange ?? []) as any[]).map((item, i): ReadLimitRange => {
    const path = `capacity.limitRange[${i}]`;
    const type = item.type ?? '';
    if (!['Container', 'Pod', 'PersistentVolumeClaim'].includes(type)) {
      v.notSupported('', `${path}.type`, type, ['Container', 'Pod', 'PersistentVolumeClaim']);
    }
    const nameRule = type === 'PersistentVolumeClaim' ? onlyStorage : validateContainerResourceName;
    const lists = Object.fromEntries(
      LIMIT_LISTS.map((name) => [name, quantities(item[name], `${path}.${name}`, nameRule)]),
    ) as Omit<ReadLimitRange, 'type'>;
    return { type, ...withDefaults(lists) };
  });
  return {
    largestNode,
    resourceQuota,
    limitRange,
    findings: v.findings.map((finding) => ({ ...finding, rule: 'HKUBE-CAPACITY' })),
  };
}

function onlyStorage(v: Validation, name: string, path: string): void {
  if (name !== 'storage') v.notSupported('RES-NAME', path, name, ['storage']);
}

/** A limit that is not given is the maximum, a request that is not given the limit, else the minimum. */
function withDefaults<T extends Omit<ReadLimitRange, 'type'>>(lists: T): T {
  const limits: ResourceList = new Map([...lists.max, ...lists.default]);
  return { ...lists, default: limits, defaultRequest: new Map([...lists.min, ...limits, ...lists.defaultRequest]) };
}
