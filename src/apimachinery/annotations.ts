/** The size of annotations, which is limited for all of them together. */

import { Validation } from './finding';
import { byteLength } from './formats';

/** The most bytes that all annotations of an object may have together. */
export const MAX_ANNOTATIONS_SIZE = 256 * 1024;

/** The bytes of all keys and values. */
export function annotationsSize(annotations: object | null | undefined): number {
  return Object.entries(annotations ?? {}).reduce(
    (size, [key, value]) => size + byteLength(key) + byteLength(String(value)),
    0,
  );
}

/** All annotations together must not be too large. */
export function validateAnnotationsSize(
  v: Validation,
  rule: string,
  annotations: object | null | undefined,
  path: string,
): void {
  if (!annotations || annotationsSize(annotations) <= MAX_ANNOTATIONS_SIZE) return;
  v.tooLong(rule, path, `may not be more than ${MAX_ANNOTATIONS_SIZE} bytes`);
}
