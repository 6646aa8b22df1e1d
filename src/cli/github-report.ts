/**
 * Reports as commands of a GitHub workflow, which become annotations of a pull request.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

import { relativePath } from './file-uri';
import type { LocatedFinding } from './object-report';
import { findingLine, Report, ReportContext } from './report';
import { summaryLines } from './text-report';
import { oneLine } from '../text/escape';

export const githubReport = ({ version, cwd, write }: ReportContext): Report => ({
  add: ({ label, findings }) => {
    for (const finding of findings) write(annotation(label, finding, cwd));
  },
  end: (totals) => write(notice(summaryLines(totals, version))),
});

/** `::error file=print.json,line=9,col=34,title=MNT-NOTFOUND::print.json:9:34: …`: the log shows only the message. */
export function annotation(label: string, finding: LocatedFinding, cwd: string): string {
  const { file, line, column: col, severity, rule } = finding;
  const properties = Object.entries({ file: relativePath(file, cwd), line, col, title: `cdk8s-hkube: ${rule}` })
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  return `::${severity} ${properties}::${message(findingLine(label, finding))}\n`;
}

/** Lines that all belong to one annotation of the whole run. */
export const notice = (lines: readonly string[]) => `::notice title=cdk8s-hkube::${message(lines.join('\n'))}\n`;

/** Other control characters would steer the log. */
const message = (text: string) => oneLine(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));

const property = (text: string) => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
