import { Format } from './cluster';
import { THROWN } from './judge';
import { FeatureGates } from '../../src/apimachinery/feature-gates';
import { Finding } from '../../src/apimachinery/finding';
import { validateManifest } from '../../src/validation/validate';

/** Warnings that say what errors would say: what is not validated, and what is lost. */
const TELLING = ['CEL-NOT-VALIDATED', 'CERT-NOT-VALIDATED', 'WARN-POD-CIDR'];

/** What the rules find in a manifest that is sent in that format: all errors, and those warnings. */
export function foundIn(manifest: any, minor: number, format: Format, gates?: FeatureGates): Finding[] {
  return findingsOf(manifest, minor, gates).filter(
    ({ rule, severity, detail }) =>
      (severity === 'error' || TELLING.includes(rule)) &&
      // Texts that YAML does not keep are fine in JSON.
      (format === 'yaml' || rule !== 'YAML-STRING') &&
      // Node ports are taken from their range when a Service is really created: a dry run does not look at it.
      !(rule === 'SVC-NODEPORT' && detail.includes('valid range')),
  );
}

function findingsOf(manifest: any, minor: number, gates?: FeatureGates): Finding[] {
  try {
    return validateManifest(manifest, minor, gates);
  } catch (error) {
    const detail = (error as Error).stack ?? String(error);
    return [{ rule: THROWN, severity: 'error', type: 'Invalid value', path: '', detail }];
  }
}
