/** What is wrong only since variables have no values yet is reported once for each file. */

import type { LocatedFinding, ObjectReport } from './object-report';
import { substitution } from '../text/variables';

/** So many variables are named. */
const MAX_NAMES = 5;

export class FileVariables {
  /** What was reported of each file. */
  private readonly reported = new Map<string, LocatedFinding['severity']>();

  /** The report with one finding in place of those about variables; none if the file has had it. */
  public merged(report: ObjectReport): ObjectReport {
    const { file, unsubstituted = [] } = report;
    if (unsubstituted.length === 0) return report;
    const severity = unsubstituted.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
    const known = this.reported.get(file);
    if (known === 'error' || known === severity) return report;
    this.reported.set(file, severity);
    const names = [...new Set(unsubstituted.flatMap(({ variables }) => variables))];
    const others = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    const [{ line, column }] = unsubstituted;
    const detail = `variables without values: ${names.slice(0, MAX_NAMES).join(', ')}${others}`;
    const hint = substitution(names[0], file);
    const message = `${detail}. ${hint[0].toUpperCase()}${hint.slice(1)}`;
    const finding: LocatedFinding = { file, line, column, severity, rule: 'VARIABLES', path: '', message };
    return { ...report, findings: [finding, ...report.findings] };
  }
}
