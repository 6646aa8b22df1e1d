import { Format } from './cluster';
import { THROWN } from './judge';
import { Finding } from '../../src/apimachinery/finding';
import { validateManifest } from '../../src/validation/validate';

/** What the rules find in a manifest that is sent in that format: all errors, and CEL-NOT-VALIDATED. */
export function foundIn(manifest: any, minor: number, format: Format): Finding[] {
  return findingsOf(manifest, minor).filter(
    ({ rule, severity, detail }) =>
      (severity === 'error' || rule === 'CEL-NOT-VALIDATED') &&
      // Texts that YAML does not keep are fine in JSON.
      (format === 'yaml' || rule !== 'YAML-STRING') &&
      // Node ports are taken from their range when a Service is really created: a dry run does not look at it.
      !(rule === 'SVC-NODEPORT' && detail.includes('valid range')),
  );
}

function findingsOf(manifest: any, minor: number): Finding[] {
  try {
    return validateManifest(manifest, minor);
  } catch (error) {
    const detail = (error as Error).stack ?? String(error);
    return [{ rule: THROWN, severity: 'error', type: 'Invalid value', path: '', detail }];
  }
}
