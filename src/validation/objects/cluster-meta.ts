/** Metadata of the kinds that belong to no namespace. */
import { validateCustomMeta } from './custom-resource';
import { ObjectMeta, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { nonNegative } from '../../apimachinery/integers';

/** Validates metadata of a cluster-scoped kind whose names are DNS subdomains. The server ignores its namespace. */
export function validateClusterMeta(v: Validation, metadata: ObjectMeta | null | undefined): void {
  validateObjectMeta(v, { ...metadata, namespace: undefined });
  nonNegative(v, 'META-GENERATION', 'metadata.generation', metadata?.generation);
}

/** Validates metadata of a cluster-scoped kind for which a finalizer may be any qualified name. */
export function validateGenericMeta(v: Validation, metadata: ObjectMeta | null | undefined): void {
  validateCustomMeta(v, '', { ...metadata, namespace: undefined });
}
