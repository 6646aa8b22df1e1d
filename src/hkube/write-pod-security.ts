/** Whether HKube keeps what a scope claims of its pods' security: a spec has no words for it, so its pods are looked at. */

import type { ClusterOptions } from './cluster-options';
import { readSpec } from './read-spec';
import { internalForm, workerJob } from './worker-job';
import { cannot } from './write-resources';
import { Validation } from '../apimachinery/finding';
import type { PodSecurity } from '../render/pod-security-profile';
import type { JsonObject } from '../text/json-value';
import { checkPodSecurity } from '../validation/admission/pod-security';

/**
 * @param ofContainers the settings of the main container and of the sidecars; the first is the pod's
 */
export function checkClaims(
  ofContainers: readonly (PodSecurity | undefined)[],
  spec: JsonObject,
  cluster: ClusterOptions,
  v: Validation,
): void {
  const profile = ofContainers[0]?.profile;
  const [first, ...others] = profile === undefined ? [] : brokenFields(profile, spec, cluster, v.minor);
  if (first !== undefined) {
    cannot(
      v,
      'podSecurity.profile',
      `its Job breaks the profile ${profile} at ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`,
      'for an algorithm that HKube runs, claim only what HKube keeps; HkubeWorkerJob shows its Job',
    );
  }
  if (ofContainers.some((settings) => settings?.readOnlyRootFilesystem)) {
    cannot(
      v,
      'podSecurity.readOnlyRootFilesystem',
      "the algorithm's container has no security context of its own",
      'a sidecar can have it in its securityContext',
    );
  }
}

function brokenFields(profile: string, spec: JsonObject, cluster: ClusterOptions, minor: number): string[] {
  const v = new Validation(minor);
  const job = workerJob(internalForm(readSpec(spec, new Validation(minor))), cluster);
  checkPodSecurity(v, profile, job);
  return v.findings.map(({ path }) => path);
}
