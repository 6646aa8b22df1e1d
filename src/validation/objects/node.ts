/**
 * Node.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/
 */
import { validateClusterMeta } from './cluster-meta';
import { validateTextSet } from './text-set';
import { Validation } from '../../apimachinery/finding';
import { byteLength, labelValue, qualifiedName } from '../../apimachinery/formats';
import { cidr, cidrFamily } from '../../apimachinery/ip';
import { readResourceList, validateAmount } from '../container/resource-requirements';

const RULE = 'NODE';
const TAINTS = 'scheduler.alpha.kubernetes.io/taints';
const AVOIDED_PODS = 'scheduler.alpha.kubernetes.io/preferAvoidPods';
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const MAX_FEATURE = 253;
const MAX_OWNERS = 20;
const FEATURE = /^[A-Z][a-zA-Z0-9]*(\/[a-zA-Z][a-zA-Z0-9]*)*$/;

/** A Node. */
export function validateNode(v: Validation, { metadata, spec, status }: any): void {
  validateClusterMeta(v, metadata);
  validateAnnotations(v, metadata?.annotations ?? {}, 'metadata.annotations');
  // The server reports them as if they stood in the metadata.
  validateTaints(v, spec?.taints ?? [], 'metadata.taints');
  for (const field of ['capacity', 'allocatable']) {
    for (const [name, amount] of readResourceList(status?.[field])) {
      validateAmount(v, RULE, name, amount, `status.${field}.${name}`);
    }
  }
  const swap = status?.nodeInfo?.swap?.capacity;
  if (swap != null && swap <= 0) {
    v.invalid(RULE, 'metadata.nodeSwapStatus.capacity', swap, 'must be greater than 0');
  }
  validateFeatures(v, status?.declaredFeatures ?? [], 'status.declaredFeatures');
  validatePodCidrs(v, spec ?? {}, 'spec.podCIDRs');
  const owners: readonly string[] = spec?.podPreemptionPolicy?.disableResizePreemption ?? [];
  const path = 'spec.podPreemptionPolicy.disableResizePreemption';
  validateTextSet(v, RULE, owners, MAX_OWNERS, path, qualifiedName);
}

/** What once stood in annotations is still read there. */
function validateAnnotations(v: Validation, annotations: Record<string, string>, path: string): void {
  for (const name of [TAINTS, AVOIDED_PODS]) {
    if (!annotations[name]) continue;
    const at = name === TAINTS ? path : `${path}.AvoidPods`;
    const value = readJson(annotations[name]);
    const isShaped = name === TAINTS ? Array.isArray(value) && value.every(isTaint) : isObject(value);
    if (value !== null && !isShaped) {
      v.invalid(RULE, at, name, 'json: cannot be read', 'remove the annotation: nothing reads it any more');
    } else if (name === TAINTS) {
      validateTaints(v, (value as any[] | null) ?? [], `${path}.${name}`);
    } else {
      validateAvoidedPods(v, listOf((value as any)?.preferAvoidPods), `${path}.${name}`);
    }
  }
}

const isTaint = (value: any) =>
  isObject(value) && ['key', 'value', 'effect'].every((field) => typeof (value[field] ?? '') === 'string');
const listOf = (value: unknown): readonly any[] => (Array.isArray(value) ? value : []);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a text stands for; undefined when it is not JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function validateAvoidedPods(v: Validation, entries: readonly any[], path: string): void {
  entries.forEach((entry, i) => {
    const controller = entry?.podSignature?.podController;
    const at = `${path}[${i}].PodSignature`;
    if (!controller) {
      v.required(RULE, at);
    } else if (!controller.controller) {
      v.invalid(RULE, `${at}.PodController.Controller`, false, 'must point to a controller');
    }
  });
}

function validateTaints(v: Validation, taints: readonly any[], path: string): void {
  const seen = new Set<string>();
  taints.forEach((taint, i) => {
    const at = `${path}[${i}]`;
    const { key = '', value = '', effect = '', timeAdded = null } = withoutNulls(taint);
    v.invalidAll(RULE, `${at}.key`, key, qualifiedName(key));
    const messages = labelValue(value);
    if (messages.length > 0) v.invalid(RULE, `${at}.value`, value, messages.join(';'));
    if (effect === '') v.required(RULE, `${at}.effect`);
    else if (!EFFECTS.includes(effect)) v.notSupported(RULE, `${at}.effect`, effect, EFFECTS);
    if (seen.has(`${effect} ${key}`)) {
      v.add(RULE, at, 'Duplicate value', 'taints must be unique by key and effect pair', {
        value: { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded },
      });
    }
    seen.add(`${effect} ${key}`);
  });
}

const withoutNulls = (value: any) =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, item]) => item !== null)) as any;

function validateFeatures(v: Validation, features: readonly string[], path: string): void {
  features.forEach((feature, i) => {
    const at = `${path}[${i}]`;
    const name = `invalid feature name ${JSON.stringify(feature)}`;
    if (byteLength(feature) > MAX_FEATURE) {
      v.invalid(RULE, at, feature, `${name}: must be no more than ${MAX_FEATURE} characters`);
    } else if (!FEATURE.test(feature)) {
      v.invalid(
        RULE,
        at,
        feature,
        `${name}: must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., ` +
          'MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes',
      );
    }
    if (i > 0 && feature === features[i - 1]) v.duplicate(RULE, at, feature);
    else if (i > 0 && feature < features[i - 1]) v.invalid(RULE, at, feature, 'list must be sorted alphabetically');
  });
}

function validatePodCidrs(v: Validation, { podCIDR, podCIDRs }: any, path: string): void {
  const isReplaced = podCIDR && podCIDRs?.length > 0 && podCIDR !== podCIDRs[0];
  const ranges: readonly string[] = podCIDR && (isReplaced || !podCIDRs?.length) ? [podCIDR] : (podCIDRs ?? []);
  if (isReplaced) {
    v.warn('WARN-POD-CIDR', path, podCIDRs, 'is replaced by spec.podCIDR', 'podCIDR must be the first of podCIDRs');
  }
  ranges.forEach((range, i) => v.invalidAll(RULE, `${path}[${i}]`, range, cidr(range, v)));
  if (ranges.length < 2) return;
  const families = ranges.map(cidrFamily);
  const isDual = !families.includes(undefined) && new Set(families).size === 2;
  if (!isDual || ranges.length > 2) {
    v.invalid(RULE, path, ranges, 'may specify no more than one CIDR for each IP family');
  }
  if (v.minor > 32) return;
  ranges.forEach((range, i) => {
    if (ranges.indexOf(range) < i) v.duplicate(RULE, `${path}[${i}]`, range);
  });
}
