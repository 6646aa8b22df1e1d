/**
 * ResourceClaimTemplate.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateDeviceClaim } from './device-claim';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { validateClaimTemplateMetadata } from '../volume/volume-source';

/** A ResourceClaimTemplate. */
export function validateResourceClaimTemplate(v: Validation, { apiVersion, metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  validateClaimTemplateMetadata(v, spec?.metadata ?? {}, 'spec.metadata', 'DRA');
  validateDeviceClaim(v, spec?.spec, apiVersion, 'spec.spec');
}
