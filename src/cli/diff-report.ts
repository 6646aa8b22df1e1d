/** How the report of `diff` is printed: as text, as JSON, or for JUnit. */

import type { LocatedFinding } from './object-report';
import { count, findingLine, Format } from './report';
import { oneLine, printedJson, xmlText } from '../text/escape';
import type { ChangeKind } from '../validation/update/compare-manifests';

/** What becomes of one object, with the places of its findings. */
export interface LocatedChange {
  readonly change: ChangeKind;
  readonly file: string;
  readonly line: number;
  /** `Job print` */
  readonly label: string;
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

/** @param errors what cannot be read of the files */
export function diffReport(
  format: Format,
  version: string,
  errors: readonly LocatedFinding[],
  changes: readonly LocatedChange[],
): string {
  switch (format) {
    case 'json':
      return printedJson({ kubernetesVersion: version, ...counts(changes), errors, changes });
    case 'junit':
      return junit(errors, changes);
    default:
      return text(version, errors, changes);
  }
}

const counts = (changes: readonly LocatedChange[]) =>
  Object.fromEntries(KINDS.map((kind) => [kind, changes.filter(({ change }) => change === kind).length]));

function text(version: string, errors: readonly LocatedFinding[], changes: readonly LocatedChange[]): string {
  const numbers = counts(changes);
  const summary = KINDS.map((kind) => `${numbers[kind]} ${MEANING[kind]}`).join(', ');
  const lines = [
    ...errors.map((error) => findingLine('', error)),
    ...changes.flatMap(changeLines),
    `${count(changes.length, 'object')}: ${summary} (Kubernetes ${version})`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function changeLines({ change, label, findings, fields, wayOut, file, line }: LocatedChange): string[] {
  const head = oneLine(`${file}:${line}: ${MEANING[change]}: ${label}${fieldsText(fields)}`);
  return [
    head,
    ...findings.map((finding) => `  ${findingLine('', finding)}`),
    ...wayOut.map((sentence) => `  ${sentence}`),
  ];
}

function fieldsText(fields: readonly string[]): string {
  if (fields.length === 0) return '';
  const more = fields.length > MAX_FIELDS ? ` and ${fields.length - MAX_FIELDS} more` : '';
  return `: ${fields.slice(0, MAX_FIELDS).join(', ')}${more}`;
}

function junit(errors: readonly LocatedFinding[], changes: readonly LocatedChange[]): string {
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
