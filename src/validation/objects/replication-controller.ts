/**
 * ReplicationController.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replication-controller-v1/
 */
import { validateObjectMeta } from './object-meta';
import { reportMismatch, validateLongRunning, validateSharedDisks } from './pod-controller';
import { warnAboutName } from './workload-warnings';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';
import { matchesLabels } from '../pod/label-selector';
import { validatePodTemplate } from '../pod/pod-template';

const isEmpty = (labels: object | null | undefined) => Object.keys(labels ?? {}).length === 0;

/** A ReplicationController. */
export function validateReplicationController(v: Validation, controller: any): void {
  const spec = controller.spec ?? {};
  const { metadata } = controller;
  const podLabels = spec.template?.metadata?.labels;
  // What has no labels and no selector shares the labels of its pods.
  const isShared = isEmpty(metadata?.labels);
  v.markEchoes(
    () => validateObjectMeta(v, isShared ? { ...metadata, labels: podLabels } : metadata),
    ({ path }) => isShared && path === 'metadata.labels',
  );
  nonNegative(v, 'RC-NONNEG', 'spec.minReadySeconds', spec.minReadySeconds);
  nonNegative(v, 'RC-NONNEG', 'spec.replicas', spec.replicas);
  const selector = isEmpty(spec.selector) ? podLabels : spec.selector;
  if (isEmpty(selector)) {
    v.required('RC-SELECTOR', 'spec.selector', '', 'Set it to labels of the pod template');
  } else if (spec.template && !matchesLabels({ matchLabels: selector }, podLabels)) {
    reportMismatch(v, 'RC-SELECTOR', podLabels);
  }
  if (spec.template) {
    validatePodTemplate(v, spec.template, 'spec.template', { controller: 'ReplicationController' });
    if (spec.replicas > 1) validateSharedDisks(v, spec.template.spec);
    validateLongRunning(v, 'RC', spec.template.spec, 'ReplicationController');
  } else {
    v.required('RC-TEMPLATE', 'spec.template');
  }
  warnAboutName(v, metadata);
}
