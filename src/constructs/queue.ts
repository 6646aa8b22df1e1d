import { Finding, finding } from '../apimachinery/finding';
import { anything, decodeOptions, number, optionsType, text } from '../apimachinery/options';
import { ONE, parseQuantity } from '../apimachinery/quantity';
import { KAI, QueueTerms } from '../render/queue-terms';

/** How a workload queues with Kueue. */
export interface KueueOptions {
  /**
   * Name of a WorkloadPriorityClass.
   *
   * @default - by the pods' priority class
   */
  readonly priorityClass?: string;
}

/** How a workload queues with the KAI scheduler, and the part of a GPU that its pods get. */
export interface KaiOptions {
  /**
   * Part of one GPU, greater than 0 and less than 1. Must not be set together with `gpuMemory`.
   *
   * @default - no part of a GPU
   */
  readonly gpuFraction?: number;

  /**
   * Memory of one GPU, as a Kubernetes quantity: `2Gi`. Must not be set together with `gpuFraction`.
   *
   * @default - no part of a GPU
   */
  readonly gpuMemory?: string;

  /**
   * The label with the queue's name. Use `runai/queue` for versions of the scheduler before 0.6, and for HKube.
   *
   * @default kai.scheduler/queue
   */
  readonly queueLabel?: string;
}

const KUEUE_OPTIONS = optionsType<KueueOptions>('KueueOptions', { priorityClass: text });
const KAI_OPTIONS = optionsType<KaiOptions>('KaiOptions', {
  gpuFraction: number,
  gpuMemory: anything,
  queueLabel: text,
});
const RULE = 'HKUBE-QUEUE';

const MEBI = 2n ** 20n * ONE;

/** A queue in which an algorithm's pods wait until there is room for them. */
export class Queue {
  /**
   * A LocalQueue of Kueue, in the workload's namespace. Kueue suspends the Job until its queue admits it. Don't set
   * `suspend`: applying it again would stop a running Job.
   *
   * @param localQueue name of the LocalQueue
   * @param options the priority in the queue
   * @see https://kueue.sigs.k8s.io/docs/tasks/run/jobs/
   */
  public static kueue(localQueue: string, options: KueueOptions = {}): Queue {
    const { options: read, findings } = decodeOptions(options, KUEUE_OPTIONS, 'queue', RULE);
    const { priorityClass } = read;
    const labels = {
      ...(isName(localQueue) && { 'kueue.x-k8s.io/queue-name': localQueue }),
      ...(priorityClass !== undefined && { 'kueue.x-k8s.io/priority-class': priorityClass }),
    };
    return new Queue({ labels }, [...nameFindings(localQueue, 'Queue.kueue'), ...findings]);
  }

  /**
   * A queue of the KAI scheduler, which then schedules the pods. HKube's `kaiObject` means the same.
   *
   * At synth it is an error if `gpuFraction` is not between 0 and 1, if `gpuMemory` is less than 1Mi, or if both are
   * set.
   *
   * @param queue name of the queue
   * @param options which part of a GPU, and the label of older schedulers
   * @see https://github.com/kai-scheduler/KAI-Scheduler
   */
  public static kai(queue: string, options: KaiOptions = {}): Queue {
    const { options: read, findings } = decodeOptions(options, KAI_OPTIONS, 'queue', RULE);
    const { gpuFraction, gpuMemory, queueLabel = KAI.label } = read;
    const memory = gpuMemory === undefined ? undefined : parseQuantity(gpuMemory);
    const annotations = {
      ...(gpuFraction !== undefined && { [KAI.fraction]: String(gpuFraction) }),
      ...(memory !== undefined && { [KAI.memory]: String(memory / MEBI) }),
    };
    const terms: QueueTerms = {
      podLabels: isName(queue) ? { [queueLabel]: queue } : {},
      ...(Object.keys(annotations).length > 0 && { podAnnotations: annotations }),
      schedulerName: KAI.schedulerName,
    };
    return new Queue(terms, [...nameFindings(queue, 'Queue.kai'), ...findings, ...kaiFindings(read, memory)]);
  }

  private constructor(
    private readonly terms: QueueTerms,
    private readonly findings: readonly Finding[],
  ) {}

  /** @internal */
  public get _terms(): QueueTerms {
    return this.terms;
  }

  /** @internal */
  public get _findings(): readonly Finding[] {
    return this.findings;
  }
}

const isName = (name: unknown): name is string => typeof name === 'string' && name !== '';

/** With an empty name the pods would not be queued at all. */
function nameFindings(name: unknown, path: string): Finding[] {
  return isName(name) ? [] : [finding(RULE, path, 'Required value', 'the name of the queue')];
}

/** @param memory the memory that `gpuMemory` means, if it is a quantity */
function kaiFindings({ gpuFraction, gpuMemory }: Partial<KaiOptions>, memory: bigint | undefined): Finding[] {
  const findings: Finding[] = [];
  const invalid = (path: string, value: unknown, detail: string, hint?: string) =>
    findings.push(finding(RULE, `queue.${path}`, 'Invalid value', detail, { value, hint }));
  if (gpuFraction !== undefined && !(gpuFraction > 0 && gpuFraction < 1)) {
    invalid('gpuFraction', gpuFraction, 'must be greater than 0 and less than 1', 'For whole GPUs use gpu');
  }
  if (gpuMemory !== undefined && (memory === undefined || memory < MEBI)) {
    invalid('gpuMemory', gpuMemory, 'must be a quantity of at least 1Mi, for example 2Gi');
  }
  if (gpuFraction !== undefined && gpuMemory !== undefined) {
    invalid('gpuMemory', gpuMemory, 'must not be set together with gpuFraction', 'Remove one of them');
  }
  return findings;
}
