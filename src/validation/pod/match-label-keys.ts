import { Validation } from '../../apimachinery/finding';
import { qualifiedName } from '../../apimachinery/formats';

/** `matchLabelKeys` and `mismatchLabelKeys`: the created pod's own values of labels complete a selector. */

interface Term {
  readonly labelSelector?: any;
  readonly matchLabelKeys?: readonly string[] | null;
  readonly mismatchLabelKeys?: readonly string[] | null;
}

/** Validates both lists against each other and against the selector. */
export function validateMatchLabelKeys(
  v: Validation,
  rule: string,
  { labelSelector, matchLabelKeys, mismatchLabelKeys }: Term,
  path: string,
): void {
  const match = matchLabelKeys ?? [];
  const mismatch = new Set(mismatchLabelKeys);
  if (match.length === 0 && mismatch.size === 0) return;
  validateLabelKeys(v, rule, match, labelSelector, `${path}.matchLabelKeys`);
  validateLabelKeys(v, rule, mismatchLabelKeys ?? [], labelSelector, `${path}.mismatchLabelKeys`);
  if (labelSelector) reportTwiceSelected(v, rule, match, selectedKeys(labelSelector), path);
  match.forEach((key, i) => {
    if (mismatch.has(key)) {
      v.invalid(rule, `${path}.matchLabelKeys[${i}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys');
    }
  });
}

function validateLabelKeys(
  v: Validation,
  rule: string,
  keys: readonly string[],
  selector: unknown,
  path: string,
): void {
  if (keys.length === 0) return;
  if (!selector) return v.forbidden(rule, path, 'must not be specified when labelSelector is not set');
  keys.forEach((key, i) => v.invalidAll(rule, `${path}[${i}]`, key, qualifiedName(key)));
}

/** All keys of a selector, those of its expressions last, as often as they are there. */
export function selectedKeys({ matchLabels, matchExpressions }: any): string[] {
  return [
    ...Object.keys(matchLabels ?? {}),
    ...(matchExpressions ?? []).map((requirement: any) => requirement.key ?? ''),
  ];
}

/**
 * In a template the server notices only a key that is selected twice already. The error's path has the key's index, but
 * not the name of its list.
 */
function reportTwiceSelected(
  v: Validation,
  rule: string,
  keys: readonly string[],
  selected: readonly string[],
  path: string,
  hint?: string,
): void {
  const index = new Map(keys.map((key, i) => [key, i]));
  const seen = new Set<string>();
  for (const key of selected) {
    if (index.has(key) && seen.has(key)) {
      v.invalid(rule, `${path}[${index.get(key)}]`, key, 'exists in both matchLabelKeys and labelSelector', hint);
    }
    seen.add(key);
  }
}

/** The created pod's labels join the selector, so that there a key is selected twice sooner. */
export function validateCreatedMatchLabelKeys(
  v: Validation,
  rule: string,
  term: Term,
  hasLabel: (key: string) => boolean,
  path: string,
  hint?: string,
): void {
  const { labelSelector, matchLabelKeys, mismatchLabelKeys } = term;
  if (!labelSelector || !matchLabelKeys?.length) return;
  const selected = selectedKeys(labelSelector);
  const probe = v.fresh();
  reportTwiceSelected(probe, rule, matchLabelKeys, selected, path);
  // What the template itself gets wrong has been said.
  if (probe.findings.length > 0) return;
  const joined = [...matchLabelKeys, ...(mismatchLabelKeys ?? [])].filter(hasLabel);
  reportTwiceSelected(v, rule, matchLabelKeys, [...selected, ...joined], path, hint);
}

/** Up to 1.33 a topology spread's keys must not be in the selector at all. */
export function validateSpreadLabelKeys(
  v: Validation,
  rule: string,
  { labelSelector, matchLabelKeys }: Term,
  path: string,
): void {
  if (!matchLabelKeys?.length) return;
  if (!labelSelector) v.forbidden(rule, path, 'must not be specified when labelSelector is not set');
  const selected = new Set(labelSelector ? selectedKeys(labelSelector) : []);
  matchLabelKeys.forEach((key, i) => {
    v.invalidAll(rule, `${path}[${i}]`, key, qualifiedName(key));
    if (selected.has(key)) v.invalid(rule, `${path}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector');
  });
}
