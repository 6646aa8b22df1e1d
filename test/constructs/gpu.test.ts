import { Chart, Testing } from 'cdk8s';
import {
  Algorithm,
  Gpu,
  GpuOptions,
  AlgorithmPod,
  ResourceRequirements,
  SideCarMode,
  AlgorithmWorkload,
  HkubeSpec,
} from '../../src';
import { errorsOf, podOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/train:v1';
const toleration = (key: string) => ({ key, operator: 'Exists', effect: 'NoSchedule' });

function make(gpu: Gpu, pod: AlgorithmPod = {}, resources?: ResourceRequirements): Chart {
  const chart = Testing.chart();
  new Algorithm(chart, 'train', { image: IMAGE, gpu, pod, resources });
  return chart;
}

test.each<[string, Gpu, string, string]>([
  ['NVIDIA', Gpu.nvidia(), 'nvidia.com/gpu', '1'],
  ['AMD', Gpu.amd(2), 'amd.com/gpu', '2'],
  ['Intel', Gpu.intel(), 'gpu.intel.com/i915', '1'],
  ['any other', Gpu.of('nvidia.com/mig-1g.5gb', 3), 'nvidia.com/mig-1g.5gb', '3'],
])('%s', (_, gpu, name, count) => {
  const pod = podOf(make(gpu));
  expect(pod.containers[0].resources).toEqual({
    requests: { cpu: '100m', memory: '256Mi' },
    limits: { cpu: '200m', memory: '512Mi', [name]: count },
  });
  expect(pod.tolerations).toEqual([toleration(name)]);
});

test('is added to other resources', () => {
  expect(podOf(make(Gpu.nvidia(), {}, { limits: { cpu: '4' } })).containers[0].resources.limits).toEqual({
    cpu: '4',
    memory: '512Mi',
    'nvidia.com/gpu': '1',
  });
});

describe('tolerations', () => {
  test.each<[string, AlgorithmPod['tolerations'], any[]]>([
    ['are added', [{ key: 'a', operator: 'Exists' }], [{ key: 'a', operator: 'Exists' }, toleration('nvidia.com/gpu')]],
    [
      'of one value are not enough',
      [{ key: 'nvidia.com/gpu', value: 'a100' }],
      [{ key: 'nvidia.com/gpu', value: 'a100' }, toleration('nvidia.com/gpu')],
    ],
    [
      'of another effect are not enough',
      [{ ...toleration('nvidia.com/gpu'), effect: 'NoExecute' }],
      [{ ...toleration('nvidia.com/gpu'), effect: 'NoExecute' }, toleration('nvidia.com/gpu')],
    ],
    ['are enough', [toleration('nvidia.com/gpu')], [toleration('nvidia.com/gpu')]],
    [
      'of any effect are enough',
      [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
      [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
    ],
    ['of everything are enough', [{ operator: 'Exists' }], [{ operator: 'Exists' }]],
  ])('are merged with %s', (_, tolerations, expected) =>
    expect(podOf(make(Gpu.nvidia(), { tolerations })).tolerations).toEqual(expected),
  );

  test('are optional', () => expect(podOf(make(Gpu.nvidia(1, { tolerate: false }))).tolerations).toBeUndefined());

  test('are added once for each vendor, also for sidecars and init containers', () => {
    const chart = make(Gpu.nvidia(), { initContainers: [{ name: 'warm', image: IMAGE, gpu: Gpu.nvidia() }] });
    const algorithm = chart.node.findChild('train') as Algorithm;
    algorithm.addSideCar('a', { image: IMAGE, gpu: Gpu.amd() });
    algorithm.addSideCar('b', { image: IMAGE, gpu: Gpu.amd(), mode: SideCarMode.CONTAINER });
    const pod = podOf(chart);
    expect(pod.tolerations).toEqual([toleration('nvidia.com/gpu'), toleration('amd.com/gpu')]);
    expect(pod.initContainers.map(({ resources }: any) => resources.limits)).toEqual([
      { 'nvidia.com/gpu': '1' },
      { cpu: '200m', memory: '256Mi', 'amd.com/gpu': '1' },
    ]);
  });
});

describe('is refused', () => {
  const path = '[test/train] spec.template.spec.containers[0].resources';
  const gpu = '[test/train] spec.template.spec.containers[0].gpu';
  test.each<[string, Chart, string]>([
    [
      'given twice',
      make(Gpu.nvidia(), {}, { limits: { 'nvidia.com/gpu': '1' } }),
      `${path}.limits[nvidia.com/gpu]: Forbidden: is set twice. Set it once, by gpu or in resources`,
    ],
    [
      'given twice, as a request',
      make(Gpu.nvidia(), {}, { requests: { 'nvidia.com/gpu': '1' } }),
      `${path}.requests[nvidia.com/gpu]: Forbidden: is set twice. Set it once, by gpu or in resources`,
    ],
    [
      'a part',
      make(Gpu.nvidia(0.5)),
      `${gpu}: Invalid value: 0.5: must be a whole number of nvidia.com/gpu, at least 1`,
    ],
    [
      'less than none',
      make(Gpu.nvidia(-1)),
      `${gpu}: Invalid value: -1: must be a whole number of nvidia.com/gpu, at least 1`,
    ],
    [
      'an unknown option',
      make(Gpu.nvidia(1, { tolerated: false } as GpuOptions)),
      '[test/train] spec.template.spec.containers[0].gpu.tolerated: Unknown field. Did you mean "tolerate"?',
    ],
    ['no extended resource', make(Gpu.of('gpu')), `${gpu}: Invalid value: "gpu": must be an extended resource`],
    ['resources of the wrong type', make(Gpu.nvidia(), {}, 'all' as any), `${path}: Type invalid`],
  ])('%s', (_, chart, error) => expect(errorsOf(chart).join('\n')).toContain(error));
});

test('HKube gets the number of GPUs', () => {
  const algorithm = new Algorithm(Testing.chart(), 'train', {
    image: IMAGE,
    gpu: Gpu.nvidia(2),
    workload: AlgorithmWorkload.job(),
  });
  expect(HkubeSpec.of(algorithm).toJson()).toEqual({ name: 'train', algorithmImage: IMAGE, gpu: 2 });
});
