/**
 * DeviceClass.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateConfigurations, validateSelectors } from './device-claim';
import { objectName, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { isExtendedResource } from '../../apimachinery/resource-name';

const RULE = 'DEVICE-CLASS';

/** A DeviceClass. */
export function validateDeviceClass(v: Validation, { metadata, spec }: any): void {
  // Since 1.35 the server looks at the whole name alone.
  const named = v.minor >= 35 ? { ...metadata, generateName: undefined, name: objectName(metadata) } : metadata;
  validateObjectMeta(v, named);
  validateSelectors(v, RULE, spec?.selectors ?? [], 'spec.selectors');
  validateConfigurations(v, RULE, spec?.config ?? [], 'spec.config');
  const name = spec?.extendedResourceName;
  if (name != null && !isExtendedResource(name)) {
    v.invalid(RULE, 'spec.extendedResourceName', name, 'must be a valid extended resource name');
  }
}
