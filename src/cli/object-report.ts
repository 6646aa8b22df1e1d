/** What commands report about the objects of files: findings with file, line and column, without secrets. */

import { Finding, findingText } from '../apimachinery/finding';
import type { Document } from '../text/documents';
import { redactor, secretsOf } from '../text/redact';

/** A finding with its place in a file. */
export interface LocatedFinding extends Pick<Finding, 'rule' | 'severity' | 'path'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Path of the field; empty for what is wrong with the text itself. */
  readonly path: string;
  /** Path, what is wrong, and what to do. */
  readonly message: string;
}

/** The findings of one object of a file. */
export interface ObjectReport {
  readonly file: string;
  readonly line: number;
  /** `Job print`, `algorithm print`; empty for a text that could not be read. */
  readonly label: string;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly findings: readonly LocatedFinding[];
  /** Whether its kind is one that the rules don't know. */
  readonly isSkipped: boolean;
}

/** An object of a document. */
export interface ObjectFindings {
  readonly value: unknown;
  readonly label: string;
  /** Its path in the document. */
  readonly path: string;
  readonly findings: readonly Finding[];
  /** Paths in the document of the findings' fields. @default - the findings' own paths */
  readonly fields?: readonly string[];
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly isSkipped?: boolean;
}

/** Reports on the objects of a document. */
export function reportsOn(document: Document, objects: readonly ObjectFindings[]): ObjectReport[] {
  const { file, line, warnings } = document;
  const paths = objects
    .filter(({ findings }) => findings.length > 0)
    .flatMap(({ path, findings, fields }) => [path, ...(fields ?? findings.map((finding) => finding.path))]);
  // All at once: the text is read again for it.
  const places = paths.length > 0 ? document.locate(paths) : [];
  let next = 0;
  return objects.map(({ value, label, findings, apiVersion, kind, isSkipped = false }, i) => {
    const redact = redactor(findings.length > 0 ? secretsOf(value) : []);
    const start = findings.length > 0 ? places[next++].line : line;
    const located = findings.map((finding): LocatedFinding => ({
      file,
      ...places[next++],
      severity: finding.severity,
      rule: finding.rule,
      path: redact(finding.path),
      message: redact(findingText(finding)),
    }));
    const ofText = i === 0 ? warnings.map((warning) => textFinding(warning, file, 'warning')) : [];
    return {
      file,
      line: start,
      label: redact(label),
      apiVersion,
      kind,
      findings: [...ofText, ...located],
      isSkipped,
    };
  });
}

/** Reports on a document that is one object. */
export const reportOn = (
  document: Document,
  label: string,
  findings: readonly Finding[],
  fields?: readonly string[],
): ObjectReport => reportsOn(document, [{ value: document.value, label, path: '', findings, fields }])[0];

/** Reports a text that can't be read. */
export function unreadable(file: string, problems: readonly string[]): ObjectReport {
  const findings = problems.map((text) => textFinding(text, file, 'error'));
  return { file, line: findings[0].line, label: '', findings, isSkipped: false };
}

/** `print.yaml:12:5: what is wrong` */
export function textFinding(text: string, file: string, severity: Finding['severity']): LocatedFinding {
  const [, line, column, message] = /^(\d+):(\d+): ([^]*)$/.exec(text.slice(file.length + 1))!;
  return { file, line: Number(line), column: Number(column), severity, rule: 'TEXT', path: '', message };
}

/** `algorithm print`, `Job print` */
export const labelOf = (kind: string, name: unknown) => {
  if (typeof name !== 'string' || name === '') return kind;
  return `${kind} ${name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name}`;
};

const MAX_NAME = 60;
