/** What a HorizontalPodAutoscaler scales, and by what. */

import { groupOf } from '../../apimachinery/schema';
import { integerAt, JsonObject, objectsAt, textAt } from '../../text/json-value';

export interface AutoscalerFacts {
  readonly target: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly metrics: readonly MetricFacts[];
}

/** A metric of the pods' own resources. */
export interface MetricFacts {
  readonly path: string;
  readonly resource: string;
  /** Whether it is a share of what is requested. */
  readonly isUtilization: boolean;
  /** The container that is measured. @default - all of them */
  readonly container?: string;
}

export function autoscalerFacts(manifest: JsonObject): AutoscalerFacts {
  const target = ['spec', 'scaleTargetRef'];
  return {
    target: {
      apiGroup: groupOf(textAt(manifest, ...target, 'apiVersion')),
      kind: textAt(manifest, ...target, 'kind'),
      name: textAt(manifest, ...target, 'name'),
    },
    metrics: metricsOf(manifest),
  };
}

const FIELDS = ['resource', 'containerResource'];

/** Without metrics, it scales by the utilization of cpu. */
function metricsOf(manifest: JsonObject): MetricFacts[] {
  const cpu = { resource: 'cpu', isUtilization: true };
  if (manifest.apiVersion === 'autoscaling/v1') {
    const field = 'targetCPUUtilizationPercentage';
    const path = integerAt(manifest, 'spec', field) === undefined ? 'spec' : `spec.${field}`;
    return [{ path, ...cpu }];
  }
  const metrics = objectsAt(manifest, 'spec', 'metrics');
  if (metrics.length === 0) return [{ path: 'spec', ...cpu }];
  return metrics.flatMap((metric, i) =>
    FIELDS.filter((field) => textAt(metric, field, 'name') !== '').map((field) => ({
      path: `spec.metrics[${i}].${field}`,
      resource: textAt(metric, field, 'name'),
      isUtilization: textAt(metric, field, 'target', 'type') === 'Utilization',
      ...(field === 'containerResource' && { container: textAt(metric, field, 'container') }),
    })),
  );
}
