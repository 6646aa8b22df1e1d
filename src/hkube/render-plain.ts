/** A spec as a plain workload, without HKube's worker. */

import { podParts } from './plain-parts';
import { PlainPod, plainPod } from './plain-pod';
import { readSpec } from './read-spec';
import type { RenderedSpec, RenderSpecOptions } from './rendered-spec';
import { atFieldOfSpec, withoutEchoes } from './spec-finding';
import { validationBy } from '../apimachinery/version';
import { BUILT_IN_RESOURCES } from '../render/default-resources';
import { headlessServiceSpec } from '../render/headless-service';
import { selectorLabels } from '../render/name-label';
import { withPodMetadata } from '../render/pod-metadata';
import type { WorkloadParts } from '../render/pod-parts';
import { printedForm, workloadFindings } from '../render/printed-form';
import { renderWorkload } from '../render/render-workload';
import {
  barePodParts,
  cronJobParts,
  daemonSetParts,
  deploymentParts,
  jobParts,
  statefulSetParts,
} from '../render/workload-parts';
import type { JsonObject } from '../text/json-value';
import { validateWorkload } from '../validation/validate-workload';

/** The workload that HkubeAlgorithm makes of a spec, with the built-in settings. */
export function renderPlainWorkload(value: JsonObject, options: RenderSpecOptions): RenderedSpec {
  const v = validationBy(options);
  const { minor, gates } = v;
  const spec = readSpec(value, v);
  const plain = plainPod(spec, v);
  const name = spec.name ?? 'algorithm';
  const workload = workloadParts(options);
  const pod = podParts(plain);
  const { kubernetesVersion, podSecurity: profile } = options;
  const settingsOf = () => ({
    resources: BUILT_IN_RESOURCES,
    kubernetesVersion,
    ...(profile && { podSecurity: { profile } }),
  });
  const selector = selectorLabels(pod.labels, name);
  const isStateful = options.workload === 'statefulset';
  const parts = { workload, pod, selectorLabels: selector, ...(isStateful && { serviceName: name }) };
  const rendering = renderWorkload(parts, { settingsOf });
  const manifest = printedForm({
    apiVersion: workload.apiVersion,
    kind: workload.kind,
    metadata: withPodMetadata(metadata(name, options.namespace, plain), rendering.podMetadata),
    spec: rendering.spec,
  });
  const service = isStateful ? headlessService(manifest, selector) : undefined;
  const { templatePath } = workload;
  const ofManifest = [
    ...workloadFindings(rendering, templatePath).map(({ finding }) => finding),
    ...validateWorkload(manifest, templatePath, { minor, gates, podSecurityProfile: profile }),
  ];
  return {
    manifest,
    service,
    findings: withoutEchoes(
      v.findings,
      ofManifest.map((finding) => atFieldOfSpec(finding, manifest, value)),
    ),
  };
}

/** What runs the pod of a spec. */
export function workloadParts({
  workload,
  schedule = '',
}: Pick<RenderSpecOptions, 'workload' | 'schedule'>): WorkloadParts {
  switch (workload) {
    case 'cronjob':
      return cronJobParts({ fields: { schedule }, extraFields: {} });
    case 'deployment':
      return deploymentParts();
    case 'statefulset':
      return statefulSetParts();
    case 'daemonset':
      return daemonSetParts();
    case 'pod':
      return barePodParts();
    default:
      return jobParts();
  }
}

function headlessService({ metadata: { name, namespace }, spec }: JsonObject, selector: { [key: string]: string }) {
  const serviceSpec = headlessServiceSpec(selector, spec.template.spec);
  return printedForm({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: serviceSpec });
}

const metadata = (name: string, namespace: string | undefined, { labels, annotations }: PlainPod) => ({
  name,
  namespace,
  ...(Object.keys(labels).length > 0 && { labels }),
  ...(Object.keys(annotations).length > 0 && { annotations }),
});
