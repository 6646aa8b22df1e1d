/** The names that a program imports, by module. */

import { ChartCode, Expression, parts } from './code';

export interface Module {
  readonly typescript: string;
  readonly python: string;
}

const CDK8S: Module = { typescript: 'cdk8s', python: 'cdk8s' };
const CDK8S_PLUS: Module = { typescript: 'cdk8s-plus-28', python: 'cdk8s_plus_28' };
const OURS: Module = { typescript: 'cdk8s-hkube', python: 'cdk8s_hkube' };
const CONSTRUCTS: Module = { typescript: 'constructs', python: 'constructs' };

const MODULES: Readonly<Record<string, Module>> = {
  ApiObject: CDK8S,
  ApiObjectMetadata: CDK8S,
  App: CDK8S,
  Chart: CDK8S,
  Construct: CONSTRUCTS,
  JsonPatch: CDK8S,
  OwnerReference: CDK8S,
  k8s: CDK8S_PLUS,
};

/** What every program needs. */
const ALWAYS = ['App', 'Chart', 'Construct'];

export interface Import {
  readonly module: Module;
  readonly names: readonly string[];
}

/**
 * The imports of a program.
 *
 * @param typesOf the types of props that an expression itself names
 */
export function importsOf(
  charts: readonly ChartCode[],
  typesOf: (expression: Expression) => readonly string[],
): Import[] {
  const names = new Set(ALWAYS);
  const values = charts.flatMap(({ groups }) => groups.flat().map(({ value }) => value));
  for (const expression of values.flatMap((value) => [...parts(value)])) {
    for (const name of [...namesOf(expression), ...typesOf(expression)]) names.add(name.split('.')[0]);
  }
  return [CDK8S, OURS, CDK8S_PLUS, CONSTRUCTS].flatMap((module) => {
    const own = [...names].filter((name) => (MODULES[name] ?? OURS) === module).sort();
    return own.length > 0 ? [{ module, names: own }] : [];
  });
}

function namesOf(expression: Expression): string[] {
  if (expression.is === 'constant') return [expression.name];
  if (expression.is !== 'call') return [];
  if (expression.on === undefined) return [expression.name];
  return typeof expression.on === 'string' ? [expression.on] : [];
}
