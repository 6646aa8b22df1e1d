/**
 * APIService.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/
 */
import { objectName, validateGeneration, validateOtherMeta } from './object-meta';
import { base64Length } from '../../apimachinery/base64';
import { Validation } from '../../apimachinery/finding';
import { dns1035Label, dnsSubdomain, pathSegment, portNumber } from '../../apimachinery/formats';

const RULE = 'API-SERVICE';
const MAX_GROUP_PRIORITY = 20000;
const MAX_VERSION_PRIORITY = 1000;

/** An APIService. */
export function validateApiService(v: Validation, { metadata, spec }: any): void {
  const { group, version, groupPriorityMinimum, versionPriority, service, caBundle, insecureSkipTLSVerify } =
    spec ?? {};
  validateName(v, metadata ?? {}, `${version ?? ''}.${group ?? ''}`);
  if (!group && version !== 'v1') {
    v.required(RULE, 'spec.group', 'only v1 may have an empty group and it better be legacy kube');
  }
  if (group) v.invalidAll(RULE, 'spec.group', group, dnsSubdomain(group));
  v.invalidAll(RULE, 'spec.version', version ?? '', dns1035Label(version ?? ''));
  validatePriority(v, groupPriorityMinimum ?? 0, MAX_GROUP_PRIORITY, 'spec.groupPriorityMinimum');
  validatePriority(v, versionPriority ?? 0, MAX_VERSION_PRIORITY, 'spec.versionPriority');
  const hasBundle = caBundle != null && base64Length(caBundle) > 0;
  if (!service) {
    if (hasBundle) v.invalid(RULE, 'spec.caBundle', 'bytes', 'local APIServices may not have a caBundle');
    if (insecureSkipTLSVerify) {
      v.invalid(
        RULE,
        'spec.insecureSkipTLSVerify',
        true,
        'local APIServices may not have insecureSkipTLSVerify',
        'set service, or remove it',
      );
    }
    return;
  }
  validateService(v, service, 'spec.service');
  if (insecureSkipTLSVerify && hasBundle) {
    v.invalid(RULE, 'spec.insecureSkipTLSVerify', true, 'may not be true if caBundle is present');
  }
}

function validateName(v: Validation, metadata: any, required: string): void {
  validateOtherMeta(v, metadata);
  validateGeneration(v, metadata);
  const detail = `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(required)}`;
  const name = objectName(metadata);
  if (metadata.generateName) v.invalid(RULE, 'metadata.generateName', metadata.generateName, detail);
  if (name !== '' && pathSegment(name).length === 0 && name !== required) {
    v.invalid(RULE, 'metadata.name', name, detail, `write ${required}`);
  }
}

function validatePriority(v: Validation, priority: number, max: number, path: string): void {
  if (priority <= 0 || priority > max) {
    v.invalid(RULE, path, priority, `must be positive and less than ${max}`, `it may be from 1 to ${max}`);
  }
}

function validateService(v: Validation, { name, namespace, port }: any, path: string): void {
  if (!namespace) v.required(RULE, `${path}.namespace`);
  if (!name) v.required(RULE, `${path}.name`);
  const problems = portNumber(port ?? 443);
  if (problems.length > 0) v.invalid(RULE, `${path}.port`, port, `port is not valid: ${problems.join(', ')}`);
}
