/** Objects that would replace each other. */

import type { LocatedFinding, ObjectReport } from './object-report';

/** So many objects are looked up in the text: it is read again for each. */
const MAX_LOCATED = 100;

/** `dir/` of `dir/a.yaml`; of `a.yaml` and `./a.yaml` nothing. */
const directoryOf = (file: string) => file.replace(/^\.[/\\]/, '').replace(/[^/\\]*$/, '');

export class Twins {
  private readonly seen = new Map<string, string>();
  private located = 0;

  /** The report, with a finding if the same object was seen before. */
  public checked(report: ObjectReport): ObjectReport {
    const { file, identity, line } = report;
    if (identity === undefined) return report;
    const { isSpec, name, key } = identity;
    // synth writes the manifests of all specs, kubectl applies the files of one directory together.
    const inSet = JSON.stringify([isSpec ? '' : directoryOf(file), isSpec, key]);
    const first = this.seen.get(inSet);
    if (first === undefined) {
      this.seen.set(inSet, `${file}:${line}`);
      return report;
    }
    const place = this.located++ < MAX_LOCATED ? identity.locate() : { line, column: 1 };
    const finding: LocatedFinding = isSpec
      ? {
          ...{ file, ...place, severity: 'error', rule: 'TEXT', path: '' },
          message: `duplicate name ${JSON.stringify(name)} (first in ${first})`,
        }
      : {
          ...{ file, ...place, severity: 'warning', rule: 'WARN-OBJECT-DUPLICATE', path: 'metadata.name' },
          message: `metadata.name: the same object is in ${first}: of the two, only the one applied last is kept`,
        };
    return { ...report, findings: [...report.findings, finding] };
  }
}
