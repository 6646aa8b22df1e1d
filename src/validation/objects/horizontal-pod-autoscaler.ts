/**
 * HorizontalPodAutoscaler, in v1 and v2.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
 */
import { readAutoscalerAnnotations } from './autoscaler-annotations';
import { validateMetric } from './autoscaler-metric';
import { validateScalingRules } from './autoscaler-scaling-rules';
import { validateCrossVersionReference } from './cross-version-reference';
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';

/** A HorizontalPodAutoscaler of autoscaling/v2. */
export function validateHorizontalPodAutoscaler(v: Validation, autoscaler: any): void {
  const spec = autoscaler.spec ?? {};
  const { behavior } = spec;
  validateAutoscaler(v, autoscaler.metadata, {
    ...spec,
    behavior: behavior && { scaleUp: withPolicies(behavior.scaleUp), scaleDown: withPolicies(behavior.scaleDown) },
  });
}

/** Rules without policies get those of the server. */
const withPolicies = (rules: any) => rules && { ...rules, policies: rules.policies ?? [DEFAULT_POLICY] };
const DEFAULT_POLICY = { type: 'Percent', value: 100, periodSeconds: 15 };

/** A HorizontalPodAutoscaler of autoscaling/v1, which the server turns into one of v2; its paths are those of v2. */
export function validateHorizontalPodAutoscalerV1(v: Validation, autoscaler: any): void {
  const { targetCPUUtilizationPercentage: averageUtilization, ...spec } = autoscaler.spec ?? {};
  const { metrics, behavior, metadata } = readAutoscalerAnnotations(autoscaler.metadata);
  const cpu = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
  const hasCpu = averageUtilization !== undefined && averageUtilization !== null;
  validateAutoscaler(v, metadata, { ...spec, behavior, metrics: hasCpu ? [...metrics, cpu] : metrics });
}

function validateAutoscaler(v: Validation, metadata: any, spec: any): void {
  validateObjectMeta(v, metadata);
  // Since 1.37 the server writes it.
  if (v.minor < 37) validateGeneration(v, metadata);
  validateReplicas(v, spec, 'spec');
  const reference = spec.scaleTargetRef ?? {};
  validateCrossVersionReference(
    v,
    'HPA-TARGET',
    reference,
    'spec.scaleTargetRef',
    reference.kind !== 'ReplicationController',
  );
  const metrics: readonly any[] = spec.metrics ?? [];
  metrics.forEach((metric, i) => validateMetric(v, metric, `spec.metrics[${i}]`));
  if (spec.minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    v.forbidden(
      'HPA-REPLICAS',
      'spec.metrics',
      'must specify at least one Object or External metric to support scaling to zero replicas',
    );
  }
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = spec.behavior?.[direction];
    if (rules) validateScalingRules(v, rules, `spec.behavior.${direction}`);
  }
}

function validateReplicas(v: Validation, spec: any, path: string): void {
  const rule = 'HPA-REPLICAS';
  const minReplicas: number = spec.minReplicas ?? 1;
  const maxReplicas: number = spec.maxReplicas ?? 0;
  const lowest = v.isOn('HPAScaleToZero') ? 0 : 1;
  if (minReplicas < lowest) {
    const hint =
      minReplicas === 0 ? 'Scaling to zero needs Kubernetes 1.37, or the feature gate HPAScaleToZero' : undefined;
    v.invalid(rule, `${path}.minReplicas`, minReplicas, `must be greater than or equal to ${lowest}`, hint);
  }
  if (maxReplicas < 1) {
    if (v.minor < 36) v.invalid(rule, `${path}.maxReplicas`, maxReplicas, 'must be greater than 0');
    else if (maxReplicas === 0) v.required(rule, `${path}.maxReplicas`, '', 'Set how many pods there may be at most');
    else v.invalid(rule, `${path}.maxReplicas`, maxReplicas, 'must be greater than or equal to 1');
  }
  if (maxReplicas < minReplicas) {
    v.invalid(rule, `${path}.maxReplicas`, maxReplicas, 'must be greater than or equal to `minReplicas`');
  }
}
