/** A volume does not get into the pod: FailedMount, FailedAttachVolume. */

import { Cause, Told, toldBy } from './causes';
import { inVolume, Maker } from './change';
import type { Event } from './events';
import { Symptom, finding, PodContext } from './finding';
import { hasBegun } from './pod';
import { earliest } from './values';
import { at, JsonObject, objectsAt, textAt } from '../text/json-value';

interface Around {
  readonly maker: Maker;
  readonly namespace: string;
  /** Name of the volume, as the pod calls it. */
  readonly volume: string;
}

const CAUSES: readonly Cause<[around: Around]>[] = [
  [/(?:configmap|ConfigMap) "([^"]*)" not found/, ([, name], around) => missing('ConfigMap', name, around)],
  [/(?:secret|Secret) "([^"]*)" not found/, ([, name], around) => missing('Secret', name, around)],
  [
    /references non-existent (config|secret) key: (\S+)/,
    ([, kind, key], { maker, volume }) => ({
      cause: kind === 'secret' ? 'SecretKeyMissing' : 'ConfigMapKeyMissing',
      what: `the ${kind === 'secret' ? 'Secret' : 'ConfigMap'} of volume "${volume}" has no key "${key}"`,
      changes: [inVolume(maker, volume, 'name keys in items that it has, or add this one to it')],
    }),
  ],
  [
    /hostPath type check failed[:,] ([^,]*)/,
    ([, why], { maker, volume }) => ({
      cause: 'HostPath',
      what: `volume "${volume}" is not on the node: ${why}`,
      changes: [inVolume(maker, volume, 'name a path that all nodes have, or give the type DirectoryOrCreate')],
    }),
  ],
  [
    /driver name (\S+) not found in the list of registered CSI drivers/,
    ([, driver], { maker, volume }) => ({
      cause: 'CsiDriverMissing',
      what: `volume "${volume}" needs the CSI driver ${driver}, which is not on the node`,
      changes: [
        inVolume(
          maker,
          volume,
          'install the driver on the nodes, choose nodes that have it, or use another kind of volume',
        ),
      ],
    }),
  ],
  [
    /Multi-Attach error|already (?:exclusively attached|used by)/,
    (_, { maker, volume }) => ({
      cause: 'VolumeInUse',
      what: `volume "${volume}" is attached to another node`,
      changes: [
        inVolume(
          maker,
          volume,
          'wait for the pod that has it, or claim one that several nodes may use (ReadWriteMany)',
        ),
      ],
    }),
  ],
  [
    /access denied|permission denied/i,
    (_, { maker, volume }) => ({
      cause: 'VolumeDenied',
      what: `the server of volume "${volume}" denies access`,
      changes: [inVolume(maker, volume, 'check server and path, and that the server lets the nodes in')],
    }),
  ],
  [
    /timed out|deadline exceeded|connection refused|no route to host/i,
    (_, { maker, volume }) => ({
      cause: 'VolumeTimeout',
      what: `volume "${volume}" does not answer in time`,
      changes: [inVolume(maker, volume, 'check that its server or driver runs and that the nodes reach it')],
    }),
  ],
];

function missing(kind: 'ConfigMap' | 'Secret', name: string, { maker, namespace, volume }: Around): Told {
  return {
    cause: `${kind}Missing`,
    what: `${kind} "${name}" is missing (volume "${volume}")`,
    changes: [
      inVolume(
        maker,
        volume,
        `create ${kind} "${name}" in namespace ${namespace}, or name another; optional: true lets the pod start without`,
      ),
    ],
  };
}

/** Reasons of events about volumes that are not there yet. */
const REASONS = ['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'];

/** One for each volume that fails, in the order in which they began to. */
export function volumeFindings({ pod, maker, events }: PodContext): Symptom[] {
  if (pod.nodeName === '' || pod.containers.some(hasBegun)) return [];
  const failed = new Map<string, Event>();
  const first = new Map<string, number | undefined>();
  // A message that only tells which volumes are waited for says nothing that the others don't.
  const waits = (event: Event) => /^Unable to attach or mount volumes/.test(event.message);
  const all = events.filter(({ reason, isWarning }) => isWarning && REASONS.includes(reason));
  const telling = all.filter((event) => !waits(event));
  for (const event of telling.length > 0 ? telling : all) {
    const volume = volumeOf(event.message, pod.spec);
    failed.set(volume, event);
    first.set(volume, earliest([first.get(volume), event.first]));
  }
  return [...failed].map(([volume, { message }]) => {
    const told = toldBy(CAUSES, message, { maker, namespace: pod.ref.namespace, volume });
    return finding({
      step: 'volumes',
      cause: told?.cause ?? 'VolumeMount',
      what: told?.what ?? `volume "${volume}" cannot be mounted`,
      since: first.get(volume) ?? pod.since,
      message,
      changes: told?.changes ?? [inVolume(maker, volume, 'check what it names: the message says what is wrong')],
    });
  });
}

/** The volume that a message is about, as the pod calls it: claims' volumes bear names of their own. */
function volumeOf(message: string, spec: JsonObject): string {
  const volumes = objectsAt(spec, 'volumes');
  const name = /for volume "([^"]*)"/.exec(message)?.[1] ?? /unmounted volumes=\[([^\],\s]*)/.exec(message)?.[1] ?? '';
  if (volumes.some((volume) => textAt(volume, 'name') === name)) return name;
  const claimed = volumes.filter((volume) => at(volume, 'persistentVolumeClaim') !== undefined);
  return claimed.length === 1 ? textAt(claimed[0], 'name') : name;
}
