/** What Deployments, ReplicaSets, StatefulSets, DaemonSets and ReplicationControllers have in common. */
import { Validation } from '../../apimachinery/finding';
import { BLANK, inFlow } from '../../text/flow';
import { isObject } from '../../text/json-value';
import { isUsableSelector, LabelSelector, matchesLabels, validateLabelSelector } from '../pod/label-selector';

const isEmpty = ({ matchLabels, matchExpressions }: LabelSelector) =>
  Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0;

/** Reports a template whose labels its controller does not select. */
export function reportMismatch(v: Validation, rule: string, labels: unknown, hint?: string): void {
  v.invalid(rule, 'spec.template.metadata.labels', labels, '`selector` does not match template `labels`', hint);
}

/** How to select the labels of a template. */
const selectorHint = (labels: unknown) =>
  `write selector: ${inFlow({ matchLabels: isObject(labels) ? labels : BLANK })}${
    isObject(labels) ? '' : ', and the same labels in template.metadata'
  }`;

/** How to label a template so that it is selected. */
function labelsHint({ matchLabels }: LabelSelector): string | undefined {
  return matchLabels ? `write the labels of the selector here, too: ${inFlow(matchLabels)}` : undefined;
}

/**
 * Validates `spec.selector`, which must select the pods of `spec.template`.
 *
 * @param what the kind as the server names it in the error
 */
export function validateTemplateSelector(
  v: Validation,
  rule: string,
  { selector, template }: any,
  what: 'deployment' | 'statefulset',
): void {
  const labels = template?.metadata?.labels;
  if (!selector) {
    v.required(rule, 'spec.selector', '', selectorHint(labels));
    return v.markEchoes(() => reportMismatch(v, rule, labels));
  }
  validateLabelSelector(v, selector, 'spec.selector', rule);
  if (isEmpty(selector)) {
    v.invalid(rule, 'spec.selector', selector, `empty selector is invalid for ${what}`);
  } else if (!isUsableSelector(selector)) {
    const isKnown = v.findings.some(({ path }) => path.startsWith('spec.selector.'));
    v.markEchoes(
      () => v.invalid(rule, 'spec.selector', selector, what === 'deployment' ? 'invalid label selector' : ''),
      () => isKnown,
    );
  } else if (!matchesLabels(selector, labels)) {
    reportMismatch(v, rule, labels, labelsHint(selector));
  }
}

/** Validates the selector of a DaemonSet, of which the server says less. */
export function validateDaemonSelector(v: Validation, rule: string, { selector, template }: any): void {
  const labels = template?.metadata?.labels;
  validateLabelSelector(v, selector, 'spec.selector', rule);
  if (!selector) {
    reportMismatch(v, rule, labels, selectorHint(labels));
  } else if (isUsableSelector(selector) && !matchesLabels(selector, labels)) {
    reportMismatch(v, rule, labels, labelsHint(selector));
  }
  if (selector && isEmpty(selector)) {
    v.invalid(rule, 'spec.selector', selector, 'empty selector is invalid for daemonset');
  }
}

/**
 * Pods that are replaced when they end must be meant to run forever.
 *
 * @param prefix of the rules: `DEP`
 * @param controller as the server names it in the error
 */
export function validateLongRunning(v: Validation, prefix: string, podSpec: any, controller: string): void {
  const restartPolicy = podSpec?.restartPolicy || 'Always';
  if (restartPolicy !== 'Always') {
    v.notSupported(
      `${prefix}-RESTARTPOLICY`,
      'spec.template.spec.restartPolicy',
      restartPolicy,
      ['Always'],
      'Remove restartPolicy',
    );
  }
  if (podSpec?.activeDeadlineSeconds !== undefined && podSpec.activeDeadlineSeconds !== null) {
    v.forbidden(
      `${prefix}-ACTIVEDEADLINE`,
      'spec.template.spec.activeDeadlineSeconds',
      `activeDeadlineSeconds in ${controller} is not Supported`,
    );
  }
}

/** Up to 1.28 several pods may not write to one disk of Google's. */
export function validateSharedDisks(v: Validation, podSpec: any): void {
  if (v.minor >= 29) return;
  (podSpec?.volumes ?? []).forEach(({ gcePersistentDisk }: any, i: number) => {
    if (!gcePersistentDisk || gcePersistentDisk.readOnly) return;
    v.invalid(
      'VOL-OTHER',
      `spec.template.spec.volumes[${i}].gcePersistentDisk.readOnly`,
      false,
      'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only',
    );
  });
}
