/**
 * The pod that a workload's controller would make, for the server to judge; undefined for what makes none.
 *
 * What depends on other objects of the cluster is left out: admission would stop at it before the rules are asked.
 */
export function podOf({ kind, metadata, spec }: any): any {
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  if (!template) return undefined;
  const { labels, annotations } = template.metadata ?? {};
  const podSpec = { ...template.spec, ...(kind === 'StatefulSet' && withClaims(template.spec, spec)) };
  for (const field of OF_THE_CLUSTER) delete podSpec[field];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: 'fuzz-',
      labels: {
        ...labels,
        ...addedLabels(kind, metadata),
        ...(isIndexed(spec) ? { 'batch.kubernetes.io/job-completion-index': '0' } : {}),
      },
      annotations,
    },
    spec: podSpec,
  };
}

/** The claims of a StatefulSet take the place of volumes of their names. */
function withClaims({ volumes = [] }: any, { volumeClaimTemplates = [] }: any): any {
  const names = volumeClaimTemplates.map(({ metadata }: any) => metadata.name);
  const claims = names.map((name: string) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { volumes: [...volumes.filter(({ name }: any) => !names.includes(name)), ...claims] };
}

const isIndexed = (spec: any) => (spec.jobTemplate?.spec ?? spec).completionMode === 'Indexed';

/** Those of a Job are in its template already. */
function addedLabels(kind: string, metadata: any): Record<string, string> {
  const name = `${metadata?.name}-12345678`;
  if (kind === 'Deployment') return { 'pod-template-hash': '5d4f8b7c9' };
  if (kind !== 'CronJob') return {};
  return {
    'controller-uid': UID,
    'batch.kubernetes.io/controller-uid': UID,
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
  };
}

const UID = '00000000-0000-4000-8000-000000000000';

const OF_THE_CLUSTER = [
  'serviceAccountName',
  'serviceAccount',
  'priorityClassName',
  'priority',
  'preemptionPolicy',
  'runtimeClassName',
  'overhead',
];
