/** What the reports of `validate` and `diff` have in common, whatever their format. */

import type { LocatedFinding, ObjectReport } from './object-report';
import type { Totals } from './totals';
import { oneLine } from '../text/escape';
import { Paint, PLAIN } from '../text/paint';
import { positionText } from '../text/position';

export const FORMATS = ['text', 'json', 'junit', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** A report that prints itself, at the latest in the end. */
export interface Report {
  add(report: ObjectReport): void;
  /** @param exitCode of the command */
  end(totals: Totals, exitCode: number): void;
}

/** What a report has to know besides what was found. */
export interface ReportContext {
  /** The Kubernetes version that judges, such as `1.37`. */
  readonly version: string;
  /** The working directory. */
  readonly cwd: string;
  readonly paint: Paint;
  write(text: string): void;
}

/** `1 error`, `2 errors` */
export const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

/** `print.yaml:12:5: error: Job print: spec.template: Required value (RULE)` */
export function findingLine(label: string, finding: LocatedFinding, paint = PLAIN): string {
  const { file, severity, message, rule } = finding;
  const subject = label === '' ? '' : `${label}: `;
  const place = paint('place', oneLine(positionText(file, finding)));
  return `${place}: ${paint(severity, severity)}: ${oneLine(subject + message)} ${paint('minor', `(${rule})`)}`;
}

/** `Service (v1)` */
export const kindText = ({ kind, apiVersion }: { readonly kind?: string; readonly apiVersion?: string }) =>
  `${kind || 'object'} (${apiVersion})`;

/** Why an object was not validated; undefined when it was. */
export function skipReason({ level, ...report }: ObjectReport): string | undefined {
  if (level === 'not validated') return `not validated: only the metadata of ${kindText(report)} is known`;
  if (level === 'skipped') return `not validated: --skip ${report.kind}`;
  return level === 'left out' ? `left out: no API server reads ${kindText(report)}` : undefined;
}

/** Why not all of an object's fields were validated; undefined when they were. */
export const decodedOnlyReason = (report: ObjectReport) =>
  report.level === 'decoded only' ? `decoded only: no rules for ${kindText(report)}` : undefined;

/** Files that were not validated, each with the reason. */
export const filesNotRead = ({
  otherFiles,
  leftOut,
}: Totals): ReadonlyArray<readonly [file: string, reason: string]> => [
  ...otherFiles.map((file) => [file, 'not validated: neither an HKube spec nor a manifest'] as const),
  ...[...leftOut].flatMap(([reason, files]) => files.map((file) => [file, `left out: ${reason}`] as const)),
];
