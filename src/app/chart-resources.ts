import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { reportFor } from './findings';
import { readMetadata } from './metadata';
import { objectsIn } from './object-names';
import { usageOf } from './object-usage';
import { Pass } from './pass';
import { checkScope } from './settings';
import { printValue } from '../apimachinery/finding';
import { anything, decodeOptions, flag, optionsType } from '../apimachinery/options';
import { ONE, parseQuantity } from '../apimachinery/quantity';
import { byKey } from '../text/json-value';
import { printResources } from '../validation/admission/pod-resources';
import { byQuotaName, QuotaUsage, whole } from '../validation/admission/quota-usage';
import { Amount, ResourceList } from '../validation/container/resource-requirements';
import { add } from '../validation/pod/pod-resources';

/** A ResourceQuota that is sized for the objects in a scope. */
export interface ResourceQuotaOptions {
  /**
   * Metadata of the ResourceQuota. Only objects in its namespace count.
   *
   * @default - named by the construct's id; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Size of the quota as a multiple of what the objects need: 1.5 leaves room for half as much again. At least 1.
   *
   * @default 1 - exactly what they need
   */
  readonly headroom?: number;

  /**
   * Whether the numbers of objects are limited too: `count/jobs.batch`, `count/cronjobs.batch`,
   * `count/deployments.apps`. Finished Jobs count until they are deleted, including those of an earlier version of the
   * chart.
   *
   * @default false
   */
  readonly objectCounts?: boolean;
}

const PROPS = optionsType<ResourceQuotaOptions>('ResourceQuotaOptions', {
  metadata: anything,
  headroom: anything,
  objectCounts: flag,
});

/**
 * The total that everything in a scope requests when all of it runs at the same time: the API objects of Algorithms,
 * and all other objects that create pods (Pods, Jobs, CronJobs, Deployments, ReplicaSets, StatefulSets, DaemonSets).
 *
 * A Job counts with its `parallelism` (at most its `completions`), a CronJob with one Job, a Deployment with its
 * `replicas`, or the `maxReplicas` of a HorizontalPodAutoscaler of the app, plus the extra pods of a rollout.
 * DaemonSets don't count.
 *
 * Each getter computes the total from the final manifests as they are at that moment.
 *
 * @example
 * import { Chart } from 'cdk8s';
 * import { ChartResources } from 'cdk8s-hkube';
 *
 * declare const chart: Chart;
 * ChartResources.of(chart).toResourceQuota(chart, 'quota', { headroom: 1.2 });
 */
export class ChartResources {
  /**
   * The totals of a scope.
   *
   * @param scope a chart, an app, or any construct
   * @throws when the scope is not a construct
   */
  public static of(scope: IConstruct): ChartResources {
    checkScope(scope, 'ChartResources.of');
    return new ChartResources(scope);
  }

  private readonly scope: IConstruct;

  private constructor(scope: IConstruct) {
    this.scope = scope;
  }

  /** Effective requests of all pods, by resource name. */
  public get requests(): { [name: string]: string } {
    return printResources(this.total().requests);
  }

  /** Effective limits of all pods, by resource name. A container without a limit adds nothing. */
  public get limits(): { [name: string]: string } {
    return printResources(this.total().limits);
  }

  /** How many pods run at the same time. */
  public get pods(): number {
    return Number(this.total().pods);
  }

  /** Number of objects by their kind's name in the API: `jobs.batch`. It includes the Jobs that CronJobs keep. */
  public get objects(): { [resource: string]: number } {
    return Object.fromEntries(
      [...this.total().objects].sort(byKey).map(([resource, number]) => [resource, Number(number)]),
    );
  }

  /**
   * A ResourceQuota that everything just fits into: requests and limits of cpu and memory, requests of ephemeral
   * storage, huge pages and devices, and the number of pods. Objects that are added to the scope later count too.
   *
   * A request or limit of cpu or memory that some container does not set is left out, since the server would reject the
   * container's pod. This includes init containers: those of `pod.initContainers` get no default resources, so one
   * without resources leaves the quota without cpu and memory. Set requests and limits for each of them.
   *
   * @param scope the chart that the ResourceQuota is in
   * @param id the construct's id, and the object's name unless `metadata` gives another
   * @param props how it is sized
   * @throws when the headroom is less than 1
   */
  public toResourceQuota(scope: Construct, id: string, props: ResourceQuotaOptions = {}): ApiObject {
    const { options, findings } = decodeOptions(props, PROPS);
    const { headroom = 1, objectCounts = false } = options;
    if (typeof headroom !== 'number' || !Number.isFinite(headroom) || headroom < 1) {
      const value = typeof headroom === 'object' ? printValue(headroom) : String(headroom);
      throw new Error(`[${scope.node.path}/${id}] headroom: Invalid value: ${value}: must be a number of at least 1`);
    }
    const { metadata, findings: ofMetadata } = readMetadata(options.metadata);
    const quota: ApiObject = new ApiObject(scope, id, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { ...metadata, name: metadata.name ?? id },
      spec: Lazy.any({
        produce: () => ({ hard: printResources(this.hard(quota.metadata.namespace, headroom, objectCounts)) }),
      }),
    });
    reportFor(quota, () => [...ofMetadata, ...findings]);
    return quota;
  }

  private hard(namespace: string | undefined, headroom: number, objectCounts: boolean): ResourceList {
    const total = this.total((usage) => usage.namespace === namespace);
    const hard: ResourceList = new Map();
    for (const [name, amount] of byQuotaName(total)) {
      const isWanted =
        (objectCounts && COUNTED.has(name)) ||
        name === 'pods' ||
        (/^(requests|limits)\./.test(name) && name !== 'requests.storage');
      if (isWanted && !total.unsaid.has(name)) hard.set(name, withHeadroom(name, amount, headroom));
    }
    // Also when there are no pods: then the quota rejects them.
    return hard.has('pods') ? hard : hard.set('pods', whole(0n));
  }

  private total(isCounted: (usage: QuotaUsage) => boolean = () => true): Total {
    const total: Total = {
      requests: new Map(),
      limits: new Map(),
      others: new Map(),
      pods: 0n,
      objects: new Map(),
      unsaid: new Set(),
    };
    Pass.of(this.scope).refresh();
    for (const object of objectsIn(this.scope)) {
      const usage = usageOf(object);
      if (!usage || !isCounted(usage)) continue;
      for (const list of ['requests', 'limits', 'others'] as const) add(total[list], usage[list]);
      total.pods += usage.pods;
      for (const [resource, number] of usage.objects) {
        total.objects.set(resource, (total.objects.get(resource) ?? 0n) + number);
      }
      for (const name of usage.unsaid) total.unsaid.add(name);
    }
    return total;
  }
}

/** A running total. */
interface Total {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
  readonly others: ResourceList;
  pods: bigint;
  readonly objects: Map<string, bigint>;
  readonly unsaid: Set<string>;
}

/** The cluster creates ConfigMaps and the like itself too, so limiting their number makes no sense. */
const COUNTED = new Set([
  'count/jobs.batch',
  'count/cronjobs.batch',
  'count/deployments.apps',
  'count/statefulsets.apps',
]);

/** Rounded up: cpu to a thousandth, bytes to Mi, all else to a whole number. */
function withHeadroom(name: string, amount: Amount, headroom: number): Amount {
  const more = amount.value * (parseQuantity(headroom)! - ONE);
  if (more <= 0n) return amount;
  const unit = unitOf(name, amount);
  const exact = amount.value + (more + ONE - 1n) / ONE;
  return amount.plus(((exact + unit - 1n) / unit) * unit - amount.value);
}

function unitOf(name: string, amount: Amount): bigint {
  if (name.endsWith('.cpu')) return ONE / 1000n;
  return amount.text.endsWith('i') ? ONE * 1024n ** 2n : ONE;
}
