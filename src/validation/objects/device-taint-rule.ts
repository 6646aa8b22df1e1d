/**
 * DeviceTaintRule.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateClusterMeta } from './cluster-meta';
import { taintEffects } from './device-claim';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../apimachinery/formats';
import { validateCsiDriver } from '../volume/volume-source';

const RULE = 'DEVICE-TAINT';
const MAX_POOL_NAME = 253;

/** A DeviceTaintRule. */
export function validateDeviceTaintRule(v: Validation, { metadata, spec }: any): void {
  const { driver, pool, device } = spec?.deviceSelector ?? {};
  const path = 'spec.deviceSelector';
  validateClusterMeta(v, metadata);
  if (driver != null) validateCsiDriver(v, driver, `${path}.driver`, RULE);
  if (pool != null) validatePool(v, pool, `${path}.pool`);
  if (device != null) v.invalidAll(RULE, `${path}.device`, device, dnsLabel(device));
  validateTaint(v, spec?.taint ?? {}, 'spec.taint');
}

function validatePool(v: Validation, pool: string, path: string): void {
  if (pool === '') return v.required(RULE, path);
  if (byteLength(pool) > MAX_POOL_NAME) v.tooLong(RULE, path, `may not be more than ${MAX_POOL_NAME} bytes`);
  for (const part of pool.split('/')) v.invalidAll(RULE, path, part, dnsSubdomain(part));
}

function validateTaint(v: Validation, { key, value, effect }: any, path: string): void {
  const effects = taintEffects(v.minor);
  v.invalidAll(RULE, `${path}.key`, key ?? '', qualifiedName(key ?? ''));
  if (value) v.invalidAll(RULE, `${path}.value`, value, labelValue(value));
  if (!effect) v.required(RULE, `${path}.effect`);
  else if (!effects.includes(effect)) v.notSupported(RULE, `${path}.effect`, effect, effects);
}
