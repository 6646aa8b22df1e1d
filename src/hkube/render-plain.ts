/** A spec as a plain workload, without HKube's worker. */

import { App, Chart } from 'cdk8s';
import { objectFinding } from './document-kind';
import { HkubeAlgorithm } from './hkube-algorithm';
import type { RenderedSpec, RenderSpecOptions } from './rendered-spec';
import { atFieldOfSpec, atSpecField, withoutEchoes } from './validate-spec';
import { Workload } from '../constructs/workload';
import type { JsonObject } from '../text/json-value';

/** The Job, CronJob or Deployment that HkubeAlgorithm makes of a spec. */
export function renderPlainWorkload(spec: JsonObject, options: RenderSpecOptions): RenderedSpec {
  const chart = new Chart(new App(), 'chart', { namespace: options.namespace });
  try {
    const algorithm = new HkubeAlgorithm(chart, 'algorithm', {
      spec,
      workload: workloadOf(options),
      defaults: { kubernetesVersion: options.kubernetesVersion },
    });
    const findings = algorithm._findings().map(({ finding }) => finding);
    const manifest: JsonObject = algorithm.apiObject.toJson();
    const isOfManifest = ({ path }: { readonly path: string }) => /^(?:spec|metadata)\b/.test(path);
    return {
      manifest,
      findings: withoutEchoes(
        findings.filter((finding) => !isOfManifest(finding)).map(atSpecField),
        findings.filter(isOfManifest).map((finding) => atFieldOfSpec(finding, manifest, spec)),
      ),
    };
  } catch (error) {
    const [detail] = (error as Error).message.split('\n');
    return { findings: [atSpecField(objectFinding(detail))] };
  }
}

function workloadOf({ workload, schedule = '' }: RenderSpecOptions): Workload {
  switch (workload) {
    case 'cronjob':
      return Workload.cronJob({ schedule });
    case 'deployment':
      return Workload.deployment();
    default:
      return Workload.job();
  }
}
