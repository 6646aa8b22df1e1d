import { ApiObjectMetadata, Cron } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';

/** A rule of when a Job counts as succeeded before all its indexes have. */
export interface SuccessPolicyRule {
  /**
   * Indexes that have to succeed: numbers and ranges, such as `0,2-4`.
   *
   * @default - any
   */
  readonly succeededIndexes?: string;

  /**
   * How many of them have to succeed.
   *
   * @default - all
   */
  readonly succeededCount?: number;
}

/** When an indexed Job counts as succeeded before all its indexes have. */
export interface SuccessPolicy {
  /** The rules; one has to be met. */
  readonly rules: SuccessPolicyRule[];
}

/** What a failure of a pod means, by the container's exit code or by the pod's conditions: one of the two. */
export interface PodFailurePolicyRule {
  /** `FailJob`, `FailIndex` (Kubernetes 1.29 and newer), `Ignore` or `Count`. */
  readonly action: string;

  /**
   * Exit codes of containers.
   *
   * @default - none
   */
  readonly onExitCodes?: kplus.k8s.PodFailurePolicyOnExitCodesRequirement;

  /**
   * Conditions of the pod.
   *
   * @default - none
   */
  readonly onPodConditions?: kplus.k8s.PodFailurePolicyOnPodConditionsPattern[];
}

/**
 * What failures of a Job's pods mean. The pods have to be of `restartPolicy: Never`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 */
export interface PodFailurePolicy {
  /** The rules; the first that fits counts. */
  readonly rules: PodFailurePolicyRule[];
}

/**
 * How a Job runs its pods: every field of the Kubernetes API's Job spec but the pod template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobSpec
 */
export interface JobOptions {
  /** How many pods may fail before the Job does. @default 6 */
  readonly backoffLimit?: number;
  /** As `backoffLimit`, for each index by itself (Kubernetes 1.29 and newer). @default - none */
  readonly backoffLimitPerIndex?: number;
  /** How many indexes may fail (Kubernetes 1.29 and newer). @default - all */
  readonly maxFailedIndexes?: number;
  /** How many pods have to succeed. @default 1 */
  readonly completions?: number;
  /** `NonIndexed`, or `Indexed` for pods that know their number. @default - NonIndexed */
  readonly completionMode?: string;
  /** How many pods run at the same time. @default 1 */
  readonly parallelism?: number;
  /** Seconds after which the Job is stopped. @default - no limit */
  readonly activeDeadlineSeconds?: number;
  /** Seconds after its end in which the Job is kept. @default - kept until it is deleted */
  readonly ttlSecondsAfterFinished?: number;
  /** Whether no pods are started. @default false */
  readonly suspend?: boolean;
  /** What failures of pods mean. @default - each counts towards `backoffLimit` */
  readonly podFailurePolicy?: PodFailurePolicy;
  /** `TerminatingOrFailed` or `Failed` (Kubernetes 1.29 and newer). @default - Failed with a podFailurePolicy, else TerminatingOrFailed */
  readonly podReplacementPolicy?: string;
  /** When the Job succeeds early (Kubernetes 1.31 and newer). @default - when all indexes have succeeded */
  readonly successPolicy?: SuccessPolicy;
  /** Who runs the Job (Kubernetes 1.32 and newer). @default - Kubernetes itself */
  readonly managedBy?: string;
  /** Whether `selector` is the user's own. @default false */
  readonly manualSelector?: boolean;
  /** Which pods are the Job's; only with `manualSelector`. @default - made by the API server */
  readonly selector?: kplus.k8s.LabelSelector;
  /** Further fields of the Job spec, spelled as in the Kubernetes API. @default - none */
  readonly fields?: { readonly [key: string]: any };
}

/** The Jobs that a CronJob makes. */
export interface JobTemplate {
  /** Labels and annotations of the Jobs. @default - none */
  readonly metadata?: ApiObjectMetadata;
  /** How each of them runs. @default - the defaults of JobProps */
  readonly spec?: JobOptions;
}

/**
 * When a CronJob makes its Jobs: every field of the Kubernetes API's CronJob spec.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/#CronJobSpec
 */
export interface CronJobOptions {
  /** Five fields (`*\/5 * * * *`), `@daily` and the like, or cdk8s' `Cron`. */
  readonly schedule: string | Cron;
  /** Time zone of the schedule, such as `Europe/Berlin`. @default - that of the control plane */
  readonly timeZone?: string;
  /** What happens when the last Job still runs: `Allow`, `Forbid` or `Replace`. @default - Allow */
  readonly concurrencyPolicy?: string;
  /** Seconds after its time in which a Job may still start. @default - no limit */
  readonly startingDeadlineSeconds?: number;
  /** Whether no Jobs are made. @default false */
  readonly suspend?: boolean;
  /** How many Jobs that succeeded are kept. @default 3 */
  readonly successfulJobsHistoryLimit?: number;
  /** How many Jobs that failed are kept. @default 1 */
  readonly failedJobsHistoryLimit?: number;
  /** The Jobs. @default - the defaults of JobProps */
  readonly jobTemplate?: JobTemplate;
  /** Further fields of the CronJob spec, spelled as in the Kubernetes API. @default - none */
  readonly fields?: { readonly [key: string]: any };
}

/**
 * How a Deployment runs its pods: every field of the Kubernetes API's Deployment spec but the pod template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/#DeploymentSpec
 */
export interface DeploymentOptions {
  /** How many pods run. @default 1 */
  readonly replicas?: number;
  /** Which pods are the Deployment's. @default - those with its label `app.kubernetes.io/name` */
  readonly selector?: kplus.k8s.LabelSelector;
  /** How pods are replaced. @default - RollingUpdate by 25 % */
  readonly strategy?: kplus.k8s.DeploymentStrategy;
  /** Seconds for which a pod has to be ready to count. @default 0 */
  readonly minReadySeconds?: number;
  /** Seconds without progress after which a roll-out counts as failed. @default 600 */
  readonly progressDeadlineSeconds?: number;
  /** How many old ReplicaSets are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** Whether changes of the pods wait. @default false */
  readonly paused?: boolean;
  /** Further fields of the Deployment spec, spelled as in the Kubernetes API. @default - none */
  readonly fields?: { readonly [key: string]: any };
}
