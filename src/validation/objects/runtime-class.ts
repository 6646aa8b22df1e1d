/**
 * RuntimeClass.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/runtime-class-v1/
 */
import { validateGeneration, validateGenericMeta, validateLabels } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';
import { validateResourceRequirements } from '../container/resource-requirements';
import { validateTolerations } from '../pod/toleration';

/** A RuntimeClass. */
export function validateRuntimeClass(v: Validation, runtimeClass: any): void {
  const { metadata, overhead, scheduling } = runtimeClass;
  const handler: string = runtimeClass.handler ?? '';
  // The server ignores the namespace.
  validateGenericMeta(v, metadata);
  validateGeneration(v, metadata);
  if (handler === '' && v.minor >= 36) v.required('RTC-HANDLER', 'handler');
  else v.invalidAll('RTC-HANDLER', 'handler', handler, dnsLabel(handler));
  if (overhead) validateResourceRequirements(v, { limits: overhead.podFixed }, new Set(), 'overhead');
  if (scheduling) validateScheduling(v, scheduling, 'scheduling');
}

function validateScheduling(v: Validation, { nodeSelector, tolerations }: any, path: string): void {
  validateLabels(v, nodeSelector, `${path}.nodeSelector`);
  const at = `${path}.tolerations`;
  // Up to 1.34 the path names them twice.
  validateTolerations(v, tolerations ?? [], v.minor >= 35 ? at : `${at}.tolerations`);
  const seen = new Set<string>();
  (tolerations ?? []).forEach((toleration: any, i: number) => {
    const text = JSON.stringify(['key', 'operator', 'value', 'effect'].map((field) => toleration[field] ?? ''));
    if (seen.has(text)) v.duplicate('RTC-TOLERATION-UNIQUE', `${at}[${i}]`, toleration);
    seen.add(text);
  });
}
