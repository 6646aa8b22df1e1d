import type {
  CronJobOptions,
  DaemonSetOptions,
  DeploymentOptions,
  JobOptions,
  StatefulSetOptions,
} from './workload-props';
import { anything, decodeOptions, object, optionsType } from '../apimachinery/options';
import { apiName, fieldToApi, plainValue, toApi } from '../apimachinery/to-api';
import type { WorkloadParts } from '../render/pod-parts';
import {
  barePodParts,
  cronJobParts,
  daemonSetParts,
  deploymentParts,
  jobParts,
  SpecFields,
  statefulSetParts,
} from '../render/workload-parts';
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

/** What runs an algorithm's pods: a Job, a CronJob, a Deployment, a StatefulSet, a DaemonSet, or nothing but a Pod. */
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

  /**
   * A StatefulSet: its pods run until they are stopped, and keep their names and their claims.
   *
   * Unless the props set `serviceName`, the algorithm also creates the headless Service that gives each pod a name in
   * DNS: `NAME-0.NAME`. The Service has the name of the StatefulSet and the ports of its containers.
   * `SharedVolume.fromVolumeClaimTemplate()` creates a claim for each pod.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
   */
  public static statefulSet(props: StatefulSetOptions = {}): AlgorithmWorkload {
    const { options, findings } = decodeOptions(props, FIELDS, '', RULE);
    return new AlgorithmWorkload(statefulSetParts(readSpec('StatefulSetSpec', options), findings));
  }

  /**
   * A DaemonSet: one pod on each node, or on each node that the pod's `nodeSelector`, `affinity` and `tolerations`
   * allow. The pods run until they are stopped.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
   */
  public static daemonSet(props: DaemonSetOptions = {}): AlgorithmWorkload {
    const { options, findings } = decodeOptions(props, FIELDS, '', RULE);
    return new AlgorithmWorkload(daemonSetParts(readSpec('DaemonSetSpec', options), findings));
  }

  /**
   * Only a Pod: it runs once, to completion. Nothing starts another one when it fails, or when its node is lost.
   * Labels and annotations of the object are those of the pod, too.
   */
  public static pod(): AlgorithmWorkload {
    return new AlgorithmWorkload(barePodParts());
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
