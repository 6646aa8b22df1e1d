/**
 * DeviceTaintRule.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateClusterMeta } from './cluster-meta';
import { validateDeviceTaint, validatePoolName } from './device';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';
import { validateCsiDriver } from '../volume/volume-source';

const RULE = 'DEVICE-TAINT';

/** A DeviceTaintRule. */
export function validateDeviceTaintRule(v: Validation, { metadata, spec }: any): void {
  const { driver, pool, device } = spec?.deviceSelector ?? {};
  const path = 'spec.deviceSelector';
  validateClusterMeta(v, metadata);
  if (driver != null) validateCsiDriver(v, driver, `${path}.driver`, RULE);
  if (pool != null) validatePoolName(v, RULE, pool, `${path}.pool`);
  if (device != null) v.invalidAll(RULE, `${path}.device`, device, dnsLabel(device));
  validateDeviceTaint(v, RULE, spec?.taint ?? {}, 'spec.taint');
}
