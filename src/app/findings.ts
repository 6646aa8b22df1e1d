import { IConstruct } from 'constructs';
import { Pass, perPass } from './pass';
import { printWarning, warningAction, warningText } from './warnings';
import { reportErrors } from './written-at';
import { Finding, findingText } from '../apimachinery/finding';

/** A finding, and the construct that reports it. */
export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: Finding;
}

/** Prints the warnings, and returns the texts of all other findings as cdk8s' validations report them, by construct. */
export function reportFindings(findings: readonly ConstructFinding[]): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const { construct, finding } of findings) {
    const error = reportFinding(construct, finding);
    if (error === undefined) continue;
    const texts = errors.get(construct);
    if (texts) texts.push(error);
    else errors.set(construct, [error]);
  }
  return errors;
}

/** The text of an error; a warning is printed, and has one only where it stops the synthesis. */
function reportFinding(construct: IConstruct, finding: Finding): string | undefined {
  const text = findingText(finding);
  if (finding.severity === 'error') return text;
  const action = warningAction(construct, finding.rule);
  if (action === 'error') return warningText(finding.rule, text);
  if (action === 'print') printWarning(construct, finding.rule, text);
  return undefined;
}

/** Has a construct report findings about itself whenever it is validated. */
export function reportFor(construct: IConstruct, find: () => readonly Finding[]): void {
  reportErrors(construct, () => reportFindings(find().map((finding) => ({ construct, finding }))).get(construct) ?? []);
}

/** What is wrong with an app as a whole, by the constructs that report it. */
export type AppCheck = (root: IConstruct) => readonly ConstructFinding[];

const checksOf = () => new Set<AppCheck>();
/** Constructs that have a validation which reports what the checks of the whole app found. */
const reporters = () => new WeakSet<IConstruct>();

/** Has a whole app checked whenever it is validated. */
export function checkApp(construct: IConstruct, ...checks: readonly AppCheck[]): void {
  const pass = Pass.of(construct);
  const { root } = construct.node;
  const known = pass.state(checksOf);
  for (const check of checks) known.add(check);
  const reporting = pass.state(reporters);
  if (reporting.has(root)) return;
  reporting.add(root);
  reportErrors(root, () => {
    // What is in the root is validated after it, so each construct reports in its own name, in the same run.
    for (const other of appErrors(root).keys()) reportOnce(reporting, other, () => appErrorsOf(other));
    return appErrorsOf(root);
  });
}

/** Has a construct report its errors from now on, unless it does already. */
export function reportOnce(reporting: WeakSet<IConstruct>, construct: IConstruct, errors: () => string[]): void {
  if (reporting.has(construct)) return;
  reporting.add(construct);
  reportErrors(construct, errors);
}

/** Leaves it to the caller to report what checks of the whole app find about a construct, by `appErrorsOf`. */
export function reportAppErrorsOf(construct: IConstruct): void {
  Pass.of(construct).state(reporters).add(construct);
}

/** What the checks of the whole app find wrong with a construct. */
export const appErrorsOf = (construct: IConstruct): string[] => appErrors(construct.node.root).get(construct) ?? [];

const appErrors = perPass((root: IConstruct) =>
  reportFindings([...Pass.of(root).state(checksOf)].flatMap((check) => check(root))),
);
