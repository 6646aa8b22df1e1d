import { Validation } from './field-error';
import { validateLabelSelector } from './label-selector';
import { validateMatchLabelKeys, validateSpreadLabelKeys } from './match-label-keys';

const RULE = 'TSC';
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

/** Validates a pod's `topologySpreadConstraints`. */
export function validateTopologySpread(v: Validation, constraints: readonly any[], path: string): void {
  const kind = ({ topologyKey, whenUnsatisfiable }: any) => `{${topologyKey ?? ''}, ${whenUnsatisfiable ?? ''}}`;
  const last = new Map(constraints.map((constraint, i) => [kind(constraint), i]));
  constraints.forEach((constraint, i) => {
    const at = `${path}[${i}]`;
    validateConstraint(v, constraint, at);
    // The error is at the earlier of two alike.
    if (last.get(kind(constraint)) !== i) v.duplicate(RULE, `${at}.{topologyKey, whenUnsatisfiable}`, kind(constraint));
  });
}

function validateConstraint(v: Validation, constraint: any, path: string): void {
  const { topologyKey, minDomains, nodeAffinityPolicy, nodeTaintsPolicy, labelSelector } = constraint;
  const maxSkew: number = constraint.maxSkew ?? 0;
  const action: string = constraint.whenUnsatisfiable ?? '';
  if (maxSkew <= 0) v.invalid(RULE, `${path}.maxSkew`, maxSkew, 'must be greater than zero');
  if (!topologyKey) v.required(RULE, `${path}.topologyKey`, 'can not be empty');
  if (!ACTIONS.includes(action)) v.notSupported(RULE, `${path}.whenUnsatisfiable`, action, ACTIONS);
  if (minDomains != null) validateMinDomains(v, minDomains, action, `${path}.minDomains`);
  if (nodeAffinityPolicy != null && !POLICIES.includes(nodeAffinityPolicy)) v.notSupported(RULE, `${path}.nodeAffinityPolicy`, nodeAffinityPolicy, POLICIES);
  if (nodeTaintsPolicy != null && !POLICIES.includes(nodeTaintsPolicy)) v.notSupported(RULE, `${path}.nodeTaintsPolicy`, nodeTaintsPolicy, POLICIES);
  if (v.minor >= 34) validateMatchLabelKeys(v, RULE, constraint, path);
  else validateSpreadLabelKeys(v, RULE, constraint, `${path}.matchLabelKeys`);
  validateLabelSelector(v, labelSelector, `${path}.labelSelector`, RULE);
}

function validateMinDomains(v: Validation, minDomains: number, action: string, path: string): void {
  if (minDomains <= 0) v.invalid(RULE, path, minDomains, 'must be greater than zero');
  if (action !== 'DoNotSchedule') v.invalid(RULE, path, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`);
}
