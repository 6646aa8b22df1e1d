/**
 * VolumeAttributesClass.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
 */
import { validateClusterMeta } from './cluster-meta';
import { validateDriver, validateParameters } from './storage-class';
import { Validation } from '../../apimachinery/finding';

const RULE = 'VAC';

/** A VolumeAttributesClass. */
export function validateVolumeAttributesClass(v: Validation, { metadata, driverName, parameters }: any): void {
  validateClusterMeta(v, metadata);
  validateDriver(v, RULE, driverName, 'driverName');
  validateParameters(v, RULE, parameters);
  if (Object.keys(parameters ?? {}).length === 0) {
    v.required(RULE, 'parameters', 'must contain at least one key/value pair');
  }
}
