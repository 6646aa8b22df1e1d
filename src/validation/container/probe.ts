import { validateHandler } from './handler';
import { Validation } from '../../apimachinery/finding';

const COUNTERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/** Validates the probes of a container. */
export function validateProbes(v: Validation, container: any, path: string): void {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe) validateOneSuccessProbe(v, livenessProbe, `${path}.livenessProbe`);
  if (readinessProbe) validateReadinessProbe(v, readinessProbe, `${path}.readinessProbe`);
  if (startupProbe) validateOneSuccessProbe(v, startupProbe, `${path}.startupProbe`);
}

function validateOneSuccessProbe(v: Validation, probe: any, path: string): void {
  validateProbe(v, probe, path);
  // 0 is defaulted to 1.
  if (probe.successThreshold && probe.successThreshold !== 1) {
    v.invalid('PROBE', `${path}.successThreshold`, probe.successThreshold, 'must be 1');
  }
}

function validateReadinessProbe(v: Validation, probe: any, path: string): void {
  validateProbe(v, probe, path);
  if (probe.terminationGracePeriodSeconds != null) {
    v.invalid(
      'PROBE',
      `${path}.terminationGracePeriodSeconds`,
      probe.terminationGracePeriodSeconds,
      'must not be set for readinessProbes',
    );
  }
}

function validateProbe(v: Validation, probe: any, path: string): void {
  validateHandler(v, 'PROBE', probe, path, 0);
  for (const counter of COUNTERS) {
    if (probe[counter] < 0) {
      v.invalid('PROBE', `${path}.${counter}`, probe[counter], 'must be greater than or equal to 0');
    }
  }
  const { terminationGracePeriodSeconds: seconds } = probe;
  if (seconds != null && seconds <= 0) {
    v.invalid('PROBE', `${path}.terminationGracePeriodSeconds`, seconds, 'must be greater than 0');
  }
}
