import { ApiObjectMetadata } from 'cdk8s';
import { AlgorithmPod } from './pod-props';
import { Queue } from './queue';
import { AlgorithmWorkload } from './workload';
import { AlgorithmSettingsOptions } from '../app/settings';

/** How an algorithm runs, and the pod around its main container. */
export interface AlgorithmOptions {
  /**
   * What runs the algorithm's pods: a Job, a CronJob, a Deployment, a StatefulSet or a DaemonSet; or only a Pod.
   *
   * @default AlgorithmWorkload.job()
   */
  readonly workload?: AlgorithmWorkload;

  /**
   * Metadata of the object that runs the pods, such as the Job.
   *
   * @default - its name is the construct's id, without a hash (for an HkubeAlgorithm the spec's name); namespace and
   * labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The pod around the containers.
   *
   * @default - only the containers
   */
  readonly pod?: AlgorithmPod;

  /**
   * Settings for this algorithm and its sidecars, such as default resources.
   *
   * @default - those of the enclosing scope
   */
  readonly settings?: AlgorithmSettingsOptions;

  /**
   * Whether the Job's name ends in a hash of the fields that can't be changed in a Job: its pod template,
   * `completions`, `podFailurePolicy` and others. A changed Job then gets another name, so it is a new Job and runs. An
   * unchanged Job keeps its name, and does not run again. The hash is the same on every machine and in every run.
   * `kubectl apply` does not delete the Job with the old name: set `ttlSecondsAfterFinished` of the workload, or use
   * `kubectl apply --prune`.
   *
   * Only for Jobs: the templates of other workloads can be changed.
   *
   * @default false - `kubectl apply` refuses a changed template: "field is immutable"
   */
  readonly nameSuffixHash?: boolean;

  /**
   * Whether the hash in the name also covers the content of ConfigMaps and Secrets that the pods mount or take
   * variables from, so that a Job runs again when its configuration changes. Only those of the app itself are covered:
   * the content of others is unknown. Someone who knows everything else in the hash can test guesses of a Secret's
   * content.
   *
   * Only together with `nameSuffixHash`.
   *
   * @default false - a Job that is done does not run again when only its configuration changes
   */
  readonly nameSuffixHashConfig?: boolean;

  /**
   * The queue of Kueue or of the KAI scheduler in which the pods wait until there is room for them.
   *
   * @default - none
   */
  readonly queue?: Queue;
}
