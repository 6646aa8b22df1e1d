/**
 * PodDisruptionBudget.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/
 */
import { validateOtherMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { validateAtMost100Percent, validateIntOrPercent } from '../../apimachinery/int-or-percent';
import { validateLabelSelector } from '../pod/label-selector';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/** A PodDisruptionBudget. The server looks at no more of its name than of any name. */
export function validatePodDisruptionBudget(v: Validation, budget: any): void {
  const spec = budget.spec ?? {};
  const { unhealthyPodEvictionPolicy: policy } = spec;
  validateOtherMeta(v, budget.metadata ?? {});
  const limits = ['minAvailable', 'maxUnavailable'].filter(
    (field) => spec[field] !== undefined && spec[field] !== null,
  );
  if (limits.length === 2) {
    v.invalid('PDB-LIMIT', 'spec', spec, 'minAvailable and maxUnavailable cannot be both set', 'Remove one of the two');
  }
  for (const field of limits) {
    validateIntOrPercent(v, 'PDB-LIMIT', spec[field], `spec.${field}`);
    validateAtMost100Percent(v, 'PDB-LIMIT', spec[field], `spec.${field}`);
  }
  validateLabelSelector(v, spec.selector, 'spec.selector', 'PDB-SELECTOR');
  if (policy !== undefined && policy !== null && !EVICTION_POLICIES.includes(policy)) {
    v.notSupported('PDB-EVICTION', 'spec.unhealthyPodEvictionPolicy', policy, EVICTION_POLICIES);
  }
}
