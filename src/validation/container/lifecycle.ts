import { validateHandler } from './handler';
import { Validation } from '../../apimachinery/finding';

/** Validates `containers[].lifecycle`. */
export function validateLifecycle(v: Validation, { postStart, preStop }: any, path: string, gracePeriod: number): void {
  if (postStart) validateHandler(v, 'LIFECYCLE', postStart, `${path}.postStart`, gracePeriod);
  if (preStop) validateHandler(v, 'LIFECYCLE', preStop, `${path}.preStop`, gracePeriod);
}
