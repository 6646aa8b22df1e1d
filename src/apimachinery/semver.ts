/**
 * Semantic versions.
 *
 * @see https://semver.org
 */
const NUMBER = '(0|[1-9]\\d*)';
const PART = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const SEMVER = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${PART}(?:\\.${PART})*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`,
);

/** Whether the text is a semantic version. */
export const isSemver = (text: string) => SEMVER.test(text);

/** Whether one version comes before another; false when one is not a version. */
export function isBefore(version: string, other: string): boolean {
  const [a, b] = [SEMVER.exec(version), SEMVER.exec(other)];
  if (!a || !b) return false;
  for (const i of [1, 2, 3]) {
    const difference = BigInt(a[i]) - BigInt(b[i]);
    if (difference !== 0n) return difference < 0n;
  }
  return isEarlierStage(a[4]?.split('.'), b[4]?.split('.'));
}

/** A version without a stage comes after those with one. */
function isEarlierStage(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (!a || !b) return a !== undefined && b === undefined;
  const i = a.findIndex((part, at) => part !== b[at]);
  if (i < 0) return a.length < b.length;
  if (b[i] === undefined) return false;
  const [first, second] = [a[i], b[i]];
  const [isNumber, isOtherNumber] = [first, second].map((part) => /^\d+$/.test(part));
  if (isNumber && isOtherNumber) return BigInt(first) < BigInt(second);
  return isNumber === isOtherNumber ? first < second : isNumber;
}
