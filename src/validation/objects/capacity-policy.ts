/** How much of a device's capacity a request may take. */
import { validateList } from './device-claim';
import { Validation } from '../../apimachinery/finding';
import { canonicalQuantity, ONE, parseQuantity } from '../../apimachinery/quantity';

const RULE = 'SLICE';
const MAX_VALUES = 10;
const MAX_INT64 = 2n ** 63n - 1n;

type Quantity = string | number;

const valueOf = (quantity: Quantity | null | undefined): bigint => parseQuantity(quantity ?? 0) ?? 0n;
const textOf = (quantity: Quantity | null | undefined) => canonicalQuantity(quantity ?? 0);

/** The `requestPolicy` of a capacity. */
export function validateRequestPolicy(v: Validation, policy: any, capacity: Quantity, path: string): void {
  const { default: usual, validValues, validRange } = policy;
  if (validValues?.length > 0 && validRange) {
    const detail =
      'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time';
    return v.forbidden(RULE, path, detail);
  }
  const field = validValues?.length > 0 ? 'validValues' : 'validRange';
  if (!policy[field]) return;
  if (usual == null) return v.required(RULE, `${path}.default`, `required when ${field} is defined`);
  if (field === 'validValues') validateValues(v, validValues, usual, capacity, `${path}.${field}`);
  else validateRange(v, validRange, usual, capacity, `${path}.${field}`);
}

/** With this gate, two amounts below one may differ. The smallest part is a thousandth. */
const FRACTIONS = 'DRAFractionalCapacityRange';
const MILLI = ONE / 1000n;

const isFraction = (value: bigint) => value % ONE !== 0n;
const isInMilli = (value: bigint) => value % MILLI === 0n && value / MILLI <= MAX_INT64;
const roundedUp = (value: bigint) => value / ONE + (value % ONE > 0n ? 1n : 0n);

function validateValues(
  v: Validation,
  values: readonly Quantity[],
  usual: Quantity,
  capacity: Quantity,
  path: string,
): void {
  values.forEach((value, i) => {
    if (i > 0 && valueOf(values[i - 1]) > valueOf(value)) {
      v.invalid(RULE, `${path}[${i}]`, textOf(value), 'values must be sorted in ascending order');
    }
  });
  const isTooLong = values.length > MAX_VALUES && v.minor >= 35;
  const isUsual = !isTooLong && values.some((value) => valueOf(value) === valueOf(usual));
  validateList(v, RULE, values, MAX_VALUES, path, (value, at) => {
    if (valueOf(value) > valueOf(capacity)) {
      v.invalid(RULE, at, textOf(value), `option is larger than capacity value: ${textOf(capacity)}`);
    }
  });
  const hasFractions = v.isOn(FRACTIONS);
  const seen = new Set<bigint>();
  (isTooLong ? [] : values).forEach((value, i) => {
    const key = hasFractions ? valueOf(value) : roundedUp(valueOf(value));
    if (seen.has(key)) v.duplicate(RULE, `${path}[${i}]`, hasFractions ? textOf(value) : String(key));
    seen.add(key);
  });
  if (!isUsual) v.invalid(RULE, path, textOf(usual), 'default value is not valid according to the requestPolicy');
}

function validateRange(
  v: Validation,
  range: { min?: Quantity | null; max?: Quantity | null; step?: Quantity | null },
  usual: Quantity,
  capacity: Quantity,
  path: string,
): void {
  const { min, max, step } = range;
  if (min == null) return v.required(RULE, `${path}.min`, 'required when validRange is defined');
  const refuse = (field: string, value: Quantity, detail: string) =>
    v.invalid(RULE, `${path}.${field}`, textOf(value), detail);
  const limit = `larger than capacity value: ${textOf(capacity)}`;
  if (valueOf(min) > valueOf(capacity)) refuse('min', min, `min is ${limit}`);
  if (valueOf(usual) < valueOf(min)) {
    refuse(v.minor >= 37 ? 'default' : 'min', usual, `default is less than min: ${textOf(min)}`);
  }
  if (max != null) {
    if (valueOf(min) > valueOf(max)) refuse('max', min, `min is larger than max: ${textOf(max)}`);
    if (valueOf(max) > valueOf(capacity)) refuse('max', max, `max is ${limit}`);
    if (valueOf(usual) > valueOf(max)) {
      refuse(v.minor >= 37 ? 'default' : 'max', usual, `default is more than max: ${textOf(max)}`);
    }
  }
  const fields = Object.entries({ default: usual, min, max, step }).filter(([, value]) => value != null);
  const useMilli = v.isOn(FRACTIONS) && fields.some(([, value]) => isFraction(valueOf(value)));
  const tooFine = useMilli ? fields.filter(([, value]) => !isInMilli(valueOf(value))) : [];
  for (const [field, value] of tooFine) refuse(field, value!, 'value cannot be represented as a milli value');
  if (tooFine.length > 0 || step == null) return;
  if (valueOf(step) <= 0n) return refuse('step', step, 'must be greater than zero');
  const first = valueOf(min) + valueOf(step);
  if (first > valueOf(capacity)) refuse('step', step, `one step ${canonicalQuantity(min, first)} is ${limit}`);
  if (v.minor >= 37 && !useMilli) {
    const unsafe = fields.filter(([, value]) => valueOf(value) < 0n || valueOf(value) > MAX_INT64 * ONE);
    for (const [field, value] of unsafe) {
      const isNegative = valueOf(value) < 0n;
      refuse(field, value!, isNegative ? 'must be greater than or equal to 0' : `must not be larger than ${MAX_INT64}`);
    }
    if (unsafe.length > 0) return;
  }
  const count = (value: Quantity) => (useMilli ? valueOf(value) / MILLI : roundedUp(valueOf(value)));
  for (const value of [usual, ...(max == null ? [] : [max])]) {
    if ((count(value) - count(min)) % count(step) !== 0n) {
      refuse('step', value, `value is not a multiple of a given step (${textOf(step)}) from (${textOf(min)})`);
    }
  }
}
