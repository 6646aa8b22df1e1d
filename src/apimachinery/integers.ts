import { Validation } from './finding';

/** A number that may be 0, but not less. */
export function nonNegative(v: Validation, rule: string, path: string, value: number | null | undefined): void {
  if (value !== undefined && value !== null && value < 0) {
    v.invalid(rule, path, value, 'must be greater than or equal to 0');
  }
}
