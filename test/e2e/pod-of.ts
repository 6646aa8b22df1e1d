/**
 * The pod that a workload's controller would make, for the server to judge; undefined for what makes none.
 *
 * What depends on other objects of the cluster is left out: admission would stop at it before the rules are asked.
 */
export function podOf({ kind, spec }: any): any {
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  if (!template) return undefined;
  const { labels, annotations } = template.metadata ?? {};
  const podSpec = { ...template.spec };
  for (const field of OF_THE_CLUSTER) delete podSpec[field];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'fuzz-', labels, annotations }, spec: podSpec };
}

const OF_THE_CLUSTER = ['serviceAccountName', 'serviceAccount', 'priorityClassName', 'priority', 'preemptionPolicy', 'runtimeClassName', 'overhead'];
