import { templateContainers } from '../apimachinery/containers';
import { Finding } from '../apimachinery/finding';
import { KAI } from '../apimachinery/kai-scheduler';
import { optionFindings, Options, readable } from '../apimachinery/options';
import { ONE, parseQuantity } from '../apimachinery/quantity';
import { fieldAt } from '../text/json-value';

/** How a workload queues with Kueue. */
export interface KueueOptions {
  /**
   * Name of a WorkloadPriorityClass.
   *
   * @default - by the pods' priority class
   */
  readonly priorityClass?: string;
}

/** How a workload queues with the KAI scheduler, and which part of a GPU its pods get. */
export interface KaiOptions {
  /**
   * Part of one GPU, greater than 0 and less than 1. Not together with `gpuMemory`.
   *
   * @default - no part of a GPU
   */
  readonly gpuFraction?: number;

  /**
   * Memory of one GPU, as a Kubernetes quantity: `2Gi`. Not together with `gpuFraction`.
   *
   * @default - no part of a GPU
   */
  readonly gpuMemory?: string;

  /**
   * The label that names the queue: `runai/queue` for versions of the scheduler before 0.6, and for HKube.
   *
   * @default kai.scheduler/queue
   */
  readonly queueLabel?: string;
}

/** What a queue wants of an object and its pods. */
export interface QueueTerms {
  /** Labels of the Job or Deployment. */
  readonly labels?: { readonly [key: string]: string };
  readonly podLabels?: { readonly [key: string]: string };
  readonly podAnnotations?: { readonly [key: string]: string };
  readonly schedulerName?: string;
  readonly findings?: readonly Finding[];
}

const KUEUE_OPTIONS: Options<KueueOptions> = { priorityClass: 'text' };
const KAI_OPTIONS: Options<KaiOptions> = { gpuFraction: 'any', gpuMemory: 'any', queueLabel: 'text' };

const MEBI = 2n ** 20n * ONE;

/** A queue that an algorithm's pods wait in until there is room for them. */
export class Queue {
  /**
   * A LocalQueue of Kueue, in the workload's namespace. Kueue suspends the Job until its queue admits it, so `suspend` need not be
   * given: re-applying it would stop a Job that runs.
   *
   * @param localQueue name of the LocalQueue
   * @param options the priority in the queue
   * @see https://kueue.sigs.k8s.io/docs/tasks/run/jobs/
   */
  public static kueue(localQueue: string, options: KueueOptions = {}): Queue {
    const { priorityClass } = readable(options);
    return new Queue({
      findings: [
        ...nameFindings(localQueue, 'Queue.kueue'),
        ...optionFindings(options, KUEUE_OPTIONS, 'HKUBE-QUEUE', 'queue'),
      ],
      labels: texts({ 'kueue.x-k8s.io/queue-name': localQueue, 'kueue.x-k8s.io/priority-class': priorityClass }),
    });
  }

  /**
   * A queue of the KAI scheduler, which then schedules the pods. HKube's `kaiObject` is the same.
   *
   * At synth it is an error when `gpuFraction` is not between 0 and 1, when `gpuMemory` is less than 1Mi, and when both are given.
   *
   * @param queue name of the queue
   * @param options which part of a GPU, and the label of older schedulers
   * @see https://github.com/kai-scheduler/KAI-Scheduler
   */
  public static kai(queue: string, options: KaiOptions = {}): Queue {
    const { gpuFraction, gpuMemory, queueLabel } = readable(options);
    const memory = gpuMemory === undefined ? undefined : parseQuantity(gpuMemory);
    const annotations = {
      ...(gpuFraction !== undefined && { [KAI.fraction]: String(gpuFraction) }),
      ...(memory !== undefined && { [KAI.memory]: String(memory / MEBI) }),
    };
    return new Queue({
      podLabels: texts({ [typeof queueLabel === 'string' ? queueLabel : KAI.label]: queue }),
      ...(Object.keys(annotations).length > 0 && { podAnnotations: annotations }),
      schedulerName: KAI.schedulerName,
      findings: [
        ...nameFindings(queue, 'Queue.kai'),
        ...optionFindings(options, KAI_OPTIONS, 'HKUBE-QUEUE', 'queue'),
        ...kaiFindings(readable(options), memory),
      ],
    });
  }

  private constructor(private readonly terms: QueueTerms) {}

  /** @internal */
  public get _terms(): QueueTerms {
    return this.terms;
  }
}

/** What is no text is reported as such. */
const texts = (labels: { readonly [key: string]: unknown }) =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => typeof value === 'string')) as {
    [key: string]: string;
  };

/** An empty name is no queue, and the pods would run past it. */
function nameFindings(name: unknown, path: string): Finding[] {
  if (typeof name === 'string' && name !== '') return [];
  return [{ rule: 'HKUBE-QUEUE', severity: 'error', type: 'Required value', path, detail: 'the name of the queue' }];
}

/** Who suspends a Job that Kueue is to start stops it again with each apply. */
export function suspendFindings({ kind, spec }: any): Finding[] {
  const [path, suspend] =
    kind === 'CronJob'
      ? ['spec.jobTemplate.spec.suspend', spec?.jobTemplate?.spec?.suspend]
      : ['spec.suspend', spec?.suspend];
  return suspend !== true
    ? []
    : [
        {
          rule: 'WARN-QUEUE-SUSPEND',
          severity: 'warning',
          type: 'Warning',
          path,
          detail: 'Kueue suspends the Job itself, and applied again this stops one that runs',
          hint: 'Leave it out',
        },
      ];
}

/** Whole GPUs beside a part of one, which KAI refuses. */
export function sharedGpuFindings(manifest: any, path: string): Finding[] {
  return templateContainers(fieldAt(manifest, path), path).flatMap(([container, at]): Finding[] =>
    container?.resources?.limits?.['nvidia.com/gpu'] === undefined
      ? []
      : [
          {
            rule: 'HKUBE-QUEUE',
            severity: 'error',
            type: 'Forbidden',
            path: `${at}.resources.limits[nvidia.com/gpu]`,
            detail: 'the KAI scheduler gives a pod whole GPUs, or a part of one by its queue',
            hint: 'Leave one of the two out',
          },
        ],
  );
}

function kaiFindings({ gpuFraction, gpuMemory }: KaiOptions, memory: bigint | undefined): Finding[] {
  const finding = (path: string, value: unknown, detail: string, hint?: string): Finding => ({
    rule: 'HKUBE-QUEUE',
    severity: 'error',
    type: 'Invalid value',
    path: `queue.${path}`,
    value,
    detail,
    hint,
  });
  const findings: Finding[] = [];
  if (gpuFraction !== undefined && !(gpuFraction > 0 && gpuFraction < 1)) {
    findings.push(
      finding('gpuFraction', gpuFraction, 'must be greater than 0 and less than 1', 'For whole GPUs use gpu'),
    );
  }
  if (gpuMemory !== undefined && (memory === undefined || memory < MEBI)) {
    findings.push(finding('gpuMemory', gpuMemory, 'must be a quantity of at least 1Mi, such as 2Gi'));
  }
  if (gpuFraction !== undefined && gpuMemory !== undefined) {
    findings.push(finding('gpuMemory', gpuMemory, 'is given beside gpuFraction', 'Give one of them'));
  }
  return findings;
}

/** Puts a pod in its queue. What is given already stays, unless it is something else: that is a problem. */
export function enqueuePod({ podLabels, podAnnotations, schedulerName }: QueueTerms, template: any): Finding[] {
  return [
    ...addTo(template.metadata, 'labels', podLabels, 'metadata'),
    ...addTo(template.metadata, 'annotations', podAnnotations, 'metadata'),
    ...(schedulerName === undefined ? [] : addTo(template, 'spec', { schedulerName }, '')),
  ];
}

/** Adds members to a map of an object, which is made if need be; what is there already and says something else is a problem. */
export function addTo(
  object: any,
  field: string,
  members: { readonly [key: string]: string } = {},
  path: string,
): Finding[] {
  const findings: Finding[] = [];
  for (const [key, value] of Object.entries(members)) {
    const map = (object[field] ??= {});
    if (map[key] !== undefined && map[key] !== value) {
      const place = [path, key.includes('/') ? `${field}[${key}]` : `${field}.${key}`].filter(Boolean).join('.');
      findings.push({
        rule: 'HKUBE-FIELDS',
        severity: 'error',
        type: 'Forbidden',
        path: place,
        detail: `is given twice: the queue makes it "${value}"`,
        hint: 'Leave it out of one of the two',
      });
    } else {
      map[key] = value;
    }
  }
  return findings;
}
