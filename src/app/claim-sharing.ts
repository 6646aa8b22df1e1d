import type { ApiObject } from 'cdk8s';
import { Finding, finding } from '../apimachinery/finding';
import { fieldAt, listOf } from '../text/json-value';

const SINGLE: { readonly [mode: string]: string } = {
  ReadWriteOnce: 'only pods on one node can mount it (ReadWriteOnce): those on other nodes wait for ever',
  ReadWriteOncePod: 'only one pod can mount it (ReadWriteOncePod): the others wait for ever',
};

/** A pod with volumes that may claim storage by an object of the app. */
export interface ClaimingPod {
  /** Path of the construct that declares it. */
  readonly path: string;
  readonly volumes: readonly { readonly name: string; readonly claim?: ApiObject }[];
}

/** The first pod that mounts a claim. */
const firstUsers = new WeakMap<ApiObject, ClaimingPod>();

/**
 * Claims that several pods share although their access modes do not allow it, as far as they are objects of the same app. Of two
 * algorithms the later one is told.
 *
 * @param manifest the object that runs the pods, as it is printed
 * @param path the path of the pods' spec
 * @param autoscaled whether an autoscaler decides how many pods there are
 */
export function sharedClaims(pod: ClaimingPod, manifest: any, path: string, autoscaled: boolean): Finding[] {
  const volumes = listOf(fieldAt(manifest, path)?.volumes);
  return pod.volumes.flatMap(({ name, claim }) => {
    const i = volumes.findIndex(
      (volume) => volume?.name === name && volume?.persistentVolumeClaim?.claimName === claim?.name,
    );
    const mode = claim && i >= 0 ? singleMode(claim.toJson().spec?.accessModes) : undefined;
    const sharing = mode && sharedBy(manifest, autoscaled, otherUserOf(claim!, pod));
    return !sharing
      ? []
      : [
          finding(
            'WARN-CLAIM-SHARED',
            `${path}.volumes[${i}].persistentVolumeClaim.claimName`,
            'Warning',
            `"${claim!.name}" is shared by ${sharing}, but ${SINGLE[mode]}`,
            {
              value: claim!.name,
              hint: 'Take ReadWriteMany, if the storage has it, or an ephemeral volume for each pod',
            },
          ),
        ];
  });
}

function singleMode(accessModes: unknown): string | undefined {
  const modes: unknown[] = Array.isArray(accessModes) ? accessModes : [];
  return modes.length === 1 && Object.hasOwn(SINGLE, String(modes[0])) ? String(modes[0]) : undefined;
}

function otherUserOf(claim: ApiObject, pod: ClaimingPod): ClaimingPod | undefined {
  const first = firstUsers.get(claim);
  const isUsed = first?.volumes.some((volume) => volume.claim === claim);
  if (!isUsed) firstUsers.set(claim, pod);
  return isUsed && first !== pod ? first : undefined;
}

/** Who shares what a workload mounts, in words. */
function sharedBy({ kind, spec }: any, autoscaled: boolean, other: ClaimingPod | undefined): string | undefined {
  if (other) return `the pods of ${other.path}`;
  if (kind === 'Deployment') {
    if (autoscaled || (spec?.replicas ?? 1) > 1) return "the Deployment's pods";
    // While it rolls out, the new pod waits for the old one, which waits for the new one.
    return spec?.replicas !== 0 && spec?.strategy?.type !== 'Recreate'
      ? 'the old and the new pod of a roll-out (with strategy Recreate there is but one)'
      : undefined;
  }
  const { parallelism = 1, completions = parallelism } = (kind === 'CronJob' ? spec?.jobTemplate?.spec : spec) ?? {};
  return parallelism > 1 && completions > 1 ? "the Job's parallel pods" : undefined;
}
