import { IConstruct } from 'constructs';
import { addAcknowledgement, isAcknowledged, UNUSED_ACKNOWLEDGEMENT } from './acknowledgements';
import { Pass } from './pass';
import { checkScope, settingsOf } from './settings';
import { placeSuffix } from './written-at';
import { printValue } from '../apimachinery/finding';
import { didYouMean } from '../text/suggest';

/**
 * Ids of all warnings that constructs may print. Those that don't begin with WARN are also ids of errors, or of how
 * HKube converts a value.
 */
export const WARNING_RULES: readonly string[] = [
  'CEL-NOT-VALIDATED',
  'CERT-NOT-VALIDATED',
  'DEC-SIZE',
  'DROP-GATED',
  'HKUBE-COERCED',
  'HKUBE-DEFECT',
  'HKUBE-ENV-NULL',
  'HKUBE-IMAGE',
  'HKUBE-MEDIUM',
  'HKUBE-MOUNT-PATH',
  'HKUBE-REFUSES',
  'HKUBE-RESERVED',
  'HKUBE-YAML',
  'SERVER-WARNING',
  'WARN-APPLY-SIZE',
  'WARN-AUTOSCALER-METRIC',
  'WARN-AUTOSCALER-REPLICAS',
  'WARN-AUTOSCALER-TARGET',
  'WARN-BYTES-MILLI',
  'WARN-CLAIM-DUPLICATE',
  'WARN-CLAIM-SHARED',
  'WARN-CLAIM-TEMPLATE',
  'WARN-CPU-UNIT',
  'WARN-DEPLOYMENT-NAME',
  'WARN-ENV-DUPLICATE',
  'WARN-ENV-ORDER',
  'WARN-HEADLESS',
  'WARN-HOST-ALIAS-DUPLICATE',
  'WARN-IMAGE-LATEST',
  'WARN-JOB-SERVER',
  'WARN-JOB-TEMPLATE',
  'WARN-KEY-MISSING',
  'WARN-MEMORY-LIMIT',
  'WARN-MEMORY-VOLUME',
  'WARN-MODE',
  'WARN-NAME',
  'WARN-NULL-ITEM',
  'WARN-NULL-VALUE',
  'WARN-OBJECT-DUPLICATE',
  'WARN-OVERHEAD',
  'WARN-PDB-LABEL',
  'WARN-POD-CIDR',
  'WARN-PORT-DUPLICATE',
  'WARN-PORT-SHARED',
  'WARN-PRIORITY',
  'WARN-PROBE-PORT',
  'WARN-PROC-MOUNT',
  'WARN-PULL-SECRET-DUPLICATE',
  'WARN-QUEUE-SUSPEND',
  'WARN-REFERENCE',
  'WARN-RUN-AS-ROOT',
  'WARN-SCHEDULE-DEADLINE',
  'WARN-SCHEDULE-NEVER',
  'WARN-SCHEDULE-STEP',
  'WARN-SELECTOR',
  'WARN-SERVICE-PORT',
  'WARN-SPREAD-SELECTOR',
  'WARN-START-DEADLINE',
  'WARN-START-SLOW',
  'WARN-STARTUP-PROBE-NEVER',
  'WARN-STATEFULSET-NAME',
  'WARN-SUB-PATH',
  'WARN-TARGET-PORT',
  UNUSED_ACKNOWLEDGEMENT,
  'WARN-VERSION',
  'WARN-VOLUME-UNMOUNTED',
  'YAML-TEXT',
];

/**
 * Warnings: what Kubernetes accepts, but is almost certainly a mistake. They are printed to stderr, once for each
 * construct and rule (those about values that are read otherwise for each value), and do not stop the synthesis unless
 * `AlgorithmSettings` turns them into errors.
 */
export class Warnings {
  /**
   * The warnings of a scope.
   *
   * @param scope an app, a chart, an algorithm or a part of it
   * @throws when the scope is not a construct
   */
  public static of(scope: IConstruct): Warnings {
    checkScope(scope, 'Warnings.of');
    return new Warnings(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts a warning for everything in the scope: it is neither printed nor turned into an error. `app.synth()` warns
   * when nothing in the scope has the warning (WARN-UNUSED-ACKNOWLEDGEMENT).
   *
   * @param id id of the rule, as the warning prints it and docs/rules.md lists it: `WARN-IMAGE-LATEST`
   * @param reason why it is acceptable here; for readers of the code
   * @throws when no warning has the id, or the reason is empty
   */
  public acknowledge(id: string, reason: string): void {
    const { scope } = this;
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new Error(`[${scope.node.path}] a reason is needed to acknowledge ${id}`);
    }
    if (!WARNING_RULES.includes(id)) {
      const hint = didYouMean(id, WARNING_RULES) ?? 'docs/rules.md lists them, and the warning prints it';
      throw new Error(`[${scope.node.path}] no warning has the id ${printValue(id)}. ${hint}`);
    }
    addAcknowledgement(scope, id, reportUnused);
    Pass.of(scope).touch();
  }
}

/** Warns about an acknowledgement that nothing in its scope needs. */
function reportUnused(scope: IConstruct, id: string): void {
  if (warningAction(scope, UNUSED_ACKNOWLEDGEMENT) === 'drop') return;
  const text = `acknowledges ${id}, but nothing in it has this warning. Remove the acknowledgement`;
  printWarning(scope, UNUSED_ACKNOWLEDGEMENT, text);
}

type RulesByConstruct = WeakMap<IConstruct, Set<string>>;

const printed = (): RulesByConstruct => new WeakMap();

/** Adds a rule of a construct; false if it is there already. */
function addRule(rules: RulesByConstruct, construct: IConstruct, rule: string): boolean {
  const known = rules.get(construct);
  if (known?.has(rule)) return false;
  if (known) known.add(rule);
  else rules.set(construct, new Set([rule]));
  return true;
}

/** What to do with a warning. */
export function warningAction(construct: IConstruct, rule: string): 'error' | 'print' | 'drop' {
  if (isAcknowledged(construct, rule)) return 'drop';
  return settingsOf(construct).warningsAsErrors ? 'error' : 'print';
}

/** Rules of which each finding counts, not only the first of a construct. */
const EACH_PLACE: readonly string[] = [
  'HKUBE-COERCED',
  'HKUBE-DEFECT',
  'HKUBE-YAML',
  UNUSED_ACKNOWLEDGEMENT,
  'YAML-TEXT',
];

/** Prints a warning, unless this construct has already printed one of the rule. */
export function printWarning(construct: IConstruct, rule: string, text: string): void {
  const once = EACH_PLACE.includes(rule) ? text : rule;
  if (!addRule(Pass.of(construct).state(printed), construct, once)) return;
  process.stderr.write(
    `Warning: [${construct.node.path || 'App'}] ${warningText(rule, text)}${placeSuffix(construct)}\n`,
  );
}

/** A warning with its id, by which it can be acknowledged, also where it stops the synthesis. */
export const warningText = (rule: string, text: string): string => `${text} (${rule})`;
