/** References to objects that the set lacks, while it has one that is nearly the same, and that nothing refers to. */

import type { Identity } from './identity';
import type { ObjectSet } from './object-set';
import type { Reference } from './reference';
import type { SetObject } from './set-object';
import { Finding, finding } from '../../apimachinery/finding';
import { variablesIn } from '../../text/variables';

/** Every namespace has these. */
const GIVEN = new Set(['ServiceAccount default', 'ConfigMap kube-root-ca.crt']);

/**
 * Objects may live elsewhere. That is most improbable if the set has one that differs in its kind, its namespace, or by
 * a typo, and that is of no use otherwise.
 */
export function dangling(object: SetObject, set: ObjectSet): Finding[] {
  const seen = new Set<string>();
  return object.facts.references.flatMap((reference) => {
    const { kind, namespace, name, path } = reference;
    const key = [kind, namespace, name].join('\n');
    if (seen.has(key) || GIVEN.has(`${kind} ${name}`) || mayExist(reference, set)) return [];
    const meant = meantBy(reference, object, set);
    if (!meant) return [];
    seen.add(key);
    const there = namespace === '' ? '' : ` in namespace "${namespace}"`;
    const detail = `there is no ${kindOf(reference)} "${name}"${there}`;
    const hint = `Did you mean ${describe(meant)}? Nothing else refers to it`;
    return [finding('WARN-REFERENCE', path, 'Warning', detail, { value: name, hint })];
  });
}

/** An object without a namespace is wherever it is applied. */
function mayExist(reference: Reference, set: ObjectSet): boolean {
  const { namespace } = reference;
  if (variablesIn(namespace).length > 0) return true;
  return set
    .namedAnywhere(reference)
    .some(({ facts }) => facts.namespace === namespace || facts.namespace === '' || namespace === '');
}

function meantBy(reference: Reference, from: SetObject, set: ObjectSet): SetObject | undefined {
  const candidates = [
    ...otherKinds(reference).flatMap((kind) => set.named({ ...reference, ...kind }, from)),
    ...set.namedAnywhere(reference),
    ...set.typosOf(reference),
  ];
  return set.together(from, candidates).find(({ facts }) => !set.isUsed(reference.use, facts));
}

type Kind = Pick<Identity, 'apiGroup' | 'kind'> & Partial<Identity>;

const SCALABLE: readonly Kind[] = [
  ...['Deployment', 'StatefulSet', 'ReplicaSet'].map((kind) => ({ apiGroup: 'apps', kind })),
  { apiGroup: '', kind: 'ReplicationController' },
];
const CONFIG: readonly Kind[] = ['ConfigMap', 'Secret'].map((kind) => ({ apiGroup: '', kind }));
/** A Role of another namespace can't be meant, but a ClusterRole, which has none. */
const ROLES: readonly Kind[] = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', namespace: '' }];

/** What an object of a name may be mistaken for. */
function otherKinds({ use, kind, apiGroup }: Reference): readonly Kind[] {
  const all = { scale: SCALABLE, role: ROLES, pod: CONFIG }[use as string] ?? [];
  if (use === 'pod' && !CONFIG.some((each) => each.kind === kind)) return [];
  return all.filter((each) => each.kind !== kind || each.apiGroup !== apiGroup);
}

/** `Deployment.apps`; kinds of the core API have no group, but what an autoscaler scales most often has one. */
function kindOf({ kind, apiGroup }: Identity): string {
  if (apiGroup !== '') return `${kind}.${apiGroup}`;
  return SCALABLE.some((each) => each.kind === kind && each.apiGroup !== '') ? `${kind} of the core API` : kind;
}

function describe({ facts, where }: SetObject): string {
  const place = facts.namespace === '' ? '' : ` in namespace "${facts.namespace}"`;
  return `${kindOf(facts)} "${facts.name}"${place} (${where})`;
}
