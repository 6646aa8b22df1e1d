import { ApiObjectMetadata, Cron } from 'cdk8s';
import type {
  DaemonSetUpdateStrategy,
  JobSchedulingConfiguration,
  KubeDeploymentStrategy,
  KubeLabelSelector,
  KubeStatefulSetUpdateStrategy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  StatefulSetOrdinals,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
} from './pod-types.generated';

/** A rule for ending a Job early as succeeded. */
export interface SuccessPolicyRule {
  /**
   * Indexes that must succeed: numbers and ranges, such as `0,2-4`.
   *
   * @default - any
   */
  readonly succeededIndexes?: string;

  /**
   * How many of them must succeed.
   *
   * @default - all
   */
  readonly succeededCount?: number;
}

/** When an indexed Job ends early as succeeded. */
export interface SuccessPolicy {
  /** The rules; meeting one of them is enough. */
  readonly rules: SuccessPolicyRule[];
}

/**
 * What happens when a pod fails, by the container's exit code or the pod's conditions. Set exactly one of `onExitCodes`
 * and `onPodConditions`.
 */
export interface PodFailurePolicyRule {
  /** `FailJob`, `FailIndex` (Kubernetes 1.29 and newer), `Ignore` or `Count`. */
  readonly action: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count' | (string & {});

  /**
   * Exit codes of containers.
   *
   * @default - none
   */
  readonly onExitCodes?: PodFailurePolicyOnExitCodesRequirement;

  /**
   * Conditions of the pod.
   *
   * @default - none
   */
  readonly onPodConditions?: PodFailurePolicyOnPodConditionsPattern[];
}

/**
 * What happens when pods of a Job fail. The pods must have `restartPolicy: Never`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 */
export interface PodFailurePolicy {
  /** The rules; the first match applies. */
  readonly rules: PodFailurePolicyRule[];
}

/**
 * How a Job runs its pods: every field of the Kubernetes API's Job spec except the pod template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobSpec
 */
export interface JobOptions {
  /** How many pods may fail before the Job fails. @default 6 */
  readonly backoffLimit?: number;
  /** Like `backoffLimit`, for each index separately (Kubernetes 1.29 and newer). @default - none */
  readonly backoffLimitPerIndex?: number;
  /** How many indexes may fail before the Job fails at once (Kubernetes 1.29 and newer). @default - all */
  readonly maxFailedIndexes?: number;
  /** How many pods must succeed. @default 1 */
  readonly completions?: number;
  /** `NonIndexed`, or `Indexed` to number the pods. @default - NonIndexed */
  readonly completionMode?: 'NonIndexed' | 'Indexed' | (string & {});
  /** How many pods run at the same time. @default 1 */
  readonly parallelism?: number;
  /** Seconds after which the Job is stopped. @default - no limit */
  readonly activeDeadlineSeconds?: number;
  /** Seconds after its end until the Job is deleted. @default - it stays until you delete it */
  readonly ttlSecondsAfterFinished?: number;
  /** Whether the Job is suspended: it then starts no pods. @default false */
  readonly suspend?: boolean;
  /** What happens when pods fail. @default - each failure counts towards `backoffLimit` */
  readonly podFailurePolicy?: PodFailurePolicy;
  /**
   * `TerminatingOrFailed` or `Failed` (Kubernetes 1.29 and newer).
   *
   * @default - Failed with a podFailurePolicy, else TerminatingOrFailed
   */
  readonly podReplacementPolicy?: 'TerminatingOrFailed' | 'Failed' | (string & {});
  /** When the Job succeeds early (Kubernetes 1.31 and newer). @default - when all indexes have succeeded */
  readonly successPolicy?: SuccessPolicy;
  /** The controller that runs the Job (Kubernetes 1.32 and newer). @default - Kubernetes' own */
  readonly managedBy?: string;
  /**
   * How the Job's pods are scheduled as a group (Kubernetes 1.37 and newer, with the feature gate WorkloadWithJob).
   *
   * @default - each pod by itself
   */
  readonly scheduling?: JobSchedulingConfiguration;
  /** Whether you set `selector` yourself. @default false */
  readonly manualSelector?: boolean;
  /** Which pods belong to the Job; only with `manualSelector`. @default - set by the API server */
  readonly selector?: KubeLabelSelector;
  /** Fields of the Job spec that these props don't cover yet, spelled as in the Kubernetes API. @default - none */
  readonly fields?: { readonly [key: string]: any };
}

/** The Jobs that a CronJob creates. */
export interface JobTemplate {
  /** Labels and annotations of the Jobs. @default - none */
  readonly metadata?: ApiObjectMetadata;
  /** How each of them runs. @default - the defaults of JobOptions */
  readonly spec?: JobOptions;
}

/**
 * When a CronJob creates its Jobs: every field of the Kubernetes API's CronJob spec.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/#CronJobSpec
 */
export interface CronJobOptions {
  /** Five fields (`*\/5 * * * *`), `@daily` and the like, or cdk8s' `Cron`. */
  readonly schedule: string | Cron;
  /** Time zone of the schedule, such as `Europe/Berlin`. @default - that of the control plane */
  readonly timeZone?: string;
  /** What happens when the previous Job still runs: `Allow`, `Forbid` or `Replace`. @default - Allow */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace' | (string & {});
  /** How many seconds late a Job may start. @default - no limit */
  readonly startingDeadlineSeconds?: number;
  /** Whether the CronJob is suspended: it then creates no Jobs. @default false */
  readonly suspend?: boolean;
  /** How many successful Jobs are kept. @default 3 */
  readonly successfulJobsHistoryLimit?: number;
  /** How many failed Jobs are kept. @default 1 */
  readonly failedJobsHistoryLimit?: number;
  /** The Jobs. @default - the defaults of JobOptions */
  readonly jobTemplate?: JobTemplate;
  /** Fields of the CronJob spec that these props don't cover yet, spelled as in the Kubernetes API. @default - none */
  readonly fields?: { readonly [key: string]: any };
}

/**
 * How a Deployment runs its pods: every field of the Kubernetes API's Deployment spec except the pod template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/#DeploymentSpec
 */
export interface DeploymentOptions {
  /** How many pods run. @default 1 */
  readonly replicas?: number;
  /** Which pods belong to the Deployment. @default - those with its label `app.kubernetes.io/name` */
  readonly selector?: KubeLabelSelector;
  /** How pods are replaced. @default - RollingUpdate by 25 % */
  readonly strategy?: KubeDeploymentStrategy;
  /** Seconds that a pod must be ready before it counts as available. @default 0 */
  readonly minReadySeconds?: number;
  /** Seconds without progress after which a rollout counts as failed. @default 600 */
  readonly progressDeadlineSeconds?: number;
  /** How many old ReplicaSets are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** Whether the Deployment is paused: changes of the pods then wait. @default false */
  readonly paused?: boolean;
  /**
   * Fields of the Deployment spec that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}

/**
 * How a StatefulSet runs its pods: every field of the Kubernetes API's StatefulSet spec except the pod template and the
 * claim templates, which are volumes: `SharedVolume.fromVolumeClaimTemplate()`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/#StatefulSetSpec
 */
export interface StatefulSetOptions {
  /** How many pods run. @default 1 */
  readonly replicas?: number;
  /**
   * Name of the headless Service that gives the pods their names in DNS; it must exist.
   *
   * @default - the algorithm creates one with the name of the StatefulSet
   */
  readonly serviceName?: string;
  /** Which pods belong to the StatefulSet. @default - those with its label `app.kubernetes.io/name` */
  readonly selector?: KubeLabelSelector;
  /** How pods are replaced. @default - RollingUpdate, one after the other */
  readonly updateStrategy?: KubeStatefulSetUpdateStrategy;
  /**
   * `OrderedReady`: one pod after the other, each when the one before it is ready; or `Parallel`.
   *
   * @default - OrderedReady
   */
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel' | (string & {});
  /** Seconds that a pod must be ready before it counts as available. @default 0 */
  readonly minReadySeconds?: number;
  /** How many old revisions are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** When claims are deleted: `Retain` or `Delete` (on by default from Kubernetes 1.27). @default - claims stay */
  readonly persistentVolumeClaimRetentionPolicy?: StatefulSetPersistentVolumeClaimRetentionPolicy;
  /** The number in the name of the first pod (Kubernetes 1.27 and newer). @default - 0 */
  readonly ordinals?: StatefulSetOrdinals;
  /**
   * Fields of the StatefulSet spec that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}

/**
 * How a DaemonSet runs its pods: every field of the Kubernetes API's DaemonSet spec except the pod template.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/#DaemonSetSpec
 */
export interface DaemonSetOptions {
  /** Which pods belong to the DaemonSet. @default - those with its label `app.kubernetes.io/name` */
  readonly selector?: KubeLabelSelector;
  /** How pods are replaced. @default - RollingUpdate, one node after the other */
  readonly updateStrategy?: DaemonSetUpdateStrategy;
  /** Seconds that a pod must be ready before it counts as available. @default 0 */
  readonly minReadySeconds?: number;
  /** How many old revisions are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
  /**
   * Fields of the DaemonSet spec that these props don't cover yet, spelled as in the Kubernetes API.
   *
   * @default - none
   */
  readonly fields?: { readonly [key: string]: any };
}
