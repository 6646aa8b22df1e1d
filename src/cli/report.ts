/** How the reports of `validate` are printed: as text, as JSON, or for JUnit. */

import type { LocatedFinding, ObjectReport } from './object-report';
import { oneLine, printedJson, xmlText } from '../text/escape';
import { positionText } from '../text/position';

export const FORMATS = ['text', 'json', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** What was found in all. */
export class Totals {
  public files = 0;
  public objects = 0;
  public errors = 0;
  public warnings = 0;
  /** Objects of kinds without rules, by kind. */
  public readonly skipped = new Map<string, { readonly apiVersion: string; readonly kind: string; count: number }>();
  /** Files found in directories and by patterns that hold nothing of ours. */
  public readonly otherFiles: string[] = [];

  public add({ findings, label, isSkipped, apiVersion = '', kind = '' }: ObjectReport): void {
    if (label !== '') this.objects++;
    for (const { severity } of findings) {
      if (severity === 'error') this.errors++;
      else this.warnings++;
    }
    if (!isSkipped) return;
    const key = `${kind} (${apiVersion})`;
    const entry = this.skipped.get(key);
    if (entry) entry.count++;
    else this.skipped.set(key, { apiVersion, kind, count: 1 });
  }
}

export interface Report {
  add(report: ObjectReport): void;
  end(totals: Totals): void;
}

/** A report that prints itself by `write`. */
export function createReport(format: Format, write: (text: string) => void): Report {
  switch (format) {
    case 'json':
      return jsonReport(write);
    case 'junit':
      return junitReport(write);
    default:
      return textReport(write);
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

function textReport(write: (text: string) => void): Report {
  return {
    add: ({ label, findings }) => {
      if (findings.length > 0) write(findings.map((finding) => `${findingLine(label, finding)}\n`).join(''));
    },
    end: (totals) => write(summary(totals)),
  };
}

/** Names of so many files are worth listing. */
const MAX_NAMES = 5;

function summary({ files, objects, errors, warnings, skipped, otherFiles }: Totals): string {
  const found =
    [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')].filter(Boolean).join(', ') ||
    'nothing wrong';
  const lines = [`${count(objects, 'object')} in ${count(files, 'file')}: ${found}`];
  if (skipped.size > 0) {
    const kinds = [...skipped].map(([kind, { count: number }]) => `${number} ${kind}`).join(', ');
    lines.push(`skipped, as there are no rules for their kinds (of Kubernetes' own the metadata is checked): ${kinds}`);
  }
  if (otherFiles.length > 0) {
    const names = `${otherFiles.slice(0, MAX_NAMES).join(', ')}${otherFiles.length > MAX_NAMES ? ', …' : ''}`;
    lines.push(
      `skipped, as neither HKube specs nor manifests are in them: ${count(otherFiles.length, 'file')} (${names})`,
    );
  }
  return lines.map((line) => `${oneLine(line)}\n`).join('');
}

function jsonReport(write: (text: string) => void): Report {
  const findings: object[] = [];
  return {
    add: ({ label, findings: found }) => {
      for (const { file, line, column, ...rest } of found) {
        findings.push({ file, line, column, object: label, ...rest });
      }
    },
    end: ({ files, objects, errors, warnings, skipped, otherFiles }) =>
      write(
        printedJson({
          files,
          objects,
          errors,
          warnings,
          skipped: [...skipped.values()],
          otherFiles,
          findings,
        }),
      ),
  };
}

function junitReport(write: (text: string) => void): Report {
  const suites = new Map<string, string[]>();
  const failures = new Map<string, number>();
  return {
    add: (report) => {
      const cases = suites.get(report.file) ?? [];
      suites.set(report.file, cases);
      cases.push(testCase(report));
      if (report.findings.some(({ severity }) => severity === 'error')) {
        failures.set(report.file, (failures.get(report.file) ?? 0) + 1);
      }
    },
    end: () => {
      const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
      const tests = sum([...suites.values()].map((cases) => cases.length));
      const lines = [...suites].flatMap(([file, cases]) => [
        `  <testsuite name="${xmlText(file)}" tests="${cases.length}" failures="${failures.get(file) ?? 0}">`,
        ...cases,
        '  </testsuite>',
      ]);
      const root = `<testsuites name="cdk8s-hkube validate" tests="${tests}" failures="${sum(failures.values())}">`;
      write(`${['<?xml version="1.0" encoding="UTF-8"?>', root, ...lines, '</testsuites>'].join('\n')}\n`);
    },
  };
}

function testCase({ file, line, label, findings, isSkipped, apiVersion, kind }: ObjectReport): string {
  const lines = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).map((finding) => findingLine('', finding));
  const [errors, warnings] = [lines('error'), lines('warning')];
  const content: string[] = [];
  if (errors.length > 0) {
    const message = xmlText(count(errors.length, 'error'));
    content.push(`      <failure message="${message}">${xmlText(errors.join('\n'))}</failure>`);
  } else if (isSkipped) {
    content.push(`      <skipped message="${xmlText(`no rules for ${kind} (${apiVersion})`)}"/>`);
  }
  if (warnings.length > 0) content.push(`      <system-out>${xmlText(warnings.join('\n'))}</system-out>`);
  const name = `${label === '' ? 'document' : label} (line ${line})`;
  const tag = `    <testcase classname="${xmlText(file)}" name="${xmlText(name)}"`;
  return content.length > 0 ? [`${tag}>`, ...content, '    </testcase>'].join('\n') : `${tag}/>`;
}
