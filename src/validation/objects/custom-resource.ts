/** Custom resources: of them only the metadata is known. */
import { ObjectMeta, objectName, validateCommonMeta, validateName, validateOtherMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain } from '../../apimachinery/formats';

/** Groups that are often served by servers of their own, which have names such as `system:admin`. */
const OWN_SERVERS = /(?:^|\.)openshift\.io$/;

/** Metadata of a custom resource: its name is a DNS subdomain. */
export function validateCustomMeta(v: Validation, group: string, metadata: ObjectMeta): void {
  if (objectName(metadata) === '' || OWN_SERVERS.test(group)) return validateOtherMeta(v, metadata);
  validateName(v, metadata, dnsSubdomain);
  validateCommonMeta(v, metadata);
}
