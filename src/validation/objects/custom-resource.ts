/** Custom resources: of them only the metadata is known. */
import { ObjectMeta, objectName, validateCommonMeta, validateOtherMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain, dnsSubdomainPrefix } from '../../apimachinery/formats';

/** Groups that are often served by servers of their own, which have names such as `system:admin`. */
const OWN_SERVERS = /(?:^|\.)openshift\.io$/;

/** Metadata of a custom resource: its name is a DNS subdomain. */
export function validateCustomMeta(v: Validation, group: string, metadata: ObjectMeta): void {
  const { generateName } = metadata;
  const name = objectName(metadata);
  if (name === '' || OWN_SERVERS.test(group)) return validateOtherMeta(v, metadata);
  if (generateName) {
    v.invalidAll('META-GENERATENAME', 'metadata.generateName', generateName, dnsSubdomainPrefix(generateName));
  }
  for (const message of dnsSubdomain(name)) {
    const rule = message.includes('no more than') ? 'META-NAME-LENGTH' : 'META-NAME-SUBDOMAIN';
    v.invalid(rule, 'metadata.name', name, message);
  }
  validateCommonMeta(v, metadata);
}
