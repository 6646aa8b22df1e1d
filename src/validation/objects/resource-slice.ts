/**
 * ResourceSlice.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
import { validateClusterMeta } from './cluster-meta';
import { validateCounters, validateDevice, validatePoolName } from './device';
import { validateAttributeName } from './device-attribute';
import { validateList } from './device-claim';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain } from '../../apimachinery/formats';
import { validateNodeSelector } from '../pod/node-selector';
import { validateCsiDriver } from '../volume/volume-source';

const RULE = 'SLICE';
const MAX_DEVICES = 128;
const MAX_ADVANCED_DEVICES = 64;
const MAX_COUNTER_SETS = 8;
/** Up to 1.34: in the whole slice. */
const MAX_COUNTERS = 32;
const MAX_CONSUMED_COUNTERS = 1024;
const HAVE_BASIC = ['resource.k8s.io/v1beta1', 'resource.k8s.io/v1alpha3'];
const OPERATIONS = ['*', 'NodePrepareResources', 'NodeUnprepareResources'];

/** A ResourceSlice. */
export function validateResourceSlice(v: Validation, { apiVersion, metadata, spec: given }: any): void {
  const spec = readSpec(given ?? {}, apiVersion);
  const { driver, pool, devices, sharedCounters } = spec;
  validateClusterMeta(v, metadata);
  validateCsiDriver(v, driver ?? '', 'spec.driver', RULE);
  validatePool(v, pool ?? {}, 'spec.pool');
  validateNodes(v, spec, 'spec');
  if (v.minor >= 35 && sharedCounters && devices) {
    v.invalid(RULE, 'spec', '', 'only one of `sharedCounters` or `devices` is allowed');
  }
  const max = v.minor >= 35 && isAdvanced(devices ?? [], v.minor) ? MAX_ADVANCED_DEVICES : MAX_DEVICES;
  validateList(v, RULE, devices ?? [], max, 'spec.devices', (device: any, path) =>
    validateDevice(v, device ?? {}, spec, path),
  );
  reportRepeated(v, devices ?? [], max, 'spec.devices', 'name');
  validateSharedCounters(v, sharedCounters ?? [], devices ?? [], 'spec.sharedCounters');
  if (spec.partitionTypeAttribute != null) validatePartitionType(v, spec, 'spec');
  validateSkippedOperations(v, spec.skipNodeOperations ?? [], 'spec.skipNodeOperations');
}

/** Older versions have the fields of a device in `basic`, and zero values for what newer versions leave out. */
function readSpec(spec: any, apiVersion: string): any {
  if (!HAVE_BASIC.includes(apiVersion)) return spec;
  const devices = spec.devices?.map((device: any) => ({ name: device?.name, ...device?.basic }));
  return { ...spec, devices, nodeName: spec.nodeName || undefined, allNodes: spec.allNodes || undefined };
}

function isAdvanced(devices: readonly any[], minor: number): boolean {
  return devices.some((device) => {
    const hasLists = Object.values<any>(device?.attributes ?? {}).some((attribute) =>
      ['bools', 'ints', 'strings', 'versions'].some((field) => attribute?.[field]),
    );
    return device?.taints?.length > 0 || device?.consumesCounters?.length > 0 || (minor >= 36 && hasLists);
  });
}

/** Items that must differ in a field. Before 1.35 the server reported the field, since then the item. */
function reportRepeated(v: Validation, items: readonly any[], max: number, path: string, field: string): void {
  if (items.length > max && v.minor >= 35) return;
  const seen = new Set<string>();
  items.forEach((item, i) => {
    const value: string = item?.[field] ?? '';
    if (seen.has(value)) v.duplicate(RULE, v.minor < 35 ? `${path}[${i}].${field}` : `${path}[${i}]`, value);
    seen.add(value);
  });
}

function validatePool(v: Validation, { name, generation, resourceSliceCount }: any, path: string): void {
  validatePoolName(v, RULE, name ?? '', `${path}.name`);
  const count = resourceSliceCount ?? 0;
  if (count <= 0) v.invalid(RULE, `${path}.resourceSliceCount`, count, 'must be greater than zero');
  if (generation < 0) v.invalid(RULE, `${path}.generation`, generation, 'must be greater than or equal to zero');
}

const SELECTIONS = ['nodeName', 'nodeSelector', 'allNodes', 'perDeviceNodeSelection'];

/** Where the devices are. */
function validateNodes(v: Validation, spec: any, path: string): void {
  const { nodeName, nodeSelector } = spec;
  if (nodeName === '') {
    v.invalid(RULE, `${path}.nodeName`, nodeName, 'must be either unset or set to a non-empty string');
  }
  if (nodeName) v.invalidAll(RULE, `${path}.nodeName`, nodeName, dnsSubdomain(nodeName));
  if (nodeSelector) {
    const terms = nodeSelector.nodeSelectorTerms ?? null;
    validateNodeSelector(v, nodeSelector, `${path}.nodeSelector`);
    if (terms?.length !== 1) {
      v.invalid(RULE, `${path}.nodeSelector.nodeSelectorTerms`, terms, 'must have exactly one node selector term');
    }
  }
  for (const field of ['allNodes', 'perDeviceNodeSelection']) {
    if (spec[field] === false) v.invalid(RULE, `${path}.${field}`, false, 'must be either unset or set to true');
  }
  const isOld = v.minor <= 32;
  const given = SELECTIONS.filter((field) => spec[field]).map((field) => `\`${field}\``);
  const required = isOld
    ? 'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required'
    : 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
  if (given.length === 0) v.required(RULE, path, required);
  if (given.length < 2) return;
  if (isOld) v.invalid(RULE, path, null, required);
  else v.invalid(RULE, path, `{${given.join(', ')}}`, `${required}, but multiple fields are set`);
}

const countOf = (sets: readonly any[]) => sets.reduce((sum, set) => sum + Object.keys(set?.counters ?? {}).length, 0);

function validateSharedCounters(v: Validation, sets: readonly any[], devices: readonly any[], path: string): void {
  const max = v.minor >= 35 ? MAX_COUNTER_SETS : Infinity;
  if (v.minor <= 34) validateTotals(v, sets, devices, path);
  validateList(v, RULE, sets, max, path, (set: any, at) => validateCounters(v, set ?? {}, 'name', at));
  reportRepeated(v, sets, max, path, 'name');
}

function validateTotals(v: Validation, sets: readonly any[], devices: readonly any[], path: string): void {
  const consumed = countOf(devices.flatMap((device) => device?.consumesCounters ?? []));
  if (consumed > MAX_CONSUMED_COUNTERS) {
    const detail = `the total number of counters in devices must not exceed ${MAX_CONSUMED_COUNTERS}`;
    v.invalid(RULE, 'spec.devices', consumed, detail);
  }
  const shared = countOf(sets);
  if (shared > MAX_COUNTERS) {
    v.invalid(RULE, path, shared, `the total number of shared counters must not exceed ${MAX_COUNTERS}`);
  }
}

/** An attribute that tells the partitions of a device apart: each device that consumes counters must have it. */
function validatePartitionType(v: Validation, spec: any, path: string): void {
  const name: string = spec.partitionTypeAttribute;
  const at = `${path}.partitionTypeAttribute`;
  const known = v.findings.length;
  validateAttributeName(v, RULE, name, at);
  const devices: readonly any[] = spec.devices ?? [];
  if (!devices.some((device) => device?.consumesCounters?.length > 0)) {
    return v.invalid(RULE, at, name, 'may only be set on a slice which declares devices that consume counters');
  }
  if (v.findings.length > known) return;
  const bare = name.startsWith(`${spec.driver}/`) ? name.slice(`${spec.driver}/`.length) : name;
  devices.forEach((device, i) => {
    if (!device?.consumesCounters?.length) return;
    const attribute = device.attributes?.[name] ?? device.attributes?.[bare];
    const where = `${path}.devices[${i}].attributes[${name}]`;
    if (!attribute) {
      v.required(
        RULE,
        where,
        'device consumes counters and `partitionTypeAttribute` names this attribute, so it must be set',
      );
    } else if (attribute.string == null) {
      v.invalid(RULE, where, attribute, 'must be a string value because `partitionTypeAttribute` names this attribute');
    }
  });
}

function validateSkippedOperations(v: Validation, operations: readonly string[], path: string): void {
  operations.forEach((operation, i) => {
    if (!OPERATIONS.includes(operation)) v.notSupported(RULE, `${path}[${i}]`, operation, OPERATIONS);
    if (operations.indexOf(operation) < i) v.duplicate(RULE, `${path}[${i}]`, operation);
  });
  const [all, prepare, unprepare] = OPERATIONS.map((operation) => operations.includes(operation));
  if (prepare && !unprepare && !all) {
    const detail = 'NodePrepareResources cannot be skipped unless NodeUnprepareResources is also skipped';
    v.invalid(RULE, path, operations, detail);
  }
}
