import { Validation } from './finding';
import { qualifiedName } from './formats';
import { didYouMean } from '../text/suggest';

/** What a container may ask for without a domain in the name. */
const CONTAINER_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Names without a domain that mean something somewhere, such as in a quota. */
const STANDARD_RESOURCES = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
]);
const INTEGER_RESOURCES = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const POD_RESOURCES = ['cpu', 'hugepages-', 'memory'];

export const isHugePages = (name: string) => name.startsWith('hugepages-');
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');

/** Whether requests may be less than limits. */
export const mayOvercommit = (name: string) => isNative(name) && !isHugePages(name);

/** What a pod as a whole may ask for. */
export const isPodResource = (name: string) => name === 'cpu' || name === 'memory' || isHugePages(name);

/** A name of the cluster's own devices, such as `nvidia.com/gpu`; a quota must be able to name it too. */
export const isExtendedResource = (name: string) =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;

/** A device of the cluster's own, such as `nvidia.com/gpu`. */
export const isDevice = (name: string) => !isNative(name);

/** Whether the name is one of those that Kubernetes itself knows in a quota. */
export const isQuotaResource = (name: string) =>
  name !== 'storage' && (STANDARD_RESOURCES.has(name) || isHugePages(name.replace(/^requests\./, '')));

/** Whether only whole numbers of it can be had. */
export const isCountedInIntegers = (name: string) => INTEGER_RESOURCES.has(name) || isExtendedResource(name);

/** Whether the name is well-formed, whoever may ask for it. */
export function validateResourceName(v: Validation, name: string, path: string, hint = resourceHint(name)): boolean {
  const messages = qualifiedName(name);
  v.invalidAll('RES-NAME', path, name, messages);
  if (messages.length > 0) return false;
  if (
    name.includes('/') ||
    STANDARD_RESOURCES.has(name) ||
    isHugePages(name) ||
    name.startsWith('requests.hugepages-')
  ) {
    return true;
  }
  v.invalid('RES-NAME', path, name, 'must be a standard resource type or fully qualified', hint);
  return false;
}

function resourceHint(name: string): string | undefined {
  return /^gpus?$/i.test(name) ? 'did you mean "nvidia.com/gpu"?' : didYouMean(name, CONTAINER_RESOURCES);
}

/** Kinds that a quota counts with their group. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  apps: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['jobs', 'cronjobs'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
};

/** What was meant by a name in a quota. */
export function quotaHint(name: string): string | undefined {
  const [group] = Object.entries(COUNTED).find(([, kinds]) => kinds.includes(name)) ?? [];
  if (group !== undefined) return `write count/${name}.${group}`;
  if (/gpu/i.test(name) && !name.includes('/')) return 'did you mean "requests.nvidia.com/gpu"?';
  return didYouMean(name, STANDARD_RESOURCES);
}

/** Validates a key of a container's `requests` or `limits`. */
export function validateContainerResourceName(v: Validation, name: string, path: string): void {
  if (CONTAINER_RESOURCES.has(name)) return;
  validateResourceName(v, name, path);
  if (!name.includes('/')) {
    if (!isHugePages(name)) v.invalid('RES-NAME', path, name, 'must be a standard resource for containers');
  } else if (!isNative(name) && !isExtendedResource(name)) {
    v.invalid('RES-NAME', path, name, "doesn't follow extended resource name standard");
  }
}

/** Validates a key of a pod's own `requests` or `limits`. */
export function validatePodResourceName(v: Validation, name: string, path: string): void {
  if (validateResourceName(v, name, path) && !isPodResource(name)) v.notSupported('RES-POD', path, name, POD_RESOURCES);
}

/** Validates a key of what a node has: `status.allocatable`. */
export function validateNodeResourceName(v: Validation, name: string, path: string): void {
  if (name === 'pods' || CONTAINER_RESOURCES.has(name) || !validateResourceName(v, name, path)) return;
  if (!name.includes('/') && !isHugePages(name)) {
    v.invalid(
      'RES-NAME',
      path,
      name,
      'must be a resource of nodes: cpu, memory, ephemeral-storage, pods, hugepages-2Mi or a device',
    );
  }
}

/** Validates a key of a quota's `hard`. */
export function validateQuotaResourceName(v: Validation, name: string, path: string): void {
  if (!validateResourceName(v, name, path)) return;
  if (name === 'storage') {
    v.invalid('RES-NAME', path, name, 'must be a standard resource for quota');
  }
  // The server takes it, and counts nothing.
  else if (isExtendedResource(name) && !/^count\/|\.storageclass\.storage\.k8s\.io\//.test(name)) {
    v.invalid('RES-NAME', path, name, 'limits nothing', `write requests.${name.replace(/^limits\./, '')}`);
  }
}
