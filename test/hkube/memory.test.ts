import { memoryInMi, memoryProblem, toKubernetesMemory } from '../../src/hkube/memory';

test.each([
  ['256Mi', 256],
  ['1Gi', 1024],
  ['0.5Gi', 512],
  ['.5Gi', 512],
  ['1 Gi', 1024],
  ['+1Gi', 1024],
  ['1048576K', 1000],
  ['1024Ki', 1],
  ['1Ti', 2 ** 20],
])('%s is %d Mi', (text, mi) => {
  expect(memoryProblem(text)).toBeUndefined();
  expect(memoryInMi(text)).toBeCloseTo(mi);
});

test.each(['', 'Mi', '512', '1Pi', '1e9', '1k', '-1Gi', '  5Mi', 'abcMi', '1.2.3Gi', '1Gi ', '123mebibyte', '1e3Mi'])(
  '%j is refused',
  (text) => {
    expect(memoryProblem(text)).toEqual(expect.stringContaining('Ki'));
    expect(memoryInMi(text)).toBeNaN();
  },
);

test.each([
  ['256Mi', '256Mi'],
  ['200K', '200k'],
  ['1 Gi', '1Gi'],
  ['500m', '500m'],
  ['1Pi', '1Pi'],
  ['134217728', '134217728'],
  ['banana', 'banana'],
])('%s in the notation of Kubernetes', (text, quantity) => {
  expect(toKubernetesMemory(text)).toBe(quantity);
});
