/** Expressions in CEL, which the API server compiles and this library does not. */
import { Validation } from '../../apimachinery/finding';

/** Reports an expression as not validated, so that it does not count as correct. */
export function reportExpression(v: Validation, expression: string | null | undefined, path: string): void {
  if (!expression) return;
  v.warn(
    'CEL-NOT-VALIDATED',
    path,
    expression,
    'this CEL expression is not validated: the API server may refuse it',
    'try it with kubectl apply --dry-run=server',
  );
}
