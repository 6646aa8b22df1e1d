/**
 * LimitRange.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/limit-range-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { qualifiedName } from '../../apimachinery/formats';
import { ONE } from '../../apimachinery/quantity';
import { mayOvercommit, validateContainerResourceName, validateResourceName } from '../../apimachinery/resource-name';
import { Amount, readResourceList, ResourceList } from '../container/resource-requirements';

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];
/** From here on the server counts in units instead of thousandths. */
const MAX_MILLI = (2n ** 63n - 1n) / 1000n;

interface Limits {
  readonly max: ResourceList;
  readonly min: ResourceList;
  readonly default: ResourceList;
  readonly defaultRequest: ResourceList;
  readonly maxLimitRequestRatio: ResourceList;
}

/** A LimitRange. */
export function validateLimitRange(v: Validation, { metadata, spec }: any): void {
  validateObjectMeta(v, metadata);
  validateGeneration(v, metadata);
  const types = new Set<string>();
  (spec?.limits ?? []).forEach((item: any, i: number) => {
    const path = `spec.limits[${i}]`;
    const type: string = item.type ?? '';
    validateType(v, type, `${path}.type`);
    if (types.has(type)) v.duplicate('LR-TYPE', `${path}.type`, type, 'write one item of a type');
    types.add(type);
    validateItem(v, item, type, path);
  });
}

function validateType(v: Validation, type: string, path: string): void {
  const messages = qualifiedName(type);
  v.invalidAll('LR-TYPE', path, type, messages);
  if (messages.length > 0 || type.includes('/') || TYPES.includes(type)) return;
  v.invalid(
    'LR-TYPE',
    path,
    type,
    'must be a standard limit type or fully qualified',
    `use one of ${TYPES.join(', ')}`,
  );
}

function validateItem(v: Validation, item: any, type: string, path: string): void {
  const limits = readLimits(item, type);
  const isPod = type === 'Pod';
  const nameRule = isPod || type === 'Container' ? validateContainerResourceName : validateResourceName;
  for (const field of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const) {
    if (isPod && field.startsWith('default')) {
      if (limits[field].size > 0) {
        v.forbidden('LR-DEFAULT', `${path}.${field}`, "may not be specified when `type` is 'Pod'");
      }
      continue;
    }
    for (const name of limits[field].keys()) nameRule(v, name, `${path}.${field}[${name}]`);
  }
  if (type === 'PersistentVolumeClaim' && !limits.min.has('storage') && !limits.max.has('storage')) {
    v.required(
      'LR-STORAGE',
      `${path}.limits`,
      'either minimum or maximum storage value is required, but neither was provided',
      'set min.storage or max.storage',
    );
  }
  const compared = isPod ? { ...limits, default: new Map(), defaultRequest: new Map() } : limits;
  const names = new Set(Object.values(compared).flatMap((list: ResourceList) => [...list.keys()]));
  for (const name of names) validateAmounts(v, compared, name, path);
}

/** The limits of an item; those of containers have defaults. */
function readLimits(item: any, type: string): Limits {
  const max = readResourceList(item.max);
  const min = readResourceList(item.min);
  const limit = readResourceList(item.default);
  const request = readResourceList(item.defaultRequest);
  const maxLimitRequestRatio = readResourceList(item.maxLimitRequestRatio);
  if (type !== 'Container') return { max, min, default: limit, defaultRequest: request, maxLimitRequestRatio };
  const limits = new Map([...max, ...limit]);
  const requests = new Map([...min, ...limits, ...request]);
  return { max, min, default: limits, defaultRequest: requests, maxLimitRequestRatio };
}

function validateAmounts(v: Validation, limits: Limits, name: string, path: string): void {
  const max = limits.max.get(name);
  const min = limits.min.get(name);
  const limit = limits.default.get(name);
  const request = limits.defaultRequest.get(name);
  const ratio = limits.maxLimitRequestRatio.get(name);
  const isMore = (a?: Amount, b?: Amount) => a !== undefined && b !== undefined && a.value > b.value;
  const report = (field: keyof Limits, value: Amount | undefined, detail: string) =>
    v.invalid('LR-AMOUNT', `${path}.${field}[${name}]`, value?.text, detail);

  if (isMore(min, max)) report('min', min, `min value ${min?.text} is greater than max value ${max?.text}`);
  if (isMore(min, request)) {
    report('defaultRequest', request, `min value ${min?.text} is greater than default request value ${request?.text}`);
  }
  if (isMore(request, max)) {
    report('defaultRequest', request, `default request value ${request?.text} is greater than max value ${max?.text}`);
  }
  if (isMore(request, limit)) {
    report(
      'defaultRequest',
      request,
      `default request value ${request?.text} is greater than default limit value ${limit?.text}`,
    );
  }
  if (isMore(min, limit)) report('default', min, `min value ${min?.text} is greater than default value ${limit?.text}`);
  if (isMore(limit, max)) report('default', max, `default value ${limit?.text} is greater than max value ${max?.text}`);
  if (ratio && ratio.value < ONE) report('maxLimitRequestRatio', ratio, `ratio ${ratio.text} is less than 1`);
  if (ratio && min && max) {
    const greatest = greatestRatio(min, max, ratio);
    if (greatest.ratio > greatest.possible) {
      report(
        'maxLimitRequestRatio',
        ratio,
        `ratio ${ratio.text} is greater than max/min = ${greatest.possible.toFixed(6)}`,
      );
    }
  }
  if (!mayOvercommit(name) && limit && request && limit.value !== request.value) {
    report(
      'defaultRequest',
      request,
      `default value ${limit.text} must equal to defaultRequest value ${request.text} in ${name}`,
    );
  }
}

/** The ratio that is asked for, and the one that the limits make possible. */
function greatestRatio(min: Amount, max: Amount, ratio: Amount): { ratio: number; possible: number } {
  const [least, most, asked] = [min.int64, max.int64, ratio.int64];
  if (least >= MAX_MILLI || most >= MAX_MILLI || asked >= MAX_MILLI) {
    return { ratio: Number(asked), possible: Number(most) / Number(least) };
  }
  return { ratio: Number(ratio.milli) / 1000, possible: Number(max.milli) / Number(min.milli) };
}
