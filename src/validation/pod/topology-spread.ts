import { isUsableSelector, matchesLabels, validateLabelSelector } from './label-selector';
import { selectedKeys, validateMatchLabelKeys, validateSpreadLabelKeys } from './match-label-keys';
import { Validation } from '../../apimachinery/finding';

const RULE = 'TSC';
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];
const NAME_LABEL = 'app.kubernetes.io/name';

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
  if (nodeAffinityPolicy != null && !POLICIES.includes(nodeAffinityPolicy)) {
    v.notSupported(RULE, `${path}.nodeAffinityPolicy`, nodeAffinityPolicy, POLICIES);
  }
  if (nodeTaintsPolicy != null && !POLICIES.includes(nodeTaintsPolicy)) {
    v.notSupported(RULE, `${path}.nodeTaintsPolicy`, nodeTaintsPolicy, POLICIES);
  }
  if (v.isOn('MatchLabelKeysInPodTopologySpreadSelectorMerge')) validateMatchLabelKeys(v, RULE, constraint, path);
  else validateSpreadLabelKeys(v, RULE, constraint, `${path}.matchLabelKeys`);
  validateLabelSelector(v, labelSelector, `${path}.labelSelector`, RULE);
}

function validateMinDomains(v: Validation, minDomains: number, action: string, path: string): void {
  if (minDomains <= 0) v.invalid(RULE, path, minDomains, 'must be greater than zero');
  if (action !== 'DoNotSchedule') {
    v.invalid(RULE, path, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`);
  }
}

/**
 * Pods that a constraint does not select are not counted by it, so that they are not spread. Without a selector it
 * selects none.
 *
 * @param labels of the template
 * @param added keys of labels that the controller adds: what they hold is not known
 */
export function warnAboutSpread(
  v: Validation,
  constraints: readonly any[] | null | undefined,
  labels: Record<string, string> | null | undefined,
  added: readonly string[],
  path: string,
): void {
  constraints?.forEach(({ labelSelector }, i) => {
    const isFine =
      labelSelector != null &&
      (!isUsableSelector(labelSelector) ||
        selectedKeys(labelSelector).some((key) => added.includes(key)) ||
        matchesLabels(labelSelector, labels));
    if (isFine) return;
    const hint =
      labels && Object.hasOwn(labels, NAME_LABEL)
        ? `Write labels of the pods, such as matchLabels: { '${NAME_LABEL}': '${labels[NAME_LABEL]}' }`
        : undefined;
    v.warn(
      'WARN-SPREAD-SELECTOR',
      `${path}[${i}].labelSelector`,
      labelSelector,
      labelSelector == null
        ? 'a null labelSelector results in matching no pod'
        : 'does not select these pods, so they are neither counted nor spread',
      hint,
    );
  });
}
