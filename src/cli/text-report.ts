/** The report of `validate` for people: a line for each finding, then what was validated. */

import { count, findingLine, kindText, Report, ReportContext } from './report';
import type { Totals } from './totals';
import { oneLine } from '../text/escape';
import { Paint, PLAIN } from '../text/paint';
import type { FileLevel } from '../validation/manifest-file';

export function textReport({ version, paint, write }: ReportContext): Report {
  return {
    add: ({ label, findings }) => {
      if (findings.length > 0) write(findings.map((finding) => `${findingLine(label, finding, paint)}\n`).join(''));
    },
    end: (totals) =>
      write(
        summaryLines(totals, version, paint)
          .map((line) => `${line}\n`)
          .join(''),
      ),
  };
}

/** Names of so many files are worth listing. */
const MAX_NAMES = 5;

/** The counts, and what was not validated. */
export function summaryLines(totals: Totals, version: string, paint = PLAIN): string[] {
  const { files, objects, validated, decodedOnly, notValidated, otherFiles } = totals;
  const lines = [
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
  const result = `${count(objects, 'object')} in ${count(files, 'file')}: ${resultText(totals, paint)}`;
  return [result, ...lines.map(oneLine)];
}

/** `2 files: a.yaml, b.yaml` */
const namesText = (names: readonly string[]) =>
  `${count(names.length, 'file')}: ${names.slice(0, MAX_NAMES).join(', ')}${names.length > MAX_NAMES ? ', …' : ''}`;

/** Nothing is wrong only where everything was validated. */
function resultText({ errors, warnings, objects, decodedOnly, notValidated }: Totals, paint: Paint): string {
  const found = [
    ...(errors > 0 ? [paint('error', count(errors, 'error'))] : []),
    ...(warnings > 0 ? [paint('warning', count(warnings, 'warning'))] : []),
  ];
  if (found.length > 0) return found.join(', ');
  if (objects === 0) return 'nothing to validate';
  return decodedOnly + notValidated > 0 ? 'no errors, but not all was validated' : paint('good', 'nothing wrong');
}

/** A line about the objects of a level, if there are any. */
function kindsLine({ kinds }: Totals, level: FileLevel, why: string): string[] {
  const names = kinds
    .filter((one) => one.level === level)
    .map(({ count: number, ...one }) => `${number} ${kindText(one)}`);
  return names.length > 0 ? [`${level} (${why}): ${names.join(', ')}`] : [];
}
