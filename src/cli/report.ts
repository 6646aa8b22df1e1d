/** How the reports of `validate` are printed: as text, as JSON, or for JUnit. */

import type { LocatedFinding, ObjectReport } from './object-report';
import { Totals } from './totals';
import { oneLine, printedJson, xmlText } from '../text/escape';
import { positionText } from '../text/position';
import type { FileLevel } from '../validation/manifest-file';

export const FORMATS = ['text', 'json', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export interface Report {
  add(report: ObjectReport): void;
  end(totals: Totals): void;
}

type Write = (text: string) => void;

/**
 * A report that prints itself by `write`.
 *
 * @param version the Kubernetes version that judges, such as `1.37`
 */
export function createReport(format: Format, version: string, write: Write): Report {
  switch (format) {
    case 'json':
      return jsonReport(version, write);
    case 'junit':
      return junitReport(version, write);
    default:
      return textReport(version, write);
  }
}

/** `1 error`, `2 errors` */
export const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

/** `print.yaml:12:5: error: Job print: spec.template: Required value (RULE)` */
export function findingLine(label: string, finding: LocatedFinding): string {
  const { file, severity, message, rule } = finding;
  const subject = label === '' ? '' : `${label}: `;
  return oneLine(`${positionText(file, finding)}: ${severity}: ${subject}${message} (${rule})`);
}

function textReport(version: string, write: Write): Report {
  return {
    add: ({ label, findings }) => {
      if (findings.length > 0) write(findings.map((finding) => `${findingLine(label, finding)}\n`).join(''));
    },
    end: (totals) => write(summary(totals, version)),
  };
}

/** Names of so many files are worth listing. */
const MAX_NAMES = 5;

function summary(totals: Totals, version: string): string {
  const { files, objects, validated, decodedOnly, notValidated, otherFiles } = totals;
  const lines = [
    `${count(objects, 'object')} in ${count(files, 'file')}: ${resultText(totals)}`,
    ...kindsLine(totals, 'decoded only', 'no rules for their kinds'),
    ...kindsLine(totals, 'not validated', 'of custom resources only the metadata is known'),
    ...kindsLine(totals, 'skipped', '--skip'),
    ...kindsLine(totals, 'left out', 'no API server reads them'),
    ...[...totals.leftOut].map(([reason, names]) => `left out (${reason}): ${namesText(names)}`),
  ];
  if (otherFiles.length > 0) {
    lines.push(`not validated (neither HKube specs nor manifests): ${namesText(otherFiles)}`);
  }
  lines.push(
    `Kubernetes ${version}: ${validated} validated, ${decodedOnly} decoded only, ${notValidated} not validated`,
  );
  return lines.map((line) => `${oneLine(line)}\n`).join('');
}

/** `2 files: a.yaml, b.yaml` */
const namesText = (names: readonly string[]) =>
  `${count(names.length, 'file')}: ${names.slice(0, MAX_NAMES).join(', ')}${names.length > MAX_NAMES ? ', …' : ''}`;

/** That nothing is wrong can be said only where all was validated. */
function resultText({ errors, warnings, objects, decodedOnly, notValidated }: Totals): string {
  const found = [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')].filter(Boolean);
  if (found.length > 0) return found.join(', ');
  if (objects === 0) return 'nothing to validate';
  return decodedOnly + notValidated > 0 ? 'no errors, but not all was validated' : 'nothing wrong';
}

/** A line about the objects of a level, if there are any. */
function kindsLine({ kinds }: Totals, level: FileLevel, why: string): string[] {
  const names = kinds
    .filter((one) => one.level === level)
    .map(({ count: number, ...one }) => `${number} ${kindText(one)}`);
  return names.length > 0 ? [`${level} (${why}): ${names.join(', ')}`] : [];
}

/** `Service (v1)` */
const kindText = ({ kind, apiVersion }: { readonly kind?: string; readonly apiVersion?: string }) =>
  `${kind || 'object'} (${apiVersion})`;

function jsonReport(kubernetesVersion: string, write: Write): Report {
  const findings: object[] = [];
  return {
    add: ({ label, findings: found }) => {
      for (const { file, line, column, ...rest } of found) {
        findings.push({ file, line, column, object: label, ...rest });
      }
    },
    end: ({ files, objects, errors, warnings, validated, decodedOnly, notValidated, kinds, otherFiles, leftOut }) =>
      write(
        printedJson({
          kubernetesVersion,
          files,
          objects,
          errors,
          warnings,
          validated,
          decodedOnly,
          notValidated,
          kinds,
          otherFiles,
          leftOut: [...leftOut].map(([reason, names]) => ({ reason, files: names })),
          findings,
        }),
      ),
  };
}

/** The test cases of a file. */
interface Suite {
  readonly cases: string[];
  readonly totals: Totals;
  failures: number;
  skipped: number;
}

function junitReport(version: string, write: Write): Report {
  const suites = new Map<string, Suite>();
  const suiteOf = (file: string): Suite => {
    let suite = suites.get(file);
    if (!suite) suites.set(file, (suite = { cases: [], totals: new Totals(), failures: 0, skipped: 0 }));
    return suite;
  };
  return {
    add: (report) => {
      const suite = suiteOf(report.file);
      suite.totals.add(report);
      suite.cases.push(testCase(report));
      if (hasErrors(report)) suite.failures++;
      else if (skipReason(report)) suite.skipped++;
    },
    end: ({ otherFiles, leftOut }) => {
      const addSkipped = (file: string, reason: string): Suite => {
        const suite = suiteOf(file);
        suite.cases.push(testCaseText(file, 'file', [skipped(reason)]));
        suite.skipped++;
        return suite;
      };
      for (const file of otherFiles) {
        addSkipped(file, 'not validated: neither an HKube spec nor a manifest').totals.addOtherFile(file);
      }
      for (const [reason, names] of leftOut) for (const file of names) addSkipped(file, `left out: ${reason}`);
      // The version stands in suites, so there must be one.
      if (suites.size === 0) suiteOf(SUITES);
      const sum = (numberOf: (suite: Suite) => number) => [...suites.values()].reduce((a, b) => a + numberOf(b), 0);
      const tests = sum(({ cases }) => cases.length);
      const root = `<testsuites name="${SUITES}" tests="${tests}" failures="${sum(({ failures }) => failures)}">`;
      const lines = [...suites].flatMap(([file, suite]) => suiteLines(file, suite, version));
      write(`${['<?xml version="1.0" encoding="UTF-8"?>', root, ...lines, '</testsuites>'].join('\n')}\n`);
    },
  };
}

const SUITES = 'cdk8s-hkube validate';

function suiteLines(file: string, { cases, totals, failures, skipped: skips }: Suite, kubernetesVersion: string) {
  const { validated, decodedOnly, notValidated } = totals;
  const properties = Object.entries({ kubernetesVersion, validated, decodedOnly, notValidated });
  const counts = `tests="${cases.length}" failures="${failures}" skipped="${skips}"`;
  return [
    `  <testsuite name="${xmlText(file)}" ${counts}>`,
    '    <properties>',
    ...properties.map(([name, value]) => `      <property name="${name}" value="${value}"/>`),
    '    </properties>',
    ...cases,
    '  </testsuite>',
  ];
}

const hasErrors = ({ findings }: ObjectReport) => findings.some(({ severity }) => severity === 'error');

/** Why an object was not validated. */
function skipReason({ level, ...report }: ObjectReport): string | undefined {
  if (level === 'not validated') return `not validated: only the metadata of ${kindText(report)} is known`;
  if (level === 'skipped') return `not validated: --skip ${report.kind}`;
  return level === 'left out' ? `left out: no API server reads ${kindText(report)}` : undefined;
}

const skipped = (message: string) => `      <skipped message="${xmlText(message)}"/>`;

function testCase(report: ObjectReport): string {
  const { file, line, label, findings, level } = report;
  const lines = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).map((finding) => findingLine('', finding));
  const [errors, output] = [lines('error'), lines('warning')];
  const content: string[] = [];
  const reason = skipReason(report);
  if (errors.length > 0) {
    const message = xmlText(count(errors.length, 'error'));
    content.push(`      <failure message="${message}">${xmlText(errors.join('\n'))}</failure>`);
  } else if (reason) {
    content.push(skipped(reason));
  }
  if (level === 'decoded only') output.push(`decoded only: no rules for ${kindText(report)}`);
  if (output.length > 0) content.push(`      <system-out>${xmlText(output.join('\n'))}</system-out>`);
  return testCaseText(file, `${label === '' ? 'document' : label} (line ${line})`, content);
}

function testCaseText(file: string, name: string, content: readonly string[]): string {
  const tag = `    <testcase classname="${xmlText(file)}" name="${xmlText(name)}"`;
  return content.length > 0 ? [`${tag}>`, ...content, '    </testcase>'].join('\n') : `${tag}/>`;
}
