/**
 * StorageVersionMigration.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/storage-version-migration/
 */
import { validateClusterMeta } from './cluster-meta';
import { Validation } from '../../apimachinery/finding';
import { dns1035Label, dnsSubdomain } from '../../apimachinery/formats';

const RULE = 'SVM';
const ALPHA = 'storagemigration.k8s.io/v1alpha1';

/** A StorageVersionMigration. */
export function validateStorageVersionMigration(v: Validation, { apiVersion, metadata, spec }: any): void {
  const { resource, group, version } = spec?.resource ?? {};
  validateClusterMeta(v, metadata);
  if (apiVersion === ALPHA) {
    if (!resource) v.required(RULE, 'spec.resource.resource', 'resource is required');
    if (!version) v.required(RULE, 'spec.resource.version', 'version is required');
    return;
  }
  if (!resource) v.required(RULE, 'spec.resource.resource', 'resource is required to be set');
  else report(v, resource, dns1035Label(resource), 'spec.resource.resource');
  if (group) report(v, group, dnsSubdomain(group), 'spec.resource.group');
}

function report(v: Validation, value: string, problems: readonly string[], path: string): void {
  if (problems.length > 0) v.invalid(RULE, path, value, problems.join(','));
}
