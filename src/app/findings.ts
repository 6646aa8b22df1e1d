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

/** A finding of a check of a whole app, or the error that kept it from finding anything. */
export type AppFinding = ConstructFinding | { readonly construct: IConstruct; readonly error: string };

/** Prints the warnings, and returns the texts of all other findings as cdk8s' validations report them, by construct. */
export function reportFindings(findings: readonly AppFinding[]): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const one of findings) {
    const { construct } = one;
    const error = 'error' in one ? one.error : reportFinding(construct, one.finding);
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
export type AppCheck = (root: IConstruct) => readonly AppFinding[];

const checksOf = () => new Set<AppCheck>();
/** Constructs that have a validation which reports what the checks of the whole app found. */
const reporting = () => new WeakSet<IConstruct>();
/** Constructs that report what is wrong with others, by those others. */
const reporters = () => new WeakMap<IConstruct, IConstruct>();

/** Has a whole app checked whenever it is validated. */
export function checkApp(construct: IConstruct, ...checks: readonly AppCheck[]): void {
  const pass = Pass.of(construct);
  const { root } = construct.node;
  for (const check of checks) pass.state(checksOf).add(check);
  const known = pass.state(reporting);
  if (known.has(root)) return;
  known.add(root);
  reportErrors(root, () => {
    // What is in the root is validated after it, so each construct reports in its own name, in the same run.
    for (const other of appErrors(root).keys()) {
      if (known.has(other)) continue;
      known.add(other);
      reportErrors(other, () => appErrorsOf(other));
    }
    return appErrorsOf(root);
  });
}

/** Has a construct report what checks of the whole app find wrong with another one. */
export function reportBy(construct: IConstruct, other: IConstruct): void {
  Pass.of(construct).state(reporters).set(other, construct);
}

const appErrorsOf = (construct: IConstruct): string[] => appErrors(construct.node.root).get(construct) ?? [];

const appErrors = perPass((root: IConstruct) => {
  const pass = Pass.of(root);
  const by = pass.state(reporters);
  const findings = [...pass.state(checksOf)].flatMap((check) => check(root));
  return reportFindings(findings.map((one) => ({ ...one, construct: by.get(one.construct) ?? one.construct })));
});
