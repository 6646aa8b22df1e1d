import { ApiObject } from 'cdk8s';
import type { MaxReplicas } from './autoscaler-targets';
import { defaultsOf } from './settings';
import { minorVersion } from '../apimachinery/version';
import { asWorkloadObject } from '../constructs/workload-object';
import { readCapacity } from '../validation/admission/capacity';
import { needsContent, QuotaUsage, quotaUsage } from '../validation/admission/quota-usage';

const known = new WeakMap<
  ApiObject,
  { readonly stamp: string; readonly maxReplicas: bigint | undefined; readonly usage: QuotaUsage }
>();

/**
 * What an object takes of its namespace's quota, by its final manifest; undefined when that can't be rendered, which is reported elsewhere.
 *
 * @param maxReplicasOf what autoscalers let it grow to
 */
export function usageOf(object: ApiObject, maxReplicasOf: MaxReplicas): QuotaUsage | undefined {
  try {
    const workload = asWorkloadObject(object);
    const manifest = workload ? workload.manifest().object : manifestOf(object);
    const stamp = workload?.cacheStamp;
    const before = known.get(object);
    const maxReplicas = maxReplicasOf(manifest);
    if (before && before.stamp === stamp && before.maxReplicas === maxReplicas) return before.usage;
    const { capacity, kubernetesVersion } = defaultsOf(object);
    const usage = quotaUsage(manifest, minorVersion(kubernetesVersion), readCapacity(capacity).limitRange, maxReplicas);
    if (stamp !== undefined) known.set(object, { stamp, maxReplicas, usage });
    return usage;
  } catch {
    return undefined;
  }
}

/** Most objects are not worth being rendered. */
function manifestOf(object: ApiObject): any {
  const {
    apiVersion,
    kind,
    metadata: { namespace },
  } = object;
  return needsContent(apiVersion, kind) ? object.toJson() : { apiVersion, kind, metadata: { namespace } };
}
