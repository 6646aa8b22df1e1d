import { Construct } from 'constructs';
import { Algorithm, AlgorithmWorkload, Gpu, Queue } from 'cdk8s-hkube';

/** What a QueuedBatch needs to know. */
export interface QueuedBatchProps {
  /** The image that does one part of the work; its number is in JOB_COMPLETION_INDEX. */
  readonly image: string;
  /** How many parts there are. */
  readonly parts: number;
  /** How many of them run at once. */
  readonly parallelism: number;
  /** A LocalQueue of Kueue. */
  readonly queue: string;
}

/** An indexed Job on GPUs that Kueue starts when there is room for it. A lost node or spot instance costs no retry. */
export class QueuedBatch extends Algorithm {
  constructor(scope: Construct, id: string, props: QueuedBatchProps) {
    super(scope, id, {
      image: props.image,
      gpu: Gpu.nvidia(1),
      queue: Queue.kueue(props.queue),
      nameSuffixHash: true,
      workload: AlgorithmWorkload.job({
        completionMode: 'Indexed',
        completions: props.parts,
        parallelism: props.parallelism,
        backoffLimitPerIndex: 2,
        podFailurePolicy: {
          rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
        },
      }),
    });
  }
}
