/** Metadata of the kinds that belong to no namespace. */
import { validateCustomMeta } from './custom-resource';
import { ObjectMeta, validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';

/** Validates metadata of a cluster-scoped kind whose names are DNS subdomains. */
export function validateClusterMeta(v: Validation, metadata: ObjectMeta | null | undefined): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
}

/** Validates metadata of a cluster-scoped kind for which a finalizer may be any qualified name. */
export function validateGenericMeta(v: Validation, metadata: ObjectMeta | null | undefined): void {
  validateCustomMeta(v, '', metadata ?? {});
}
