import type { AlgorithmParts, JobParts, PodParts } from './pod-parts';
import type { ClaimTemplate, WorkloadRendering } from './pod-rendering';
import { addTo, enqueuePod } from './queue-terms';
import { renderPod, SettingsOf } from './render-pod';
import { applyFields, inside, Rendering } from './rendering';
import { securePod } from './secure-pod';
import { isLongRunning } from './workload-parts';
import { JsonObject } from '../text/json-value';

/** What surrounds an algorithm: the settings of its parts, and the labels of its chart. */
export interface Surroundings {
  readonly settingsOf: SettingsOf;
  /** Labels that every object of the chart gets. @default - none */
  readonly chartLabels?: { readonly [key: string]: string };
}

/**
 * Renders the spec of a workload, with its pod.
 *
 * @param fillIn whether defaults are filled in; else the workload has what was declared
 */
export function renderWorkload(parts: AlgorithmParts, around: Surroundings, fillIn = true): WorkloadRendering {
  const { workload, selectorLabels, queue = {} } = parts;
  const declared = renderPod(parts.pod, workload.kind, around.settingsOf, fillIn);
  const pod = fillIn ? securePod(declared, around.settingsOf) : declared;
  const isLabelled = fillIn && (around.settingsOf().defaults !== false || isSelected(parts));
  const metadata = renderMetadata(parts.pod, fillIn ? { ...around.chartLabels } : {}, isLabelled ? selectorLabels : {});
  const template = { metadata, spec: pod.spec };
  const ofTemplate = [...parts.pod.templateFindings, ...enqueuePod(queue, template)];
  if (workload.kind === 'Pod') {
    return { spec: template.spec, pod, findings: ofTemplate, podMetadata: template.metadata };
  }
  const { manifest: spec, findings } = renderSpec(parts, template, pod.claimTemplates ?? []);
  const inQueue = inside(workload.templatePath, ofTemplate);
  // The Jobs of a CronJob queue, not the CronJob itself.
  if (queue.labels && workload.jobs) {
    const jobMetadata = (spec.jobTemplate.metadata = { ...spec.jobTemplate.metadata });
    if (jobMetadata.labels) jobMetadata.labels = { ...jobMetadata.labels };
    inQueue.push(...addTo(jobMetadata, 'labels', queue.labels, 'spec.jobTemplate.metadata'));
  }
  return { spec, pod, findings: [...inside('spec', findings), ...inQueue] };
}

/** Whether something finds the pods by the labels of the algorithm itself. */
const isSelected = ({ workload, serviceName, isSelectedByOthers }: AlgorithmParts) =>
  isSelectedByOthers || serviceName !== undefined || (isLongRunning(workload.kind) && !workload.fields.selector);

function renderMetadata({ labels, annotations }: PodParts, chartLabels: JsonObject, selectorLabels: JsonObject): any {
  return {
    labels: { ...chartLabels, ...labels, ...selectorLabels },
    ...(annotations && { annotations: { ...annotations } }),
  };
}

const MADE = 'The Algorithm writes this field: set its content on the Algorithm';

function renderSpec(
  { workload, selectorLabels: matchLabels, serviceName }: AlgorithmParts,
  template: object,
  claimTemplates: readonly ClaimTemplate[],
): Rendering {
  const { kind, fields, extraFields, jobs } = workload;
  const findings = [...workload.findings];
  const job = jobs && renderFields(jobs, { template });
  if (job) findings.push(...inside('jobTemplate.spec', job.findings));
  const made = {
    ...(job ? { jobTemplate: { ...jobs.template, spec: job.manifest } } : { template }),
    ...(claimTemplates.length > 0 && { volumeClaimTemplates: claimTemplates.map(({ manifest }) => manifest) }),
  };
  const filledIn = {
    ...(isLongRunning(kind) && { selector: fields.selector ?? { matchLabels } }),
    ...(serviceName !== undefined && { serviceName }),
  };
  const spec = renderFields({ fields: { ...fields, ...filledIn }, extraFields }, made);
  return { manifest: spec.manifest, findings: [...findings, ...spec.findings] };
}

/** Adds the declared fields to those that the algorithm sets itself. */
function renderFields({ fields, extraFields }: Pick<JobParts, 'fields' | 'extraFields'>, made: JsonObject): Rendering {
  const rendering: Rendering = { manifest: { ...made }, findings: [] };
  const hintFor = (field: string) => (Object.hasOwn(made, field) ? MADE : undefined);
  applyFields(rendering, fields, hintFor);
  applyFields(rendering, extraFields, hintFor);
  return rendering;
}
