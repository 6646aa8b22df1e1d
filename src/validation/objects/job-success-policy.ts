import { Validation } from '../../apimachinery/finding';
import { byteLength } from '../../apimachinery/formats';
import { nonNegative } from '../../apimachinery/integers';

const RULE = 'JOB-SUCCESSPOLICY';
const MAX_RULES = 20;
const MAX_INDEXES = 64 * 1024;

/** `successPolicy` of an Indexed Job's spec. */
export function validateSuccessPolicy(v: Validation, spec: any, path: string): void {
  const rules: any[] = spec.successPolicy.rules ?? [];
  if (rules.length === 0) {
    v.required(RULE, `${path}.rules`, 'at least one rules must be specified when the successPolicy is specified');
  }
  if (rules.length > MAX_RULES) v.tooMany(RULE, `${path}.rules`, rules.length, MAX_RULES);
  rules.forEach((rule, i) => validateRule(v, rule, spec.completions ?? 0, `${path}.rules[${i}]`));
}

function validateRule(v: Validation, rule: any, completions: number, path: string): void {
  const { succeededIndexes: indexes, succeededCount: count } = rule;
  const hasIndexes = typeof indexes === 'string';
  const hasCount = typeof count === 'number';
  if (!hasIndexes && !hasCount) {
    v.required(RULE, path, 'at least one of succeededCount or succeededIndexes must be specified');
  }

  let total = 0;
  if (hasIndexes) {
    if (byteLength(indexes) > MAX_INDEXES) {
      v.tooLong(RULE, `${path}.succeededIndexes`, `may not be more than ${MAX_INDEXES} bytes`);
    }
    const counted = countIndexes(indexes, completions);
    if (typeof counted === 'string') {
      v.invalid(
        RULE,
        `${path}.succeededIndexes`,
        indexes,
        `error parsing succeededIndexes: ${counted}`,
        'write indexes in increasing order, such as "0,2-4"',
      );
    } else {
      total = counted;
    }
  }
  if (!hasCount) return;
  nonNegative(v, RULE, `${path}.succeededCount`, count);
  if (count > completions) {
    v.invalid(
      RULE,
      `${path}.succeededCount`,
      count,
      `must be less than or equal to ${completions} (the number of specified completions)`,
    );
  }
  if (hasIndexes && count > total) {
    v.invalid(
      RULE,
      `${path}.succeededCount`,
      count,
      `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`,
    );
  }
}

/** How many indexes `0,2-4` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const interval of text.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2) {
      return (
        `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have ` +
        "at most two parts separated by '-'"
      );
    }
    const numbers: number[] = [];
    for (const limit of limits) {
      if (!/^\+?[0-9]+$/.test(limit) || Number(limit) > Number.MAX_SAFE_INTEGER) {
        return `cannot convert string to integer for index: ${JSON.stringify(limit)}`;
      }
      if (Number(limit) >= completions) return `too large index: ${JSON.stringify(limit)}`;
      numbers.push(Number(limit));
    }
    const [first, end = first] = numbers;
    if (limits.length > 1 && first >= end) return `non-increasing order, previous: ${first}, current: ${end}`;
    if (last !== undefined && last >= first) return `non-increasing order, previous: ${last}, current: ${first}`;
    total += end - first + 1;
    last = end;
  }
  return total;
}
