/**
 * ReplicaSet.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replica-set-v1/
 */
import { validateObjectMeta } from './object-meta';
import { validateLongRunning, validateSharedDisks, validateTemplateSelector } from './pod-controller';
import { warnAboutName } from './workload-warnings';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';
import { validatePodTemplate } from '../pod/pod-template';

/** A ReplicaSet. */
export function validateReplicaSet(v: Validation, replicaSet: any): void {
  const spec = replicaSet.spec ?? {};
  validateObjectMeta(v, replicaSet.metadata);
  nonNegative(v, 'RS-NONNEG', 'spec.replicas', spec.replicas);
  nonNegative(v, 'RS-NONNEG', 'spec.minReadySeconds', spec.minReadySeconds);
  validateTemplateSelector(v, 'RS-SELECTOR', spec, 'deployment');
  validatePodTemplate(v, spec.template ?? {}, 'spec.template', { controller: 'ReplicaSet' });
  if (spec.replicas > 1) validateSharedDisks(v, spec.template?.spec);
  validateLongRunning(v, 'RS', spec.template?.spec, 'ReplicaSet');
  warnAboutName(v, replicaSet.metadata);
}
