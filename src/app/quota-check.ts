import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { maxReplicasBy } from './autoscaler-targets';
import { objectsOf } from './object-names';
import { usageOf } from './object-usage';
import { defaultsGeneration, defaultsOf, settingsAt } from './settings';
import { Finding, findingText, Validation } from '../apimachinery/finding';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { asWorkloadObject } from '../constructs/workload-object';
import { readCapacity } from '../validation/admission/capacity';
import { limitRangeProblems } from '../validation/admission/capacity-rules';
import { byQuotaName, QuotaUsage } from '../validation/admission/quota-usage';
import { Amount, ResourceList } from '../validation/container/resource-requirements';

/**
 * Whether all that is in a scope fits together into the quota of its namespace; and what is wrong with a capacity itself.
 *
 * The objects of an app are gone through once for each validation, when its root is validated, which is first.
 */
const reportsByRoot = new WeakMap<IConstruct, Report>();
interface Report {
  /** Of which settings it is. */
  readonly generation: number;
  /** The capacities of all scopes, under these settings. */
  readonly scopes: Map<IConstruct, ScopeCapacity>;
  /** What objects took; as long as it is the same, so is the report. */
  readonly seen: readonly unknown[];
  readonly errors: ReadonlyMap<IConstruct, string[]>;
}

/** Constructs whose errors are reported, by their owner or by themselves. */
const reporters = new WeakSet<IConstruct>();

/**
 * Has the quotas checked whenever the object's app is validated.
 *
 * @param object an object whose owner reports its errors, by `quotaErrorsOf`
 */
export function checkNamespaceQuotas(object: ApiObject): void {
  reporters.add(object);
  const { root } = object.node;
  if (reportsByRoot.has(root)) return;
  reportsByRoot.set(root, { generation: -1, scopes: new Map(), seen: [], errors: new Map() });
  reporters.add(root);
  root.node.addValidation({
    validate: () => {
      const { errors } = refresh(root);
      // What is in the root is validated after it, so each of them reports in its own name, in the same run.
      for (const construct of errors.keys()) {
        if (reporters.has(construct)) continue;
        reporters.add(construct);
        construct.node.addValidation({ validate: () => quotaErrorsOf(construct) });
      }
      return quotaErrorsOf(root);
    },
  });
}

/** What does not fit. */
export function quotaErrorsOf(construct: IConstruct): string[] {
  return reportsByRoot.get(construct.node.root)?.errors.get(construct) ?? [];
}

function refresh(root: IConstruct): Report {
  const known = reportsByRoot.get(root)!;
  const generation = defaultsGeneration();
  const scopes = known.generation === generation ? known.scopes : new Map<IConstruct, ScopeCapacity>();
  const concerned: Concerned[] = [];
  const seen: unknown[] = [];
  const maxReplicasOf = maxReplicasBy(() => objectsOf(root));
  for (const object of objectsOf(root)) {
    const scope = capacityAt(object, scopes);
    if (!scope.isGiven) continue;
    const usage = usageOf(object, maxReplicasOf);
    concerned.push({ object, scope, usage });
    seen.push(object, usage);
  }
  if (
    generation === known.generation &&
    seen.length === known.seen.length &&
    seen.every((item, i) => item === known.seen[i])
  ) {
    return known;
  }
  const errors = new Map<IConstruct, string[]>();
  const report = (construct: IConstruct, finding: Finding) => {
    const texts = errors.get(construct);
    if (texts) texts.push(findingText(finding));
    else errors.set(construct, [findingText(finding)]);
  };
  for (const [scope, { findings }] of scopes) for (const finding of findings) report(scope, finding);
  const accounts = new Accounts();
  for (const { object, scope, usage } of concerned) {
    if (!usage) continue;
    accounts.charge(object, scope.quota, usage);
    for (const finding of claimFindings(object, usage)) report(object, finding);
  }
  for (const [object, finding] of accounts.exceeded()) report(object, finding);
  const result = { generation, scopes, seen, errors };
  reportsByRoot.set(root, result);
  return result;
}

interface Concerned {
  readonly object: ApiObject;
  readonly scope: ScopeCapacity;
  readonly usage: QuotaUsage | undefined;
}

/** One name of a quota, of the scope that declares it. */
interface Limit {
  readonly name: string;
  readonly hard: Amount;
}

interface ScopeCapacity {
  readonly isGiven: boolean;
  /** Of each name the nearest. */
  readonly quota: ReadonlyMap<string, Limit>;
  /** What is wrong with what the scope itself declares. */
  readonly findings: readonly Finding[];
}

function capacityAt(construct: IConstruct, known: Map<IConstruct, ScopeCapacity>): ScopeCapacity {
  let result = known.get(construct);
  if (result) return result;
  const outer = construct.node.scope
    ? capacityAt(construct.node.scope, known)
    : { isGiven: false, quota: new Map<string, Limit>(), problems: [] };
  const own = settingsAt(construct)?.capacity;
  const { resourceQuota, findings } = readCapacity(own);
  const limits = [...resourceQuota].map(([name, hard]) => [name, { name, hard }] as const);
  result = {
    isGiven: outer.isGiven || own !== undefined,
    quota: limits.length === 0 ? outer.quota : new Map([...outer.quota, ...limits]),
    findings,
  };
  known.set(construct, result);
  return result;
}

interface Account {
  readonly limit: Limit;
  readonly namespace: string | undefined;
  readonly charges: Charge[];
  /** All of it together. */
  total: Amount;
  /** The first that did not fit. */
  culprit?: ApiObject;
}

interface Charge {
  readonly object: ApiObject;
  readonly amount: Amount;
  readonly pods: bigint;
}

/** What is asked of each quota, in each namespace. */
class Accounts {
  private readonly accounts = new Map<Limit, Map<string | undefined, Account>>();

  public charge(object: ApiObject, quota: ReadonlyMap<string, Limit>, usage: QuotaUsage): void {
    if (quota.size === 0) return;
    const { namespace } = usage;
    const running = usage.isSuspended ? { ...usage, pods: 0n, requests: NONE, limits: NONE } : usage;
    const amounts = byQuotaName(running);
    for (const limit of quota.values()) {
      const amount = amounts.get(limit.name);
      if (!amount) continue;
      let namespaces = this.accounts.get(limit);
      if (!namespaces) this.accounts.set(limit, (namespaces = new Map()));
      let account = namespaces.get(namespace);
      if (!account) namespaces.set(namespace, (account = { limit, namespace, charges: [], total: amount.times(0n) }));
      account.charges.push({ object, amount, pods: running.pods });
      account.total = account.total.plus(amount.value);
      if (account.total.value > limit.hard.value) account.culprit ??= object;
    }
  }

  public exceeded(): Array<[ApiObject, Finding]> {
    const v = new Validation(NEWEST_MINOR);
    const culprits: ApiObject[] = [];
    for (const account of [...this.accounts.values()].flatMap((namespaces) => [...namespaces.values()])) {
      if (!account.culprit) continue;
      culprits.push(account.culprit);
      v.forbidden(
        'HKUBE-CAPACITY-QUOTA',
        'spec',
        describe(account),
        'the server would refuse what comes last: ask for less, or correct capacity.resourceQuota',
      );
    }
    return culprits.map((culprit, i) => [culprit, v.findings[i]]);
  }
}

const NONE: ResourceList = new Map();
const SHOWN = 5;

function describe({ limit: { name, hard }, namespace, charges, total }: Account): string {
  const largest = [...charges].sort((a, b) =>
    a.amount.value < b.amount.value ? 1 : a.amount.value > b.amount.value ? -1 : 0,
  );
  const by = largest.slice(0, SHOWN).map(({ object, amount, pods }) => {
    const owner = asWorkloadObject(object) ? object.node.scope! : object;
    return `${owner.node.path} ${amount.text}${pods > 1n && !name.endsWith('pods') ? ` in ${pods} pods` : ''}`;
  });
  if (largest.length > SHOWN) by.push(`${largest.length - SHOWN} more`);
  const which = namespace === undefined ? '' : ` of namespace "${namespace}"`;
  return `exceeds the quota${which}: ${total.text} ${name} in all (${by.join(', ')}), the quota has ${hard.text}`;
}

/** What the limit range of its namespace says of a claim. */
function claimFindings(object: ApiObject, { resource, others }: QuotaUsage): readonly Finding[] {
  if (resource !== 'persistentvolumeclaims') return [];
  const v = new Validation(NEWEST_MINOR);
  const storage = others.get('requests.storage');
  for (const range of readCapacity(defaultsOf(object).capacity).limitRange) {
    if (range.type !== 'PersistentVolumeClaim') continue;
    for (const detail of limitRangeProblems(range, new Map(storage && [['storage', storage]]))) {
      v.forbidden('HKUBE-CAPACITY-LIMIT-RANGE', 'spec.resources', detail);
    }
  }
  return v.findings;
}
