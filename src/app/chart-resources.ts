import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { maxReplicasBy } from './autoscaler-targets';
import { readMetadata } from './metadata';
import { objectsIn } from './object-names';
import { usageOf } from './object-usage';
import { checkScope } from './scope';
import { findingText, printValue } from '../apimachinery/finding';
import { anything, decodeOptions, flag, optionsType } from '../apimachinery/options';
import { ONE, parseQuantity } from '../apimachinery/quantity';
import { printResources } from '../validation/admission/pod-resources';
import { byQuotaName, QuotaUsage, whole } from '../validation/admission/quota-usage';
import { Amount, ResourceList } from '../validation/container/resource-requirements';
import { add } from '../validation/pod/pod-resources';

/** A ResourceQuota that is made for what is in a scope. */
export interface SizedQuotaProps {
  /**
   * Metadata of the ResourceQuota. Only what is in its namespace counts.
   *
   * @default - named by the construct's id; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * How many times what is there fits into it: 1.5 leaves room for half as much again. At least 1.
   *
   * @default 1 - exactly what is there
   */
  readonly headroom?: number;

  /**
   * Whether numbers of objects are limited too: `count/jobs.batch`, `count/cronjobs.batch`, `count/deployments.apps`. Jobs that have
   * finished count until they are deleted, those of an earlier version of the chart as well.
   *
   * @default false
   */
  readonly objectCounts?: boolean;
}

const PROPS = optionsType<SizedQuotaProps>('SizedQuotaProps', {
  metadata: anything,
  headroom: anything,
  objectCounts: flag,
});

/**
 * What everything in a scope asks for together, when all of it runs at the same time: the API objects of Algorithms, and all others
 * that make pods (Pods, Jobs, CronJobs, Deployments, ReplicaSets, StatefulSets).
 *
 * A Job counts with its `parallelism` (at most its `completions`), a CronJob with one Job, a Deployment with its `replicas`, or
 * the `maxReplicas` of a HorizontalPodAutoscaler of the app, and the pods that a roll-out has beyond them. DaemonSets don't count.
 *
 * It is worked out anew whenever it is asked for, from the final manifests.
 *
 * @example
 * ChartResources.of(chart).toResourceQuota(chart, 'quota', { headroom: 1.2 });
 */
export class ChartResources {
  /**
   * The totals of a scope.
   *
   * @param scope a chart, an app, or any construct
   * @throws when the scope is no construct
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

  /** How many objects of each kind there are, by its name in the API: `jobs.batch`. With them the Jobs that CronJobs keep. */
  public get objects(): { [resource: string]: number } {
    return Object.fromEntries(
      [...this.total().objects]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([resource, number]) => [resource, Number(number)]),
    );
  }

  /**
   * A ResourceQuota that all of it just fits into: requests and limits of cpu and memory, requests of ephemeral storage, huge pages and
   * devices, and the number of pods. What is added to the scope later counts as well.
   *
   * A request or limit of cpu or memory that some container doesn't name is left out, since the server would refuse the container's pod.
   * That goes for init containers, too: those of `pod.initContainers` get no default resources, so that one which says nothing leaves
   * the quota without cpu and memory. Give each of them requests and limits.
   *
   * @param scope the chart that the ResourceQuota is in
   * @param id the construct's id, and the object's name unless `metadata` gives another
   * @param props how it is sized
   * @throws when the headroom is less than 1
   */
  public toResourceQuota(scope: Construct, id: string, props: SizedQuotaProps = {}): ApiObject {
    const { options, findings } = decodeOptions(props, PROPS);
    const { headroom = 1, objectCounts = false } = options;
    if (typeof headroom !== 'number' || !Number.isFinite(headroom) || headroom < 1) {
      throw new Error(
        `[${scope.node.path}/${id}] headroom: Invalid value: ${typeof headroom === 'object' ? printValue(headroom) : String(headroom)}: must be a number of at least 1`,
      );
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
    quota.node.addValidation({
      validate: () => [...ofMetadata, ...findings].map(findingText),
    });
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
    // Without pods as well: it is there to refuse them.
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
    const maxReplicasOf = maxReplicasBy(() => objectsIn(this.scope.node.root));
    for (const object of objectsIn(this.scope)) {
      const usage = usageOf(object, maxReplicasOf);
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

/** What is summed up; it grows. */
interface Total {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
  readonly others: ResourceList;
  pods: bigint;
  readonly objects: Map<string, bigint>;
  readonly unsaid: Set<string>;
}

/** ConfigMaps and the like are made by the cluster itself, too, so their number says nothing. */
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
  const unit = name.endsWith('.cpu') ? ONE / 1000n : amount.text.endsWith('i') ? ONE * 1024n ** 2n : ONE;
  const exact = amount.value + (more + ONE - 1n) / ONE;
  return amount.plus(((exact + unit - 1n) / unit) * unit - amount.value);
}
