/** Expressions in CEL about a device. */
import { validateCel } from './cel-expression';
import { Validation } from '../../apimachinery/finding';
import { byteLength } from '../../apimachinery/formats';

const MAX_EXPRESSION = 10 * 1024;

/** @param types which the expression may have */
export function validateDeviceExpression(
  v: Validation,
  rule: string,
  expression: string,
  path: string,
  types: readonly string[],
): void {
  if (byteLength(expression) > MAX_EXPRESSION) {
    v.tooLong(rule, path, `may not be more than ${MAX_EXPRESSION} bytes`);
  } else if (expression.trim() === '') {
    v.invalid(rule, path, expression, 'compilation failed: the expression is empty');
  } else {
    validateCel(v, rule, expression, path, { variables: ['device'], types });
  }
}
