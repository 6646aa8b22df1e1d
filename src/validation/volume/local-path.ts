import { Validation } from '../../apimachinery/finding';

/** Paths inside a volume. */

export const hasBackstep = (path: string) => path.split('/').includes('..');

/** No element is `..`. */
export function validateNoBacksteps(v: Validation, rule: string, value: string, path: string): void {
  if (hasBackstep(value)) v.invalid(rule, path, value, "must not contain '..'");
}

/** Relative, and no element is `..`. */
export function validateDescendingPath(v: Validation, rule: string, value: string, path: string): void {
  if (value.startsWith('/')) v.invalid(rule, path, value, 'must be a relative path');
  validateNoBacksteps(v, rule, value, path);
}

/** Relative, no element is `..`, and it does not begin with `..` either. */
export function validateNonReservedPath(v: Validation, rule: string, value: string, path: string): void {
  validateDescendingPath(v, rule, value, path);
  if (value.startsWith('..') && !value.startsWith('../')) v.invalid(rule, path, value, "must not start with '..'");
}

/** The path without double and trailing slashes. */
export function normalizePath(path: unknown): unknown {
  return typeof path === 'string' ? path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1') : path;
}
