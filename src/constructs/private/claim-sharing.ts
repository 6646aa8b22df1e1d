import type { ApiObject } from 'cdk8s';
import type { PodDeclaration } from './pod-declaration';
import { Finding } from '../../apimachinery/finding';
import { firstClaimUser } from '../../app/claim-users';
import { manifestOf } from '../../app/printed';
import { fieldAt, listOf } from '../../text/json-value';

const SINGLE: { readonly [mode: string]: string } = {
  ReadWriteOnce: 'only pods on one node can mount it (ReadWriteOnce): pods on other nodes wait forever',
  ReadWriteOncePod: 'only one pod can mount it (ReadWriteOncePod): the others wait forever',
};

/** A claim of the app that a pod mounts, and the index of its volume in the final manifest. */
interface MountedClaim {
  readonly claim: ApiObject;
  readonly index: number;
}

/**
 * Claims of the app that a pod mounts.
 *
 * @param manifest the final manifest of the object that runs the pods
 * @param path the path of the pods' spec
 */
export function mountedClaims(pod: PodDeclaration, manifest: any, path: string): MountedClaim[] {
  const volumes = listOf(fieldAt(manifest, path)?.volumes);
  return pod.volumes.flatMap(({ name, claim: claimOf }) => {
    const claim = claimOf();
    if (!claim) return [];
    const index = volumes.findIndex(
      (volume) => volume?.name === name && volume?.persistentVolumeClaim?.claimName === claim.name,
    );
    return index < 0 ? [] : [{ claim, index }];
  });
}

/**
 * Reports claims of the app that several pods share although their access modes do not allow it. Of two algorithms the
 * later one reports it.
 *
 * @param manifest the final manifest of the object that runs the pods
 * @param path the path of the pods' spec
 * @param autoscaled whether an autoscaler decides how many pods there are
 */
export function sharedClaims(pod: PodDeclaration, manifest: any, path: string, autoscaled: boolean): Finding[] {
  return mountedClaims(pod, manifest, path).flatMap(({ claim, index }): Finding[] => {
    const mode = singleMode(manifestOf(claim).spec?.accessModes);
    const sharing = mode && sharedBy(manifest, autoscaled, otherUserOf(claim, pod));
    if (!sharing) return [];
    return [
      {
        rule: 'WARN-CLAIM-SHARED',
        severity: 'warning',
        type: 'Warning',
        path: `${path}.volumes[${index}].persistentVolumeClaim.claimName`,
        value: claim.name,
        detail: `"${claim.name}" is shared by ${sharing}, but ${SINGLE[mode]}`,
        hint: 'Use ReadWriteMany, if the storage supports it, or an ephemeral volume for each pod',
      },
    ];
  });
}

function singleMode(accessModes: unknown): string | undefined {
  const modes: unknown[] = Array.isArray(accessModes) ? accessModes : [];
  return modes.length === 1 && Object.hasOwn(SINGLE, String(modes[0])) ? String(modes[0]) : undefined;
}

/** The path of the algorithm that mounts the claim first, unless it is the pod's own. */
function otherUserOf(claim: ApiObject, { construct, workload }: PodDeclaration): string | undefined {
  const first = firstClaimUser(workload.node.root, claim);
  return first && first !== construct ? first.node.path : undefined;
}

/** The pods that share a claim of the workload, in words. */
function sharedBy({ kind, spec }: any, autoscaled: boolean, other: string | undefined): string | undefined {
  if (other) return `the pods of ${other}`;
  if (kind === 'Pod') return undefined;
  if (kind === 'DaemonSet') return "the DaemonSet's pods";
  if (kind === 'StatefulSet') return autoscaled || (spec?.replicas ?? 1) > 1 ? "the StatefulSet's pods" : undefined;
  if (kind === 'Deployment') {
    if (autoscaled || (spec?.replicas ?? 1) > 1) return "the Deployment's pods";
    // During a rollout, the new pod waits for the old one, and the old one for the new one.
    return spec?.replicas !== 0 && spec?.strategy?.type !== 'Recreate'
      ? 'the old and the new pod of a roll-out (with strategy Recreate there is only one)'
      : undefined;
  }
  const { parallelism = 1, completions = parallelism } = (kind === 'CronJob' ? spec?.jobTemplate?.spec : spec) ?? {};
  return parallelism > 1 && completions > 1 ? "the Job's parallel pods" : undefined;
}
