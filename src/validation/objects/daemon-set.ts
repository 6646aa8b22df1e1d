/**
 * DaemonSet.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/
 */
import { validateObjectMeta } from './object-meta';
import { validateDaemonSelector, validateLongRunning, validateSharedDisks } from './pod-controller';
import { Validation } from '../../apimachinery/finding';
import { numberOf, validateAtMost100Percent, validateIntOrPercent } from '../../apimachinery/int-or-percent';
import { nonNegative } from '../../apimachinery/integers';
import { validatePodTemplate } from '../pod/pod-template';

const RULE = 'DS-STRATEGY';

/** A DaemonSet. */
export function validateDaemonSet(v: Validation, daemonSet: any): void {
  const spec = daemonSet.spec ?? {};
  validateObjectMeta(v, daemonSet.metadata);
  validateDaemonSelector(v, 'DS-SELECTOR', spec);
  validatePodTemplate(v, spec.template ?? {}, 'spec.template', { controller: 'DaemonSet' });
  validateSharedDisks(v, spec.template?.spec);
  validateLongRunning(v, 'DS', spec.template?.spec, 'DaemonSet');
  nonNegative(v, 'DS-NONNEG', 'spec.minReadySeconds', spec.minReadySeconds);
  validateUpdateStrategy(v, spec.updateStrategy ?? {}, 'spec.updateStrategy');
  nonNegative(v, 'DS-NONNEG', 'spec.revisionHistoryLimit', spec.revisionHistoryLimit);
}

function validateUpdateStrategy(v: Validation, strategy: any, path: string): void {
  const type = strategy.type || 'RollingUpdate';
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') return v.notSupported(RULE, path, strategy, ['RollingUpdate', 'OnDelete']);
  const maxUnavailable = strategy.rollingUpdate?.maxUnavailable ?? 1;
  const maxSurge = strategy.rollingUpdate?.maxSurge ?? 0;
  for (const [field, value] of Object.entries({ maxUnavailable, maxSurge })) {
    validateIntOrPercent(v, RULE, value, `${path}.rollingUpdate.${field}`);
    validateAtMost100Percent(v, RULE, value, `${path}.rollingUpdate.${field}`);
  }
  const isUnavailable = numberOf(maxUnavailable) !== 0;
  const isSurging = numberOf(maxSurge) !== 0;
  if (isUnavailable && isSurging) {
    v.invalid(
      RULE,
      `${path}.rollingUpdate.maxSurge`,
      maxSurge,
      'may not be set when maxUnavailable is non-zero',
      'Set maxUnavailable: 0; its default is 1',
    );
  } else if (!isUnavailable && !isSurging) {
    v.required(RULE, `${path}.rollingUpdate.maxUnavailable`, 'cannot be 0 when maxSurge is 0');
  }
}
