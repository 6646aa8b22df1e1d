/**
 * CSIDriver.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/
 */
import { validateClusterMeta } from './cluster-meta';
import { Validation } from '../../apimachinery/finding';

const RULE = 'CSI-DRIVER';
const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];
const MIN_EXPIRATION = 600;
const MAX_EXPIRATION = 2 ** 32;
const MIN_UPDATE_PERIOD = 10;

/** A CSIDriver. */
export function validateCsiDriverObject(v: Validation, driver: any): void {
  const spec = driver.spec ?? {};
  validateClusterMeta(v, driver.metadata);
  if (spec.fsGroupPolicy != null && !GROUP_POLICIES.includes(spec.fsGroupPolicy)) {
    v.notSupported(RULE, 'spec.fsGroupPolicy', spec.fsGroupPolicy, GROUP_POLICIES);
  }
  validateTokenRequests(v, spec.tokenRequests ?? []);
  for (const mode of spec.volumeLifecycleModes ?? []) {
    if (!LIFECYCLE_MODES.includes(mode)) v.notSupported(RULE, 'spec.volumeLifecycleModes', mode, LIFECYCLE_MODES);
  }
  const period = spec.nodeAllocatableUpdatePeriodSeconds;
  if (period != null && period < MIN_UPDATE_PERIOD) {
    v.invalid(
      RULE,
      'spec.nodeAllocatableUpdatePeriodSeconds',
      period,
      `must be greater than or equal to ${MIN_UPDATE_PERIOD} seconds`,
    );
  }
  if (spec.serviceAccountTokenInSecrets != null && (spec.tokenRequests ?? []).length === 0) {
    v.invalid(
      RULE,
      'spec.serviceAccountTokenInSecrets',
      spec.serviceAccountTokenInSecrets,
      'serviceAccountTokenInSecrets is set but no tokenRequests are specified',
    );
  }
}

function validateTokenRequests(v: Validation, requests: readonly any[]): void {
  const audiences = new Set<string>();
  requests.forEach((request, i) => {
    const audience: string = request?.audience ?? '';
    const seconds = request?.expirationSeconds;
    const path = `spec.tokenRequests[${i}]`;
    if (audiences.has(audience)) return v.duplicate(RULE, `${path}.audience`, audience);
    audiences.add(audience);
    if (seconds == null) return;
    if (seconds < MIN_EXPIRATION) {
      v.invalid(RULE, `${path}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes');
    }
    if (seconds > MAX_EXPIRATION) {
      v.invalid(RULE, `${path}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds');
    }
  });
}
