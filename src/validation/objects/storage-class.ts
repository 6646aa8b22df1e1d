/**
 * StorageClass.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/storage-class-v1/
 */
import { validateClusterMeta } from './cluster-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, lowerCase, qualifiedName } from '../../apimachinery/formats';

const RULE = 'STORAGE-CLASS';
const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const MAX_PARAMETERS = 512;
const MAX_PARAMETERS_SIZE = 256 * 1024;

/** A StorageClass. */
export function validateStorageClass(v: Validation, storageClass: any): void {
  const { metadata, provisioner, parameters, reclaimPolicy, volumeBindingMode, allowedTopologies } = storageClass;
  validateClusterMeta(v, metadata);
  validateDriver(v, RULE, provisioner, 'provisioner');
  validateParameters(v, RULE, parameters);
  if (reclaimPolicy && !RECLAIM_POLICIES.includes(reclaimPolicy)) {
    v.notSupported(RULE, 'reclaimPolicy', reclaimPolicy, RECLAIM_POLICIES);
  }
  if (volumeBindingMode != null && !BINDING_MODES.includes(volumeBindingMode)) {
    v.notSupported(RULE, 'volumeBindingMode', volumeBindingMode, BINDING_MODES);
  }
  validateTopologies(v, allowedTopologies ?? []);
}

/** The name of what makes the volumes. */
export function validateDriver(v: Validation, rule: string, driver: string | null | undefined, path: string): void {
  if (driver) v.invalidAll(rule, path, lowerCase(driver), qualifiedName(lowerCase(driver)));
  else v.required(rule, path);
}

/** Parameters for a driver; their meaning is the driver's. */
export function validateParameters(
  v: Validation,
  rule: string,
  parameters: Record<string, string> | null | undefined,
): void {
  const entries = Object.entries(parameters ?? {});
  if (entries.length > MAX_PARAMETERS) {
    v.tooLong(rule, 'parameters', `may not be more than ${MAX_PARAMETERS} bytes`);
    return;
  }
  if (entries.some(([key]) => key === '')) v.invalid(rule, 'parameters', '', 'field can not be empty.');
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > MAX_PARAMETERS_SIZE) {
    v.tooLong(rule, 'parameters', `may not be more than ${MAX_PARAMETERS_SIZE} bytes`);
  }
}

function validateTopologies(v: Validation, topologies: readonly any[]): void {
  const seen = new Set<string>();
  topologies.forEach((topology, i) => {
    const path = `allowedTopologies[${i}].matchLabelExpressions`;
    const expressions: readonly any[] = topology?.matchLabelExpressions ?? [];
    const text = validateExpressions(v, expressions, path);
    // The server compares with empty terms too, so that an empty term is always one too many.
    if (seen.has(text) || expressions.length === 0) {
      v.duplicate(RULE, path, '', expressions.length === 0 ? 'remove the empty term' : undefined);
    }
    seen.add(text);
  });
}

/** Answers with a text that is the same for terms that select the same. */
function validateExpressions(v: Validation, expressions: readonly any[], path: string): string {
  const byKey = new Map<string, string>();
  expressions.forEach((expression, i) => {
    const at = `${path}[${i}]`;
    const key: string = expression?.key ?? '';
    const values: readonly string[] = expression?.values ?? [];
    if (values.length === 0) v.required(RULE, `${at}.values`);
    values.forEach((value, j) => {
      if (values.indexOf(value) < j) v.duplicate(RULE, `${at}.values[${j}]`, value);
    });
    v.invalidAll(RULE, `${at}.key`, key, qualifiedName(key));
    if (byKey.has(key)) v.duplicate(RULE, `${at}.key`, key);
    byKey.set(key, JSON.stringify([...new Set(values)].sort()));
  });
  return JSON.stringify([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
}
