import { Validation } from './finding';
import { nonNegative } from './integers';

/** Fields that hold a number or a percentage: `1`, `"25%"`. */
export type IntOrPercent = number | string;

const PERCENT = /^[0-9]+%$/;

/** Validates a number that is not negative, or a percentage. */
export function validateIntOrPercent(v: Validation, rule: string, value: IntOrPercent, path: string): void {
  if (typeof value === 'number') {
    nonNegative(v, rule, path, value);
  } else if (!PERCENT.test(value)) {
    v.invalid(
      rule,
      path,
      value,
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', " +
        "regex used for validation is '[0-9]+%')",
      /^[0-9]+$/.test(value) ? 'Write the number without quotes, or with a % sign' : undefined,
    );
  }
}

/** A percentage has to be 100% at most; a number is not looked at. */
export function validateAtMost100Percent(v: Validation, rule: string, value: IntOrPercent, path: string): void {
  if (typeof value === 'string' && PERCENT.test(value) && numberOf(value) > 100) {
    v.invalid(rule, path, value, 'must not be greater than 100%');
  }
}

/** The number, or that before the percent sign. What is neither a number nor a percentage counts as 0. */
export function numberOf(value: IntOrPercent): number {
  if (typeof value === 'number') return value;
  return PERCENT.test(value) || /^[+-]?[0-9]+$/.test(value) ? parseInt(value, 10) : 0;
}
