import { templateContainers } from '../apimachinery/containers';
import { Finding, finding } from '../apimachinery/finding';
import { fieldAt } from '../text/json-value';

/** Fields that a queue sets in an object and its pods. */
export interface QueueTerms {
  /** Labels of the Job or Deployment. */
  readonly labels?: { readonly [key: string]: string };
  readonly podLabels?: { readonly [key: string]: string };
  readonly podAnnotations?: { readonly [key: string]: string };
  readonly schedulerName?: string;
}

/**
 * The KAI scheduler's name, its labels for queues (new, old) and its annotations for a part of a GPU (memory in Mi).
 */
export const KAI = {
  schedulerName: 'kai-scheduler',
  label: 'kai.scheduler/queue',
  oldLabel: 'runai/queue',
  fraction: 'gpu-fraction',
  memory: 'gpu-memory',
};

/** Puts a pod in its queue. Values that are already set stay; a different value is a finding. */
export function enqueuePod({ podLabels, podAnnotations, schedulerName }: QueueTerms, template: any): Finding[] {
  return [
    ...addTo(template.metadata, 'labels', podLabels, 'metadata'),
    ...addTo(template.metadata, 'annotations', podAnnotations, 'metadata'),
    ...(schedulerName === undefined ? [] : addTo(template, 'spec', { schedulerName }, '')),
  ];
}

/**
 * Adds members to a map of an object, and creates the map if it is missing. Values that are already set stay; a
 * different value is a finding.
 */
export function addTo(
  object: any,
  field: string,
  members: { readonly [key: string]: string } = {},
  path: string,
): Finding[] {
  const findings: Finding[] = [];
  for (const [key, value] of Object.entries(members)) {
    const map = (object[field] ??= {});
    if (map[key] === undefined || map[key] === value) {
      map[key] = value;
      continue;
    }
    const place = [path, key.includes('/') ? `${field}[${key}]` : `${field}.${key}`].filter(Boolean).join('.');
    const detail = `is set twice: \`queue\` sets it to "${value}"`;
    findings.push(finding('HKUBE-FIELDS', place, 'Forbidden', detail, { hint: 'Remove one of them' }));
  }
  return findings;
}

/** A Job in a queue of Kueue must not set `suspend`: each apply would stop it again. */
export function suspendFindings({ kind, spec }: any): Finding[] {
  const isCronJob = kind === 'CronJob';
  const job = isCronJob ? spec?.jobTemplate?.spec : spec;
  if (job?.suspend !== true) return [];
  const path = isCronJob ? 'spec.jobTemplate.spec.suspend' : 'spec.suspend';
  const detail = 'Kueue suspends the Job itself; applying `suspend: true` again stops a running Job';
  return [finding('WARN-QUEUE-SUSPEND', path, 'Warning', detail, { severity: 'warning', hint: 'Remove it' })];
}

/** Reports whole GPUs in a pod that has a part of one: KAI refuses them. */
export function sharedGpuFindings(manifest: any, path: string): Finding[] {
  return templateContainers(fieldAt(manifest, path), path).flatMap(([container, at]) => {
    if (container?.resources?.limits?.['nvidia.com/gpu'] === undefined) return [];
    const detail = 'the KAI scheduler gives a pod whole GPUs, or a part of one by its queue';
    const limit = `${at}.resources.limits[nvidia.com/gpu]`;
    return [finding('HKUBE-QUEUE', limit, 'Forbidden', detail, { hint: 'Remove one of the two' })];
  });
}
