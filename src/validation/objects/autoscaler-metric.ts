import { validateCrossVersionReference } from './cross-version-reference';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel, pathSegment } from '../../apimachinery/formats';
import { parseQuantity } from '../../apimachinery/quantity';
import { validateContainerResourceName } from '../../apimachinery/resource-name';

const RULE = 'HPA-METRIC';
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

/** The sources, in the order in which the server looks at them: only the first that is there. */
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof SOURCES)[number];

const SOURCE_RULES: Record<Source, (v: Validation, source: any, path: string) => void> = {
  object: validateObject,
  external: validateExternal,
  pods: validatePods,
  resource: validateResource,
  containerResource: validateContainerResource,
};

const fieldOf = (type: string) => `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
const isSet = (value: any): boolean => value !== undefined && value !== null;

/** Validates one of `metrics` of a HorizontalPodAutoscaler. */
export function validateMetric(v: Validation, metric: any, path: string): void {
  const type: string = metric.type ?? '';
  const given = SOURCES.filter((source) => isSet(metric[source]));
  if (type === '') v.required(RULE, `${path}.type`, 'must specify a metric source type');
  if (!TYPES.includes(type)) v.notSupported(RULE, `${path}.type`, type, TYPES);
  if (given.length > 0) SOURCE_RULES[given[0]](v, metric[given[0]], `${path}.${given[0]}`);
  const expected = TYPES.includes(type) ? fieldOf(type) : undefined;
  if (expected && !isSet(metric[expected])) {
    v.required(RULE, `${path}.${expected}`, 'must populate information for the given metric source');
  }
  if (given.length < 2) return;
  for (const source of given) {
    if (source !== expected) v.forbidden(RULE, `${path}.${source}`, 'must populate the given metric source only');
  }
}

function validateObject(v: Validation, { describedObject, metric, target }: any, path: string): void {
  validateCrossVersionReference(v, RULE, describedObject ?? {}, `${path}.describedObject`, false);
  validateIdentifier(v, metric ?? {}, `${path}.metric`);
  validateTarget(v, target ?? {}, `${path}.target`);
  if (!isSet(target?.value) && !isSet(target?.averageValue)) {
    v.required(RULE, `${path}.target.averageValue`, 'must set either a target value or averageValue');
  }
}

function validateExternal(v: Validation, { metric, target }: any, path: string): void {
  validateIdentifier(v, metric ?? {}, `${path}.metric`);
  validateTarget(v, target ?? {}, `${path}.target`);
  const hasValue = isSet(target?.value);
  const hasAverage = isSet(target?.averageValue);
  if (!hasValue && !hasAverage) {
    v.required(RULE, `${path}.target.averageValue`, 'must set either a target value for metric or a per-pod target');
  }
  if (hasValue && hasAverage) {
    v.forbidden(RULE, `${path}.target.value`, 'may not set both a target value for metric and a per-pod target');
  }
}

function validatePods(v: Validation, { metric, target }: any, path: string): void {
  validateIdentifier(v, metric ?? {}, `${path}.metric`);
  validateTarget(v, target ?? {}, `${path}.target`);
  if (!isSet(target?.averageValue)) {
    v.required(RULE, `${path}.target.averageValue`, 'must specify a positive target averageValue');
  }
}

function validateResource(v: Validation, { name, target }: any, path: string): void {
  if (!name) v.required(RULE, `${path}.name`, 'must specify a resource name');
  validateUsage(v, target ?? {}, `${path}.target`);
}

function validateContainerResource(v: Validation, { name, container, target }: any, path: string): void {
  if (name) validateContainerResourceName(v, name, `${path}.name`);
  else v.required(RULE, `${path}.name`, 'must specify a resource name');
  if (container) v.invalidAll(RULE, `${path}.container`, container, dnsLabel(container));
  else v.required(RULE, `${path}.container`, 'must specify a container');
  validateUsage(v, target ?? {}, `${path}.target`);
}

/** The target of a resource that pods use. */
function validateUsage(v: Validation, target: any, path: string): void {
  validateTarget(v, target, path);
  const hasUtilization = isSet(target.averageUtilization);
  const hasValue = isSet(target.averageValue);
  if (!hasUtilization && !hasValue) {
    v.required(RULE, `${path}.averageUtilization`, 'must set either a target raw value or a target utilization');
  }
  if (hasUtilization && hasValue) {
    v.forbidden(RULE, `${path}.averageValue`, 'may not set both a target raw value and a target utilization');
  }
}

function validateTarget(v: Validation, target: any, path: string): void {
  const type: string = target.type ?? '';
  if (type === '') v.required(RULE, `${path}.type`, 'must specify a metric target type');
  if (!TARGET_TYPES.includes(type)) {
    v.invalid(RULE, `${path}.type`, type, 'must be either Utilization, Value, or AverageValue');
  }
  for (const field of ['value', 'averageValue']) {
    if (isSet(target[field]) && (parseQuantity(target[field]) ?? 0n) <= 0n) {
      v.invalid(RULE, `${path}.${field}`, target[field], 'must be positive');
    }
  }
  if (isSet(target.averageUtilization) && target.averageUtilization < 1) {
    v.invalid(RULE, `${path}.averageUtilization`, target.averageUtilization, 'must be greater than 0');
  }
}

function validateIdentifier(v: Validation, { name }: any, path: string): void {
  if (!name) v.required(RULE, `${path}.name`, 'must specify a metric name');
  else v.invalidAll(RULE, `${path}.name`, name, pathSegment(name));
}
