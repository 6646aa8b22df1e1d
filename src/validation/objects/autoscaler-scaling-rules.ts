import { Validation } from '../../apimachinery/finding';
import { parseQuantity } from '../../apimachinery/quantity';

const RULE = 'HPA-BEHAVIOR';
const MAX_WINDOW = 3600;
const MAX_PERIOD = 1800;
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

/** Validates `behavior.scaleUp` or `scaleDown` of a HorizontalPodAutoscaler. */
export function validateScalingRules(v: Validation, rules: any, path: string): void {
  const { stabilizationWindowSeconds: window, selectPolicy, tolerance } = rules;
  const policies: readonly any[] = rules.policies ?? [];
  if (window < 0) {
    v.invalid(RULE, `${path}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero');
  }
  if (window > MAX_WINDOW) {
    v.invalid(RULE, `${path}.stabilizationWindowSeconds`, window, `must be less than or equal to ${MAX_WINDOW}`);
  }
  if (selectPolicy !== undefined && selectPolicy !== null && !SELECT_POLICIES.includes(selectPolicy)) {
    v.notSupported(RULE, `${path}.selectPolicy`, selectPolicy, SELECT_POLICIES);
  }
  if (policies.length === 0) v.required(RULE, `${path}.policies`, 'must specify at least one Policy');
  policies.forEach((policy, i) => validatePolicy(v, policy, `${path}.policies[${i}]`));
  if (tolerance !== undefined && tolerance !== null && (parseQuantity(tolerance) ?? 0n) < 0n) {
    v.invalid(RULE, `${path}.tolerance`, tolerance, 'must be greater than or equal to 0');
  }
}

function validatePolicy(v: Validation, policy: any, path: string): void {
  const type: string = policy.type ?? '';
  const value: number = policy.value ?? 0;
  const periodSeconds: number = policy.periodSeconds ?? 0;
  if (!POLICY_TYPES.includes(type)) v.notSupported(RULE, `${path}.type`, type, POLICY_TYPES);
  if (value <= 0) v.invalid(RULE, `${path}.value`, value, 'must be greater than zero');
  if (periodSeconds <= 0) v.invalid(RULE, `${path}.periodSeconds`, periodSeconds, 'must be greater than zero');
  if (periodSeconds > MAX_PERIOD) {
    v.invalid(RULE, `${path}.periodSeconds`, periodSeconds, `must be less than or equal to ${MAX_PERIOD}`);
  }
}
