/** What admission policies, and their bindings, have in common. */
import {
  FAILURE_POLICIES,
  requestScope,
  validateChoice,
  validateExpression,
  validateMatchConditions,
  validateMatchResources,
  validateParamKind,
  validateParamRef,
} from './admission-rule';
import { CelScope } from './cel-expression';
import { isCelKeyword } from '../../apimachinery/cel';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain } from '../../apimachinery/formats';

/** Which requests a policy is about, and the variables of its expressions. The answer is what these may use. */
export function validatePolicy(v: Validation, rule: string, spec: any, path: string): CelScope {
  validateChoice(v, rule, spec.failurePolicy, FAILURE_POLICIES, `${path}.failurePolicy`);
  if (spec.paramKind) validateParamKind(v, rule, spec.paramKind, `${path}.paramKind`);
  validateMatchConstraints(v, rule, spec.matchConstraints, `${path}.matchConstraints`);
  validateMatchConditions(v, rule, spec.matchConditions ?? [], `${path}.matchConditions`, Boolean(spec.paramKind));
  const scope = scopeOf(spec);
  (spec.variables ?? []).forEach((variable: any, i: number) =>
    validateVariable(v, rule, variable ?? {}, scope, `${path}.variables[${i}]`),
  );
  return scope;
}

function scopeOf({ paramKind, variables }: any): CelScope {
  const { variables: ofRequest, ...others } = requestScope(Boolean(paramKind));
  const names = (variables ?? []).flatMap((variable: any) => variable?.name ?? []);
  return { ...others, variables: [...ofRequest, 'variables'], fields: { variables: new Set(names) } };
}

function validateMatchConstraints(v: Validation, rule: string, constraints: any, path: string): void {
  if (!constraints) return v.required(rule, path);
  validateMatchResources(v, rule, constraints, path);
  if (!constraints.resourceRules?.length) v.required(rule, `${path}.resourceRules`);
}

const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

function validateVariable(v: Validation, rule: string, { name, expression }: any, scope: CelScope, path: string): void {
  if ((name ?? '').trim() === '') {
    v.required(rule, `${path}.name`, 'name is not specified');
  } else if (!IDENTIFIER.test(name) || isCelKeyword(name)) {
    v.invalid(rule, `${path}.name`, name, 'must be a valid CEL identifier');
  }
  validateExpression(v, rule, expression, `${path}.expression`, scope, 'expression is not specified');
}

/** Which policy is bound, to what, with which parameters. */
export function validateBinding(v: Validation, rule: string, spec: any, apiVersion: string): void {
  if (!spec.policyName) v.required(rule, 'spec.policyName');
  else v.invalidAll(rule, 'spec.policyName', spec.policyName, dnsSubdomain(spec.policyName));
  validateParamRef(v, rule, spec.paramRef, apiVersion, 'spec.paramRef');
}
