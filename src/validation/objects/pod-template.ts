/**
 * PodTemplate: a pod template that stands alone, and that nothing makes pods of.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-template-v1/
 */
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { validatePodTemplate } from '../pod/pod-template';

/** A PodTemplate. */
export function validatePodTemplateObject(v: Validation, podTemplate: any): void {
  validateObjectMeta(v, podTemplate.metadata);
  validatePodTemplate(v, podTemplate.template ?? {}, 'template');
}
