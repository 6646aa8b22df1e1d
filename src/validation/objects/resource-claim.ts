/**
 * ResourceClaim.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateDeviceClaim } from './device-claim';
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';

/** A ResourceClaim. */
export function validateResourceClaim(v: Validation, { apiVersion, metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  nonNegative(v, 'META-GENERATION', 'metadata.generation', metadata?.generation);
  validateDeviceClaim(v, spec, apiVersion, 'spec');
}
