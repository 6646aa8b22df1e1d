/**
 * Lease.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/
 */
import { validateGeneration, validateGenericMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';

/** A Lease. */
export function validateLease(v: Validation, lease: any): void {
  const { leaseDurationSeconds, leaseTransitions } = lease.spec ?? {};
  validateGenericMeta(v, lease.metadata);
  validateGeneration(v, lease.metadata);
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds !== null && leaseDurationSeconds <= 0) {
    v.invalid('LEASE-DURATION', 'spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0');
  }
  nonNegative(v, 'LEASE-TRANSITIONS', 'spec.leaseTransitions', leaseTransitions);
}
