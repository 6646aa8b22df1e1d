/**
 * Lease.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/
 */
import { validateGeneration, validateGenericMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { qualifiedName } from '../../apimachinery/formats';
import { nonNegative } from '../../apimachinery/integers';

const RULE = 'LEASE-STRATEGY';

/** The strategy that Kubernetes itself has. */
export const OLDEST_EMULATION = 'OldestEmulationVersion';

/** A Lease. */
export function validateLease(v: Validation, lease: any): void {
  const { leaseDurationSeconds, leaseTransitions, strategy, preferredHolder } = lease.spec ?? {};
  validateGenericMeta(v, lease.metadata);
  validateGeneration(v, lease.metadata);
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds !== null && leaseDurationSeconds <= 0) {
    v.invalid('LEASE-DURATION', 'spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0');
  }
  nonNegative(v, 'LEASE-TRANSITIONS', 'spec.leaseTransitions', leaseTransitions);
  if (strategy != null) validateLeaseStrategy(v, RULE, strategy);
  if (preferredHolder && !strategy) {
    v.forbidden(RULE, 'spec.preferredHolder', 'may only be specified if `strategy` is defined');
  }
}

/** How the holder is chosen. The server reports a strategy twice as deep as it stands. */
export function validateLeaseStrategy(v: Validation, rule: string, strategy: string): void {
  const path = 'spec.strategy.strategy';
  if (strategy.includes('/')) v.invalidAll(rule, path, strategy, qualifiedName(strategy));
  else if (strategy !== OLDEST_EMULATION) v.notSupported(rule, path, strategy, [OLDEST_EMULATION]);
}
