/** Expressions in CEL. The API server compiles them; we know their syntax and variables, but no types. */
import { CelExpression, CelVariable, readCel } from '../../apimachinery/cel';
import { Validation } from '../../apimachinery/finding';
import { didYouMean } from '../../text/suggest';

/** What an expression may use, and what it has to give. */
export interface CelScope {
  /** The variables that the server declares. */
  readonly variables: readonly string[];
  /** The fields of variables, where all are known. */
  readonly fields?: Readonly<Record<string, ReadonlySet<string> | undefined>>;
  /** The types that it may have. Default: any. */
  readonly types?: readonly string[];
  /** Variables whose fields have any type, which is not one of `types`. */
  readonly untyped?: readonly string[];
}

/** Types, and first parts of functions' names. They stand where a variable could stand. */
const OTHER_NAMES = new Set([
  ...['bool', 'bytes', 'double', 'dyn', 'int', 'list', 'map', 'null_type', 'optional_type', 'string', 'type', 'uint'],
  ...['base64', 'cel', 'cidr', 'format', 'google', 'ip', 'jsonpatch', 'kubernetes', 'lists', 'math', 'net', 'optional'],
  ...['quantity', 'regex', 'semver', 'sets', 'strings', 'url'],
]);

/** Refuses a wrong syntax and unknown variables, and warns that all else may be wrong. */
export function validateCel(
  v: Validation,
  rule: string,
  expression: string | null | undefined,
  path: string,
  scope: CelScope,
): void {
  if (!expression) return;
  const read = readCel(expression);
  if (read && 'problem' in read) {
    const place = `at character ${read.offset + 1}`;
    return v.invalid(rule, path, expression, `compilation failed: syntax error ${place}: ${read.problem}`);
  }
  if (read && refusesVariables(v, rule, expression, read, path, scope)) return;
  if (read && refusesType(v, rule, expression, read, path, scope)) return;
  v.warn(
    'CEL-NOT-VALIDATED',
    path,
    expression,
    'the types in this CEL expression are not validated: the API server may refuse it',
    'try it with kubectl apply --dry-run=server',
  );
}

function refusesVariables(
  v: Validation,
  rule: string,
  expression: string,
  { variables }: CelExpression,
  path: string,
  scope: CelScope,
): boolean {
  const unknown = variables.find(({ name }) => !scope.variables.includes(name) && !OTHER_NAMES.has(name));
  if (unknown) {
    const hint = didYouMean(unknown.name, scope.variables) ?? `it may use ${scope.variables.join(', ')}`;
    v.invalid(rule, path, expression, `compilation failed: undeclared reference to '${unknown.name}'`, hint);
  }
  const undefinedOne = unknown ? undefined : variables.find((one) => isUndefined(one, scope));
  if (undefinedOne) {
    const { name, field } = undefinedOne;
    const known = [...(scope.fields?.[name] ?? [])];
    const hint = didYouMean(field, known) ?? (known.length > 0 ? `known fields: ${known.join(', ')}` : undefined);
    v.invalid(rule, path, expression, `compilation failed: undefined field '${field}'`, hint);
  }
  return Boolean(unknown ?? undefinedOne);
}

/** A quoted field is not looked up. */
const isUndefined = ({ name, field }: CelVariable, { fields = {} }: CelScope) =>
  field !== undefined && !field.startsWith('`') && Object.hasOwn(fields, name) && fields[name]?.has(field) === false;

function refusesType(
  v: Validation,
  rule: string,
  expression: string,
  { type, fieldOf }: CelExpression,
  path: string,
  { types, untyped = [] }: CelScope,
): boolean {
  const given = fieldOf !== undefined && untyped.includes(fieldOf) ? 'dyn' : type;
  if (!types || given === undefined || types.includes(given)) return false;
  v.invalid(rule, path, expression, `must evaluate to ${types.join(' or ')} but got ${given}`);
  return true;
}
