/** The report of `validate` for JUnit: a suite for each file, a test case for each object. */

import type { ObjectReport } from './object-report';
import { count, decodedOnlyReason, filesNotRead, findingLine, Report, ReportContext, skipReason } from './report';
import { Totals } from './totals';
import { xmlText } from '../text/escape';

/** The test cases of a file. */
interface Suite {
  readonly cases: string[];
  readonly totals: Totals;
  failures: number;
  skipped: number;
}

export function junitReport({ version, write }: ReportContext): Report {
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
    end: (all) => {
      const others = new Set(all.otherFiles);
      for (const [file, reason] of filesNotRead(all)) {
        const suite = suiteOf(file);
        suite.cases.push(testCaseText(file, 'file', [skipped(reason)]));
        suite.skipped++;
        if (others.has(file)) suite.totals.addOtherFile(file);
      }
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

const skipped = (message: string) => `      <skipped message="${xmlText(message)}"/>`;

function testCase(report: ObjectReport): string {
  const { file, line, label, findings, isLate } = report;
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
  const partly = decodedOnlyReason(report);
  if (partly) output.push(partly);
  if (output.length > 0) content.push(`      <system-out>${xmlText(output.join('\n'))}</system-out>`);
  const name = `${label === '' ? 'document' : label} (line ${line})`;
  return testCaseText(file, isLate ? `${name}: references` : name, content);
}

function testCaseText(file: string, name: string, content: readonly string[]): string {
  const tag = `    <testcase classname="${xmlText(file)}" name="${xmlText(name)}"`;
  return content.length > 0 ? [`${tag}>`, ...content, '    </testcase>'].join('\n') : `${tag}/>`;
}
