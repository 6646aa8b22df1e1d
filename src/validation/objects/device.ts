/** A device of a ResourceSlice. */
import { validateRequestPolicy } from './capacity-policy';
import { validateQualifiedAttribute } from './device-attribute';
import { taintEffects, validateList } from './device-claim';
import { validateTextSet } from './text-set';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../apimachinery/formats';
import { parseQuantity } from '../../apimachinery/quantity';
import { isHugePages } from '../../apimachinery/resource-name';
import { isSemver } from '../../apimachinery/semver';
import { validateNodeSelector } from '../pod/node-selector';

const RULE = 'SLICE';
const MAX_POOL_NAME = 253;
const MAX_ENTRIES = 32;
const MAX_VALUES = 48;
const MAX_TEXT = 64;
const MAX_TAINTS = 16;
const MAX_CONDITIONS = 4;
const MAX_CONSUMED_SETS = 2;
const MAX_COUNTERS = 32;
const MAX_GROUPS = 2;
const LIST_FIELDS = ['bools', 'ints', 'strings', 'versions'];

/** The name of a pool of devices. */
export function validatePoolName(v: Validation, rule: string, name: string, path: string): void {
  if (name === '') return v.required(rule, path);
  if (byteLength(name) > MAX_POOL_NAME) v.tooLong(rule, path, `may not be more than ${MAX_POOL_NAME} bytes`);
  for (const part of name.split('/')) v.invalidAll(rule, path, part, dnsSubdomain(part));
}

/** A device; `spec` is the slice's. */
export function validateDevice(v: Validation, device: any, spec: any, path: string): void {
  const { name, attributes, capacity, taints, allowMultipleAllocations } = device;
  v.invalidAll(RULE, `${path}.name`, name ?? '', dnsLabel(name ?? ''));
  validateSize(v, attributes ?? {}, capacity ?? {}, path);
  for (const [key, attribute] of Object.entries<any>(attributes ?? {})) {
    validateKey(v, key, `${path}.attributes`);
    validateAttribute(v, attribute ?? {}, `${path}.attributes[${key}]`);
  }
  for (const [key, amount] of Object.entries<any>(capacity ?? {})) {
    validateKey(v, key, `${path}.capacity`);
    const policy = amount?.requestPolicy;
    const at = `${path}.capacity[${key}].requestPolicy`;
    if (!policy) continue;
    if (allowMultipleAllocations) validateRequestPolicy(v, policy, amount.value ?? 0, at);
    else v.forbidden(RULE, at, 'allowMultipleAllocations must be true');
  }
  validateList(v, RULE, taints ?? [], MAX_TAINTS, `${path}.taints`, (taint: any, at) =>
    validateDeviceTaint(v, RULE, taint ?? {}, at),
  );
  validateConsumed(v, device.consumesCounters ?? [], spec.sharedCounters ?? [], path);
  validateNodes(v, device, spec.perDeviceNodeSelection === true, path);
  validateBinding(v, device, path);
  for (const [resource, allocatable] of Object.entries<any>(device.nodeAllocatableResources ?? {})) {
    const at = `${path}.nodeAllocatableResources[${resource}]`;
    validateNodeAllocatable(v, resource, allocatable ?? {}, capacity ?? {}, at);
  }
}

/** Up to 1.35 the server reported the key where it stands, since then at the map. */
function validateKey(v: Validation, key: string, path: string): void {
  const at = v.minor >= 36 ? path : `${path}[${key}]`;
  if (key === '' && v.minor <= 34) v.required(RULE, at, 'name required');
  else validateQualifiedAttribute(v, RULE, key, at);
}

function validateSize(v: Validation, attributes: any, capacity: any, path: string): void {
  const entries = Object.keys(attributes).length + Object.keys(capacity).length;
  if (entries > MAX_ENTRIES) {
    const detail = `the total number of attributes and capacities must not exceed ${MAX_ENTRIES}`;
    v.invalid(RULE, path, entries, detail);
  }
  const values = Object.values<any>(attributes)
    .map((attribute) => LIST_FIELDS.reduce((sum, field) => sum + (attribute?.[field]?.length ?? 0), 0) || 1)
    .reduce((sum, count) => sum + count, 0);
  if (v.minor >= 36 && values > MAX_VALUES) {
    v.invalid(RULE, path, values, `the total number of attribute values must not exceed ${MAX_VALUES}`);
  }
}

function validateAttribute(v: Validation, attribute: any, path: string): void {
  const given = ['bool', 'int', 'string', 'version', ...LIST_FIELDS].filter((field) => attribute[field] != null);
  if (attribute.string != null) validateText(v, attribute.string, `${path}.string`);
  if (attribute.version != null) validateVersion(v, attribute.version, `${path}.version`);
  for (const field of LIST_FIELDS) {
    if (attribute[field]?.length === 0) {
      v.invalid(RULE, `${path}.${field}`, [], 'must not be empty if specified');
    }
  }
  (attribute.strings ?? []).forEach((text: string, i: number) => validateText(v, text, `${path}.strings[${i}]`));
  (attribute.versions ?? []).forEach((text: string, i: number) => validateVersion(v, text, `${path}.versions[${i}]`));
  if (given.length === 1) return;
  const detail = 'exactly one value must be specified';
  if (given.length === 0 && v.minor <= 34) v.required(RULE, path, detail);
  else v.invalid(RULE, path, given.length === 0 ? '' : attribute, detail);
}

function validateText(v: Validation, text: string, path: string): void {
  if (byteLength(text) > MAX_TEXT) v.tooLong(RULE, path, `may not be more than ${MAX_TEXT} bytes`);
}

function validateVersion(v: Validation, version: string, path: string): void {
  if (!isSemver(version)) {
    v.invalid(RULE, path, version, 'must be a string compatible with semver.org spec 2.0.0');
  }
  validateText(v, version, path);
}

/** A taint of a device. */
export function validateDeviceTaint(v: Validation, rule: string, { key, value, effect }: any, path: string): void {
  const effects = taintEffects(v.minor);
  v.invalidAll(rule, `${path}.key`, key ?? '', qualifiedName(key ?? ''));
  if (value) v.invalidAll(rule, `${path}.value`, value, labelValue(value));
  if (!effect) v.required(rule, `${path}.effect`);
  else if (!effects.includes(effect)) v.notSupported(rule, `${path}.effect`, effect, effects);
}

/** A set of counters, of a slice or as a device consumes it, and the field that names it. */
export function validateCounters(v: Validation, set: any, nameField: string, path: string): void {
  const name: string = set[nameField] ?? '';
  const keys = Object.keys(set.counters ?? {});
  if (name === '') v.required(RULE, `${path}.${nameField}`);
  // Before 1.35 what a device names was not checked: it must be one of the slice's.
  else if (nameField === 'name' || v.minor >= 35) v.invalidAll(RULE, `${path}.${nameField}`, name, dnsLabel(name));
  const at = `${path}.counters`;
  if (keys.length === 0) v.required(RULE, at);
  if (keys.length > MAX_COUNTERS && v.minor >= 35) return v.tooMany(RULE, at, keys.length, MAX_COUNTERS);
  for (const key of keys) v.invalidAll(RULE, v.minor >= 36 ? at : `${at}[${key}]`, key, dnsLabel(key));
}

function validateConsumed(v: Validation, consumed: readonly any[], shared: readonly any[], path: string): void {
  const at = `${path}.consumesCounters`;
  const isOld = v.minor <= 34;
  validateList(v, RULE, consumed, isOld ? Infinity : MAX_CONSUMED_SETS, at, (set: any, where) => {
    validateCounters(v, set ?? {}, 'counterSet', where);
    const groups: readonly string[] = set?.compatibilityGroups ?? [];
    validateTextSet(v, RULE, groups, MAX_GROUPS, `${where}.compatibilityGroups`, dnsLabel);
  });
  if (isOld || consumed.length <= MAX_CONSUMED_SETS) reportRepeatedSets(v, consumed, at);
  if (isOld) validateReferences(v, consumed, shared, path);
}

function reportRepeatedSets(v: Validation, consumed: readonly any[], path: string): void {
  const names = consumed.map((set): string => set?.counterSet ?? '');
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) v.duplicate(RULE, `${path}[${i}]${v.minor <= 34 ? '.counterSet' : ''}`, name);
  });
}

/** Up to 1.34, counters stand in the same slice. */
function validateReferences(v: Validation, consumed: readonly any[], shared: readonly any[], path: string): void {
  const count = consumed.reduce((sum, set) => sum + Object.keys(set?.counters ?? {}).length, 0);
  if (count > MAX_COUNTERS) {
    v.invalid(RULE, path, count, `the total number of counters must not exceed ${MAX_COUNTERS}`);
  }
  consumed.forEach((set, i) => {
    const name: string = set?.counterSet ?? '';
    const at = `${path}.consumesCounters[${i}]`;
    const known = shared.find((other) => (other?.name ?? '') === name);
    if (!known) {
      const detail = 'must reference a counterSet defined in the ResourceSlice sharedCounters';
      return v.invalid(RULE, `${at}.counterSet`, name, detail);
    }
    for (const key of Object.keys(set?.counters ?? {})) {
      if (known.counters && Object.hasOwn(known.counters, key)) continue;
      v.invalid(RULE, `${at}.counters`, key, 'must reference a counter defined in the ResourceSlice sharedCounters');
    }
  });
}

const SELECTIONS = ['nodeName', 'nodeSelector', 'allNodes'];

/** Where the device is, if the slice leaves it to the devices. */
function validateNodes(v: Validation, device: any, isPerDevice: boolean, path: string): void {
  const { nodeName, nodeSelector, allNodes } = device;
  if (!isPerDevice) {
    if (SELECTIONS.every((field) => device[field] == null)) return;
    return v.invalid(
      RULE,
      path,
      null,
      '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ' +
        'ResourceSlice spec',
    );
  }
  if (nodeName === '') v.invalid(RULE, `${path}.nodeName`, nodeName, 'must not be empty');
  if (nodeName) v.invalidAll(RULE, `${path}.nodeName`, nodeName, dnsSubdomain(nodeName));
  if (nodeSelector) validateNodeSelector(v, nodeSelector, `${path}.nodeSelector`);
  if (allNodes === false) v.invalid(RULE, `${path}.allNodes`, false, 'must be either unset or set to true');
  const given = SELECTIONS.filter((field) => device[field]).map((field) => `\`${field}\``);
  const detail =
    'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to ' +
    'true in the ResourceSlice spec';
  if (given.length === 0) v.required(RULE, path, detail);
  if (given.length > 1) v.invalid(RULE, path, `{${given.join(', ')}}`, detail);
}

/** What has to be true of a device before a pod gets it, and what means that it never will be. */
function validateBinding(v: Validation, device: any, path: string): void {
  const [conditions, failures] = ['bindingConditions', 'bindingFailureConditions'].map((field) => {
    const list: readonly string[] = device[field] ?? [];
    const at = `${path}.${field}`;
    validateList(v, RULE, list, MAX_CONDITIONS, at, (condition, where) =>
      v.invalidAll(RULE, where, condition, qualifiedName(condition)),
    );
    return { list, at };
  });
  for (const { list, at } of [conditions, failures]) {
    list.forEach((condition, i) => {
      if (list.indexOf(condition) < i) v.duplicate(RULE, `${at}[${i}]`, condition);
      if (list === failures.list && conditions.list.includes(condition)) {
        const detail = 'bindingFailureConditions must not overlap with bindingConditions';
        v.invalid(RULE, `${at}[${i}]`, condition, detail);
      }
    });
  }
  if (conditions.list.length === 0 && failures.list.length > 0) {
    v.invalid(RULE, conditions.at, null, 'bindingConditions are required to use bindingFailureConditions');
  }
  if (failures.list.length === 0 && conditions.list.length > 0) {
    v.invalid(RULE, failures.at, null, 'bindingFailureConditions are required to use bindingConditions');
  }
}

const isPositive = (quantity: string | number) => parseQuantity(quantity)! > 0n;

/** What a node gives to its pods along with the device. */
function validateNodeAllocatable(v: Validation, resource: string, given: any, capacity: any, path: string): void {
  if (resource !== 'cpu' && resource !== 'memory' && !isHugePages(resource)) {
    v.invalid(RULE, path, resource, 'must be a node allocatable resource name');
  }
  const { mapping, overhead } = given;
  if (!mapping && !overhead) v.required(RULE, path, 'at least one of mapping or overhead must be set');
  if (mapping) validateMapping(v, mapping, capacity, `${path}.mapping`);
  if (!overhead) return;
  if (overhead.perPod == null && overhead.perContainer == null) {
    return v.invalid(RULE, `${path}.overhead`, '', 'at least one of perPod or perContainer must be set');
  }
  for (const field of ['perPod', 'perContainer']) {
    const amount = overhead[field];
    if (amount != null && parseQuantity(amount)! < 0n) {
      v.invalid(RULE, `${path}.overhead.${field}`, amount, 'must be non-negative');
    }
  }
}

function validateMapping(v: Validation, mapping: any, capacity: any, path: string): void {
  const { capacityKey, capacityMultiplier, deviceMultiplier } = mapping;
  const given = ['capacityKey', 'deviceMultiplier'].filter((field) => mapping[field] != null);
  if (given.length !== 1) {
    v.invalid(RULE, path, given.join(', '), 'must specify exactly one of: `capacityKey`, `deviceMultiplier`');
  }
  if (capacityKey === '') {
    v.invalid(RULE, `${path}.capacityKey`, '', 'capacityKey must not be an empty string');
  } else if (capacityKey != null && !Object.hasOwn(capacity, capacityKey)) {
    v.notFound(RULE, `${path}.capacityKey`, capacityKey);
  }
  if (capacityKey != null && capacityMultiplier == null) {
    v.required(RULE, `${path}.capacityMultiplier`, 'capacityMultiplier is required when capacityKey is set');
  }
  if (capacityKey == null && capacityMultiplier != null) {
    v.required(RULE, `${path}.capacityKey`, 'capacityKey is required when capacityMultiplier is set');
  }
  if (capacityKey != null && capacityMultiplier != null && !isPositive(capacityMultiplier)) {
    v.invalid(RULE, `${path}.capacityMultiplier`, capacityMultiplier, 'must be positive');
  }
  if (deviceMultiplier != null && !isPositive(deviceMultiplier)) {
    v.invalid(RULE, `${path}.deviceMultiplier`, deviceMultiplier, 'must be positive');
  }
}
