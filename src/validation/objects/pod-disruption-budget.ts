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
  warnAboutReservedLabel(v, spec.selector);
  if (policy !== undefined && policy !== null && !EVICTION_POLICIES.includes(policy)) {
    v.notSupported('PDB-EVICTION', 'spec.unhealthyPodEvictionPolicy', policy, EVICTION_POLICIES);
  }
}

/** What the server uses to tell "all pods" from "none", which v1beta1 did otherwise. */
const RESERVED = 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match';

/** Next to other requirements, the server removes it. */
function warnAboutReservedLabel(v: Validation, selector: any): void {
  const expressions: readonly any[] = selector?.matchExpressions ?? [];
  const isAlone = expressions.length === 1 && Object.keys(selector.matchLabels ?? {}).length === 0;
  expressions.forEach(({ key }, i) => {
    if (key !== RESERVED || isAlone) return;
    v.warn(
      'WARN-PDB-LABEL',
      `spec.selector.matchExpressions[${i}]`,
      undefined,
      'the server drops this requirement: the label is reserved',
    );
  });
}
