/**
 * ControllerRevision.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';

/** A ControllerRevision. */
export function validateControllerRevision(v: Validation, revision: any): void {
  const { data } = revision;
  validateObjectMeta(v, revision.metadata);
  validateGeneration(v, revision.metadata);
  nonNegative(v, 'REV-NONNEG', 'revision', revision.revision);
  if (data === undefined || data === null) {
    v.required('REV-DATA', 'data', 'data is mandatory');
  } else if (v.minor >= 31 && (typeof data !== 'object' || Array.isArray(data))) {
    v.required('REV-DATA', 'data', 'data must be a valid JSON object');
  }
}
