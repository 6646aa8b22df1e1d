import { Chart, Testing } from 'cdk8s';
import {
  Algorithm,
  AlgorithmProps,
  HkubeAlgorithm,
  KaiOptions,
  KueueOptions,
  Queue,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { errorsOf, podTemplateOf, workloadOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/train:v1';
const QUEUE = 'kueue.x-k8s.io/queue-name';

function make(queue: Queue, props: Partial<AlgorithmProps> = {}): Chart {
  const chart = Testing.chart();
  new Algorithm(chart, 'train', { image: IMAGE, queue, ...props });
  return chart;
}

describe('Kueue', () => {
  const labels = { [QUEUE]: 'team-a' };
  test.each([
    ['Job', AlgorithmWorkload.job()],
    ['Deployment', AlgorithmWorkload.deployment()],
  ])('labels a %s itself', (_, workload) => {
    const chart = make(Queue.kueue('team-a'), { workload });
    expect(workloadOf(chart).metadata).toEqual({ name: 'train', labels });
    expect(podTemplateOf(chart).metadata).toEqual({ labels: { 'app.kubernetes.io/name': 'train' } });
    expect(workloadOf(chart).spec.suspend).toBeUndefined();
  });

  test('labels the Jobs of a CronJob', () => {
    const workload = AlgorithmWorkload.cronJob({
      schedule: '@daily',
      jobTemplate: { metadata: { labels: { a: 'b' } } },
    });
    const { metadata, spec } = workloadOf(make(Queue.kueue('team-a', { priorityClass: 'high' }), { workload }));
    expect(metadata).toEqual({ name: 'train' });
    expect(spec.jobTemplate.metadata).toEqual({
      labels: { ...labels, 'kueue.x-k8s.io/priority-class': 'high', a: 'b' },
    });
    expect(
      workloadOf(make(Queue.kueue('team-a'), { workload: AlgorithmWorkload.cronJob({ schedule: '@daily' }) })).spec
        .jobTemplate.metadata,
    ).toEqual({ labels });
  });

  test('keeps a label of the algorithm with the same value', () => {
    expect(workloadOf(make(Queue.kueue('team-a'), { metadata: { labels: { a: 'b' } } })).metadata.labels).toEqual({
      ...labels,
      a: 'b',
    });
  });

  test('refuses another queue in a label', () => {
    expect(errorsOf(make(Queue.kueue('team-a'), { metadata: { labels: { [QUEUE]: 'b' } } }))).toEqual([
      `[test/train] metadata.labels[${QUEUE}]: Forbidden: is set twice: \`queue\` sets it to "team-a". ` +
        'Remove one of them',
    ]);
    const workload = AlgorithmWorkload.cronJob({
      schedule: '@daily',
      jobTemplate: { metadata: { labels: { [QUEUE]: 'b' } } },
    });
    expect(errorsOf(make(Queue.kueue('team-a'), { workload }))).toEqual([
      `[test/train] spec.jobTemplate.metadata.labels[${QUEUE}]: Forbidden: is set twice: \`queue\` sets it ` +
        'to "team-a". Remove one of them',
    ]);
  });

  test('refuses an unknown option', () => {
    expect(errorsOf(make(Queue.kueue('team-a', { priorityclass: 'high' } as KueueOptions)))).toEqual([
      '[test/train] queue.priorityclass: Unknown field. Did you mean "priorityClass"?',
    ]);
    expect(errorsOf(make(Queue.kai('team-a', { gpus: 1 } as KaiOptions)))).toEqual([
      '[test/train] queue.gpus: Unknown field',
    ]);
  });

  test('warns about suspend, which it sets itself', () => {
    const warnings = (workload: AlgorithmWorkload) =>
      captureStderr(() => expect(errorsOf(make(Queue.kueue('team-a'), { workload }))).toEqual([]));
    for (const workload of [
      AlgorithmWorkload.job({ suspend: true }),
      AlgorithmWorkload.cronJob({ schedule: '@daily', jobTemplate: { spec: { suspend: true } } }),
    ]) {
      expect(warnings(workload)).toEqual([
        expect.stringMatching(/suspend: Kueue suspends the Job itself.*WARN-QUEUE-SUSPEND/),
      ]);
    }
    expect(warnings(AlgorithmWorkload.job({ suspend: false }))).toEqual([]);
    expect(warnings(AlgorithmWorkload.cronJob({ schedule: '@daily', suspend: true }))).toEqual([]);
  });

  test('refuses a name that is not a label value', () => {
    expect(errorsOf(make(Queue.kueue('team a')))[0]).toContain('metadata.labels: Invalid value: "team a"');
  });
});

describe('KAI', () => {
  test.each<[KaiOptions, any, any]>([
    [{}, { 'kai.scheduler/queue': 'team-a' }, undefined],
    [{ gpuFraction: 0.5 }, { 'kai.scheduler/queue': 'team-a' }, { 'gpu-fraction': '0.5' }],
    [{ gpuMemory: '2Gi' }, { 'kai.scheduler/queue': 'team-a' }, { 'gpu-memory': '2048' }],
    [{ queueLabel: 'runai/queue' }, { 'runai/queue': 'team-a' }, undefined],
  ])('renders %j', (options, labels, annotations) => {
    const chart = make(Queue.kai('team-a', options));
    const { metadata, spec } = podTemplateOf(chart);
    expect(metadata).toEqual({
      labels: { 'app.kubernetes.io/name': 'train', ...labels },
      ...(annotations && { annotations }),
    });
    expect(spec.schedulerName).toBe('kai-scheduler');
    expect(workloadOf(chart).metadata).toEqual({ name: 'train' });
  });

  test.each<[KaiOptions, string[]]>([
    [
      { gpuFraction: 0 },
      ['queue.gpuFraction: Invalid value: 0: must be greater than 0 and less than 1. For whole GPUs use gpu'],
    ],
    [
      { gpuFraction: 1 },
      ['queue.gpuFraction: Invalid value: 1: must be greater than 0 and less than 1. For whole GPUs use gpu'],
    ],
    [{ gpuFraction: NaN }, ['queue.gpuFraction: Invalid value: null: must be a number']],
    [
      { gpuMemory: '1023Ki' },
      ['queue.gpuMemory: Invalid value: "1023Ki": must be a quantity of at least 1Mi, for example 2Gi'],
    ],
    [
      { gpuMemory: 'much' },
      ['queue.gpuMemory: Invalid value: "much": must be a quantity of at least 1Mi, for example 2Gi'],
    ],
    [
      { gpuMemory: '1Gi', gpuFraction: 0.1 },
      ['queue.gpuMemory: Invalid value: "1Gi": must not be set together with gpuFraction. Remove one of them'],
    ],
  ])('refuses %j', (options, errors) => {
    expect(errorsOf(make(Queue.kai('team-a', options)))).toEqual(errors.map((error) => `[test/train] ${error}`));
  });

  test.each<[KaiOptions]>([[{ gpuFraction: 0.001 }], [{ gpuFraction: 0.999 }], [{ gpuMemory: '1Mi' }]])(
    'accepts %j',
    (options) => {
      expect(errorsOf(make(Queue.kai('team-a', options)))).toEqual([]);
    },
  );

  test('refuses another scheduler, and accepts the same one', () => {
    expect(errorsOf(make(Queue.kai('a'), { pod: { schedulerName: 'mine' } }))).toEqual([
      '[test/train] spec.template.spec.schedulerName: Forbidden: is set twice: `queue` sets it to ' +
        '"kai-scheduler". Remove one of them',
    ]);
    expect(
      errorsOf(
        make(Queue.kai('a'), { pod: { schedulerName: 'kai-scheduler', labels: { 'kai.scheduler/queue': 'a' } } }),
      ),
    ).toEqual([]);
  });

  test("is converted to and from HKube's kaiObject", () => {
    const algorithm = make(Queue.kai('team-a', { gpuMemory: '2Gi' })).node.findChild('train') as Algorithm;
    const spec = HkubeSpec.of(algorithm).toJson();
    expect(spec).toEqual({ name: 'train', algorithmImage: IMAGE, kaiObject: { queue: 'team-a', memory: '2048Mi' } });
    const chart = Testing.chart();
    new HkubeAlgorithm(chart, 'train', { spec });
    expect(podTemplateOf(chart)).toEqual(
      podTemplateOf(make(Queue.kai('team-a', { gpuMemory: '2Gi', queueLabel: 'runai/queue' }))),
    );
  });
});
