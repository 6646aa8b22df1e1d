/** How the report of `diff` is printed. */

import { annotation, notice } from './github-report';
import type { LocatedFinding } from './object-report';
import { count, findingLine, Format, ReportContext } from './report';
import { sarifLog } from './sarif-report';
import { oneLine, printedJson, xmlText } from '../text/escape';
import type { Paint, Style } from '../text/paint';
import type { ChangeKind } from '../validation/update/compare-manifests';

/** What becomes of one object, with the places of its findings. */
export interface LocatedChange {
  readonly change: ChangeKind;
  readonly file: string;
  readonly line: number;
  /** `Job print` */
  readonly label: string;
  /** @default - none */
  readonly namespace?: string;
  readonly findings: readonly LocatedFinding[];
  readonly fields: readonly string[];
  readonly wayOut: readonly string[];
}

/** So many fields are named of an object that is changed. */
const MAX_FIELDS = 5;

const MEANING: Readonly<Record<ChangeKind, string>> = {
  unchanged: 'unchanged',
  changed: 'changed in place',
  refused: 'refused',
  new: 'new',
  gone: 'gone',
};
const KINDS = Object.keys(MEANING) as ChangeKind[];

export interface Difference {
  /** What cannot be read of the files. */
  readonly errors: readonly LocatedFinding[];
  readonly changes: readonly LocatedChange[];
}

type Context = Omit<ReportContext, 'write'> & { readonly exitCode: number };

export function diffReport(format: Format, difference: Difference, context: Context): string {
  switch (format) {
    case 'json':
      return json(difference, context);
    case 'junit':
      return junit(difference);
    case 'sarif':
      return sarif(difference, context);
    case 'github':
      return github(difference, context);
    default:
      return text(difference, context);
  }
}

const counts = (changes: readonly LocatedChange[]) =>
  Object.fromEntries(KINDS.map((kind) => [kind, changes.filter(({ change }) => change === kind).length]));

const json = ({ errors, changes }: Difference, { version }: Context) =>
  printedJson({ kubernetesVersion: version, ...counts(changes), errors, changes });

function sarif({ errors, changes }: Difference, { version, cwd, exitCode }: Context): string {
  const findings = [
    ...errors.map((finding) => ({ finding, label: '' })),
    ...changes.flatMap((change) =>
      change.findings.map((finding) => ({ finding, label: change.label, namespace: change.namespace })),
    ),
  ];
  const properties = { kubernetesVersion: version, ...counts(changes) };
  return sarifLog({ findings, notes: [], exitCode, properties, cwd });
}

const github = ({ errors, changes }: Difference, { version, cwd }: Context) =>
  [
    ...errors.map((error) => annotation('', error, cwd)),
    ...changes.flatMap(({ label, findings }) => findings.map((finding) => annotation(label, finding, cwd))),
    notice([summaryLine(changes, version)]),
  ].join('');

function text({ errors, changes }: Difference, { version, paint }: Context): string {
  const lines = [
    ...errors.map((error) => findingLine('', error, paint)),
    ...changes.flatMap((change) => changeLines(change, paint)),
    summaryLine(changes, version),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function summaryLine(changes: readonly LocatedChange[], version: string): string {
  const numbers = counts(changes);
  const summary = KINDS.map((kind) => `${numbers[kind]} ${MEANING[kind]}`).join(', ');
  return `${count(changes.length, 'object')}: ${summary} (Kubernetes ${version})`;
}

const STYLES: Readonly<Record<ChangeKind, Style>> = {
  unchanged: 'minor',
  changed: 'warning',
  refused: 'error',
  new: 'good',
  gone: 'warning',
};

function changeLines({ change, label, findings, fields, wayOut, file, line }: LocatedChange, paint: Paint): string[] {
  const place = paint('place', oneLine(`${file}:${line}`));
  return [
    `${place}: ${paint(STYLES[change], MEANING[change])}: ${oneLine(label + fieldsText(fields))}`,
    ...findings.map((finding) => `  ${findingLine('', finding, paint)}`),
    ...wayOut.map((sentence) => `  ${sentence}`),
  ];
}

function fieldsText(fields: readonly string[]): string {
  if (fields.length === 0) return '';
  const more = fields.length > MAX_FIELDS ? ` and ${fields.length - MAX_FIELDS} more` : '';
  return `: ${fields.slice(0, MAX_FIELDS).join(', ')}${more}`;
}

function junit({ errors, changes }: Difference): string {
  const cases = [
    ...errors.map((error) => testCase(error.file, `document (line ${error.line})`, [findingLine('', error)], [])),
    ...changes.map(({ change, file, label, line, findings, wayOut }) => {
      const of = (severity: string) =>
        findings.filter((finding) => finding.severity === severity).map((finding) => findingLine('', finding));
      const failures = of('error');
      const output = [MEANING[change], ...of('warning')];
      return testCase(file, `${label} (line ${line})`, failures.length > 0 ? [...failures, ...wayOut] : [], output);
    }),
  ];
  const failures = cases.filter(({ isFailure }) => isFailure).length;
  const attributes = `name="cdk8s-hkube diff" tests="${cases.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes}>`,
    `  <testsuite ${attributes}>`,
    ...cases.flatMap(({ lines }) => lines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(file: string, name: string, failures: readonly string[], output: readonly string[]) {
  const content = [
    failures.length > 0 && `      <failure message="refused">${xmlText(failures.join('\n'))}</failure>`,
    output.length > 0 && `      <system-out>${xmlText(output.join('\n'))}</system-out>`,
  ].filter((line) => line !== false);
  const lines = [`    <testcase classname="${xmlText(file)}" name="${xmlText(name)}">`, ...content, '    </testcase>'];
  return { lines, isFailure: failures.length > 0 };
}
