import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { ConstructFinding } from './findings';
import { objectsIn } from './object-names';
import { usageOf } from './object-usage';
import { perPass } from './pass';
import { ownerOf, printedObject, tryManifestOf } from './printed';
import { settingsOf, settingsAt } from './settings';
import { Finding, Validation } from '../apimachinery/finding';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { minorVersion } from '../apimachinery/version';
import { fieldAt } from '../text/json-value';
import { readCapacity } from '../validation/admission/capacity';
import { checkLargestNode, limitRangeProblems } from '../validation/admission/capacity-rules';
import { byQuotaName, needsContent, QuotaUsage } from '../validation/admission/quota-usage';
import { Amount, ResourceList } from '../validation/container/resource-requirements';

/**
 * Whether everything in a scope fits together into the quota of its namespace, and each pod into a node; and what is
 * wrong with a capacity itself.
 */
export function quotaFindings(root: IConstruct): ConstructFinding[] {
  const objects = objectsIn(root);
  const findings = scopesOf(objects).flatMap((scope) => inNameOf(scope, capacityAt(scope).findings));
  const accounts = new Accounts();
  for (const object of objects) {
    const { isGiven, quota } = capacityAt(object);
    // Our own workloads check their pods themselves.
    if (isGiven && !printedObject(object)) findings.push(...inNameOf(object, nodeFindings(object)));
    const usage = isGiven ? usageOf(object) : undefined;
    if (!usage) continue;
    accounts.charge(object, quota, usage);
    findings.push(...inNameOf(object, claimFindings(object, usage)));
  }
  return [...findings, ...accounts.exceeded()];
}

const inNameOf = (construct: IConstruct, findings: readonly Finding[]): ConstructFinding[] =>
  findings.map((finding) => ({ construct, finding }));

/** All scopes that some objects are in, each once. */
function scopesOf(objects: readonly ApiObject[]): IConstruct[] {
  const scopes = new Set<IConstruct>();
  for (const object of objects) {
    for (let scope: IConstruct | undefined = object; scope && !scopes.has(scope); scope = scope.node.scope) {
      scopes.add(scope);
    }
  }
  return [...scopes];
}

/** One name of a quota, of the scope that declares it. */
interface Limit {
  readonly name: string;
  readonly hard: Amount;
}

interface ScopeCapacity {
  /** Whether the scope, or one around it, declares a capacity. */
  readonly isGiven: boolean;
  /** For each name, the limit of the nearest scope. */
  readonly quota: ReadonlyMap<string, Limit>;
  /** What is wrong with the capacity that the scope itself declares. */
  readonly findings: readonly Finding[];
}

const NO_CAPACITY: ScopeCapacity = { isGiven: false, quota: new Map(), findings: [] };

const capacityAt: (construct: IConstruct) => ScopeCapacity = perPass((construct: IConstruct) => {
  const { scope } = construct.node;
  const outer = scope ? capacityAt(scope) : NO_CAPACITY;
  const own = settingsAt(construct)?.capacity;
  if (own === undefined) return { ...outer, findings: [] };
  const { resourceQuota, findings } = readCapacity(own);
  const limits = [...resourceQuota].map(([name, hard]) => [name, { name, hard }] as const);
  return { isGiven: true, quota: new Map([...outer.quota, ...limits]), findings };
});

interface Account {
  readonly limit: Limit;
  readonly namespace: string | undefined;
  readonly charges: Charge[];
  /** The sum of all charges. */
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

  public exceeded(): ConstructFinding[] {
    const v = new Validation(NEWEST_MINOR);
    const culprits: ApiObject[] = [];
    for (const account of [...this.accounts.values()].flatMap((namespaces) => [...namespaces.values()])) {
      if (!account.culprit) continue;
      culprits.push(account.culprit);
      v.forbidden(
        'HKUBE-CAPACITY-QUOTA',
        'spec',
        describe(account),
        'The server would reject whatever comes last: request less, or correct capacity.resourceQuota',
      );
    }
    return culprits.map((construct, i) => ({ construct, finding: v.findings[i] }));
  }
}

const NONE: ResourceList = new Map();
const SHOWN = 5;

function describe({ limit: { name, hard }, namespace, charges, total }: Account): string {
  const largest = [...charges].sort(byAmount);
  const by = largest.slice(0, SHOWN).map(({ object, amount, pods }) => {
    const inPods = pods > 1n && !name.endsWith('pods') ? ` in ${pods} pods` : '';
    return `${ownerOf(object).node.path} ${amount.text}${inPods}`;
  });
  if (largest.length > SHOWN) by.push(`${largest.length - SHOWN} more`);
  const which = namespace === undefined ? '' : ` of namespace "${namespace}"`;
  return `exceeds the quota${which}: ${total.text} ${name} in all (${by.join(', ')}), the quota has ${hard.text}`;
}

/** The largest first. */
function byAmount(a: Charge, b: Charge): number {
  if (a.amount.value === b.amount.value) return 0;
  return a.amount.value < b.amount.value ? 1 : -1;
}

/** Where objects have the spec of a pod. */
const POD_SPECS = ['spec.template.spec', 'spec.jobTemplate.spec.template.spec', 'spec'];

/** Whether the largest node has room for an object's pods. */
function nodeFindings(object: ApiObject): readonly Finding[] {
  const { capacity, kubernetesVersion } = settingsOf(object);
  const read = readCapacity(capacity);
  if (read.largestNode.size === 0 || !needsContent(object.apiVersion, object.kind)) return [];
  const manifest = tryManifestOf(object);
  const path = POD_SPECS.find((each) => Array.isArray(fieldAt(manifest, each)?.containers));
  if (path === undefined) return [];
  const v = new Validation(minorVersion(kubernetesVersion));
  checkLargestNode(v, read, fieldAt(manifest, path), path);
  return v.findings;
}

/** What the limit range of a claim's namespace forbids. */
function claimFindings(object: ApiObject, { resource, others }: QuotaUsage): readonly Finding[] {
  if (resource !== 'persistentvolumeclaims') return [];
  const v = new Validation(NEWEST_MINOR);
  const storage = others.get('requests.storage');
  for (const range of readCapacity(settingsOf(object).capacity).limitRange) {
    if (range.type !== 'PersistentVolumeClaim') continue;
    for (const { detail } of limitRangeProblems(range, new Map(storage && [['storage', storage]]))) {
      v.forbidden('HKUBE-CAPACITY-LIMIT-RANGE', 'spec.resources', detail);
    }
  }
  return v.findings;
}
