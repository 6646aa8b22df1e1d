/**
 * Namespace.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/
 */
import { validateFinalizerName, validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';

const LEVELS = ['privileged', 'baseline', 'restricted'];
const MODES = ['enforce', 'audit', 'warn'];
const VERSION = /^(?:latest|v1\.(?:0|[1-9]\d*))$/;

/** A Namespace. */
export function validateNamespace(v: Validation, { metadata, spec }: any): void {
  validateObjectMeta(v, metadata, dnsLabel);
  validateGeneration(v, metadata);
  for (const finalizer of spec?.finalizers ?? []) {
    validateFinalizerName(v, 'NS-FINALIZER', finalizer, 'spec.finalizers');
  }
  if (!v.isUpdate) validatePodSecurityLabels(v, metadata?.labels ?? {});
}

/** Labels that say which Pod Security Standard holds; the admission controller refuses others. */
export function validatePodSecurityLabels(v: Validation, labels: Readonly<Record<string, string>>): void {
  const report = (label: string, detail: string) =>
    v.invalid('NS-POD-SECURITY', `metadata.labels[${label}]`, labels[label], detail);
  for (const mode of MODES) {
    const label = `pod-security.kubernetes.io/${mode}`;
    const version = `${label}-version`;
    if (Object.hasOwn(labels, label) && !LEVELS.includes(labels[label])) {
      report(label, `must be one of ${LEVELS.join(', ')}`);
    }
    if (Object.hasOwn(labels, version) && !VERSION.test(labels[version])) report(version, 'must be "latest" or "v1.x"');
  }
}
