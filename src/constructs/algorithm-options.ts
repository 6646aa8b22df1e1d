import { ApiObjectMetadata } from 'cdk8s';
import { AlgorithmPod } from './pod-props';
import { Queue } from './queue';
import { AlgorithmWorkload } from './workload';
import { AlgorithmSettingsOptions } from '../app/settings';

/** What runs an algorithm, and what is around its main container. */
export interface AlgorithmOptions {
  /**
   * What runs the algorithm's pods.
   *
   * @default AlgorithmWorkload.job()
   */
  readonly workload?: AlgorithmWorkload;

  /**
   * Metadata of the Job, CronJob or Deployment.
   *
   * @default - named by the construct's id, without a hash (an HkubeAlgorithm by its spec's name); namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The pod around the containers.
   *
   * @default - nothing but the containers
   */
  readonly pod?: AlgorithmPod;

  /**
   * Defaults for this algorithm and its sidecars.
   *
   * @default - those of the enclosing scope
   */
  readonly settings?: AlgorithmSettingsOptions;

  /**
   * Whether the Job's name ends in a hash of everything that can't be changed of a Job: its pod template, `completions`,
   * `podFailurePolicy` and the like. What has changed is then applied as another Job, and runs; what has not stays the same Job, and
   * does not run again. The hash is the same on every machine and in every run. `kubectl apply` does not delete the Job of the old name:
   * see `AlgorithmWorkload.job({ ttlSecondsAfterFinished })`, or `kubectl apply --prune`.
   *
   * For Jobs only: the template of a CronJob or a Deployment can be changed.
   *
   * @default false - a change of the template makes `kubectl apply` fail: "field is immutable"
   */
  readonly nameSuffixHash?: boolean;

  /**
   * The queue that the pods wait in until there is room for them, of Kueue or of the KAI scheduler.
   *
   * @default - none
   */
  readonly queue?: Queue;
}
