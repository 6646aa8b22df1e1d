/** Attributes that a claim computes for each device: `derivedAttributes`, which need the gate DRADerivedAttributes. */
import { validateAttributeName } from './device-attribute';
import { validateDeviceExpression } from './device-expression';
import { Validation } from '../../apimachinery/finding';

const RULE = 'DRA';
/** A version, or a list of these, is not seen in an expression. */
const TYPES = ['string', 'int', 'bool'];

/**
 * @param request its name; of an alternative `request/alternative`
 * @param constraints all of the claim
 * @param isPartly whether the server only looks at each attribute by itself
 */
export function validateDerivedAttributes(
  v: Validation,
  attributes: readonly any[],
  request: string,
  constraints: readonly any[],
  path: string,
  isPartly: boolean,
): void {
  const seen = new Set<string>();
  attributes.forEach((attribute, i) => {
    const name: string = attribute?.name ?? '';
    const at = `${path}[${i}]`;
    if (name === '') v.required(RULE, `${at}.name`);
    else validateAttributeName(v, RULE, name, `${at}.name`);
    if (!attribute?.expression) v.required(RULE, `${at}.expression`);
    if (isPartly) return;
    if (name !== '' && !constraints.some((constraint) => isConstrained(constraint ?? {}, name, request))) {
      const detail =
        'must be referenced by at least one matchAttribute or distinctAttribute constraint targeting this request';
      v.invalid(RULE, `${at}.name`, name, detail);
    }
    if (attribute?.expression) {
      validateDeviceExpression(v, RULE, attribute.expression, `${at}.expression`, TYPES);
    }
    if (seen.has(name)) v.duplicate(RULE, at, name);
    seen.add(name);
  });
}

/** Whether a constraint is about an attribute of a request. */
function isConstrained({ requests, matchAttribute, distinctAttribute }: any, name: string, request: string): boolean {
  if ((matchAttribute ?? distinctAttribute) !== name) return false;
  return !requests?.length || requests.includes(request) || requests.includes(request.split('/')[0]);
}
