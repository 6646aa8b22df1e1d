import { Stage } from '../scenario';

/** Makes a Job of a CronJob now, as `kubectl create job --from` does; answers with its name. */
export async function runNow(stage: Stage, cronJob: any): Promise<string> {
  const {
    apiVersion,
    kind,
    metadata: { name, uid },
    spec: { jobTemplate },
  } = cronJob;
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...jobTemplate.metadata,
      name: `${name}-now`,
      annotations: { ...jobTemplate.metadata?.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
    },
    spec: jobTemplate.spec,
  };
  await stage.namespace.create(job, JSON.stringify(job));
  return job.metadata.name;
}
