import { Validation } from '../../apimachinery/finding';
import { labelValue, qualifiedName } from '../../apimachinery/formats';

const RULE = 'TOL';
const COMPARES = 'TaintTolerationComparisonOperators';
/** What to do with a value that is given to the operator Exists. */
export const EXISTS_HINT = 'remove value, or use operator: Equal';
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
    if (value !== '') v.invalid(RULE, path, value, "value must be empty when `operator` is 'Exists'", EXISTS_HINT);
  } else if (v.minor >= 35 && (operator === 'Lt' || operator === 'Gt')) {
    if (v.isOn(COMPARES)) return validateNumber(v, value, path.replace(/operator$/, 'value'));
    const hint = `Lt and Gt need the feature gate ${COMPARES}.`;
    v.notSupported(RULE, path, operator, ['Equal', 'Exists', 'Lt', 'Gt'], hint);
  } else {
    v.notSupported(RULE, path, operator, ['Equal', 'Exists']);
  }
}

/** The value that Lt and Gt compare with. */
function validateNumber(v: Validation, value: string, path: string): void {
  if (value === '') {
    v.invalid(RULE, path, value, 'must be non-empty');
  } else if (!/^(0|-?[1-9]\d*)$/.test(value)) {
    v.invalid(RULE, path, value, 'must be a valid decimal integer in canonical form');
  }
  const isNumber = /^[+-]?\d+$/.test(value);
  if (isNumber && BigInt.asIntN(64, BigInt(value.replace('+', ''))) === BigInt(value.replace('+', ''))) return;
  const problem = isNumber ? 'value out of range' : 'invalid syntax';
  v.invalid(RULE, path, value, `strconv.ParseInt: parsing ${JSON.stringify(value)}: ${problem}`);
}
