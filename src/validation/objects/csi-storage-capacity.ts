/**
 * CSIStorageCapacity.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-storage-capacity-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain } from '../../apimachinery/formats';
import { parseQuantity } from '../../apimachinery/quantity';
import { validateLabelSelector } from '../pod/label-selector';

const RULE = 'CSI-CAPACITY';

/** A CSIStorageCapacity. */
export function validateCsiStorageCapacity(v: Validation, object: any): void {
  const { metadata, nodeTopology, storageClassName, capacity } = object;
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  validateLabelSelector(v, nodeTopology, 'nodeTopology', RULE);
  v.invalidAll(RULE, 'storageClassName', storageClassName ?? '', dnsSubdomain(storageClassName ?? ''));
  if (capacity != null && (parseQuantity(capacity) ?? 0n) < 0n) {
    v.invalid(RULE, 'capacity', capacity, 'must be greater than or equal to 0');
  }
}
