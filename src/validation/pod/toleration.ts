import { Validation } from '../../apimachinery/finding';
import { labelValue, qualifiedName } from '../../apimachinery/formats';

const RULE = 'TOL';
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Validates a pod's `tolerations`. */
export function validateTolerations(v: Validation, tolerations: readonly any[], path: string): void {
  tolerations.forEach(({ key, operator, value, effect, tolerationSeconds }, i) => {
    const at = `${path}[${i}]`;
    if (key) {
      v.invalidAll(RULE, `${at}.key`, key, qualifiedName(key));
    } else if (operator !== 'Exists') {
      v.invalid(
        RULE,
        `${at}.operator`,
        operator ?? '',
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    }
    if (tolerationSeconds != null && effect !== 'NoExecute') {
      v.invalid(RULE, `${at}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    validateOperator(v, operator ?? '', value ?? '', `${at}.operator`);
    if (effect && !EFFECTS.includes(effect)) v.notSupported(RULE, `${at}.effect`, effect, EFFECTS);
  });
}

/** What is wrong with the value is reported at the operator. */
function validateOperator(v: Validation, operator: string, value: string, path: string): void {
  if (operator === '' || operator === 'Equal') {
    const messages = labelValue(value);
    if (messages.length > 0) v.invalid(RULE, path, value, messages.join(';'));
  } else if (operator === 'Exists') {
    if (value !== '') v.invalid(RULE, path, value, "value must be empty when `operator` is 'Exists'");
  } else {
    const compares = v.minor >= 35 && (operator === 'Lt' || operator === 'Gt');
    v.notSupported(
      RULE,
      path,
      operator,
      compares ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'],
      compares ? 'Lt and Gt are known, but not enabled.' : undefined,
    );
  }
}
