/**
 * Deployment.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
 */
import { validateObjectMeta } from './object-meta';
import { validateLongRunning, validateSharedDisks, validateTemplateSelector } from './pod-controller';
import { warnAboutDeploymentName, warnAboutName } from './workload-warnings';
import { Validation } from '../../apimachinery/finding';
import { numberOf, validateAtMost100Percent, validateIntOrPercent } from '../../apimachinery/int-or-percent';
import { nonNegative } from '../../apimachinery/integers';
import { didYouMean } from '../../text/suggest';
import { validatePodTemplate } from '../pod/pod-template';
import { warnAboutStart } from '../pod/sidecar-start-warnings';

const DEFAULT_ROLLING = '25%';
const DEFAULT_PROGRESS_DEADLINE = 600;
/** From before apps/v1: the server still reads it. */
const ROLLBACK = 'deprecated.deployment.rollback.to';

/** A Deployment. */
export function validateDeployment(v: Validation, deployment: any): void {
  const spec = deployment.spec ?? {};
  validateObjectMeta(v, deployment.metadata);
  nonNegative(v, 'DEP-NONNEG', 'spec.replicas', spec.replicas);
  validateTemplateSelector(v, 'DEP-SELECTOR', spec, 'deployment');
  if (spec.replicas > 1) validateSharedDisks(v, spec.template?.spec);
  validatePodTemplate(v, spec.template ?? {}, 'spec.template', { controller: 'Deployment' });
  validateLongRunning(v, 'DEP', spec.template?.spec, 'ReplicaSet');
  validateRollback(v, deployment.metadata?.annotations);
  validateStrategy(v, spec.strategy ?? {}, 'spec.strategy');
  nonNegative(v, 'DEP-NONNEG', 'spec.minReadySeconds', spec.minReadySeconds);
  nonNegative(v, 'DEP-NONNEG', 'spec.revisionHistoryLimit', spec.revisionHistoryLimit);

  nonNegative(v, 'DEP-PROGRESS', 'spec.progressDeadlineSeconds', spec.progressDeadlineSeconds);
  const deadline = spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE;
  if (deadline <= (spec.minReadySeconds ?? 0)) {
    v.invalid(
      'DEP-PROGRESS',
      'spec.progressDeadlineSeconds',
      deadline,
      'must be greater than minReadySeconds',
      `the default is ${DEFAULT_PROGRESS_DEADLINE}`,
    );
  }
  warnAboutStart(v, spec.template?.spec, 'spec.template.spec', [
    { seconds: deadline, what: 'the rollout counts as failed after' },
  ]);
  warnAboutName(v, deployment.metadata);
  warnAboutDeploymentName(v, deployment.metadata);
}

function validateRollback(v: Validation, annotations: Record<string, string> | null | undefined): void {
  const revision = annotations && Object.hasOwn(annotations, ROLLBACK) ? annotations[ROLLBACK] : '';
  if (revision === '') return;
  const value = /^[+-]?\d{1,19}$/.test(revision) ? BigInt(revision.replace('+', '')) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    v.invalid(
      'DEP-MISC',
      `metadata.annotations[${ROLLBACK}]`,
      revision,
      `failed to parse annotation[${ROLLBACK}]=${revision} as int64`,
      'remove it',
    );
  } else if (value < 0n) {
    v.invalid(
      'DEP-MISC',
      'spec.rollback.version',
      revision,
      'must be greater than or equal to 0',
      `remove the annotation ${ROLLBACK}`,
    );
  }
}

function validateStrategy(v: Validation, strategy: any, path: string): void {
  const rule = 'DEP-STRATEGY';
  const type = strategy.type || 'RollingUpdate';
  if (type === 'Recreate') {
    if (strategy.rollingUpdate) {
      v.forbidden(
        rule,
        `${path}.rollingUpdate`,
        "may not be specified when strategy `type` is 'Recreate'",
        'remove rollingUpdate, or use type: RollingUpdate',
      );
    }
    return;
  }
  if (type !== 'RollingUpdate') {
    const types = ['Recreate', 'RollingUpdate'];
    v.notSupported(rule, path, strategy, types, didYouMean(type, types));
    return;
  }
  const maxUnavailable = strategy.rollingUpdate?.maxUnavailable ?? DEFAULT_ROLLING;
  const maxSurge = strategy.rollingUpdate?.maxSurge ?? DEFAULT_ROLLING;
  validateIntOrPercent(v, rule, maxUnavailable, `${path}.rollingUpdate.maxUnavailable`);
  validateIntOrPercent(v, rule, maxSurge, `${path}.rollingUpdate.maxSurge`);
  if (numberOf(maxUnavailable) === 0 && numberOf(maxSurge) === 0) {
    v.invalid(rule, `${path}.rollingUpdate.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0');
  }
  validateAtMost100Percent(v, rule, maxUnavailable, `${path}.rollingUpdate.maxUnavailable`);
}
