/**
 * ResourceClaimTemplate.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateDeviceClaim } from './device-claim';
import { validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';
import { validateClaimTemplateMetadata } from '../volume/volume-source';

/** A ResourceClaimTemplate. */
export function validateResourceClaimTemplate(v: Validation, { apiVersion, metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  nonNegative(v, 'META-GENERATION', 'metadata.generation', metadata?.generation);
  validateClaimTemplateMetadata(v, spec?.metadata ?? {}, 'spec.metadata', 'DRA');
  validateDeviceClaim(v, spec?.spec, apiVersion, 'spec.spec');
}
