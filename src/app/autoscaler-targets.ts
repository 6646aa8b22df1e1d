import { ApiObject } from 'cdk8s';
import { resourceOf } from '../validation/admission/quota-usage';

/** The most pods that an autoscaler lets an object have, by its final manifest; undefined when none scales it. */
export type MaxReplicas = (manifest: any) => bigint | undefined;

/**
 * What the HorizontalPodAutoscalers among some objects let their targets grow to. They are looked at when the first object is asked
 * about that may be a target.
 */
export function maxReplicasBy(objects: () => readonly ApiObject[]): MaxReplicas {
  let targets: Map<string, bigint> | undefined;
  return (manifest) => {
    if (!SCALED.has(resourceOf(String(manifest?.apiVersion), String(manifest?.kind)))) return undefined;
    // Autoscalers leave what is scaled to 0 alone.
    if (manifest.spec?.replicas === 0) return undefined;
    targets ??= targetsOf(objects());
    return targets.get(keyOf(manifest.metadata?.namespace, manifest, manifest.metadata?.name));
  };
}

const SCALED = new Set(['deployments.apps', 'statefulsets.apps', 'replicasets.apps', 'replicationcontrollers']);

function targetsOf(objects: readonly ApiObject[]): Map<string, bigint> {
  const targets = new Map<string, bigint>();
  for (const object of objects) {
    if (object.apiGroup !== 'autoscaling' || object.kind !== 'HorizontalPodAutoscaler') continue;
    const { metadata, spec } = manifestOf(object) ?? {};
    const { scaleTargetRef, maxReplicas } = spec ?? {};
    if (!Number.isSafeInteger(maxReplicas) || maxReplicas < 1) continue;
    const key = keyOf(metadata?.namespace, scaleTargetRef, scaleTargetRef?.name);
    const most = BigInt(maxReplicas);
    if (most > (targets.get(key) ?? 0n)) targets.set(key, most);
  }
  return targets;
}

function keyOf(namespace: unknown, target: any, name: unknown): string {
  return JSON.stringify([namespace, resourceOf(String(target?.apiVersion), String(target?.kind)), name]);
}

/** What can't be rendered is reported elsewhere. */
function manifestOf(object: ApiObject): any {
  try {
    return object.toJson();
  } catch {
    return undefined;
  }
}
