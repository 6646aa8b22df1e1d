import type { CronJobOptions, DeploymentOptions, JobOptions } from './workload-props';
import { anything, decodeOptions, object, optionsType } from '../apimachinery/options';
import { apiName, fieldToApi, plainValue, toApi } from '../apimachinery/to-api';
import type { WorkloadParts } from '../render/pod-parts';
import { cronJobParts, deploymentParts, jobParts, SpecFields } from '../render/workload-parts';
import { JsonObject, setField } from '../text/json-value';

/** Fields of the API are passed on unchanged. */
const FIELDS = optionsType<{ fields?: JsonObject }>('Fields', { fields: object }, { isOpen: true });
const CRON_JOB = optionsType<Pick<CronJobOptions, 'fields' | 'jobTemplate'>>(
  'CronJobOptions',
  {
    fields: object,
    jobTemplate: optionsType<NonNullable<CronJobOptions['jobTemplate']>>(
      'JobTemplate',
      { metadata: anything, spec: FIELDS },
      { isOpen: true },
    ),
  },
  { isOpen: true },
);

/** What runs an algorithm's pods: a Job, a CronJob or a Deployment. */
export class AlgorithmWorkload {
  /** A Job: its pods run to completion. */
  public static job(props: JobOptions = {}): AlgorithmWorkload {
    const { options, findings } = decodeOptions(props, FIELDS, '', RULE);
    return new AlgorithmWorkload(jobParts(readSpec('JobSpec', options), findings));
  }

  /** A CronJob: it creates Jobs on a schedule. */
  public static cronJob(props: CronJobOptions): AlgorithmWorkload {
    const { options, findings } = decodeOptions(props, CRON_JOB, '', RULE);
    const { jobTemplate = {}, schedule, ...rest } = options as Partial<CronJobOptions>;
    const { metadata, spec: jobProps = {}, ...others } = jobTemplate;
    const spec = readSpec('CronJobSpec', rest);
    // Other fields are passed on, so the rules can report them.
    const template = {
      ...toApi('JobTemplateSpec', others),
      ...(metadata && { metadata: toApi('ObjectMeta', metadata) }),
    };
    const fields = {
      ...spec.fields,
      schedule: isCron(schedule) ? schedule.expressionString : plainValue(schedule),
    };
    return new AlgorithmWorkload(
      cronJobParts({ ...spec, fields }, { template, ...readSpec('JobSpec', jobProps) }, findings),
    );
  }

  /** A Deployment: its pods run until they are stopped, and are replaced when they end. */
  public static deployment(props: DeploymentOptions = {}): AlgorithmWorkload {
    const { options, findings } = decodeOptions(props, FIELDS, '', RULE);
    return new AlgorithmWorkload(deploymentParts(readSpec('DeploymentSpec', options), findings));
  }

  /** API version of the workload, such as `batch/v1`. */
  public readonly apiVersion: string;
  /** Kind of the workload, such as `Job`. */
  public readonly kind: string;

  private constructor(private readonly parts: WorkloadParts) {
    this.apiVersion = parts.apiVersion;
    this.kind = parts.kind;
  }

  /** @internal */
  public get _parts(): WorkloadParts {
    return this.parts;
  }
}

const RULE = 'HKUBE-TYPE';

/** The fields of a spec in the API's form, and those that the props don't cover. */
function readSpec(struct: string, { fields, ...props }: JsonObject): SpecFields {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(props)) {
    const field = apiName(struct, key);
    setField(result, field, fieldToApi(struct, field, value));
  }
  return { fields: result, extraFields: plainValue(fields ?? {}) };
}

/** cdk8s' `Cron`. */
const isCron = (schedule: any): schedule is { expressionString: string } =>
  typeof schedule === 'object' && schedule !== null && 'expressionString' in schedule;
