/** Judging by several versions of Kubernetes: `--kubernetes-version 1.34..1.37`. */
import type { LocatedFinding, ObjectReport } from './object-report';
import { minorVersion } from '../apimachinery/version';

/**
 * The minor versions of a version, or of all from one to another.
 *
 * @throws when the rules do not know such a version, or the first is newer than the last
 */
export function minorVersions(range: string | undefined): number[] {
  const ends = (range ?? '').split('..');
  const first = minorVersion(range === undefined ? undefined : ends[0]);
  const last = ends.length === 1 ? first : minorVersion(ends[1]);
  if (ends.length > 2 || first > last) throw new Error(`${range} is not a range of versions`);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** `1.34`, `1.34 to 1.37` */
export function versionsText(minors: readonly number[]): string {
  const [first, last] = [minors[0], minors[minors.length - 1]];
  return first === last ? `1.${first}` : `1.${first} to 1.${last}`;
}

interface Occurrence {
  readonly finding: LocatedFinding;
  readonly minors: number[];
}

/** Some texts name the version that judged. */
const keyOf = ({ rule, severity, path, line, column, message }: LocatedFinding) =>
  JSON.stringify([rule, severity, path, line, column, message.replace(/\b1\.\d+\b/g, '')]);

/**
 * The reports on one object as one: each finding once, with the first and the last version that has it.
 *
 * @param reports by version, in the order of `minors`
 */
export function mergeReports(reports: readonly ObjectReport[], minors: readonly number[]): ObjectReport {
  const found = new Map<string, Occurrence>();
  reports.forEach(({ findings }, i) => {
    for (const finding of findings) {
      const key = keyOf(finding);
      const known = found.get(key);
      if (!known) found.set(key, { finding, minors: [minors[i]] });
      else if (!known.minors.includes(minors[i])) known.minors.push(minors[i]);
    }
  });
  return {
    ...reports[reports.length - 1],
    findings: [...found.values()].map((one) => withVersions(one, minors)),
  };
}

function withVersions({ finding, minors: having }: Occurrence, minors: readonly number[]): LocatedFinding {
  const [first, last] = [having[0], having[having.length - 1]];
  const which = versionsWith(first, last, minors);
  return {
    ...finding,
    message: which === undefined ? finding.message : `${finding.message} (${which})`,
    firstVersion: `1.${first}`,
    lastVersion: `1.${last}`,
  };
}

/** Which versions have a finding; nothing when all have it. */
function versionsWith(first: number, last: number, minors: readonly number[]): string | undefined {
  const [isFirst, isLast] = [first === minors[0], last === minors[minors.length - 1]];
  if (isFirst && isLast) return undefined;
  if (isLast) return `since 1.${first}`;
  if (isFirst) return `up to 1.${last}`;
  return first === last ? `in 1.${first}` : `from 1.${first} to 1.${last}`;
}
