/** The claims that a pod mounts, and what is wrong with them. */

import { keyOf, lastEvent } from './events';
import type { Fact, Other, PodContext } from './finding';
import { JsonObject, objectsAt, textAt } from '../text/json-value';

/** The volume of the pod that uses a claim; any that uses one, when the claim has no name. */
export function claimOf({ pod }: PodContext, claim?: string): { readonly volume: string; readonly claim: string } {
  const volumes = objectsAt(pod.spec, 'volumes').filter((volume) => nameOfClaim(volume) !== '');
  const volume = volumes.find((candidate) => claim === undefined || nameOfClaim(candidate) === claim) ?? {};
  return { volume: textAt(volume, 'name'), claim: claim ?? nameOfClaim(volume) };
}

const nameOfClaim = (volume: JsonObject) => textAt(volume, 'persistentVolumeClaim', 'claimName');

/** The pod's claims that are bound to no volume, if they were read. */
export function unboundClaims({ pod, cluster }: PodContext): Other[] {
  return objectsAt(pod.spec, 'volumes').flatMap((volume) => {
    const name =
      nameOfClaim(volume) || (Object.hasOwn(volume, 'ephemeral') ? `${pod.ref.name}-${textAt(volume, 'name')}` : '');
    const claim = cluster.others.get(keyOf({ kind: 'PersistentVolumeClaim', namespace: pod.ref.namespace, name }));
    return claim && textAt(claim.raw, 'status', 'phase') !== 'Bound' ? [claim] : [];
  });
}

/** What is known of the claims that are not bound. */
export function claimFacts(context: PodContext): Fact[] {
  const claims = unboundClaims(context);
  if (claims.length === 0) {
    const { claim } = claimOf(context);
    return claim === ''
      ? []
      : [{ label: 'claim', text: `${claim}: nothing is known of it; add persistentvolumeclaims to what kubectl gets` }];
  }
  return claims.map(({ ref, uid, raw }) => {
    const why = lastEvent(context.cluster.events.of(ref, uid), [
      'ProvisioningFailed',
      'FailedBinding',
      'VolumeMismatch',
      'ClaimLost',
      'ClaimMisbound',
      'ExternalProvisioning',
      'WaitForFirstConsumer',
    ]);
    const storage = `storage class ${JSON.stringify(textAt(raw, 'spec', 'storageClassName'))}`;
    return {
      label: 'claim',
      text: `${ref.name} (${storage}): ${why?.message ?? `is ${textAt(raw, 'status', 'phase') || 'unknown'}`}`,
    };
  });
}
