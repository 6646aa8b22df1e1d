import { Validation } from '../../apimachinery/finding';
import { lowerCase, qualifiedName } from '../../apimachinery/formats';
import { canonicalQuantity, parseQuantity } from '../../apimachinery/quantity';

/** The downward API's selectors: `fieldRef` and `resourceFieldRef`, of env and of volumes. */

/** What a pod has by this name; env and volumes each take a part of it. */
const POD_FIELDS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** `metadata.labels['a']` → [`metadata.labels`, `a`] */
function splitSubscript(fieldPath: string): [path: string, subscript: string] | undefined {
  if (!fieldPath.endsWith("']")) return undefined;
  const start = fieldPath.slice(0, -2).indexOf("['");
  return start > 0 ? [fieldPath.slice(0, start), fieldPath.slice(start + 2, -2)] : undefined;
}

/** Validates a `fieldRef`. */
export function validateFieldRef(
  v: Validation,
  rule: string,
  ref: any,
  supported: readonly string[],
  path: string,
): void {
  const fieldPath: string = ref.fieldPath ?? '';
  if (fieldPath === '') return v.required(rule, `${path}.fieldPath`);

  const notConverted = (why: string) =>
    v.invalid(rule, `${path}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`);
  if (ref.apiVersion && ref.apiVersion !== 'v1') return notConverted(`unsupported pod version: ${ref.apiVersion}`);

  const subscripted = splitSubscript(fieldPath);
  if (subscripted) {
    const [field, subscript] = subscripted;
    if (field === 'metadata.annotations') {
      v.invalidAll(rule, path, lowerCase(subscript), qualifiedName(lowerCase(subscript)));
    } else if (field === 'metadata.labels') {
      v.invalidAll(rule, path, subscript, qualifiedName(subscript));
    } else {
      notConverted(`field label does not support subscript: ${fieldPath}`);
    }
    return;
  }
  // An old name that is still taken.
  const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (!POD_FIELDS.has(field)) return notConverted(`field label not supported: ${fieldPath}`);
  if (!supported.includes(field)) v.notSupported(rule, `${path}.fieldPath`, field, supported);
  if (v.minor === 28 && field === 'status.hostIPs') {
    v.forbidden(rule, path, "may not be set when feature gate 'PodHostIPs' is not enabled");
  }
}

const RESOURCE_FIELDS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const SIZES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const DIVISORS: ReadonlyArray<readonly [resource: RegExp, name: string, divisors: readonly string[]]> = [
  [/^(limits|requests)\.cpu$/, 'cpu', ['1m', '1']],
  [/^(limits|requests)\.memory$/, 'memory', SIZES],
  [/^(limits|requests)\.ephemeral-storage$/, 'local ephemeral storage', SIZES],
  [/^(limits|requests)\.hugepages-/, 'hugepages', SIZES],
];

/** Validates a `resourceFieldRef`; a volume's must name the container. */
export function validateResourceFieldRef(v: Validation, rule: string, ref: any, path: string, inVolume: boolean): void {
  const resource: string = ref.resource ?? '';
  if (inVolume && !ref.containerName) {
    v.required(rule, `${path}.containerName`);
  } else if (resource === '') {
    v.required(rule, `${path}.resource`);
  } else if (!RESOURCE_FIELDS.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    v.notSupported(rule, `${path}.resource`, resource, RESOURCE_FIELDS);
  }

  const divisor: string | number = ref.divisor ?? 0;
  const value = parseQuantity(divisor);
  if (value === undefined || value === 0n) return;
  const known = DIVISORS.find(([names]) => names.test(resource));
  if (known && !known[2].includes(canonicalQuantity(divisor, value))) {
    const [, name, divisors] = known;
    const listed = name === 'cpu' ? '1m and 1' : divisors.join(', ');
    v.invalid(
      rule,
      `${path}.divisor`,
      resource,
      `only divisor's values ${listed} are supported with the ${name} resource`,
    );
  }
}
