/** The report of `validate` for programs. */

import type { Report, ReportContext } from './report';
import { printedJson } from '../text/escape';

export function jsonReport({ version, write }: ReportContext): Report {
  const findings: object[] = [];
  return {
    add: ({ label, findings: found }) => {
      for (const { file, line, column, ...rest } of found) {
        findings.push({ file, line, column, object: label, ...rest });
      }
    },
    end: ({ files, objects, errors, warnings, validated, decodedOnly, notValidated, kinds, otherFiles, leftOut }) =>
      write(
        printedJson({
          kubernetesVersion: version,
          files,
          objects,
          errors,
          warnings,
          validated,
          decodedOnly,
          notValidated,
          kinds,
          otherFiles,
          leftOut: [...leftOut].map(([reason, names]) => ({ reason, files: names })),
          findings,
        }),
      ),
  };
}
