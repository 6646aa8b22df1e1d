/** Updates of pods. */
import { isSameAt, typeAt, Update } from './update';
import { Validation } from '../../apimachinery/finding';
import { meansSame } from '../../apimachinery/semantic';
import { isEqual } from '../../text/equal';
import { listOf, objectsAt } from '../../text/json-value';
import { APP_ARMOR, MIRROR } from '../pod/pod-annotations';

const RULE = 'UPD-POD';
const LISTS = ['containers', 'initContainers'];
const MAX_DEADLINE = 2 ** 31 - 1;
const CHANGEABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Validates the update of a Pod. */
export function validatePodUpdate(update: Update): void {
  const { v, live, next } = update;
  validateAnnotations(v, live.metadata?.annotations ?? {}, next.metadata?.annotations ?? {});
  const [before, after] = [live.spec ?? {}, next.spec ?? {}];
  for (const list of LISTS) {
    if (!validateContainers(v, listOf(before[list]), listOf(after[list]), `spec.${list}`)) return;
  }
  if (!validateDeadline(v, before.activeDeadlineSeconds, after.activeDeadlineSeconds)) return;
  validateTolerations(v, objectsAt(before, 'tolerations'), objectsAt(after, 'tolerations'));
  validateGates(v, objectsAt(before, 'schedulingGates'), objectsAt(after, 'schedulingGates'));
  if (isSameAt(update, 'spec')) return;
  const allowed = objectsAt(before, 'schedulingGates').length > 0 ? validateGated(v, before, after) : {};
  const kept = {
    ...after,
    ...Object.fromEntries(LISTS.map((list) => [list, withImages(objectsAt(after, list), objectsAt(before, list))])),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    schedulingGates: before.schedulingGates,
    tolerations: before.tolerations,
    ...(before.terminationGracePeriodSeconds < 0 &&
      after.terminationGracePeriodSeconds === 1 && {
        terminationGracePeriodSeconds: before.terminationGracePeriodSeconds,
      }),
    ...allowed,
  };
  if (!meansSame(kept, before, typeAt(update.type, 'spec'))) v.forbidden(RULE, 'spec', CHANGEABLE, update.wayOut);
}

function validateAnnotations(v: Validation, before: Record<string, string>, after: Record<string, string>): void {
  const report = (key: string, verb: string) => {
    const what = key === MIRROR ? 'mirror pod annotation' : 'AppArmor annotations';
    if (key !== MIRROR && !key.startsWith(APP_ARMOR)) return;
    v.forbidden(RULE, `metadata.annotations[${key}]`, `may not ${verb} ${what}`);
  };
  for (const key of Object.keys(before)) if (after[key] !== before[key]) report(key, 'remove or update');
  for (const key of Object.keys(after)) if (!Object.hasOwn(before, key)) report(key, 'add');
}

/** Whether there are as many as before. */
function validateContainers(v: Validation, before: readonly any[], after: readonly any[], path: string): boolean {
  if (before.length !== after.length) {
    v.forbidden(RULE, path, 'pod updates may not add or remove containers');
    return false;
  }
  return true;
}

/** It may be set, and become less. */
function validateDeadline(v: Validation, before: number | undefined, after: number | undefined): boolean {
  const path = 'spec.activeDeadlineSeconds';
  if (typeof after !== 'number') {
    if (typeof before === 'number') v.invalid(RULE, path, null, 'must not update from a positive integer to nil value');
    return true;
  }
  if (after < 0 || after > MAX_DEADLINE) {
    v.invalid(RULE, path, after, `must be between 0 and ${MAX_DEADLINE}, inclusive`);
    return false;
  }
  if (typeof before !== 'number' || before >= after) return true;
  v.invalid(RULE, path, after, 'must be less than or equal to previous value');
  return false;
}

const TOLERATION = ['key', 'operator', 'value', 'effect'];

function validateTolerations(v: Validation, before: readonly any[], after: readonly any[]): void {
  const isSame = (a: any, b: any) => TOLERATION.every((field) => (a[field] || '') === (b[field] || ''));
  if (before.every((old) => after.some((other) => isSame(old, other)))) return;
  v.forbidden(RULE, 'spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds');
}

function validateGates(v: Validation, before: readonly any[], after: readonly any[]): void {
  const known = new Set(before.map(({ name }) => name));
  after.forEach(({ name }, i) => {
    if (known.has(name)) return;
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    v.forbidden(RULE, `spec.schedulingGates[${i}].name`, detail);
  });
}

const withImages = (after: readonly any[], before: readonly any[]) =>
  after.map((container, i) => ({ ...container, image: before[i]?.image }));

/**
 * A pod that waits for its scheduling gates may get more conditions for its node.
 *
 * @returns the fields as they were, since nothing more is to be reported there
 */
function validateGated(v: Validation, before: any, after: any): any {
  const [old, changed] = [before.nodeSelector ?? {}, after.nodeSelector ?? {}];
  if (Object.keys(old).some((key) => changed[key] !== old[key])) {
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    v.invalid(RULE, 'spec.nodeSelector', changed, detail);
  }
  validateNodeAffinity(v, before.affinity?.nodeAffinity, after.affinity?.nodeAffinity);
  return { nodeSelector: before.nodeSelector, affinity: withNodeAffinity(after.affinity, before.affinity) };
}

function withNodeAffinity(after: any, before: any): any {
  const { nodeAffinity: _, ...rest } = after ?? {};
  const isNew = !before && Object.keys(rest).length === 0;
  const nodeAffinity = before?.nodeAffinity;
  if (isNew || (!after && !nodeAffinity)) return undefined;
  return nodeAffinity ? { ...rest, nodeAffinity } : rest;
}

function validateNodeAffinity(v: Validation, before: any, after: any): void {
  const field = 'requiredDuringSchedulingIgnoredDuringExecution';
  if (!before?.[field]) return;
  const path = `spec.affinity.nodeAffinity.${field}.nodeSelectorTerms`;
  const [old, changed] = [before, after].map((affinity) => objectsAt(affinity, field, 'nodeSelectorTerms'));
  if (old.length > 0 && old.length !== changed.length) {
    const detail = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    return v.invalid(RULE, path, changed, detail);
  }
  old.forEach((term, i) => {
    if (hasOnlyAdditions(term, changed[i])) return;
    v.invalid(RULE, `${path}[${i}]`, changed[i], 'only additions are allowed (no mutations or deletions)');
  });
}

function hasOnlyAdditions(before: any, after: any): boolean {
  const fields = ['matchExpressions', 'matchFields'];
  const isNothing = (term: any) => fields.every((field) => listOf(term[field]).length === 0);
  if (isNothing(before)) return isNothing(after);
  return fields.every((field) => {
    const [old, changed] = [listOf(before[field]), listOf(after[field])];
    return isEqual(changed.slice(0, old.length), old);
  });
}
