/** Expressions in CEL. The API server compiles them; we know their syntax and variables, but no types. */
import { CelExpression, CelSyntaxError, readCel } from '../../apimachinery/cel';
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
  const problem = read && problemIn(read, scope);
  if (problem) return v.invalid(rule, path, expression, problem.detail, problem.hint);
  v.warn(
    'CEL-NOT-VALIDATED',
    path,
    expression,
    'the types in this CEL expression are not validated: the API server may refuse it',
    'try it with kubectl apply --dry-run=server',
  );
}

interface Problem {
  readonly detail: string;
  readonly hint?: string;
}

function problemIn(read: CelExpression | CelSyntaxError, scope: CelScope): Problem | undefined {
  if ('problem' in read) {
    return { detail: `compilation failed: syntax error at character ${read.offset + 1}: ${read.problem}` };
  }
  return unknownVariable(read, scope) ?? unknownField(read, scope) ?? wrongType(read, scope);
}

function unknownVariable({ variables }: CelExpression, scope: CelScope): Problem | undefined {
  const unknown = variables.find(({ name }) => !scope.variables.includes(name) && !OTHER_NAMES.has(name));
  if (!unknown) return undefined;
  const hint = didYouMean(unknown.name, scope.variables) ?? `it may use ${scope.variables.join(', ')}`;
  return { detail: `compilation failed: undeclared reference to '${unknown.name}'`, hint };
}

function unknownField({ variables }: CelExpression, { fields = {} }: CelScope): Problem | undefined {
  // A quoted field is not looked up.
  const unknown = variables.find(
    ({ name, field }) =>
      field !== undefined &&
      !field.startsWith('`') &&
      Object.hasOwn(fields, name) &&
      fields[name]?.has(field) === false,
  );
  if (!unknown) return undefined;
  const known = [...(fields[unknown.name] ?? [])];
  const hint = didYouMean(unknown.field, known) ?? (known.length > 0 ? `known fields: ${known.join(', ')}` : undefined);
  return { detail: `compilation failed: undefined field '${unknown.field}'`, hint };
}

function wrongType({ type, fieldOf }: CelExpression, { types, untyped = [] }: CelScope): Problem | undefined {
  const given = fieldOf !== undefined && untyped.includes(fieldOf) ? 'dyn' : type;
  if (!types || given === undefined || types.includes(given)) return undefined;
  return { detail: `must evaluate to ${types.join(' or ')} but got ${given}` };
}
