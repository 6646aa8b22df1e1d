/** The report of `validate` in the format that is asked for. */

import { githubReport } from './github-report';
import { jsonReport } from './json-report';
import { junitReport } from './junit-report';
import type { Format, Report, ReportContext } from './report';
import { sarifReport } from './sarif-report';
import { textReport } from './text-report';

const REPORTS: Readonly<Record<Format, (context: ReportContext) => Report>> = {
  text: textReport,
  json: jsonReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
};

export const createReport = (format: Format, context: ReportContext): Report => REPORTS[format](context);
