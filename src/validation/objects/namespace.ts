/**
 * Namespace.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/
 */
import { validateFinalizerName, validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';

/** A Namespace. */
export function validateNamespace(v: Validation, { metadata, spec }: any): void {
  validateObjectMeta(v, metadata, dnsLabel);
  validateGeneration(v, metadata);
  for (const finalizer of spec?.finalizers ?? []) {
    validateFinalizerName(v, 'NS-FINALIZER', finalizer, 'spec.finalizers');
  }
}
