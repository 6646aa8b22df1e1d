/**
 * ServiceAccount.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';

/** A ServiceAccount: only its metadata is validated. */
export function validateServiceAccount(v: Validation, { metadata }: any): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
}
