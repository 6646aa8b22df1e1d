import { IConstruct } from 'constructs';
import { checkScope } from './scope';
import { defaultsOf } from './settings';
import { WARNING_RULES } from './warning-rules';
import { printValue } from '../apimachinery/finding';
import { didYouMean } from '../text/suggest';

/**
 * Warnings: what Kubernetes accepts, but nobody means. They go to stderr, once for each construct and rule, and stop
 * nothing unless `AlgorithmDefaults` turns them into errors.
 */
export class Warnings {
  /**
   * Accepts a warning for everything in a scope: it is neither printed nor turned into an error.
   *
   * @param scope an app, a chart, an algorithm or a part of it
   * @param rule id of the rule, as the warning prints it and docs/rules.md lists it: `WARN-IMAGE-LATEST`
   * @param reason why it is all right here; for whoever reads the code
   * @throws when no warning has the id, the reason is empty, or the scope is no construct
   */
  public static acknowledge(scope: IConstruct, rule: string, reason: string): void {
    checkScope(scope, 'Warnings.acknowledge');
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new Error(`[${scope.node.path}] a reason is needed to acknowledge ${rule}`);
    }
    if (!WARNING_RULES.includes(rule)) {
      const hint = didYouMean(rule, WARNING_RULES) ?? 'docs/rules.md lists them, and the warning prints it';
      throw new Error(`[${scope.node.path}] no warning has the id ${printValue(rule)}. ${hint}`);
    }
    let rules = acknowledged.get(scope);
    if (!rules) acknowledged.set(scope, (rules = new Set()));
    rules.add(rule);
    generation++;
  }

  private constructor() {}
}

const acknowledged = new WeakMap<IConstruct, Set<string>>();
const printed = new WeakMap<IConstruct, Set<string>>();
let generation = 0;

/** Changes whenever a warning is acknowledged. */
export const warningsGeneration = () => generation;

/** What is to become of a warning. */
export function fateOfWarning(construct: IConstruct, rule: string): 'error' | 'print' | 'drop' {
  if (construct.node.scopes.some((scope) => acknowledged.get(scope)?.has(rule))) return 'drop';
  return defaultsOf(construct).warningsAsErrors ? 'error' : 'print';
}

/** Prints a warning, unless this construct has printed one of the rule already. */
export function printWarning(construct: IConstruct, rule: string, text: string): void {
  let rules = printed.get(construct);
  if (!rules) printed.set(construct, (rules = new Set()));
  if (rules.has(rule)) return;
  rules.add(rule);
  process.stderr.write(`Warning: [${construct.node.path}] ${warningText(rule, text)}\n`);
}

/** A warning with its id, by which it can be acknowledged, also where it stops the synthesis. */
export const warningText = (rule: string, text: string): string => `${text} (${rule})`;
