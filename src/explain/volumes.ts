/** A volume cannot be mounted, or a PersistentVolumeClaim of the pod is not bound. */

import { Cause, CausePattern, causeOf } from './causes';
import { inVolume, Origin } from './change';
import type { ClusterObject } from './cluster';
import { Event, keyOf, lastEvent } from './events';
import { hasBegun } from './pod';
import type { PodContext } from './pod-context';
import { Fact, Symptom, symptom } from './symptom';
import { earliest } from './values';
import { at, JsonObject, objectsAt, textAt } from '../text/json-value';

/** The volume that cannot be mounted. */
interface FailedVolume {
  readonly origin: Origin;
  readonly namespace: string;
  /** Its name in the pod. */
  readonly volume: string;
}

const CAUSES: readonly CausePattern<[failed: FailedVolume]>[] = [
  [/(?:configmap|ConfigMap) "([^"]*)" not found/, ([, name], failed) => missing('ConfigMap', name, failed)],
  [/(?:secret|Secret) "([^"]*)" not found/, ([, name], failed) => missing('Secret', name, failed)],
  [
    /references non-existent (config|secret) key: (\S+)/,
    ([, kind, key], { origin, volume }) => ({
      name: kind === 'secret' ? 'SecretKeyMissing' : 'ConfigMapKeyMissing',
      what: `the ${kind === 'secret' ? 'Secret' : 'ConfigMap'} of volume "${volume}" has no key "${key}"`,
      changes: [inVolume(origin, volume, 'use keys in items that exist, or add this key to it')],
    }),
  ],
  [
    /hostPath type check failed[:,] ([^,]*)/,
    ([, why], { origin, volume }) => ({
      name: 'HostPath',
      what: `volume "${volume}" is not on the node: ${why}`,
      changes: [inVolume(origin, volume, 'use a path that exists on all nodes, or set the type DirectoryOrCreate')],
    }),
  ],
  [
    /driver name (\S+) not found in the list of registered CSI drivers/,
    ([, driver], { origin, volume }) => ({
      name: 'CsiDriverMissing',
      what: `volume "${volume}" needs the CSI driver ${driver}, which is not installed on the node`,
      changes: [
        inVolume(
          origin,
          volume,
          'install the driver on the nodes, select nodes that have it, or use another kind of volume',
        ),
      ],
    }),
  ],
  [
    /Multi-Attach error|already (?:exclusively attached|used by)/,
    (_, { origin, volume }) => ({
      name: 'VolumeInUse',
      what: `volume "${volume}" is attached to another node`,
      changes: [
        inVolume(
          origin,
          volume,
          'wait for the pod that uses it, or claim one that several nodes can use (ReadWriteMany)',
        ),
      ],
    }),
  ],
  [
    /access denied|permission denied/i,
    (_, { origin, volume }) => ({
      name: 'VolumeDenied',
      what: `the server of volume "${volume}" denies access`,
      changes: [inVolume(origin, volume, 'check the server and path, and that the server allows the nodes')],
    }),
  ],
  [
    /timed out|deadline exceeded|connection refused|no route to host/i,
    (_, { origin, volume }) => ({
      name: 'VolumeTimeout',
      what: `volume "${volume}" does not answer in time`,
      changes: [inVolume(origin, volume, 'check that its server or driver is running and that the nodes can reach it')],
    }),
  ],
];

function missing(kind: 'ConfigMap' | 'Secret', name: string, { origin, namespace, volume }: FailedVolume): Cause {
  return {
    name: kind === 'Secret' ? 'SecretMissing' : 'ConfigMapMissing',
    what: `${kind} "${name}" is missing (volume "${volume}")`,
    changes: [
      inVolume(
        origin,
        volume,
        `create ${kind} "${name}" in namespace ${namespace}, or name another; optional: true lets the pod start ` +
          'without it',
      ),
    ],
  };
}

/** Reasons of the events about volumes that cannot be mounted. */
const MOUNT_FAILURES = ['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'];

/** One symptom for each volume that cannot be mounted, in the order in which they began to fail. */
export function volumeSymptoms({ pod, origin, events }: PodContext): Symptom[] {
  if (pod.nodeName === '' || pod.containers.some(hasBegun)) return [];
  const failed = new Map<string, Event>();
  const first = new Map<string, number | undefined>();
  const all = events.filter(({ reason, isWarning }) => isWarning && MOUNT_FAILURES.includes(reason));
  // These only list the volumes that the pod waits for. They matter when there is no other message.
  const specific = all.filter(({ message }) => !/^Unable to attach or mount volumes/.test(message));
  for (const event of specific.length > 0 ? specific : all) {
    const volume = volumeOf(event.message, pod.spec);
    failed.set(volume, event);
    first.set(volume, earliest([first.get(volume), event.first]));
  }
  return [...failed].map(([volume, { message }]) => {
    const cause = causeOf(CAUSES, message, { origin, namespace: pod.ref.namespace, volume });
    return symptom({
      step: 'volumes',
      cause: cause?.name ?? 'VolumeMount',
      what: cause?.what ?? `volume "${volume}" cannot be mounted`,
      since: first.get(volume) ?? pod.since,
      message,
      changes: cause?.changes ?? [inVolume(origin, volume, 'check its source: the message says what is wrong')],
    });
  });
}

/** The pod's name for the volume that a message is about. A message may name the volume behind a claim instead. */
function volumeOf(message: string, spec: JsonObject): string {
  const volumes = objectsAt(spec, 'volumes');
  const [, failed] = /for volume "([^"]*)"/.exec(message) ?? [];
  const [, unmounted] = /unmounted volumes=\[([^\],\s]*)/.exec(message) ?? [];
  const name = failed ?? unmounted ?? '';
  if (volumes.some((volume) => textAt(volume, 'name') === name)) return name;
  const claimed = volumes.filter((volume) => at(volume, 'persistentVolumeClaim') !== undefined);
  return claimed.length === 1 ? textAt(claimed[0], 'name') : name;
}

const claimNameOf = (volume: JsonObject) => textAt(volume, 'persistentVolumeClaim', 'claimName');

/** The volume of the pod that uses a claim; the first that uses any claim, when none is named. */
export function claimOf({ pod }: PodContext, claim?: string): { readonly volume: string; readonly claim: string } {
  const volumes = objectsAt(pod.spec, 'volumes').filter((volume) => claimNameOf(volume) !== '');
  const volume = volumes.find((candidate) => claim === undefined || claimNameOf(candidate) === claim) ?? {};
  return { volume: textAt(volume, 'name'), claim: claim ?? claimNameOf(volume) };
}

/** The pod's claims that were read and are not bound to a volume. */
export function unboundClaims({ pod, cluster }: PodContext): ClusterObject[] {
  return objectsAt(pod.spec, 'volumes').flatMap((volume) => {
    const ownClaim = Object.hasOwn(volume, 'ephemeral') ? `${pod.ref.name}-${textAt(volume, 'name')}` : '';
    const name = claimNameOf(volume) || ownClaim;
    const claim = cluster.objects.get(keyOf({ kind: 'PersistentVolumeClaim', namespace: pod.ref.namespace, name }));
    return claim && textAt(claim.raw, 'status', 'phase') !== 'Bound' ? [claim] : [];
  });
}

/** Reasons of the events that say why a claim is not bound. */
const BINDING_FAILURES = [
  'ProvisioningFailed',
  'FailedBinding',
  'VolumeMismatch',
  'ClaimLost',
  'ClaimMisbound',
  'ExternalProvisioning',
  'WaitForFirstConsumer',
];

/** What is known about the claims that are not bound. */
export function claimFacts(context: PodContext): Fact[] {
  const claims = unboundClaims(context);
  if (claims.length > 0) return claims.map((claim) => claimFact(claim, context));
  const { claim } = claimOf(context);
  return claim === ''
    ? []
    : [{ label: 'claim', text: `${claim}: it was not read; add persistentvolumeclaims to kubectl get` }];
}

function claimFact({ ref, uid, raw }: ClusterObject, { cluster }: PodContext): Fact {
  const event = lastEvent(cluster.events.of(ref, uid), BINDING_FAILURES);
  const why = event?.message ?? `is ${textAt(raw, 'status', 'phase') || 'unknown'}`;
  const storage = `storage class ${JSON.stringify(textAt(raw, 'spec', 'storageClassName'))}`;
  return { label: 'claim', text: `${ref.name} (${storage}): ${why}` };
}
