/**
 * PriorityClass.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/priority-class-v1/
 */
import { objectName, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { validatePreemptionPolicy } from '../pod/pod-spec';

const MAX_VALUE = 1000000000;
const SYSTEM_PREFIX = 'system-';
const SYSTEM_CLASSES = new Map([
  ['system-node-critical', 2 * MAX_VALUE + 1000],
  ['system-cluster-critical', 2 * MAX_VALUE],
]);

/** A PriorityClass. */
export function validatePriorityClass(v: Validation, priorityClass: any): void {
  const name = objectName(priorityClass.metadata);
  const value = priorityClass.value ?? 0;
  // The server ignores the namespace.
  validateObjectMeta(v, priorityClass.metadata);
  if (name.startsWith(SYSTEM_PREFIX)) {
    validateSystemClass(v, name, value, priorityClass.globalDefault);
  } else if (value > MAX_VALUE) {
    v.forbidden('PRIO-VALUE', 'value', `maximum allowed value of a user defined priority is ${MAX_VALUE}`);
  }
  validatePreemptionPolicy(v, 'PRIO-PREEMPTION', priorityClass.preemptionPolicy, 'preemptionPolicy');
}

function validateSystemClass(v: Validation, name: string, value: number, globalDefault: unknown): void {
  const forbid = (error: string) =>
    v.forbidden(
      'PRIO-SYSTEM',
      'metadata.name',
      `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${error}`,
    );
  const known = SYSTEM_CLASSES.get(name);
  if (known === undefined) forbid(`${name} is not a known system priority class`);
  else if (value !== known) forbid(`value of ${name} PriorityClass must be ${known}`);
  else if (globalDefault) forbid(`globalDefault of ${name} PriorityClass must be false`);
}
