/**
 * ResourceClaim.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateDeviceClaim } from './device-claim';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';

/** A ResourceClaim. */
export function validateResourceClaim(v: Validation, { apiVersion, metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  validateDeviceClaim(v, spec, apiVersion, 'spec');
}
