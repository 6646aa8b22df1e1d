import { ApiObjectMetadata } from 'cdk8s';
import { Queue } from './queue';
import { Workload } from './workload';
import { Finding } from '../apimachinery/finding';
import { optionFindings, Options } from '../apimachinery/options';
import { AlgorithmDefaultsProps } from '../app/settings';
import { PodProps } from '../render/render-pod';

/** What runs an algorithm, and what is around its main container. */
export interface AlgorithmOptions {
  /**
   * What runs the algorithm's pods.
   *
   * @default Workload.job()
   */
  readonly workload?: Workload;

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
  readonly pod?: PodProps;

  /**
   * Defaults for this algorithm and its sidecars.
   *
   * @default - those of the enclosing scope
   */
  readonly defaults?: AlgorithmDefaultsProps;

  /**
   * Whether the Job's name ends in a hash of everything that can't be changed of a Job: its pod template, `completions`,
   * `podFailurePolicy` and the like. What has changed is then applied as another Job, and runs; what has not stays the same Job, and
   * does not run again. The hash is the same on every machine and in every run. `kubectl apply` does not delete the Job of the old name:
   * see `Workload.job({ ttlSecondsAfterFinished })`, or `kubectl apply --prune`.
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

/** Whether it is one: JavaScript takes anything for it. */
export const isWorkload = (workload: unknown): workload is Workload =>
  typeof (workload as Workload | undefined)?._render === 'function';

/** What the other options are is judged where they are read. */
const OPTIONS: Options<AlgorithmOptions> = {
  workload: 'any',
  metadata: 'any',
  pod: 'object',
  defaults: 'any',
  nameSuffixHash: 'boolean',
  queue: 'any',
};

/** What can't be, whatever the pod. */
export function algorithmFindings({ workload, metadata, pod, nameSuffixHash, queue }: AlgorithmOptions): Finding[] {
  const findings = optionFindings({ pod, nameSuffixHash }, OPTIONS, 'HKUBE-TYPE');
  if (workload !== undefined && !isWorkload(workload)) {
    findings.push(notA('workload', workload, 'Take Workload.job(), cronJob() or deployment()'));
  }
  if (queue !== undefined && !queue?._terms) findings.push(notA('queue', queue, 'Take Queue.kueue() or Queue.kai()'));
  findings.push(...(queue?._terms?.findings ?? []));
  if (nameSuffixHash) findings.push(...nameHashFindings(isWorkload(workload) ? workload.kind : 'Job', metadata));
  return findings;
}

function notA(path: string, value: unknown, hint: string): Finding {
  return { rule: 'HKUBE-TYPE', severity: 'error', type: 'Invalid value', path, value, detail: `is no ${path}`, hint };
}

/** What keeps a workload from having a hash in its name. */
function nameHashFindings(kind: string, metadata: ApiObjectMetadata = {}): Finding[] {
  const finding = (detail: string): Finding => ({
    rule: 'HKUBE-NAME-HASH',
    severity: 'error',
    type: 'Forbidden',
    path: 'metadata.name',
    detail,
    hint: 'Leave nameSuffixHash out',
  });
  if (kind !== 'Job') return [finding(`a ${kind} can be changed, and under another name the old one would go on`)];
  return metadata.name === undefined && metadata.generateName !== undefined
    ? [finding('generateName makes another name each time')]
    : [];
}
