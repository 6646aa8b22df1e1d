import { Validation } from '../../apimachinery/finding';

/** A container's own `restartPolicy` and `restartPolicyRules`. */

const POLICIES = ['Always', 'Never', 'OnFailure'];
const OPERATORS = ['In', 'NotIn'];
const RULE = 'INIT-RESTARTPOLICY';
/** Feature gates. */
const RULES = 'ContainerRestartRules';
const RESTART_ALL = 'RestartAllContainersOnContainerExits';

/** Of a regular container. */
export function validateContainerRestartPolicy(
  v: Validation,
  { restartPolicy, restartPolicyRules }: any,
  path: string,
): void {
  if (v.isOn(RULES)) validatePolicyAndRules(v, restartPolicy, restartPolicyRules ?? [], path);
  else if (restartPolicy != null) v.forbidden(RULE, `${path}.restartPolicy`, 'may not be set for non-init containers');
}

/** Of an init container; `Always` makes a sidecar of it. */
export function validateInitRestartPolicy(
  v: Validation,
  { restartPolicy, restartPolicyRules }: any,
  path: string,
): void {
  const rules: readonly any[] = restartPolicyRules ?? [];
  if (!v.isOn(RULES)) {
    if (restartPolicy != null && restartPolicy !== 'Always') {
      v.notSupported(RULE, `${path}.restartPolicy`, restartPolicy, ['Always']);
    }
  } else if (restartPolicy == null) {
    // The rules themselves are not looked at then.
    if (rules.length > 0) requirePolicy(v, path);
  } else if (restartPolicy === 'Always' && !v.isOn(RESTART_ALL)) {
    if (rules.length > 0) {
      v.forbidden(
        RULE,
        `${path}.restartPolicyRules`,
        'restartPolicyRules are not allowed for init containers with restart policy Always',
      );
    }
  } else {
    validatePolicyAndRules(v, restartPolicy, rules, path);
  }
}

function requirePolicy(v: Validation, path: string): void {
  v.required(RULE, `${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used');
}

function validatePolicyAndRules(
  v: Validation,
  policy: string | null | undefined,
  rules: readonly any[],
  path: string,
): void {
  if (policy != null && !POLICIES.includes(policy)) v.notSupported(RULE, `${path}.restartPolicy`, policy, POLICIES);
  if (policy == null && rules.length > 0) requirePolicy(v, path);

  if (rules.length > 20) tooMany(v, `${path}.restartPolicyRules`, rules.length, 20);
  const actions = v.isOn(RESTART_ALL) ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  rules.forEach(({ action, exitCodes }, i) => {
    const at = `${path}.restartPolicyRules[${i}]`;
    if (!actions.includes(action)) v.notSupported(RULE, `${at}.action`, action, actions);
    if (!exitCodes) return v.required(RULE, `${at}.exitCodes`, 'must be specified');
    if (!OPERATORS.includes(exitCodes.operator)) {
      v.notSupported(RULE, `${at}.exitCodes.operator`, exitCodes.operator, OPERATORS);
    }
    const count = exitCodes.values?.length ?? 0;
    if (count > 255) tooMany(v, `${at}.exitCodes.values`, count, 255);
  });
}

function tooMany(v: Validation, path: string, count: number, max: number): void {
  if (v.minor >= 36) v.tooMany(RULE, path, count, max);
  else v.tooLong(RULE, path, `may not be more than ${max} bytes`);
}
