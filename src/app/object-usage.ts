import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsIn } from './object-names';
import { perPass } from './pass';
import { manifestOf, tryManifestOf } from './printed';
import { settingsOf } from './settings';
import { minorVersion } from '../apimachinery/version';
import { readCapacity } from '../validation/admission/capacity';
import { needsContent, QuotaUsage, quotaUsage, resourceOf } from '../validation/admission/quota-usage';

/**
 * What an object takes of its namespace's quota, by its final manifest; undefined when that can't be rendered, which is
 * reported elsewhere.
 */
export const usageOf: (object: ApiObject) => QuotaUsage | undefined = perPass((object: ApiObject) => {
  try {
    const manifest = contentOf(object);
    const { capacity, kubernetesVersion } = settingsOf(object);
    const maxReplicas = maxReplicasOf(object.node.root, manifest);
    return quotaUsage(manifest, minorVersion(kubernetesVersion), readCapacity(capacity).limitRange, maxReplicas);
  } catch {
    return undefined;
  }
});

/** Most objects are not worth being rendered. */
function contentOf(object: ApiObject): any {
  const { apiVersion, kind, metadata } = object;
  return needsContent(apiVersion, kind)
    ? manifestOf(object)
    : { apiVersion, kind, metadata: { namespace: metadata.namespace } };
}

const SCALED = new Set(['deployments.apps', 'statefulsets.apps', 'replicasets.apps', 'replicationcontrollers']);

/** The most pods that a HorizontalPodAutoscaler of the app lets an object have; undefined when none scales it. */
export function maxReplicasOf(root: IConstruct, manifest: any): bigint | undefined {
  if (!SCALED.has(resourceOf(String(manifest?.apiVersion), String(manifest?.kind)))) return undefined;
  // Autoscalers leave what is scaled to 0 alone.
  if (manifest.spec?.replicas === 0) return undefined;
  return autoscalerTargets(root).get(targetKey(manifest.metadata?.namespace, manifest, manifest.metadata?.name));
}

/** What the app's HorizontalPodAutoscalers let their targets grow to. */
const autoscalerTargets = perPass((root: IConstruct): ReadonlyMap<string, bigint> => {
  const targets = new Map<string, bigint>();
  for (const object of objectsIn(root)) {
    if (object.apiGroup !== 'autoscaling' || object.kind !== 'HorizontalPodAutoscaler') continue;
    const { metadata, spec } = tryManifestOf(object) ?? {};
    const { scaleTargetRef, maxReplicas } = spec ?? {};
    if (!Number.isSafeInteger(maxReplicas) || maxReplicas < 1) continue;
    const key = targetKey(metadata?.namespace, scaleTargetRef, scaleTargetRef?.name);
    const most = BigInt(maxReplicas);
    if (most > (targets.get(key) ?? 0n)) targets.set(key, most);
  }
  return targets;
});

function targetKey(namespace: unknown, target: any, name: unknown): string {
  return JSON.stringify([namespace, resourceOf(String(target?.apiVersion), String(target?.kind)), name]);
}
