import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Finding } from '../../apimachinery/finding';

/** A container in the form that cdk8s-plus' `HorizontalPodAutoscaler` checks: whether it requests cpu or memory. */
export function scalingContainer({ name, image, resources }: any): kplus.Container {
  const asks = (resource: string) =>
    resources?.requests?.[resource] !== undefined || resources?.limits?.[resource] !== undefined;
  // The amounts don't matter, and cdk8s-plus can't express them all.
  return new kplus.Container({
    name,
    image,
    resources: {
      ...(asks('cpu') && { cpu: { request: kplus.Cpu.millis(1) } }),
      ...(asks('memory') && { memory: { request: Size.mebibytes(1) } }),
    },
  });
}

/** Reasons why an autoscaler can't work. */
export function autoscalerFindings({ kind, spec }: any): Finding[] {
  const finding = (path: string, value: unknown, detail: string, hint: string): Finding => ({
    rule: 'HKUBE-AUTOSCALER',
    severity: 'error',
    type: 'Invalid value',
    path,
    value,
    detail,
    hint,
  });
  if (kind !== 'Deployment' && kind !== 'StatefulSet') {
    return [
      finding(
        'kind',
        kind,
        'a HorizontalPodAutoscaler cannot scale it',
        'Use a Deployment or a StatefulSet (AlgorithmWorkload)',
      ),
    ];
  }
  if (spec?.replicas === undefined) return [];
  return [
    finding(
      'spec.replicas',
      spec.replicas,
      'a HorizontalPodAutoscaler decides how many pods there are, and each apply would set them back',
      'Remove it',
    ),
  ];
}
